import type { facts, guide } from "#contract";
import { append } from "#facts";
import { accountId } from "#identity";
import type { Tx } from "#kernel";
import { conflict, newId, notFound, tooMany } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { aboutOf, cardOf } from "./about.ts";
import { chats_per_consumer, messages_max, messages_per_minute, presence_ms } from "./model.ts";
import { assign, countChats, serveQueue, venuesFor } from "./queue.ts";
import type { ConversationRow, GuideRow, MessageRow, Tables } from "./tables.ts";

type Said = { readonly text: string; readonly sku?: number | undefined };
type Speaker = { readonly side: "consumer" } | { readonly side: "guide"; readonly guide: GuideRow };
export type Opening = {
  readonly consumer: string;
  readonly venue?: number | undefined;
  readonly brand?: number | undefined;
  readonly sku?: number | undefined;
  readonly text: string;
  readonly language?: string | undefined;
  readonly anonymous_id?: string | undefined;
};

/** Opens a conversation with its first message: a free guide has it at once, else it waits in the queue of its venues. */
export async function openChat(tx: Tx, ask: Opening): Promise<ConversationRow> {
  const { venues } = await directory(tx);
  const venue = ask.venue === undefined ? undefined : venues.byId.get(ask.venue);
  const about = await aboutOf(tx, ask, venue);
  const for_venues = await venuesFor(tx, ask.venue, about);
  await checkOwn(tx, ask.consumer);
  const language = ask.language ?? null;
  const guide = await tx.widened("a free guide of any of these venues", (wide) =>
    assign(wide, { for_venues, language }),
  );
  const now = tx.now();
  const row: ConversationRow = {
    id: newId(),
    platform_id: tx.platform,
    consumer_id: ask.consumer,
    for_venues,
    at_venue: ask.venue ?? null,
    about_brand: about.brand,
    sku_id: about.sku,
    language,
    topic: ask.text.slice(0, 200),
    state: guide ? "open" : "waiting",
    guide_id: guide?.id ?? null,
    guide_venue: guide?.venue_id ?? null,
    opened_at: now,
    first_reply_at: null,
    closed_at: null,
    last_seq: 0,
    last_at: now,
    last_text: "",
    consumer_seen: 0,
    guide_seen: 0,
  };
  await tx.as<Tables>().insertInto("guide.conversation").values(row).execute();
  await say(tx, row.id, { side: "consumer" }, { text: ask.text, sku: about.sku ?? undefined });
  await append(tx, [factOf(row, ask, guide)]);
  return byId(tx, row.id);
}
async function checkOwn(tx: Tx, consumer: string): Promise<void> {
  const open = await tx
    .as<Tables>()
    .selectFrom("guide.conversation")
    .select("id")
    .where("platform_id", "=", tx.platform)
    .where("consumer_id", "=", consumer)
    .where("state", "<>", "closed")
    .limit(chats_per_consumer)
    .execute();
  if (open.length >= chats_per_consumer)
    throw conflict("too_many_chats", `At most ${chats_per_consumer} conversations at a time.`, {
      zh: "请先结束其他咨询。",
      en: "End another conversation first.",
    });
}
function factOf(c: ConversationRow, ask: Opening, guide: GuideRow | undefined): facts.FactInput {
  const ids: facts.FactInput["ids"] = [accountId(c.consumer_id)];
  if (ask.anonymous_id !== undefined) ids.push({ type: "anonymous_id", value: ask.anonymous_id });
  const venue = c.at_venue ?? guide?.venue_id;
  return {
    id: c.id,
    name: "chat.opened",
    at: c.opened_at.toISOString(),
    touchpoint: "chat",
    ids,
    ...(venue === undefined ? {} : { venue }),
    ...(c.about_brand === null ? {} : { brand: c.about_brand }),
    ...(guide === undefined ? {} : { staff: guide.code }),
    props: { conversation: c.id, waited: guide === undefined },
  };
}

/** A conversation that the scope may see; 404 for everybody else's. */
export async function byId(tx: Tx, id: string): Promise<ConversationRow> {
  const row = await tx
    .as<Tables>()
    .selectFrom("guide.conversation")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("The conversation");
  return row;
}

/**
 * Adds a message. Taking its number locks the conversation, so messages are in one order for both sides. A guide's first one
 * is the first reply.
 */
export async function say(tx: Tx, id: string, by: Speaker, said: Said): Promise<MessageRow> {
  const before = await byId(tx, id);
  if (before.state === "closed") throw closed();
  if (by.side === "guide" && before.guide_id !== by.guide.id) await take(tx, id, by.guide);
  const card = said.sku === undefined ? null : await cardOf(tx, said.sku, before.guide_venue ?? before.at_venue);
  if (by.side === "consumer") await checkPace(tx, id);
  const now = tx.now();
  const seen = by.side === "consumer" ? "consumer_seen" : "guide_seen";
  const preview = (said.text === "" ? (card?.title.zh ?? "") : said.text).slice(0, 100);
  const { rows } = await sql<{
    last_seq: number;
  }>`UPDATE guide.conversation SET last_seq = last_seq + 1, last_at = ${now},
      last_text = ${preview}, ${sql.ref(seen)} = last_seq + 1,
      first_reply_at = CASE WHEN ${by.side === "guide"} THEN coalesce(first_reply_at, ${now}) ELSE first_reply_at END
    WHERE platform_id = ${tx.platform} AND id = ${id} AND state <> 'closed' AND last_seq < ${messages_max}
    RETURNING last_seq`.execute(tx.as<Tables>());
  const seq = rows[0]?.last_seq;
  if (seq === undefined) throw before.last_seq >= messages_max ? full() : closed();
  const row: MessageRow = {
    platform_id: tx.platform,
    conversation: id,
    seq,
    side: by.side,
    guide_id: by.side === "guide" ? by.guide.id : null,
    body: said.text,
    card,
    at: now,
  };
  await tx
    .as<Tables>()
    .insertInto("guide.message")
    .values({ ...row, card: card === null ? null : sql`${JSON.stringify(card)}::jsonb` })
    .execute();
  return row;
}
const closed = () =>
  conflict("chat_closed", "This conversation has ended.", { zh: "会话已结束。", en: "This conversation has ended." });
const full = () => conflict("chat_full", `A conversation holds ${messages_max} messages; open a new one.`);
async function checkPace(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM guide.message
    WHERE conversation = ${id} AND side = 'consumer' AND at > ${new Date(tx.now().getTime() - 60_000)}`.execute(
    tx.as<Tables>(),
  );
  if ((rows[0]?.n ?? 0) >= messages_per_minute) throw tooMany(`At most ${messages_per_minute} messages a minute.`, 20);
}

/** Takes a waiting conversation, or one of a colleague of the same venue; the counts of both follow. */
export async function take(tx: Tx, id: string, guide: GuideRow): Promise<ConversationRow> {
  const row = await tx
    .as<Tables>()
    .selectFrom("guide.conversation")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound("The conversation");
  if (row.state === "closed") throw closed();
  if (row.guide_id === guide.id) return row;
  await tx
    .as<Tables>()
    .updateTable("guide.conversation")
    .set({ state: "open", guide_id: guide.id, guide_venue: guide.venue_id })
    .where("id", "=", id)
    .execute();
  // In the order of ids, so that two guides who take from one another do not wait for each other.
  const changes = [{ guide: guide.id, change: 1 as const }];
  const counts = row.guide_id === null ? changes : [...changes, { guide: row.guide_id, change: -1 as const }];
  for (const c of counts.sort((a, b) => (a.guide < b.guide ? -1 : 1))) await countChats(tx, c.guide, c.change);
  return byId(tx, id);
}

/** Ends a conversation; the guide who had it takes the next from the queue. */
export async function close(tx: Tx, id: string): Promise<ConversationRow> {
  const row = await byId(tx, id);
  const ended = await tx
    .as<Tables>()
    .updateTable("guide.conversation")
    .set({ state: "closed", closed_at: tx.now() })
    .where("id", "=", id)
    .where("state", "<>", "closed")
    .returning("guide_id")
    .executeTakeFirst();
  if (ended && ended.guide_id !== null) await release(tx, ended.guide_id);
  return ended ? byId(tx, id) : row;
}
async function release(tx: Tx, guideId: string): Promise<void> {
  await tx.widened("the guide's count and the queue, whoever ends the conversation", async (wide) => {
    await countChats(wide, guideId, -1);
    const guide = await wide
      .as<Tables>()
      .selectFrom("guide.guide")
      .selectAll()
      .where("id", "=", guideId)
      .where("available", "=", true)
      .executeTakeFirst();
    if (guide && guide.seen_at !== null && wide.now().getTime() - guide.seen_at.getTime() < presence_ms)
      await serveQueue(wide, guide);
  });
}

/** Messages after a place, oldest first, at most 200. */
export async function messagesAfter(tx: Tx, id: string, after: number): Promise<MessageRow[]> {
  return tx
    .as<Tables>()
    .selectFrom("guide.message")
    .selectAll()
    .where("conversation", "=", id)
    .where("platform_id", "=", tx.platform)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(200)
    .execute();
}
/** Notes how far a side has read; it never goes back. */
export async function markSeen(tx: Tx, id: string, side: "consumer" | "guide", seq: number): Promise<void> {
  const column = side === "consumer" ? "consumer_seen" : "guide_seen";
  await sql`UPDATE guide.conversation SET ${sql.ref(column)} = least(${seq}, last_seq)
    WHERE platform_id = ${tx.platform} AND id = ${id} AND ${sql.ref(column)} < ${seq}`.execute(tx.as<Tables>());
}
export const shownMessage = (m: MessageRow): guide.ChatMessage => ({
  seq: m.seq,
  from: m.side,
  text: m.body,
  card: m.card,
  at: m.at.toISOString(),
});
