import { sql } from "kysely";
import type { audiences } from "#contract";
import { ACTIVATION_K, REPORT_K } from "#quant";
import type { Tx } from "#kernel";
import { notFound } from "#kernel";
import type { AudienceRow, FrozenRow, HandOutRow, Tables, UploadRow } from "./tables.ts";
import { exact, shownTo } from "./model.ts";

type Page = { readonly after?: string | undefined; readonly limit: number };

export async function audiencesByIds(tx: Tx, ids: readonly string[]): Promise<AudienceRow[]> {
  if (ids.length === 0) return [];
  return tx
    .as<Tables>()
    .selectFrom("audiences.audience")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "in", [...ids])
    .where("removed_at", "is", null)
    .execute();
}
export async function audienceById(tx: Tx, id: string): Promise<AudienceRow> {
  const [row] = await audiencesByIds(tx, [id]);
  if (!row) throw notFound("The audience");
  return row;
}
type Stored = { "audiences.audience": Omit<AudienceRow, "definition"> & { definition: string } };
export async function insertAudience(tx: Tx, row: AudienceRow): Promise<void> {
  await tx
    .as<Stored>()
    .insertInto("audiences.audience")
    .values({ ...row, definition: JSON.stringify(row.definition) })
    .execute();
}
export async function updateAudience(
  tx: Tx,
  id: string,
  change: Partial<Omit<AudienceRow, "definition">> & { definition?: audiences.Definition },
): Promise<void> {
  const { definition, ...rest } = change;
  const set = { ...rest, ...(definition === undefined ? {} : { definition: JSON.stringify(definition) }) };
  if (Object.keys(set).length === 0) return;
  await tx
    .as<Stored>()
    .updateTable("audiences.audience")
    .set(set)
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .execute();
}
/** Audiences whose definition names this one directly. */
export async function builtOn(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from audiences.audience where platform_id = ${tx.platform} and removed_at is null
      and jsonb_path_exists(definition, '$.**.audience ? (@ == $id)', jsonb_build_object('id', ${id}::text)) limit 10
  `.execute(tx.as<Tables>());
  return rows.map((r) => r.name);
}

export async function listAudiences(tx: Tx, page: Page): Promise<AudienceRow[]> {
  let asked = tx
    .as<Tables>()
    .selectFrom("audiences.audience")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("removed_at", "is", null)
    .orderBy("id", "desc")
    .limit(page.limit);
  if (page.after !== undefined) asked = asked.where("id", "<", page.after);
  return asked.execute();
}
/** Audiences that freeze themselves and are due: not frozen, and not failed, since then. System scope. */
export async function dueAudiences(tx: Tx, since: Date, limit: number): Promise<AudienceRow[]> {
  return tx
    .as<Tables>()
    .selectFrom("audiences.audience")
    .selectAll()
    .where("daily", "=", true)
    .where("removed_at", "is", null)
    .where((e) => e.or([e("frozen_at", "is", null), e("frozen_at", "<", since)]))
    .where((e) => e.or([e("failed_at", "is", null), e("failed_at", "<", since)]))
    .orderBy("frozen_at", (o) => o.asc().nullsFirst())
    .limit(limit)
    .execute();
}

export async function frozenById(tx: Tx, ids: readonly string[]): Promise<Map<string, FrozenRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .as<Tables>()
    .selectFrom("audiences.frozen")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "in", [...ids])
    .execute();
  return new Map(rows.map((r) => [r.id, r]));
}
export async function insertFrozen(tx: Tx, row: FrozenRow): Promise<void> {
  await tx
    .as<{ "audiences.frozen": Omit<FrozenRow, "definition" | "shown"> & { definition: string; shown: string } }>()
    .insertInto("audiences.frozen")
    .values({ ...row, definition: JSON.stringify(row.definition), shown: JSON.stringify(row.shown) })
    .execute();
}

export async function uploadsByIds(tx: Tx, ids: readonly string[]): Promise<UploadRow[]> {
  if (ids.length === 0) return [];
  return tx
    .as<Tables>()
    .selectFrom("audiences.upload")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "in", [...ids])
    .execute();
}
export async function insertUpload(tx: Tx, row: UploadRow): Promise<void> {
  await tx.as<Tables>().insertInto("audiences.upload").values(row).execute();
}
export async function listUploads(tx: Tx, page: Page): Promise<UploadRow[]> {
  let asked = tx
    .as<Tables>()
    .selectFrom("audiences.upload")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .orderBy("id", "desc")
    .limit(page.limit);
  if (page.after !== undefined) asked = asked.where("id", "<", page.after);
  return asked.execute();
}

export async function insertHandOut(tx: Tx, row: HandOutRow): Promise<void> {
  await tx.as<Tables>().insertInto("audiences.hand_out").values(row).execute();
}
export async function handOutById(tx: Tx, id: string): Promise<HandOutRow> {
  const row = await tx
    .as<Tables>()
    .selectFrom("audiences.hand_out")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("The hand-out");
  return row;
}

/** 50 in reports and inside the platform, 2,000 towards others, unless the operator says otherwise. */
export async function policyOf(tx: Tx): Promise<audiences.Policy> {
  const row = await tx
    .as<Tables>()
    .selectFrom("audiences.policy")
    .select(["report_min", "own_min", "external_min"])
    .where("platform_id", "=", tx.platform)
    .executeTakeFirst();
  return row ?? { report_min: REPORT_K, own_min: REPORT_K, external_min: ACTIVATION_K };
}
export async function setPolicy(tx: Tx, policy: audiences.Policy): Promise<void> {
  await tx
    .as<Tables>()
    .insertInto("audiences.policy")
    .values({ platform_id: tx.platform, ...policy })
    .onConflict((c) => c.column("platform_id").doUpdateSet(policy))
    .execute();
}

/** A plain number of people as the caller may see it: exact for the operator, hidden when small and rounded for a brand. */
export function shown(tx: Tx, people: number, k: number): audiences.ShownCount {
  return tx.scope.kind === "brand" ? shownTo(people, { parts: [], nearest: undefined, plain: true }, k) : exact(people);
}
/** How the caller sees audiences. */
export async function show(tx: Tx, rows: readonly AudienceRow[]): Promise<audiences.Audience[]> {
  const lists = await frozenById(
    tx,
    rows.flatMap((r) => r.frozen ?? []),
  );
  return rows.map((r) => {
    const list = r.frozen === null ? undefined : lists.get(r.frozen);
    return {
      id: r.id,
      brand: r.brand_id,
      name: r.name,
      definition: r.definition,
      created_by: r.created_by,
      created_at: r.created_at.toISOString(),
      daily: r.daily,
      frozen: list
        ? { id: list.id, at: list.at.toISOString(), count: tx.scope.kind === "brand" ? list.shown : exact(list.people) }
        : null,
      last_error: r.failed_at === null ? null : { at: r.failed_at.toISOString(), reason: r.failure ?? "" },
    };
  });
}
