import type { guide, parties } from "#contract";
import type { Tx } from "#kernel";
import { badInput, conflict, dayIn } from "#kernel";
import { find } from "#parties";
import { sql } from "kysely";
import { guidesOf } from "./guides.ts";
import { addDays, ahead_days, capacityOf, halfHours, isHalfHour, onDuty, slot_minutes } from "./model.ts";
import type { GuideRow, SlotRow, Tables } from "./tables.ts";

const half_hour_ms = slot_minutes * 60_000;
export const endOf = (from: Date): Date => new Date(from.getTime() + half_hour_ms);

/** A venue that takes appointments; conflict when it does not, 404 when there is none. */
export async function bookable(tx: Tx, venue: number): Promise<parties.Venue> {
  const found = await find.venue(tx, venue);
  if (found.status !== "active" || !found.capabilities.includes("appointment"))
    throw conflict("no_appointments", "This venue takes no appointments.", {
      zh: "该门店不接受预约。",
      en: "This venue takes no appointments.",
    });
  return found;
}

type Slot = guide.Slot;
type Range = { readonly from?: string | undefined; readonly days: number };
/** Half hours with a capacity, from a day on (today unless said), beginning in the future unless `past`. */
export async function slotsOf(
  tx: Tx,
  venue: parties.Venue,
  range: Range,
  more: { readonly guide?: string | undefined; readonly past?: boolean },
): Promise<Slot[]> {
  const now = tx.now();
  const first = range.from ?? dayIn(venue.zone, now);
  const guides = (await guidesOf(tx, venue.id)).filter((g) => more.guide === undefined || g.id === more.guide);
  const times = Array.from({ length: range.days }, (_, i) => halfHours(venue.zone, addDays(first, i)))
    .flat()
    .filter((t) => more.past === true || t > now);
  const known = await rowsOf(tx, venue.id, times);
  const taken = more.guide === undefined ? new Set<number>() : await timesOf(tx, more.guide, times);
  const latest = now.getTime() + ahead_days * 86_400_000;
  return times.flatMap((from) => {
    const row = known.get(from.getTime());
    const capacity = capacityOf(row?.fixed, guides.filter((g) => onDuty(g.hours, venue.zone, from)).length);
    const left = Math.max(0, capacity - (row?.booked ?? 0));
    const free = taken.has(from.getTime()) || from.getTime() > latest ? 0 : left;
    if (capacity === 0 && (row?.booked ?? 0) === 0 && (row?.fixed ?? null) === null) return [];
    return [{ from: from.toISOString(), until: endOf(from).toISOString(), capacity, free }];
  });
}
async function rowsOf(tx: Tx, venue: number, times: readonly Date[]): Promise<Map<number, SlotRow>> {
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return new Map();
  const rows = await tx
    .as<Tables>()
    .selectFrom("guide.slot")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("venue_id", "=", venue)
    .where("starts_at", ">=", first)
    .where("starts_at", "<=", last)
    .execute();
  return new Map(rows.map((r) => [r.starts_at.getTime(), r]));
}
/** When a guide is booked; only the times leave the widened step. */
async function timesOf(tx: Tx, guideId: string, times: readonly Date[]): Promise<Set<number>> {
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return new Set();
  const rows = await tx.widened("whether a guide is free, not with whom", (wide) =>
    wide
      .as<Tables>()
      .selectFrom("guide.appointment")
      .select("starts_at")
      .where("platform_id", "=", wide.platform)
      .where("guide_id", "=", guideId)
      .where("state", "in", ["booked", "attended"])
      .where("starts_at", ">=", first)
      .where("starts_at", "<=", last)
      .execute(),
  );
  return new Set(rows.map((r) => r.starts_at.getTime()));
}

/** An instant that can be booked now: on the half hour, in the future, not too far. */
export function bookingTime(tx: Tx, text: string): Date {
  const from = new Date(text);
  if (!isHalfHour(from)) throw badInput("from", "is not the begin of a half hour", "one of the slots of the venue");
  if (from <= tx.now()) throw badInput("from", "has begun already", "a later slot");
  if (from.getTime() > tx.now().getTime() + ahead_days * 86_400_000)
    throw badInput("from", "is too far ahead", `at most ${ahead_days} days from now`);
  return from;
}

/**
 * Takes one place of a half hour, or refuses: one conditional update counts it, so capacity is never passed however many ask
 * at once. Afterwards this transaction holds the half hour's row, so what follows is decided one after the other.
 */
export async function takePlace(tx: Tx, venue: parties.Venue, from: Date): Promise<GuideRow[]> {
  const duty = (await guidesOf(tx, venue.id)).filter((g) => onDuty(g.hours, venue.zone, from));
  await ensureSlot(tx, venue.id, from);
  const taken = await tx
    .as<Tables>()
    .updateTable("guide.slot")
    .set((e) => ({ booked: e("booked", "+", 1) }))
    .where("platform_id", "=", tx.platform)
    .where("venue_id", "=", venue.id)
    .where("starts_at", "=", from)
    .where(sql<boolean>`booked < coalesce(fixed, ${duty.length}::int)`)
    .returning("booked")
    .executeTakeFirst();
  if (!taken)
    throw conflict("slot_full", "This half hour is full.", { zh: "该时段已约满。", en: "This half hour is full." });
  return duty;
}
async function ensureSlot(tx: Tx, venue: number, from: Date): Promise<void> {
  await tx
    .as<Tables>()
    .insertInto("guide.slot")
    .values({ platform_id: tx.platform, venue_id: venue, starts_at: from, booked: 0, fixed: null })
    .onConflict((c) => c.columns(["platform_id", "venue_id", "starts_at"]).doNothing())
    .execute();
}
export async function givePlaceBack(tx: Tx, venue: number, from: Date): Promise<void> {
  await tx
    .as<Tables>()
    .updateTable("guide.slot")
    .set((e) => ({ booked: e("booked", "-", 1) }))
    .where("platform_id", "=", tx.platform)
    .where("venue_id", "=", venue)
    .where("starts_at", "=", from)
    .execute();
}

/** Sets by hand what a half hour takes; conflict when more are booked already. */
export async function setCapacity(tx: Tx, venueNo: number, fromText: string, capacity: number | null) {
  const venue = await bookable(tx, venueNo);
  const from = bookingTime(tx, fromText);
  const duty = (await guidesOf(tx, venue.id)).filter((g) => onDuty(g.hours, venue.zone, from)).length;
  await ensureSlot(tx, venue.id, from);
  const row = await tx
    .as<Tables>()
    .updateTable("guide.slot")
    .set({ fixed: capacity })
    .where("platform_id", "=", tx.platform)
    .where("venue_id", "=", venue.id)
    .where("starts_at", "=", from)
    .where("booked", "<=", capacity ?? duty)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw conflict("more_booked", "More are booked already than this half hour would take; cancel some first.");
  const now = capacityOf(row.fixed, duty);
  return { from: from.toISOString(), until: endOf(from).toISOString(), capacity: now, free: now - row.booked };
}
