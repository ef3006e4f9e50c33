import type { guide } from "#contract";
import type { Principal, Tx } from "#kernel";
import { badInput, conflict, newId } from "#kernel";
import { find } from "#parties";
import { sql } from "kysely";
import { faultIn } from "./model.ts";
import type { GuideRow, Tables } from "./tables.ts";

export const shownGuide = (g: GuideRow): guide.Guide => ({
  id: g.id,
  code: g.code,
  name: g.name,
  venue: g.venue_id,
  specialities: g.specialities,
  languages: g.languages,
  hours: g.hours,
  available: g.available,
  open_chats: g.open_chats,
});

/** Guides of a venue, or of all venues the scope may see, by code; at most 1,000. */
export async function guidesOf(tx: Tx, venue?: number): Promise<GuideRow[]> {
  let rows = tx.as<Tables>().selectFrom("guide.guide").selectAll().where("platform_id", "=", tx.platform);
  if (venue !== undefined) rows = rows.where("venue_id", "=", venue);
  return rows.orderBy("code").limit(1000).execute();
}
export async function guidesById(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, GuideRow>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .as<Tables>()
    .selectFrom("guide.guide")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "in", wanted)
    .execute();
  return new Map(rows.map((r) => [r.id, r]));
}

/** Who of the venue's staff is calling: venue and user. */
export function callerOf(p: Principal): { readonly venue: number; readonly user: string } {
  if (p.venue === undefined || p.id === undefined) throw new Error("a venue route without its venue");
  return { venue: p.venue, user: p.id };
}
/** Oneself as a guide of the venue one acts in. */
export async function myself(tx: Tx, p: Principal): Promise<GuideRow | undefined> {
  const { venue, user } = callerOf(p);
  return tx
    .as<Tables>()
    .selectFrom("guide.guide")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("venue_id", "=", venue)
    .where("user_id", "=", user)
    .executeTakeFirst();
}
/** The same, for acts that only a guide can do; conflict before the profile is written. */
export async function me(tx: Tx, p: Principal): Promise<GuideRow> {
  const row = await myself(tx, p);
  if (!row)
    throw conflict("no_guide_profile", "Write your guide profile first.", {
      zh: "请先填写导购资料。",
      en: "Write your guide profile first.",
    });
  return row;
}

/** Writes one's own profile. The code, which facts name the guide by, is given once and stays. */
export async function putMe(
  tx: Tx,
  p: Principal,
  profile: Pick<GuideRow, "name" | "specialities" | "languages" | "hours">,
) {
  const { venue, user } = callerOf(p);
  const { capabilities } = await find.venue(tx, venue);
  if (!capabilities.includes("guide") && !capabilities.includes("appointment"))
    throw conflict("no_guides_here", "This venue neither advises nor takes appointments.");
  const fault = faultIn(profile.hours);
  if (fault) throw badInput(`hours.${fault.at}`, fault.reason, "from before until, without overlap on a weekday");
  const told = {
    name: profile.name,
    specialities: [...new Set(profile.specialities)],
    languages: [...new Set(profile.languages)],
    hours: sql<GuideRow["hours"]>`${JSON.stringify(profile.hours)}::jsonb`,
  };
  const before = await myself(tx, p);
  if (before) {
    await tx.as<Tables>().updateTable("guide.guide").set(told).where("id", "=", before.id).execute();
  } else {
    const { rows } = await sql<{ n: number }>`SELECT kernel.next_no(${tx.platform}, 'guide') AS n`.execute(
      tx.as<Tables>(),
    );
    const code = `G${String(rows[0]?.n ?? 0).padStart(4, "0")}`;
    const row = { ...told, id: newId(), platform_id: tx.platform, venue_id: venue, user_id: user, code };
    await tx
      .as<Tables>()
      .insertInto("guide.guide")
      .values({ ...row, available: false, seen_at: null, open_chats: 0 })
      .execute();
  }
  return shownGuide(await me(tx, p));
}
