import { registerHolder } from "#identity";
import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

type Subject = { readonly consumers: readonly string[]; readonly memberNos: readonly string[] };
const theirs = (s: Subject) =>
  sql`(consumer_id = ANY(${s.consumers}::uuid[]) OR member_no = ANY(${s.memberNos}::text[]))`;
const own = (s: Subject) => sql`consumer_id = ANY(${s.consumers}::uuid[])`;

async function count(tx: Tx, s: Subject): Promise<number> {
  const read = await sql<{ n: number }>`SELECT
      (SELECT count(*) FROM trade.parent_order WHERE platform_id = ${tx.platform} AND ${theirs(s)}) +
      (SELECT count(*) FROM trade.orders WHERE platform_id = ${tx.platform} AND ${own(s)}) +
      (SELECT count(*) FROM trade.review WHERE platform_id = ${tx.platform} AND ${own(s)}) AS n`.execute(
    tx.as<Tables>(),
  );
  return read.rows[0]?.n ?? 0;
}
/** Orders with their lines and address, and reviews, as the person may take them along. */
async function exported(tx: Tx, s: Subject): Promise<unknown[]> {
  const orders = await sql<{
    row: unknown;
  }>`SELECT jsonb_build_object('order', o.order_no, 'placed_at', o.placed_at, 'state', o.state, 'pay_minor', o.pay_minor,
      'currency', o.currency, 'address', o.address, 'lines', (SELECT jsonb_agg(jsonb_build_object('sku', l.sku_code, 'title', l.title_zh, 'quantity', l.quantity, 'pay_minor', l.pay_minor) ORDER BY l.line_no)
        FROM trade.order_line l WHERE l.order_id = o.order_id)) AS row
    FROM trade.orders o JOIN trade.parent_order p USING (parent_id)
    WHERE o.platform_id = ${tx.platform} AND (p.consumer_id = ANY(${s.consumers}::uuid[]) OR p.member_no = ANY(${s.memberNos}::text[]))
    ORDER BY o.order_id LIMIT 50000`.execute(tx.as<Tables>());
  const reviews = await sql<{
    row: unknown;
  }>`SELECT jsonb_build_object('review', review_id, 'at', at, 'stars', stars, 'text', body) AS row
    FROM trade.review WHERE platform_id = ${tx.platform} AND ${own(s)} ORDER BY review_id LIMIT 50000`.execute(
    tx.as<Tables>(),
  );
  return [...orders.rows, ...reviews.rows].map((r) => r.row);
}
/** Takes name, address, account and words off orders, returns and reviews; the sales stay, because books and stock are built on them. */
async function erase(tx: Tx, s: Subject): Promise<number> {
  const before = await count(tx, s);
  const orders = sql`(SELECT o.order_id FROM trade.orders o JOIN trade.parent_order p USING (parent_id) WHERE o.platform_id = ${tx.platform}
    AND (p.consumer_id = ANY(${s.consumers}::uuid[]) OR p.member_no = ANY(${s.memberNos}::text[])))`;
  await sql`UPDATE trade.order_event SET note = NULL WHERE by_whom = 'consumer' AND order_id IN ${orders}`.execute(
    tx.as<Tables>(),
  );
  await sql`UPDATE trade.return_case SET reason = '' WHERE platform_id = ${tx.platform} AND order_id IN ${orders}`.execute(
    tx.as<Tables>(),
  );
  await sql`UPDATE trade.orders o SET consumer_id = NULL, address = NULL FROM trade.parent_order p
    WHERE p.parent_id = o.parent_id AND o.platform_id = ${tx.platform} AND p.platform_id = ${tx.platform}
      AND (p.consumer_id = ANY(${s.consumers}::uuid[]) OR p.member_no = ANY(${s.memberNos}::text[]))`.execute(
    tx.as<Tables>(),
  );
  await sql`UPDATE trade.parent_order SET consumer_id = NULL, member_no = NULL, anonymous_id = NULL, request_key = 'forgotten:' || parent_id
    WHERE platform_id = ${tx.platform} AND ${theirs(s)}`.execute(tx.as<Tables>());
  await sql`UPDATE trade.review SET consumer_id = NULL, body = '' WHERE platform_id = ${tx.platform} AND ${own(s)}`.execute(
    tx.as<Tables>(),
  );
  return before;
}
/** What trade keeps about people. */
export const orders: Parameters<typeof registerHolder>[0] = { name: "trade", count, export: exported, erase };
/** Takes part in access, export and erasure of people's data. Returns how to stop. */
export const holdOrders = (): (() => void) => registerHolder(orders);
