import type { guide } from "#contract";
import type { Tx } from "#kernel";
import { idCursor, mapPage, pageOf } from "#kernel";
import { find } from "#parties";
import { sql } from "kysely";
import { guidesById } from "./guides.ts";
import { maskedName } from "./model.ts";
import { placeInQueue } from "./queue.ts";
import type { ConversationRow, GuideRow, Tables } from "./tables.ts";

/** Conversations as the consumer (or a guide) sees them, with what that side has not read. */
export async function shownChats(
  tx: Tx,
  rows: readonly ConversationRow[],
  side: "consumer" | "guide",
): Promise<guide.Conversation[]> {
  const guides = await guidesById(
    tx,
    rows.map((r) => r.guide_id),
  );
  const unread = await unreadOf(tx, rows, side);
  const shown: guide.Conversation[] = [];
  for (const c of rows) {
    const g = guides.get(c.guide_id ?? "");
    shown.push({
      id: c.id,
      state: c.state,
      brand: c.about_brand,
      venue: c.at_venue,
      topic: c.topic,
      guide: g ? { id: g.id, name: g.name, venue: g.venue_id } : null,
      opened_at: c.opened_at.toISOString(),
      last_at: c.last_at.toISOString(),
      last_text: c.last_text,
      unread: unread.get(c.id) ?? 0,
      place_in_queue: await placeInQueue(tx, c),
      first_reply_seconds:
        c.first_reply_at === null ? null : (c.first_reply_at.getTime() - c.opened_at.getTime()) / 1000,
    });
  }
  return shown;
}
async function unreadOf(
  tx: Tx,
  rows: readonly ConversationRow[],
  side: "consumer" | "guide",
): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const seen = side === "consumer" ? "c.consumer_seen" : "c.guide_seen";
  const { rows: counts } = await sql<{ id: string; n: number }>`SELECT m.conversation AS id, count(*) AS n
    FROM guide.message m JOIN guide.conversation c ON c.id = m.conversation
    WHERE m.conversation = ANY(${rows.map((r) => r.id)}::uuid[]) AND m.seq > ${sql.ref(seen)} AND m.side <> ${side}
    GROUP BY 1`.execute(tx.as<Tables>());
  return new Map(counts.map((r) => [r.id, r.n]));
}

/** The same for the guides of a venue, with a name that tells the people apart and no more. */
export async function shownAtVenue(
  tx: Tx,
  rows: readonly ConversationRow[],
  me: GuideRow | undefined,
): Promise<guide.VenueConversation[]> {
  const names = await namesOf(
    tx,
    rows.map((r) => r.consumer_id),
  );
  const common = await shownChats(tx, rows, "guide");
  return common.map((c, i) => ({
    ...c,
    name: names.get(rows[i]?.consumer_id ?? "") ?? "",
    mine: me !== undefined && c.guide?.id === me.id,
  }));
}
async function namesOf(tx: Tx, consumers: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  await tx.widened("masked names for the guide who answers", async (wide) => {
    for (const id of new Set(consumers)) {
      const account = await find.consumer(wide, id);
      if (account) names.set(id, maskedName(account.name));
    }
  });
  return names;
}

/** What waits for a venue and what its guides have, the longest wait first; or what it closed lately. At most 200. */
export async function venueChats(tx: Tx, venue: number, state: "active" | "closed"): Promise<ConversationRow[]> {
  const rows = tx.as<Tables>().selectFrom("guide.conversation").selectAll().where("platform_id", "=", tx.platform);
  if (state === "closed")
    return rows
      .where("guide_venue", "=", venue)
      .where("state", "=", "closed")
      .orderBy("last_at", "desc")
      .limit(200)
      .execute();
  return rows
    .where("state", "<>", "closed")
    .where(sql<boolean>`(guide_venue = ${venue} OR (state = 'waiting' AND for_venues @> ARRAY[${venue}]::int[]))`)
    .orderBy("state", "desc")
    .orderBy("opened_at")
    .limit(200)
    .execute();
}
export async function ownChats(tx: Tx, page: { readonly after?: string | undefined; readonly limit: number }) {
  let rows = tx.as<Tables>().selectFrom("guide.conversation").selectAll().where("platform_id", "=", tx.platform);
  const after = idCursor(page.after);
  if (after !== undefined) rows = rows.where("id", "<", after);
  const found = await rows
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  return mapPage(
    pageOf(found, page.limit, (r) => r.id),
    (items) => shownChats(tx, items, "consumer"),
  );
}

export type ReplyTimes = {
  readonly venue: number | null;
  readonly chats: number;
  readonly answered: number;
  readonly median_seconds: number | null;
  readonly within_60_seconds: number;
};
/** First replies to conversations opened in a time, by the venue that had them (null: nobody took it). */
export async function replyTimes(tx: Tx, since: Date): Promise<ReplyTimes[]> {
  const { rows } = await sql<ReplyTimes>`
    SELECT guide_venue AS venue, count(*) AS chats, count(first_reply_at) AS answered,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_reply_at - opened_at)::float8) AS median_seconds,
      count(*) FILTER (WHERE first_reply_at - opened_at <= interval '60 seconds') AS within_60_seconds
    FROM guide.conversation WHERE platform_id = ${tx.platform} AND opened_at >= ${since}
    GROUP BY 1 ORDER BY 1 NULLS LAST LIMIT 1000`.execute(tx.as<Tables>());
  return rows;
}
