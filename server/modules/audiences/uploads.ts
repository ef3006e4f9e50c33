import type { audiences, facts } from "#contract";
import { peopleOf, resolve } from "#identity";
import type { Scope } from "#kernel";
import { Fault, inTx, newId } from "#kernel";
import { platformOf } from "./count.ts";
import { keepSet, setSql } from "./sets.ts";
import { insertUpload, policyOf, shown } from "./store.ts";
import type { UploadRow } from "./tables.ts";

const PAGE = 5_000;
/** Smaller matches are dropped, so that nobody finds out by upload whether a number is known (the practice of large networks). */
const MATCH_MIN = 100;

export type NewUpload = {
  readonly name: string;
  readonly type: facts.Identifier["type"];
  readonly values: readonly string[];
};
/** Matches a list with people who are known already; the values are hashed for it and not kept. */
export async function uploadList(scope: Scope, { name, type, values }: NewUpload): Promise<UploadShown> {
  const platform = platformOf(scope);
  const unique = [...new Set(values)];
  const people = new Set<number>();
  for (let at = 0; at < unique.length; at += PAGE) {
    const sets = unique.slice(at, at + PAGE).map((value) => ({ ids: [{ type, value, verified: true }] }));
    const found = await inTx(scope, async (tx) =>
      peopleOf(tx, platform, await resolve(tx, platform, sets, "upload", "look")),
    );
    for (const p of found) if (p > 0) people.add(p);
  }
  const brand = scope.kind === "brand" ? scope.brand : 0;
  if (scope.kind === "brand" && people.size < MATCH_MIN)
    throw new Fault("unprocessable", "too_few", `Fewer than ${MATCH_MIN} of the list are known here; it was dropped.`, {
      userMessage: {
        zh: `匹配人数少于 ${MATCH_MIN}，名单已丢弃。`,
        en: `Fewer than ${MATCH_MIN} matched; the list was dropped.`,
      },
    });
  const id = newId();
  const now = await inTx(scope, async (tx) => tx.now());
  await keepSet({ platform, brand, kind: "upload", id }, setSql([...people]), {}, now);
  return inTx(scope, async (tx) => {
    const row: UploadRow = {
      platform_id: platform,
      id,
      brand_id: brand,
      name,
      type,
      given: unique.length,
      matched: people.size,
      at: tx.now(),
    };
    await insertUpload(tx, row);
    return showUpload(row, shown(tx, row.matched, (await policyOf(tx)).report_min));
  });
}
type UploadShown = ReturnType<typeof showUpload>;
export const showUpload = (r: UploadRow, matched: audiences.ShownCount) => ({
  id: r.id,
  name: r.name,
  type: r.type,
  given: r.given,
  matched,
  at: r.at.toISOString(),
});
