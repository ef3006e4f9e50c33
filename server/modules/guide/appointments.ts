import { randomInt } from "node:crypto";
import type { facts, guide, parties } from "#contract";
import { append } from "#facts";
import { accountId } from "#identity";
import type { Tx } from "#kernel";
import { badInput, conflict, dayIn, idCursor, mapPage, newId, notFound, pageOf } from "#kernel";
import { directory } from "#parties";
import type { About } from "./about.ts";
import { aboutOf } from "./about.ts";
import { guidesById } from "./guides.ts";
import { addDays, booked_max, halfHours, maskedPhone } from "./model.ts";
import { bookable, bookingTime, endOf, givePlaceBack, takePlace } from "./slots.ts";
import type { AppointmentRow, GuideRow, Tables } from "./tables.ts";

const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const newCode = (): string => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join("");

export type Booking = {
  readonly venue: number;
  readonly from: string;
  readonly topic: string;
  readonly brand?: number | undefined;
  readonly sku?: number | undefined;
  readonly guide?: string | undefined;
  readonly consumer: string | null;
  readonly name: string;
  readonly phone: string | null;
};

/** Books a half hour and gives it to a guide on duty. Conflict when it is full, or when the guide asked for is taken. */
export async function book(tx: Tx, ask: Booking): Promise<AppointmentRow> {
  const venue = await bookable(tx, ask.venue);
  const from = bookingTime(tx, ask.from);
  const about = await aboutOf(tx, ask, venue);
  const duty = await takePlace(tx, venue, from);
  if (ask.consumer !== null) await checkOwn(tx, ask.consumer);
  const guide = await guideFor(tx, duty, from, ask.guide);
  const row: AppointmentRow = {
    id: newId(),
    platform_id: tx.platform,
    venue_id: venue.id,
    consumer_id: ask.consumer,
    code: newCode(),
    starts_at: from,
    ends_at: endOf(from),
    state: "booked",
    topic: ask.topic,
    about_brand: about.brand,
    sku_id: about.sku,
    guide_id: guide?.id ?? null,
    name: ask.name,
    phone: ask.phone,
    booked_at: tx.now(),
  };
  const made = await tx
    .as<Tables>()
    .insertInto("guide.appointment")
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made)
    throw conflict("booked_already", "You have an appointment in this half hour already.", {
      zh: "您在该时段已有预约。",
      en: "You have an appointment at that time already.",
    });
  await append(tx, [factOf(row, venue, guide, about)]);
  return row;
}

async function checkOwn(tx: Tx, consumer: string): Promise<void> {
  const open = await tx
    .as<Tables>()
    .selectFrom("guide.appointment")
    .select("id")
    .where("platform_id", "=", tx.platform)
    .where("consumer_id", "=", consumer)
    .where("state", "=", "booked")
    .where("ends_at", ">", tx.now())
    .execute();
  if (open.length >= booked_max)
    throw conflict("too_many_appointments", `At most ${booked_max} appointments at a time.`, {
      zh: `最多同时预约${booked_max}次。`,
      en: `You can hold ${booked_max} appointments at a time.`,
    });
}

/** The guide asked for, else the first on duty who is free; none when the venue takes more people than it has guides. */
async function guideFor(
  tx: Tx,
  duty: readonly GuideRow[],
  from: Date,
  asked: string | undefined,
): Promise<GuideRow | undefined> {
  if (asked !== undefined && !duty.some((g) => g.id === asked))
    throw badInput("guide", "is not on duty in this half hour", "a guide of the venue on duty then, or nobody");
  const busy = await tx.widened("whether a guide is free, not with whom", (wide) =>
    wide
      .as<Tables>()
      .selectFrom("guide.appointment")
      .select("guide_id")
      .where("platform_id", "=", wide.platform)
      .where("starts_at", "=", from)
      .where("state", "in", ["booked", "attended"])
      .where("guide_id", "is not", null)
      .execute(),
  );
  const taken = new Set(busy.map((b) => b.guide_id));
  const free = duty.filter((g) => !taken.has(g.id) && (asked === undefined || g.id === asked));
  if (asked !== undefined && free.length === 0)
    throw conflict("guide_taken", "This guide is booked in this half hour.", {
      zh: "该导购此时段已被预约。",
      en: "This guide is taken at that time.",
    });
  return free[0];
}

function factOf(row: AppointmentRow, venue: parties.Venue, guide: GuideRow | undefined, about: About): facts.FactInput {
  const ids: facts.FactInput["ids"] = [];
  if (row.consumer_id !== null) ids.push(accountId(row.consumer_id));
  // A number that somebody said is no proof: it is told as unverified.
  if (row.phone !== null) ids.push({ type: "phone", value: row.phone, verified: false });
  return {
    id: row.id,
    name: "appointment.booked",
    at: row.booked_at.toISOString(),
    venue: venue.id,
    merchant: venue.merchant,
    touchpoint: "appointment",
    ids,
    ...(about.brand === null ? {} : { brand: about.brand }),
    ...(guide === undefined ? {} : { staff: guide.code }),
    props: { appointment: row.id, starts_at: row.starts_at.toISOString() },
  };
}

/** Settles a booked appointment: who came has consulted a guide; who cancels gives the place back. */
export async function settle(
  tx: Tx,
  id: string,
  state: "attended" | "missed" | "cancelled",
  by: "consumer" | "venue",
): Promise<AppointmentRow> {
  const row = await tx
    .as<Tables>()
    .selectFrom("guide.appointment")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound("The appointment");
  if (row.state === state) return row;
  if (row.state !== "booked") throw conflict("settled_already", `This appointment is ${row.state}.`);
  const now = tx.now();
  if (by === "consumer" && row.starts_at <= now)
    throw conflict("too_late", "This appointment has begun.", { zh: "预约已开始。", en: "It has begun already." });
  if (state === "missed" && row.starts_at > now) throw conflict("too_early", "It has not begun yet.");
  const phone = row.phone === null ? null : maskedPhone(row.phone);
  await tx.as<Tables>().updateTable("guide.appointment").set({ state, phone }).where("id", "=", id).execute();
  if (state === "cancelled") await givePlaceBack(tx, row.venue_id, row.starts_at);
  if (state === "attended") await append(tx, [await consulted(tx, row)]);
  return { ...row, state, phone };
}
async function consulted(tx: Tx, row: AppointmentRow): Promise<facts.FactInput> {
  const guide = (await guidesById(tx, [row.guide_id])).get(row.guide_id ?? "");
  const ids: facts.FactInput["ids"] = [];
  if (row.consumer_id !== null) ids.push(accountId(row.consumer_id));
  if (row.phone !== null) ids.push({ type: "phone", value: row.phone, verified: false });
  return {
    id: `${row.id}:attended`,
    name: "consult_guide",
    at: tx.now().toISOString(),
    venue: row.venue_id,
    touchpoint: "appointment",
    ids,
    ...(row.about_brand === null ? {} : { brand: row.about_brand }),
    ...(guide === undefined ? {} : { staff: guide.code }),
    props: { appointment: row.id },
  };
}

/** Appointments as their owner sees them. */
export async function shown(tx: Tx, rows: readonly AppointmentRow[]): Promise<guide.Appointment[]> {
  const { venues } = await directory(tx);
  const guides = await guidesById(
    tx,
    rows.map((r) => r.guide_id),
  );
  return rows.map((r) => {
    const g = guides.get(r.guide_id ?? "");
    return {
      id: r.id,
      code: r.code,
      venue: r.venue_id,
      venue_name: venues.byId.get(r.venue_id)?.name ?? { zh: "—", en: "—" },
      from: r.starts_at.toISOString(),
      until: r.ends_at.toISOString(),
      state: r.state,
      topic: r.topic,
      brand: r.about_brand,
      sku: r.sku_id,
      guide: g ? { id: g.id, name: g.name } : null,
      booked_at: r.booked_at.toISOString(),
    };
  });
}
export async function shownAtVenue(tx: Tx, rows: readonly AppointmentRow[]): Promise<guide.VenueAppointment[]> {
  const common = await shown(tx, rows);
  return common.flatMap((a, i) => {
    const r = rows[i];
    return r ? [{ ...a, name: r.name, phone: r.phone, has_card: r.consumer_id !== null }] : [];
  });
}

/** The venue's appointments of one of its calendar days, by time; at most 1,000. */
export async function ofDay(tx: Tx, venue: number, asked: string | undefined) {
  const { venues, platform } = await directory(tx);
  const zone = venues.byId.get(venue)?.zone ?? platform.zone;
  const day = asked ?? dayIn(zone, tx.now());
  // A change of clocks can skip midnight: the first half hour that exists begins the day.
  const [begin, end] = [halfHours(zone, day)[0], halfHours(zone, addDays(day, 1))[0]];
  if (!begin || !end) throw badInput("day", "does not exist in this zone", "another day");
  const rows = await tx
    .as<Tables>()
    .selectFrom("guide.appointment")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("venue_id", "=", venue)
    .where("starts_at", ">=", begin)
    .where("starts_at", "<", end)
    .orderBy("starts_at")
    .orderBy("id")
    .limit(1000)
    .execute();
  return { day, items: await shownAtVenue(tx, rows) };
}
export async function ofConsumer(tx: Tx, page: { readonly after?: string | undefined; readonly limit: number }) {
  let rows = tx.as<Tables>().selectFrom("guide.appointment").selectAll().where("platform_id", "=", tx.platform);
  const after = idCursor(page.after);
  if (after !== undefined) rows = rows.where("id", "<", after);
  const found = await rows
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  return mapPage(
    pageOf(found, page.limit, (r) => r.id),
    (items) => shown(tx, items),
  );
}
