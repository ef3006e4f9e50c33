import type { marketing } from "#contract";
import { append } from "#facts";
import type { Tx } from "#kernel";
import { badInput, notFound } from "#kernel";
import { placeByCode, placesOf, showing } from "#traffic";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

const seconds_each = 8;
const refresh_seconds = 30;

/** What a screen plays now. */
export async function playList(tx: Tx, code: string) {
  const place = await screenPlace(tx, code);
  const items = (await showing(tx, code)).map((b) => ({ booking: b.id, creative: b.creative, seconds: seconds_each }));
  return { place: code, venue: place.venue, name: place.name, items, refresh_seconds };
}
async function screenPlace(tx: Tx, code: string) {
  const place = await placeByCode(tx, code);
  if (place.kind !== "screen") throw notFound(`The screen ${code}`);
  return place;
}

type Beat = {
  readonly device: string;
  readonly state: string;
  readonly played: readonly { id: string; booking: string; at: string; seconds: number }[];
};
/** Keeps a heartbeat and counts each play once, also when the screen sends it again; plays of unknown bookings are refused. */
export async function beat(tx: Tx, code: string, b: Beat): Promise<number> {
  const place = await screenPlace(tx, code);
  const now = tx.now();
  const seen = { platform_id: tx.platform, place: code, device: b.device, state: b.state, seen_at: now };
  await tx
    .as<Tables>()
    .insertInto("marketing.screen")
    .values(seen)
    .onConflict((c) => c.columns(["platform_id", "place", "device"]).doUpdateSet({ state: b.state, seen_at: now }))
    .execute();
  const brands = new Map((await showing(tx, code)).map((s) => [s.id, s.brand_id]));
  for (const p of b.played)
    if (Date.parse(p.at) > now.getTime() + 600_000)
      throw badInput("body.played.at", "lies in the future", "the time it was played");
  const plays = b.played.filter((p) => brands.has(p.booking));
  if (plays.length === 0) return 0;
  const rows = plays.map((p) => ({
    platform_id: tx.platform,
    id: p.id,
    place: code,
    booking: p.booking,
    at: new Date(p.at),
    seconds: p.seconds,
  }));
  const fresh = await tx
    .as<Tables>()
    .insertInto("marketing.play")
    .values(rows)
    .onConflict((c) => c.doNothing())
    .returning("id")
    .execute();
  const counted = new Set(fresh.map((f) => f.id));
  await append(
    tx,
    plays
      .filter((p) => counted.has(p.id))
      .map((p) => ({
        id: `play:${p.id}`,
        name: "device_play" as const,
        at: p.at,
        brand: brands.get(p.booking) ?? 0,
        touchpoint: code,
        device: b.device,
        ...(place.venue === null ? {} : { venue: place.venue }),
        props: { booking: p.booking, seconds: p.seconds },
      })),
  );
  return fresh.length;
}

type Screens = {
  items: {
    place: string;
    venue: number | null;
    name: marketing.Campaign["name"];
    device: string | null;
    state: string | null;
    seen_at: string | null;
    played_today: number;
  }[];
};
/** All screens, or those of one venue, with their last heartbeat and what they played in the last 24 hours; at most 500. */
export async function screens(tx: Tx, venue?: number): Promise<Screens> {
  const places = await placesOf(tx, "screen", venue);
  const since = new Date(tx.now().getTime() - 86_400_000);
  const rows = await tx
    .as<Tables>()
    .selectFrom("marketing.screen as s")
    .select(["s.place", "s.device", "s.state", "s.seen_at"])
    .select(
      sql<number>`(SELECT count(*) FROM marketing.play p WHERE p.platform_id = s.platform_id AND p.place = s.place AND p.at >= ${since})`.as(
        "played_today",
      ),
    )
    .where("s.platform_id", "=", tx.platform)
    .where(sql<boolean>`s.place = ANY(${places.map((one) => one.code)}::text[])`)
    .execute();
  const heard = new Map(rows.map((r) => [r.place, r]));
  const items = places.map(({ code: place, venue: at, name }) => {
    const last = heard.get(place);
    return {
      place,
      venue: at,
      name,
      device: last?.device ?? null,
      state: last?.state ?? null,
      seen_at: last?.seen_at.toISOString() ?? null,
      played_today: last?.played_today ?? 0,
    };
  });
  return { items };
}
