import { contains } from "#audiences";
import type { marketing } from "#contract";
import { append } from "#facts";
import type { Principal, Tx } from "#kernel";
import { badInput, conflict, newId, notFound } from "#kernel";
import { directory } from "#parties";
import { book, cancelBookings, placeByCode } from "#traffic";
import { sql } from "kysely";
import { addBenefit, benefitsOfCampaigns, setActive } from "./benefits.ts";
import type { BenefitRow, CampaignRow, Tables } from "./tables.ts";
import { shownBenefit } from "./tables.ts";

/** The brand a caller works for: its own, or the one an operator names. */
export async function brandFor(tx: Tx, principal: Principal, named: number | undefined): Promise<number> {
  const brand = principal.brand ?? named;
  if (brand === undefined) throw badInput("body.brand", "is missing", "the number of the brand it is for");
  if (principal.brand !== undefined && named !== undefined && named !== principal.brand) throw notFound("The brand");
  if (!(await directory(tx)).brands.byId.has(brand)) throw notFound("The brand");
  return brand;
}

/** Drafts a campaign; its benefits hold nowhere and its slots are not booked until it starts. */
export async function createCampaign(tx: Tx, d: marketing.CampaignDraft, brand: number): Promise<marketing.Campaign> {
  if (Date.parse(d.until) <= Date.parse(d.from))
    throw badInput("body.until", "ends before it begins", "a time after `from`");
  for (const place of d.places) await placeByCode(tx, place);
  // Asks for nobody: what matters is that the audience is there and the brand's own.
  if (d.audience !== null) await contains({ kind: "brand", platform: tx.platform, brand }, d.audience, 0);
  const row = {
    id: newId(),
    platform_id: tx.platform,
    brand_id: brand,
    name: sql<CampaignRow["name"]>`${JSON.stringify(d.name)}::jsonb`,
    goal: d.goal,
    audience: d.audience,
    from_at: new Date(d.from),
    until_at: new Date(d.until),
    hold_out: d.hold_out_ratio,
    creative: sql<CampaignRow["creative"]>`${JSON.stringify(d.creative)}::jsonb`,
    places: d.places,
    state: "draft" as const,
    started_at: null,
    created_at: tx.now(),
  };
  const campaign = await tx
    .as<Tables>()
    .insertInto("marketing.campaign")
    .values(row)
    .returningAll()
    .executeTakeFirstOrThrow();
  const benefits: BenefitRow[] = [];
  for (const [i, b] of d.benefits.entries())
    benefits.push(
      await addBenefit(tx, b, { brand, campaign: campaign.id, active: false, field: `body.benefits.${i}` }),
    );
  return shown(tx, campaign, benefits);
}

export async function campaignById(tx: Tx, id: string): Promise<CampaignRow> {
  const row = await tx
    .as<Tables>()
    .selectFrom("marketing.campaign")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("The campaign");
  return row;
}
export const stateOf = (c: CampaignRow, now: Date): marketing.Campaign["state"] =>
  c.state === "running" && c.until_at <= now ? "ended" : c.state;

/** Books every slot and lets the benefits hold; when one slot is taken, nothing has happened. */
export async function startCampaign(tx: Tx, id: string): Promise<marketing.Campaign> {
  const campaign = await tx
    .as<Tables>()
    .selectFrom("marketing.campaign")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!campaign) throw notFound("The campaign");
  if (campaign.state !== "draft") throw conflict("not_a_draft", `The campaign is ${stateOf(campaign, tx.now())}.`);
  if (campaign.until_at <= tx.now()) throw conflict("over_already", "The campaign's time is over.");
  const times = { from: campaign.from_at, until: campaign.until_at };
  for (const place of [...new Set(campaign.places)].sort())
    await book(tx, {
      place,
      brand: campaign.brand_id,
      campaign: id,
      creative: campaign.creative,
      holdOut: campaign.hold_out,
      ...times,
    });
  await setActive(tx, id, true);
  const row = await tx
    .as<Tables>()
    .updateTable("marketing.campaign")
    .set({ state: "running", started_at: tx.now() })
    .where("id", "=", id)
    .where("platform_id", "=", tx.platform)
    .returningAll()
    .executeTakeFirstOrThrow();
  await append(tx, [
    {
      id: `campaign:${id}`,
      name: "campaign.started",
      at: tx.now().toISOString(),
      brand: row.brand_id,
      props: { campaign: id, places: row.places.length },
    },
  ]);
  return shown(tx, row, await benefitsOfCampaigns(tx, [id]));
}
/** Ends a campaign before its time. What was used stays used. */
export async function cancelCampaign(tx: Tx, id: string): Promise<marketing.Campaign> {
  const row = await tx
    .as<Tables>()
    .updateTable("marketing.campaign")
    .set({ state: "cancelled" })
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .where("state", "in", ["draft", "running"])
    .returningAll()
    .executeTakeFirst();
  if (!row) {
    await campaignById(tx, id);
    throw conflict("cancelled_already", "The campaign is cancelled already.");
  }
  await cancelBookings(tx, id);
  await setActive(tx, id, false);
  return shown(tx, row, await benefitsOfCampaigns(tx, [id]));
}

export function shown(tx: Tx, c: CampaignRow, benefits: readonly BenefitRow[]): marketing.Campaign {
  return {
    id: c.id,
    brand: c.brand_id,
    name: c.name,
    goal: c.goal,
    audience: c.audience,
    from: c.from_at.toISOString(),
    until: c.until_at.toISOString(),
    hold_out_ratio: c.hold_out,
    creative: c.creative,
    places: c.places,
    state: stateOf(c, tx.now()),
    benefits: benefits.filter((b) => b.campaign === c.id).map(shownBenefit),
    created_at: c.created_at.toISOString(),
  };
}
export async function campaignPage(
  tx: Tx,
  ask: { state?: marketing.Campaign["state"] | undefined; after?: string | undefined; limit: number },
) {
  let rows = tx.as<Tables>().selectFrom("marketing.campaign").selectAll().where("platform_id", "=", tx.platform);
  if (ask.after !== undefined) rows = rows.where("id", "<", ask.after);
  const now = tx.now();
  if (ask.state === "ended") rows = rows.where("state", "=", "running").where("until_at", "<=", now);
  else if (ask.state === "running") rows = rows.where("state", "=", "running").where("until_at", ">", now);
  else if (ask.state !== undefined) rows = rows.where("state", "=", ask.state);
  const found = await rows.orderBy("id", "desc").limit(ask.limit).execute();
  const benefits = await benefitsOfCampaigns(
    tx,
    found.map((c) => c.id),
  );
  return found.map((c) => shown(tx, c, benefits));
}
