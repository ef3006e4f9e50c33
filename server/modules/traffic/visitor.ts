import type { facts } from "#contract";
import { accountId } from "#identity";
import type { Principal } from "#kernel";

/** The identifiers of whoever looks at a place: the account when signed in, and the browser's own id. */
export function visitorIds(p: Principal, anonymousId: string | undefined): facts.FactInput["ids"] {
  const ids: facts.FactInput["ids"] = [];
  if (p.consumer !== undefined) ids.push(accountId(p.consumer));
  if (anonymousId !== undefined && anonymousId !== "") ids.push({ type: "anonymous_id", value: anonymousId });
  return ids;
}

/** How a visitor is told from others when half of them see something: the account when signed in, else the browser. */
export const visitorKey = (p: Principal, anonymousId: string | undefined): string | undefined =>
  p.consumer ?? anonymousId;
