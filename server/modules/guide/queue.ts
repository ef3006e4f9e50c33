import type { Tx } from "#kernel";
import { badInput, notFound } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import type { About } from "./about.ts";
import { chats_per_guide, presence_ms } from "./model.ts";
import type { ConversationRow, GuideRow, Tables } from "./tables.ts";

const venues_max = 200;

/** Venues whose guides may answer: the one asked, else those with guides that carry the brand; at most 200. */
export async function venuesFor(tx: Tx, asked: number | undefined, about: About): Promise<number[]> {
  const { venues } = await directory(tx);
  if (asked !== undefined) {
    const venue = venues.byId.get(asked);
    if (!venue || venue.status !== "active") throw notFound("The venue");
    if (!venue.capabilities.includes("guide"))
      throw badInput("venue", "has no guides", "a venue that advises, or only the brand");
    return [asked];
  }
  const able = [...venues.byId.values()].filter(
    (v) =>
      v.status === "active" &&
      v.capabilities.includes("guide") &&
      (v.brands.length === 0 || about.brand === null || v.brands.includes(about.brand)),
  );
  if (able.length === 0) throw badInput("brand", "has no venue with guides", "another brand, or a venue that advises");
  return able.map((v) => v.id).slice(0, venues_max);
}

/**
 * Gives a conversation to the free guide who has the fewest, of those who speak the language first; undefined when nobody is
 * free. First looks past guides whose row another conversation is taking, then waits for them; the count in the row keeps
 * anybody from having too many.
 */
export async function assign(
  tx: Tx,
  c: Pick<ConversationRow, "for_venues" | "language">,
): Promise<GuideRow | undefined> {
  const seen = new Date(tx.now().getTime() - presence_ms);
  for (const wait of [sql`SKIP LOCKED`, sql``]) {
    const { rows } = await sql<GuideRow>`
      UPDATE guide.guide SET open_chats = open_chats + 1 WHERE id = (
        SELECT id FROM guide.guide
        WHERE platform_id = ${tx.platform} AND venue_id = ANY(${c.for_venues}::int[]) AND available
          AND seen_at > ${seen} AND open_chats < ${chats_per_guide}
        ORDER BY ${c.language}::text IS NOT NULL AND NOT ${c.language}::text = ANY(languages), open_chats, seen_at DESC, code
        LIMIT 1 FOR UPDATE ${wait}
      ) RETURNING *`.execute(tx.as<Tables>());
    if (rows[0]) return rows[0];
  }
  return undefined;
}

/** Gives waiting conversations, the longest wait first, to a guide who has room. Returns how many. */
export async function serveQueue(tx: Tx, guide: GuideRow): Promise<number> {
  let room = chats_per_guide - guide.open_chats;
  let given = 0;
  while (room > 0) {
    const { rows } = await sql<{ id: string }>`
      UPDATE guide.conversation SET state = 'open', guide_id = ${guide.id}, guide_venue = ${guide.venue_id} WHERE id = (
        SELECT id FROM guide.conversation
        WHERE platform_id = ${tx.platform} AND state = 'waiting' AND for_venues @> ARRAY[${guide.venue_id}]::int[]
        ORDER BY opened_at LIMIT 1 FOR UPDATE SKIP LOCKED
      ) RETURNING id`.execute(tx.as<Tables>());
    if (rows.length === 0) break;
    await countChats(tx, guide.id, 1);
    room -= 1;
    given += 1;
  }
  return given;
}
export async function countChats(tx: Tx, guideId: string, change: 1 | -1): Promise<void> {
  await tx
    .as<Tables>()
    .updateTable("guide.guide")
    .set((e) => ({ open_chats: e("open_chats", "+", change) }))
    .where("platform_id", "=", tx.platform)
    .where("id", "=", guideId)
    .execute();
}

/** Says that a guide takes conversations (and is here), or not; whoever comes free takes from the queue at once. */
export async function setPresence(tx: Tx, guide: GuideRow, available: boolean): Promise<void> {
  await tx
    .as<Tables>()
    .updateTable("guide.guide")
    .set({ available, seen_at: tx.now() })
    .where("id", "=", guide.id)
    .execute();
  if (available) await serveQueue(tx, guide);
}

/** How many wait before a conversation for any of its venues, itself included; null when it does not wait. */
export async function placeInQueue(tx: Tx, c: ConversationRow): Promise<number | null> {
  if (c.state !== "waiting") return null;
  return tx.widened("how many wait before, not who", async (wide) => {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM guide.conversation
      WHERE platform_id = ${wide.platform} AND state = 'waiting' AND for_venues && ${c.for_venues}::int[]
        AND (opened_at, id) <= (${c.opened_at}, ${c.id}::uuid)`.execute(wide.as<Tables>());
    return rows[0]?.n ?? 1;
  });
}
