import type { identity } from "#contract";

type Kept = identity.Known["consents"][number];

/** Version of the notice that stands beside the switches; it is kept with every answer. */
export const noticeVersion = "shop-1";

/** Ways that a purpose is asked for, in the order of the page. */
export const waysOf: Readonly<Record<identity.Purpose, readonly identity.Channel[]>> = {
  marketing: ["shop", "push", "sms", "email", "phone"],
  personalisation: [],
  sharing: [],
};

/**
 * What counts now for the whole platform: of the answers for this way or for all ways, the newest; at the same instant a no.
 * No answer is a no. The same rule as the server's.
 */
export function allowed(consents: readonly Kept[], purpose: identity.Purpose, channel: identity.Channel): boolean {
  const applying = consents
    .filter((c) => c.brand === 0 && c.purpose === purpose && (c.channel === channel || c.channel === "any"))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || Number(a.status === "given") - Number(b.status === "given"));
  return applying[0]?.status === "given";
}

/** Answers given to single brands that still say yes. */
export const brandYes = (consents: readonly Kept[]): Kept[] =>
  consents.filter((c) => c.brand > 0 && c.status === "given").slice(0, 100);
