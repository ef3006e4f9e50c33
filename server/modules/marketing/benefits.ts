import { brandOfSku } from "#catalog";
import type { marketing } from "#contract";
import type { Tx } from "#kernel";
import { badInput, newId } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import type { BenefitRow, Tables } from "./tables.ts";

/** Adds a benefit; inactive ones (of a campaign that has not started) hold nowhere. */
export async function addBenefit(
  tx: Tx,
  d: marketing.BenefitDraft,
  of: { brand: number; campaign: string | null; active: boolean; field: string },
): Promise<BenefitRow> {
  if (Date.parse(d.until) <= Date.parse(d.from))
    throw badInput(`${of.field}.until`, "ends before it begins", "a time after `from`");
  if (d.effect.kind === "every" && d.effect.value_minor > d.effect.step_minor)
    throw badInput(`${of.field}.effect.value_minor`, "is more than the step it rests on", "at most step_minor");
  await checkScope(tx, d, of);
  const row = {
    id: newId(),
    platform_id: tx.platform,
    brand_id: of.brand,
    campaign: of.campaign,
    form: d.form,
    title: sql<BenefitRow["title"]>`${JSON.stringify(d.title)}::jsonb`,
    effect: sql<BenefitRow["effect"]>`${JSON.stringify(d.effect)}::jsonb`,
    threshold_minor: d.threshold_minor,
    skus: d.skus,
    venues: d.venues,
    from_at: new Date(d.from),
    until_at: new Date(d.until),
    use_limit: d.limit,
    per_consumer: d.per_consumer,
    budget_minor: d.budget_minor,
    claimed: 0,
    used: 0,
    spent_minor: 0,
    active: of.active,
  };
  return tx.as<Tables>().insertInto("marketing.benefit").values(row).returningAll().executeTakeFirstOrThrow();
}

/** A benefit is good for SKUs of its brand, at venues that have to do with the brand. */
async function checkScope(
  tx: Tx,
  d: Pick<marketing.BenefitDraft, "skus" | "venues">,
  { brand, field }: { readonly brand: number; readonly field: string },
): Promise<void> {
  const owners = await brandOfSku(tx, d.skus ?? []);
  const sku = d.skus?.find((s) => owners.get(s) !== brand);
  if (sku !== undefined) throw badInput(`${field}.skus`, `there is no SKU ${sku}`, "numbers of SKUs of the brand");
  const parties = await directory(tx);
  const venue = d.venues?.find((v) => !parties.carries(v, brand));
  if (venue !== undefined)
    throw badInput(`${field}.venues`, `there is no venue ${venue}`, "numbers of venues that carry the brand");
}

export async function benefitPage(tx: Tx, after: string | undefined, limit: number): Promise<BenefitRow[]> {
  let rows = tx.as<Tables>().selectFrom("marketing.benefit").selectAll().where("platform_id", "=", tx.platform);
  if (after !== undefined) rows = rows.where("id", "<", after);
  return rows.orderBy("id", "desc").limit(limit).execute();
}
export async function benefitsOfCampaigns(tx: Tx, campaigns: readonly string[]): Promise<BenefitRow[]> {
  if (campaigns.length === 0) return [];
  return tx
    .as<Tables>()
    .selectFrom("marketing.benefit")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("campaign", "in", [...campaigns])
    .orderBy("id")
    .execute();
}
/** Lets the benefits of a campaign hold, or hold no more. */
export async function setActive(tx: Tx, campaign: string, active: boolean): Promise<void> {
  await tx
    .as<Tables>()
    .updateTable("marketing.benefit")
    .set({ active })
    .where("platform_id", "=", tx.platform)
    .where("campaign", "=", campaign)
    .execute();
}
/** Benefits that hold now, of one form; at most 500. */
export async function holding(tx: Tx, form: BenefitRow["form"]): Promise<BenefitRow[]> {
  const now = tx.now();
  return tx
    .as<Tables>()
    .selectFrom("marketing.benefit")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("form", "=", form)
    .where("active", "=", true)
    .where("from_at", "<=", now)
    .where("until_at", ">", now)
    .orderBy("id")
    .limit(500)
    .execute();
}
