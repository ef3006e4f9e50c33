import { append } from "#facts";
import type { trade } from "#contract";
import type { Tx } from "#kernel";
import { badInput, conflict, newId } from "#kernel";
import { sql } from "kysely";
import type { z } from "zod";
import { linesOf, note } from "./change.ts";
import { orderFact } from "./order-facts.ts";
import { lockOrder, orderRow } from "./orders.ts";
import type { ReviewTable, Tables } from "./tables.ts";

type ReviewAsk = { readonly line?: number | undefined; readonly stars: number; readonly text: string };

/** A buyer's review of a delivered order, or of one line of it, once; told as the fact `review.given`. */
export async function giveReview(tx: Tx, consumer: string, order_id: string, ask: ReviewAsk): Promise<ReviewTable> {
  await orderRow(tx, order_id);
  return tx.widened("the fact and the parent order are the platform's; the order is the caller's own", async (t) => {
    const { order, parent } = await lockOrder(t, order_id);
    if (order.delivered_at === null)
      throw conflict("not_delivered", "An order can be reviewed once it is delivered.", {
        zh: "收到商品后才能评价。",
        en: "You can review it once it has arrived.",
      });
    const lines = await linesOf(t, order_id);
    const line = ask.line === undefined ? undefined : lines.find((l) => l.line_no === ask.line);
    if (ask.line !== undefined && !line)
      throw badInput("body.line", `the order has no line ${ask.line}`, `1 to ${lines.length}`);
    const only = lines.length === 1 ? lines[0] : undefined;
    const about = line ?? only;
    const row: ReviewTable = {
      platform_id: t.platform,
      review_id: newId(),
      order_id,
      line_no: ask.line ?? null,
      sku_id: about?.sku_id ?? null,
      merchant_id: order.merchant_id,
      brand_id: about?.brand_id ?? null,
      consumer_id: consumer,
      stars: ask.stars,
      body: ask.text,
      at: t.now(),
    };
    const kept = await t
      .as<Tables>()
      .insertInto("trade.review")
      .values(row)
      .onConflict((c) => c.columns(["order_id", "line_no"]).doNothing())
      .returning("review_id")
      .executeTakeFirst();
    if (!kept)
      throw conflict("reviewed", "This was reviewed before; a review is never changed.", {
        zh: "您已评价过。",
        en: "You have reviewed this already.",
      });
    await note(t, order_id, "reviewed", { at: t.now(), by: "consumer", note: `${ask.stars}/5` });
    const props = { stars: ask.stars, review: row.review_id, ...(ask.text === "" ? {} : { text: ask.text }) };
    await append(t, [
      orderFact("review.given", t.now(), order, parent, line ? [line] : lines, {
        id: `review.given:${row.review_id}`,
        props,
      }),
    ]);
    return row;
  });
}

export const shownReview = (r: ReviewTable): z.output<typeof trade.review> => ({
  id: r.review_id,
  sku: r.sku_id,
  line: r.line_no,
  stars: r.stars,
  text: r.body,
  at: r.at.toISOString(),
});
type Filter = {
  readonly sku: number;
  readonly merchant?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** Reviews of a SKU, newest first; platform scope. */
export async function listReviews(tx: Tx, f: Filter): Promise<ReviewTable[]> {
  let q = tx
    .as<Tables>()
    .selectFrom("trade.review")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("sku_id", "=", f.sku);
  if (f.merchant !== undefined) q = q.where("merchant_id", "=", f.merchant);
  if (f.after !== undefined) q = q.where("review_id", "<", f.after);
  return q.orderBy("review_id", "desc").limit(f.limit).execute();
}
/** How many reviews a SKU has, and their mean. */
export async function reviewMean(
  tx: Tx,
  f: Pick<Filter, "sku" | "merchant">,
): Promise<{ count: number; mean_stars: number | null }> {
  const read = await sql<{
    count: number;
    mean_stars: number | null;
  }>`SELECT count(*) AS count, avg(stars)::float8 AS mean_stars FROM trade.review
    WHERE platform_id = ${tx.platform} AND sku_id = ${f.sku} ${f.merchant === undefined ? sql`` : sql`AND merchant_id = ${f.merchant}`}`.execute(
    tx.as<Tables>(),
  );
  return read.rows[0] ?? { count: 0, mean_stars: null };
}
