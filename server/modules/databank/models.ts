import { databank } from "#contract";
import type { Tx } from "#kernel";
import { badInput, notFound } from "#kernel";
import { sql } from "kysely";
import { defaultModel, textOf } from "./model.ts";
import type { Tables } from "./tables.ts";

type Version = databank.ModelVersion;
const shipped: Version = {
  version: 0,
  brand: null,
  valid_from: "1970-01-01",
  author: "Fairground",
  created_at: null,
  text: textOf(defaultModel),
  model: defaultModel,
};
const versions_max = 199;

/** Versions that concern a brand (its own and the platform's), or all that the scope sees; newest first, the shipped one last. */
export async function modelVersions(tx: Tx, brand?: number): Promise<Version[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("databank.model")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .$if(brand !== undefined, (q) => q.where("for_brand", "in", [0, brand ?? 0]))
    .orderBy("version", "desc")
    .limit(versions_max)
    .execute();
  const kept = rows.map((r) => ({
    version: r.version,
    brand: r.for_brand === 0 ? null : r.for_brand,
    valid_from: r.valid_from,
    author: r.author,
    created_at: r.created_at.toISOString(),
    text: textOf(r.model),
    model: r.model,
  }));
  return [...kept, shipped];
}

/**
 * The model for a day: the version asked for, else the newest that was valid then, the brand's own before the platform's, else the
 * shipped one. 404 when the version is not one of this brand or of the platform.
 */
export async function modelFor(tx: Tx, brand: number | undefined, day: string, version?: number): Promise<Version> {
  const all = await modelVersions(tx, brand ?? 0);
  if (version !== undefined) {
    const found = all.find((v) => v.version === version);
    if (!found) throw notFound("The model version");
    return found;
  }
  const valid = all.filter((v) => v.valid_from <= day);
  return valid.find((v) => v.brand !== null) ?? valid[0] ?? shipped;
}

export type NewModel = {
  /** Absent: for every brand without its own. */
  readonly brand?: number;
  readonly valid_from: string;
  readonly model: databank.ModelInput;
  readonly author: string;
};
/**
 * Adds a version of the model. A version equal to the newest of the same brand and day is not added again.
 * Fault bad-input when the model is not in the agreed form.
 */
export async function putModel(tx: Tx, { brand, valid_from, model, author }: NewModel): Promise<Version> {
  const read = databank.model.safeParse(model);
  if (!read.success)
    throw badInput(
      "model",
      read.error.issues
        .map((i) => `${i.path.join(".")}: ${i.message}`)
        .join("; ")
        .slice(0, 400),
    );
  const text = JSON.stringify(read.data);
  const db = tx.as<Tables>();
  await sql`SELECT pg_advisory_xact_lock(7203021, ${tx.platform})`.execute(db);
  const all = await modelVersions(tx, brand ?? 0);
  const newest = all.find((v) => v.brand === (brand ?? null) && v.version > 0);
  if (newest && newest.valid_from === valid_from && JSON.stringify(databank.model.parse(newest.model)) === text)
    return newest;
  const { rows } = await sql<{
    version: number;
  }>`INSERT INTO databank.model (platform_id, for_brand, version, valid_from, author, created_at, model)
    VALUES (${tx.platform}, ${brand ?? 0}, kernel.next_no(${tx.platform}, 'databank.model'), ${valid_from}::date, ${author.slice(0, 200)}, ${tx.now()}, ${text}::jsonb)
    RETURNING version`.execute(db);
  return {
    version: rows[0]?.version ?? 0,
    brand: brand ?? null,
    valid_from,
    author: author.slice(0, 200),
    created_at: tx.now().toISOString(),
    text: textOf(read.data),
    model: read.data,
  };
}
