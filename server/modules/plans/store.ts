import type { plans } from "#contract";
import type { Principal, Tx } from "#kernel";
import { badCursor, badInput, conflict, mapPage, newId, notFound, pageOf, sha256 } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { signedText } from "./model.ts";
import type { DraftRow, PlanRow, SignatureRow, StandingRow, Tables, VersionRow } from "./tables.ts";

const versions_max = 200;

export const sideOf = (p: Principal): plans.Side => (p.role === "brand" ? "brand" : "platform");
const isOpen = (state: StandingRow["state"]): boolean => state === "proposed" || state === "signed";

/** A plan the scope may see; another brand's is not found. */
export async function planById(tx: Tx, id: string, lock = false): Promise<PlanRow> {
  const rows = tx
    .as<Tables>()
    .selectFrom("plans.plan")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id);
  const row = await (lock ? rows.forUpdate() : rows).executeTakeFirst();
  if (!row) throw notFound("The plan");
  return row;
}
/** Opens the plan of a brand for a year; conflict when there is one. */
export async function createPlan(
  tx: Tx,
  p: Principal,
  ask: { readonly brand?: number | undefined; readonly year: number; readonly title: string },
): Promise<plans.Plan> {
  if (p.brand !== undefined && ask.brand !== undefined && ask.brand !== p.brand) throw notFound("The brand");
  const brand = p.brand ?? ask.brand;
  if (brand === undefined) throw badInput("brand", "is missing", "the number of the brand it is with");
  if (!(await directory(tx)).brands.byId.has(brand)) throw notFound("The brand");
  const row = {
    id: newId(),
    platform_id: tx.platform,
    brand_id: brand,
    year: ask.year,
    title: ask.title,
    created_at: tx.now(),
  };
  const made = await tx
    .as<Tables>()
    .insertInto("plans.plan")
    .values(row)
    .onConflict((c) => c.columns(["platform_id", "brand_id", "year"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made) throw conflict("plan_exists", `There is a plan of this brand for ${ask.year} already.`);
  return one(await shownPlans(tx, [row]));
}
function one<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("a plan vanished while it was shown");
  return row;
}

export async function planPage(
  tx: Tx,
  q: {
    readonly brand?: number | undefined;
    readonly year?: number | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
) {
  let rows = tx.as<Tables>().selectFrom("plans.plan").selectAll().where("platform_id", "=", tx.platform);
  if (q.brand !== undefined) rows = rows.where("brand_id", "=", q.brand);
  if (q.year !== undefined) rows = rows.where("year", "=", q.year);
  if (q.after !== undefined) {
    const [, year, brand] = /^(\d{4})-(\d{1,10})$/.exec(q.after) ?? [];
    if (year === undefined || brand === undefined) throw badCursor();
    rows = rows.where(sql<boolean>`(-year, brand_id) > (${-Number(year)}, ${Number(brand)})`);
  }
  const found = await rows
    .orderBy("year", "desc")
    .orderBy("brand_id")
    .limit(q.limit + 1)
    .execute();
  const page = pageOf(found, q.limit, (last) => `${last.year}-${last.brand_id}`);
  return mapPage(page, (rows) => shownPlans(tx, rows));
}
export async function shownPlans(tx: Tx, rows: readonly PlanRow[]): Promise<plans.Plan[]> {
  const { brands, platform } = await directory(tx);
  const standings = await standingsOf(
    tx,
    rows.map((r) => r.id),
  );
  return rows.map((r) => {
    const own = standings.filter((s) => s.plan === r.id);
    return {
      id: r.id,
      brand: r.brand_id,
      brand_name: brands.byId.get(r.brand_id)?.name ?? { zh: "—", en: "—" },
      year: r.year,
      title: r.title,
      currency: platform.currency,
      in_force: own.find((s) => s.state === "in_force")?.version ?? null,
      open_proposal: own.find((s) => isOpen(s.state))?.version ?? null,
      created_at: r.created_at.toISOString(),
    };
  });
}
async function standingsOf(tx: Tx, ids: readonly string[]): Promise<StandingRow[]> {
  if (ids.length === 0) return [];
  return tx
    .as<Tables>()
    .selectFrom("plans.standing")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("plan", "in", [...ids])
    .where("state", "in", ["proposed", "signed", "in_force"])
    .execute();
}

/** Where the plan stands: the version that is open, and the one in force. */
export async function standingNow(tx: Tx, plan: string) {
  const rows = await standingsOf(tx, [plan]);
  return { open: rows.find((s) => isOpen(s.state)), inForce: rows.find((s) => s.state === "in_force") };
}
export async function setStanding(
  tx: Tx,
  plan: string,
  version: number,
  state: StandingRow["state"],
  answer: string | null = null,
): Promise<void> {
  await tx
    .as<Tables>()
    .updateTable("plans.standing")
    .set({ state, changed_at: tx.now(), ...(answer === null ? {} : { answer }) })
    .where("plan", "=", plan)
    .where("version", "=", version)
    .execute();
}

type Whole = VersionRow & Pick<StandingRow, "state" | "answer">;
const wholeVersions = (tx: Tx, plan: string) =>
  tx
    .as<Tables>()
    .selectFrom("plans.version as v")
    .innerJoin("plans.standing as s", (j) => j.onRef("s.plan", "=", "v.plan").onRef("s.version", "=", "v.version"))
    .selectAll("v")
    .select(["s.state", "s.answer"])
    .where("v.platform_id", "=", tx.platform)
    .where("v.plan", "=", plan);
/** One version in full, its hash recomputed from what is stored. */
export async function versionOf(tx: Tx, plan: string, version: number): Promise<plans.Version> {
  const row = await wholeVersions(tx, plan).where("v.version", "=", version).executeTakeFirst();
  if (!row) throw notFound("The version");
  const content = contentOf(row);
  const hash_holds = sha256(signedText({ plan, version, parent: row.parent, content })) === row.hash;
  return { ...lineOf(row, await signaturesOf(tx, plan)), hash_holds, content };
}
/** Versions of a plan without their content, newest first; at most 200. */
export async function versionLines(tx: Tx, plan: string): Promise<plans.VersionLine[]> {
  const rows = await wholeVersions(tx, plan).orderBy("v.version", "desc").limit(versions_max).execute();
  const signatures = await signaturesOf(tx, plan);
  return rows.map((r) => lineOf(r, signatures));
}
export const contentOf = (row: Pick<VersionRow, "body">): plans.Content => {
  const signed = JSON.parse(row.body) as { readonly content: plans.Content };
  return signed.content;
};
function lineOf(r: Whole, signatures: readonly SignatureRow[]): plans.VersionLine {
  return {
    plan: r.plan,
    version: r.version,
    parent: r.parent,
    author: r.author,
    author_name: r.author_name,
    reason: r.reason,
    state: r.state,
    answer: r.answer,
    hash: r.hash,
    signatures: signatures
      .filter((s) => s.version === r.version)
      .map((s) => ({ side: s.side, by: s.by, at: s.at.toISOString(), hash: s.hash })),
    proposed_at: r.proposed_at.toISOString(),
    answer_by: r.answer_by.toISOString(),
  };
}
async function signaturesOf(tx: Tx, plan: string): Promise<SignatureRow[]> {
  return tx
    .as<Tables>()
    .selectFrom("plans.signature")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("plan", "=", plan)
    .orderBy("at")
    .limit(2 * versions_max)
    .execute();
}

/** One's own side's draft; row security hides the other side's. */
export async function draftOf(tx: Tx, plan: string): Promise<DraftRow | undefined> {
  return tx
    .as<Tables>()
    .selectFrom("plans.draft")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("plan", "=", plan)
    .executeTakeFirst();
}
export const shownDraft = (d: DraftRow): plans.Draft => ({
  content: d.content,
  side: d.side,
  by: d.by,
  saved_at: d.saved_at.toISOString(),
});
