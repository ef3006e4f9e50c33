import type { traffic } from "#contract";
import type { Tx } from "#kernel";
import { badInput, conflict, newId, notFound } from "#kernel";
import { directory } from "#parties";
import { isHeldOut } from "#quant";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

export type Booking = {
  readonly place: string;
  readonly brand: number;
  readonly campaign?: string;
  readonly creative: traffic.Creative;
  readonly from: Date;
  readonly until: Date;
  /** Share of visitors who never see it, 0 unless said. */
  readonly holdOut?: number;
};

/** Holds a slot of a place for a brand. Refuses when the place is unknown, the dates are wrong or all slots are taken then. */
export async function book(tx: Tx, b: Booking): Promise<string> {
  if (b.until <= b.from) throw badInput("until", "ends before it begins", "a time after `from`");
  const place = await placeByCode(tx, b.place);
  // Bookings of one place are decided one after the other, so a slot is never sold twice.
  await sql`SELECT pg_advisory_xact_lock(7203006, hashtext(${`${tx.platform}:${b.place}`}))`.execute(tx.as<Tables>());
  const taken = await tx.widened("slots are shared by all brands", (all) => overlapping(all, b));
  if (taken >= place.slots)
    throw conflict("place_full", `All ${place.slots} slots of ${b.place} are booked in that time.`, {
      zh: "该时段的资源位已订满。",
      en: "All slots are booked for that time.",
    });
  const id = newId();
  await tx
    .as<Tables>()
    .insertInto("traffic.booking")
    .values({
      id,
      platform_id: tx.platform,
      brand_id: b.brand,
      place: b.place,
      campaign: b.campaign ?? null,
      creative: sql`${JSON.stringify(b.creative)}::jsonb`,
      from_at: b.from,
      until_at: b.until,
      hold_out: b.holdOut ?? 0,
      cancelled: false,
    })
    .execute();
  return id;
}
async function overlapping(tx: Tx, b: Booking): Promise<number> {
  const row = await tx
    .as<Tables>()
    .selectFrom("traffic.booking")
    .select(sql<number>`count(*)`.as("n"))
    .where("platform_id", "=", tx.platform)
    .where("place", "=", b.place)
    .where("cancelled", "=", false)
    .where("from_at", "<", b.until)
    .where("until_at", ">", b.from)
    .executeTakeFirstOrThrow();
  return row.n;
}
/** Gives all running and coming slots of a campaign back. */
export async function cancelBookings(tx: Tx, campaign: string): Promise<number> {
  const changed = await tx
    .as<Tables>()
    .updateTable("traffic.booking")
    .set({ cancelled: true })
    .where("platform_id", "=", tx.platform)
    .where("campaign", "=", campaign)
    .where("cancelled", "=", false)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}
/** What is booked at a place now, in a fair turn: the minute decides who stands first. A known visitor may be held out of some. */
export async function showing(tx: Tx, place: string, visitor?: string) {
  const now = tx.now();
  const rows = await tx
    .as<Tables>()
    .selectFrom("traffic.booking")
    .select(["id", "brand_id", "campaign", "creative", "hold_out"])
    .where("platform_id", "=", tx.platform)
    .where("place", "=", place)
    .where("cancelled", "=", false)
    .where("from_at", "<=", now)
    .where("until_at", ">", now)
    .orderBy("id")
    .limit(50)
    .execute();
  const seen = visitor === undefined ? rows : rows.filter((r) => !isHeldOut(visitor, r.hold_out, r.campaign ?? r.id));
  if (visitor !== undefined)
    await remember(
      tx,
      visitor,
      rows.map((r) => ({ ...r, shown: seen.includes(r) })),
    );
  const turn = seen.length === 0 ? 0 : Math.floor(now.getTime() / 60_000) % seen.length;
  return [...seen.slice(turn), ...seen.slice(0, turn)];
}
type Met = { readonly id: string; readonly brand_id: number; readonly shown: boolean };
async function remember(tx: Tx, visitor: string, met: readonly Met[]): Promise<void> {
  if (met.length === 0) return;
  const row = { platform_id: tx.platform, visitor, at: tx.now() };
  await tx
    .as<Tables>()
    .insertInto("traffic.met")
    .values(met.map((m) => ({ ...row, brand_id: m.brand_id, booking: m.id, shown: m.shown })))
    .onConflict((c) => c.doNothing())
    .execute();
}
/** Visitors who met a campaign since its start: at most 200,000, shown and held out. */
export async function metBy(tx: Tx, campaign: string): Promise<{ visitor: string; shown: boolean }[]> {
  return tx
    .as<Tables>()
    .selectFrom("traffic.met as m")
    .innerJoin("traffic.booking as b", (j) =>
      j.onRef("b.platform_id", "=", "m.platform_id").onRef("b.id", "=", "m.booking"),
    )
    .select(["m.visitor", sql<boolean>`bool_or(m.shown)`.as("shown")])
    .where("m.platform_id", "=", tx.platform)
    .where("b.campaign", "=", campaign)
    .groupBy("m.visitor")
    .limit(200_000)
    .execute();
}

export async function placeByCode(tx: Tx, code: string): Promise<traffic.Place> {
  const row = await tx
    .as<Tables>()
    .selectFrom("traffic.place")
    .select(["code", "kind", "venue_id", "name", "slots"])
    .where("platform_id", "=", tx.platform)
    .where("code", "=", code)
    .executeTakeFirst();
  if (!row) throw notFound(`The place ${code}`);
  return { code: row.code, kind: row.kind, venue: row.venue_id, name: row.name, slots: row.slots };
}
/** The places of a kind by code, everywhere or in one venue; at most 500. */
export async function placesOf(tx: Tx, kind: traffic.Place["kind"], venue?: number): Promise<traffic.Place[]> {
  let q = tx
    .as<Tables>()
    .selectFrom("traffic.place")
    .select(["code", "kind", "venue_id", "name", "slots"])
    .where("platform_id", "=", tx.platform)
    .where("kind", "=", kind);
  if (venue !== undefined) q = q.where("venue_id", "=", venue);
  const rows = await q.orderBy("code").limit(500).execute();
  return rows.map(({ venue_id, ...row }) => ({ ...row, venue: venue_id }));
}
/** Adds places, or changes those whose code is known. */
export async function putPlaces(tx: Tx, places: readonly traffic.Place[]): Promise<number> {
  const { venues } = await directory(tx);
  for (const [i, { venue }] of places.entries())
    if (venue !== null && !venues.byId.has(venue))
      throw badInput(`body.places.${i}.venue`, `there is no venue ${venue}`, "the number of a venue, or null");
  const rows = places.map((p) => ({
    platform_id: tx.platform,
    code: p.code,
    kind: p.kind,
    venue_id: p.venue,
    name: sql<traffic.Place["name"]>`${JSON.stringify(p.name)}::jsonb`,
    slots: p.slots,
  }));
  await tx
    .as<Tables>()
    .insertInto("traffic.place")
    .values(rows)
    .onConflict((c) =>
      c.columns(["platform_id", "code"]).doUpdateSet((e) => ({
        kind: e.ref("excluded.kind"),
        venue_id: e.ref("excluded.venue_id"),
        name: e.ref("excluded.name"),
        slots: e.ref("excluded.slots"),
      })),
    )
    .execute();
  return rows.length;
}
export async function placesWithBookings(tx: Tx) {
  const now = tx.now();
  const rows = await tx
    .as<Tables>()
    .selectFrom("traffic.place as p")
    .leftJoin("traffic.booking as b", (j) =>
      j
        .onRef("b.platform_id", "=", "p.platform_id")
        .onRef("b.place", "=", "p.code")
        .on("b.cancelled", "=", false)
        .on("b.from_at", "<=", now)
        .on("b.until_at", ">", now),
    )
    .select(["p.code", "p.kind", "p.venue_id", "p.name", "p.slots", sql<number>`count(b.id)`.as("booked")])
    .where("p.platform_id", "=", tx.platform)
    .groupBy(["p.platform_id", "p.code", "p.kind", "p.venue_id", "p.name", "p.slots"])
    .orderBy("p.code")
    .limit(500)
    .execute();
  return rows.map(({ venue_id, ...r }) => ({ ...r, venue: venue_id }));
}

/** Impressions and clicks of a brand's booked slots at some places since a day (booked contents have no merchant). */
export async function slotCounts(
  tx: Tx,
  brand: number,
  places: readonly string[],
  since: string,
): Promise<{ exposures: number; clicks: number }> {
  if (places.length === 0) return { exposures: 0, clicks: 0 };
  return tx
    .as<Tables>()
    .selectFrom("traffic.exposure_day")
    .select([
      sql<number>`coalesce(sum(impressions), 0)::bigint`.as("exposures"),
      sql<number>`coalesce(sum(clicks), 0)::bigint`.as("clicks"),
    ])
    .where("platform_id", "=", tx.platform)
    .where("brand_id", "=", brand)
    .where("merchant_id", "=", 0)
    .where("place", "in", [...places])
    .where("day", ">=", since)
    .executeTakeFirstOrThrow();
}
