import type { facts } from "#contract";
import type { Principal } from "#kernel";

/** The identifiers of whoever looks at a place: the account when signed in, and the browser's own id. */
export function visitorIds(p: Principal, anonymousId: string | undefined): facts.FactInput["ids"] {
  const ids: facts.FactInput["ids"] = [];
  if (p.consumer !== undefined) ids.push({ type: "member_no", value: p.consumer, verified: true });
  if (anonymousId !== undefined && anonymousId !== "") ids.push({ type: "anonymous_id", value: anonymousId });
  return ids;
}
