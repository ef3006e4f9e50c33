import type { Route } from "#contract";
import type { Principal } from "#kernel";
import type { Ask, Input } from "./shape.ts";

export type Got = { readonly status: number; readonly text: string; readonly body: unknown };

/** All texts of an input: what the caller knows already, and may be told again. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return value.length > 3 ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
/** A reply without what the caller sent, without numbers and without ids. */
export function plain(got: Got, input: Input): string {
  let text = got.text;
  for (const sent of textsOf(input).sort((x, y) => y.length - x.length)) text = text.replaceAll(sent, "*");
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*").replaceAll(/\d+/g, "0");
}
const safe = (route: Route) => route.method === "GET";
export const mayCall = ({ who }: Route, { role }: Principal) => who.includes("public") || who.includes(role);
const hasScope = (route: Route, p: Principal) =>
  p.role !== "key" || (route.keyScope !== undefined && p.keyScopes?.includes(route.keyScope) === true);
/** Naming these things is this caller's right. */
export const isOpen = ({ open }: Ask, p: Principal, platform: number) =>
  open?.to.includes(p.role) === true && p.platform === platform;

type Attack = { readonly route: Route; readonly ask: Ask; readonly as: Principal; readonly input: Input };
const nothingDone = (body: unknown): boolean => {
  if (typeof body !== "object" || body === null || !("rejected" in body)) return false;
  const done = ["accepted", "created", "updated", "unchanged", "duplicates"];
  return Object.entries(body).every(([key, value]) => !done.includes(key) || value === 0);
};

/** What is wrong with the reply to somebody who named a foreign object, beside the reply about one that does not exist. */
export function faultsOf({ route, ask, as, input }: Attack, got: Got, ghost: Got, ghostInput: Input): string[] {
  if (!mayCall(route, as)) return [401, 403].includes(got.status) ? [] : [`${got.status} for a role that may not call`];
  if (!hasScope(route, as)) return got.status === 403 ? [] : [`${got.status} without the scope`];
  if (ask.refused !== undefined) return got.status === 403 ? [] : [`${got.status} instead of 403: ${got.text}`];
  if (ask.bulk !== undefined)
    return got.status >= 400 || nothingDone(got.body) ? [] : [`not rejected: ${got.text.slice(0, 300)}`];
  const faults: string[] = [];
  const kept = safe(route) || ask.mute !== undefined ? [200] : [];
  if (![...kept, 400, 404, 409, 422].includes(got.status)) faults.push(`${got.status}: ${got.text.slice(0, 300)}`);
  if (ask.known !== undefined && !safe(route)) return faults;
  if (got.status !== ghost.status || plain(got, input) !== plain(ghost, ghostInput))
    faults.push(
      `can be told from nothing: ${got.status} ${got.text.slice(0, 300)} / ${ghost.status} ${ghost.text.slice(0, 300)}`,
    );
  return faults;
}
/** Words of somebody else in a reply. */
export function leaksOf(got: Got, input: Input, banned: readonly string[]): string[] {
  let text = got.text;
  for (const sent of textsOf(input)) text = text.replaceAll(sent, "*");
  return banned
    .filter((word) => text.includes(word))
    .map((word) => {
      const at = text.indexOf(word);
      return `shows ${word}: ...${text.slice(Math.max(0, at - 120), at + 80)}...`;
    });
}
