import type { audiences } from "#contract";
import type { Scope } from "#kernel";
import { inTx, newId, notFound, sha256 } from "#kernel";
import { canonicalJson } from "#quant";
import type { Compiled, Owner } from "./compile.ts";
import { compile } from "./compile.ts";
import { exact, shownTo } from "./model.ts";
import type { SetKey } from "./sets.ts";
import { keepSet, nearestShown, setSql, sizes } from "./sets.ts";
import { policyOf } from "./store.ts";

const WINDOW_MS = 86_400_000;
export const platformOf = (scope: Scope): number => {
  if (scope.kind === "system") throw notFound("The platform");
  return scope.platform;
};

/** How many people a definition holds now, as the caller may see it. */
export async function countNow(
  scope: Scope,
  definition: audiences.Definition,
  owner: Owner,
): Promise<audiences.ShownCount> {
  const query = await compile(scope, definition, owner);
  if (scope.kind !== "brand") return exact((await sizes(scope, [query.sql], query.params))[0] ?? 0);
  const { now, k } = await inTx(scope, async (tx) => ({ now: tx.now(), k: (await policyOf(tx)).report_min }));
  const key: SetKey = { platform: scope.platform, brand: scope.brand, kind: "asked", id: newId() };
  await keepSet(key, query.sql, query.params, now);
  return (await judge(scope, key, query, k, now)).shown;
}

/**
 * What the brand may see of a kept set, and its exact size. What is shown is remembered for a day, so that the next question
 * cannot be subtracted from it.
 */
export async function judge(
  scope: Scope,
  key: SetKey,
  query: Compiled,
  k: number,
  now: Date,
): Promise<{ people: number; shown: audiences.ShownCount }> {
  // The same question, whether it comes from the wire or from a table that orders keys in its own way.
  const question = sha256(canonicalJson(query.definition)).slice(0, 32);
  const kept = setSql(key.kind, key.platform, key.id);
  const [people = 0, ...parts] = await sizes(scope, [kept, ...query.parts], query.params);
  const nearest = await nearestShown(scope, key, question, new Date(now.getTime() - WINDOW_MS));
  const shown = shownTo(people, { parts, nearest, plain: "cell" in query.definition }, k);
  if (shown.hidden === null) await keepSet({ ...key, kind: "shown", id: newId() }, kept, {}, now, question);
  return { people, shown };
}
