import type { lab } from "#contract";
import { contains } from "#audiences";
import type { Principal, Tx } from "#kernel";
import { badInput, conflict, idCursor, newId, notFound, pageOf } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import type { z } from "zod";
import type { SurveyRow, Tables } from "./tables.ts";

type Draft = z.output<typeof lab.surveyDraft>;

/** A survey whose end has passed is closed, whoever notes it first. */
const stateAt = (r: SurveyRow, now: Date): SurveyRow["state"] =>
  r.state === "open" && r.closes_at !== null && r.closes_at <= now ? "closed" : r.state;
export const shownSurvey = (r: SurveyRow, now: Date): lab.Survey => ({
  id: r.id,
  brand: r.brand_id,
  concept: r.concept,
  state: stateAt(r, now),
  audience: r.audience,
  ask_prices: r.ask_prices,
  answers: r.answers,
  created_at: r.created_at.toISOString(),
  opened_at: r.opened_at?.toISOString() ?? null,
  closes_at: r.closes_at?.toISOString() ?? null,
  closed_at: (r.closed_at ?? (stateAt(r, now) === "closed" ? r.closes_at : null))?.toISOString() ?? null,
});

/** A survey the scope may see; 404 for another brand's, and for consumers one that is not open. */
export async function surveyById(tx: Tx, id: string): Promise<SurveyRow> {
  const row = await tx
    .as<Tables>()
    .selectFrom("lab.survey")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("The survey");
  return row;
}

/** The brand a survey is for: one's own, or the one an operator names. */
async function brandOf(tx: Tx, p: Principal, asked: number | undefined): Promise<number> {
  if (p.brand !== undefined && asked !== undefined && asked !== p.brand) throw notFound("The brand");
  const brand = p.brand ?? asked;
  if (brand === undefined) throw badInput("brand", "is missing", "the number of the brand it is for");
  if (!(await directory(tx)).brands.byId.has(brand)) throw notFound("The brand");
  return brand;
}
async function check(tx: Tx, brand: number, d: Omit<Draft, "brand">): Promise<void> {
  if (d.concept.price_until_minor < d.concept.price_from_minor)
    throw badInput("concept.price_until_minor", "is below the lower price", "the same or more");
  const { currency } = (await directory(tx)).platform;
  if (d.concept.currency !== currency)
    throw badInput("concept.currency", `the platform counts in ${currency}`, currency);
  if (d.closes_at !== null && new Date(d.closes_at) <= tx.now())
    throw badInput("closes_at", "has passed", "a later time, or null");
  // Asks for nobody: what matters is that the audience is there and the brand's own.
  if (d.audience !== null) await contains({ kind: "brand", platform: tx.platform, brand }, d.audience, 0);
}
const written = (d: Omit<Draft, "brand">) => ({
  concept: sql<SurveyRow["concept"]>`${JSON.stringify(d.concept)}::jsonb`,
  audience: d.audience,
  ask_prices: d.ask_prices,
  closes_at: d.closes_at === null ? null : new Date(d.closes_at),
});

export async function createSurvey(tx: Tx, p: Principal, d: Draft): Promise<SurveyRow> {
  const brand = await brandOf(tx, p, d.brand);
  await check(tx, brand, d);
  const id = newId();
  await tx
    .as<Tables>()
    .insertInto("lab.survey")
    .values({
      id,
      platform_id: tx.platform,
      brand_id: brand,
      ...written(d),
      state: "draft",
      answers: 0,
      created_at: tx.now(),
      opened_at: null,
      closed_at: null,
    })
    .execute();
  return surveyById(tx, id);
}
const notDraft = (state: string) => conflict("not_a_draft", `This survey is ${state}; only a draft can be changed.`);
export async function changeSurvey(tx: Tx, id: string, d: Omit<Draft, "brand">): Promise<SurveyRow> {
  const before = await surveyById(tx, id);
  await check(tx, before.brand_id, d);
  const row = await tx
    .as<Tables>()
    .updateTable("lab.survey")
    .set(written(d))
    .where("id", "=", id)
    .where("state", "=", "draft")
    .returning("id")
    .executeTakeFirst();
  if (!row) throw notDraft(before.state);
  return surveyById(tx, id);
}
/** Publishes a draft; from then on what it asks is fixed. */
export async function openSurvey(tx: Tx, id: string): Promise<SurveyRow> {
  const before = await surveyById(tx, id);
  if (before.closes_at !== null && before.closes_at <= tx.now())
    throw conflict("ended", "Its end has passed; set a later one first.");
  const row = await tx
    .as<Tables>()
    .updateTable("lab.survey")
    .set({ state: "open", opened_at: tx.now() })
    .where("id", "=", id)
    .where("state", "=", "draft")
    .returning("id")
    .executeTakeFirst();
  if (!row) throw notDraft(before.state);
  return surveyById(tx, id);
}
export async function closeSurvey(tx: Tx, id: string): Promise<SurveyRow> {
  const before = await surveyById(tx, id);
  if (before.state === "draft") throw conflict("not_open", "This survey was never opened.");
  await tx
    .as<Tables>()
    .updateTable("lab.survey")
    .set({ state: "closed", closed_at: tx.now() })
    .where("id", "=", id)
    .where("state", "=", "open")
    .execute();
  return surveyById(tx, id);
}

export async function surveyPage(tx: Tx, page: { readonly after?: string | undefined; readonly limit: number }) {
  const after = idCursor(page.after);
  let rows = tx.as<Tables>().selectFrom("lab.survey").selectAll().where("platform_id", "=", tx.platform);
  if (after !== undefined) rows = rows.where("id", "<", after);
  const found = await rows
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  return pageOf(
    found.map((r) => shownSurvey(r, tx.now())),
    page.limit,
    (r) => r.id,
  );
}
