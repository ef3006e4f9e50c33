import { trade } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { badInput, inTx, mapPage, notFound, pageById, serve, serveBare, sha256 } from "#kernel";
import { canonicalJson } from "#quant";
import { sql } from "kysely";
import { openReturn } from "./after-sale.ts";
import { cancelOrder } from "./cancel.ts";
import { orderDetail, shownPayment } from "./detail.ts";
import type { Draft } from "./drafts.ts";
import { listOrders, ordersIn, shown } from "./orders.ts";
import { pay, takeNotice } from "./pay.ts";
import { placeOrder } from "./place.ts";
import type { PlacedOrder } from "./place.ts";
import { quoteOf } from "./quote.ts";
import { oneReturn } from "./returns-read.ts";
import { giveReview, listReviews, reviewMean, shownReview } from "./reviews.ts";
import type { Tables } from "./tables.ts";

const { routes } = trade;

/** A basket as a draft that nobody places. */
function basketDraft(p: Principal, body: trade.Basket, more: Partial<Draft> = {}): Draft {
  return {
    platform: p.platform,
    key: "",
    hash: "",
    kind: body.fulfilment.kind,
    consumer: p.consumer,
    anonymous: undefined,
    member: undefined,
    lines: body.lines.map((l, i) => ({ ...l, associate: l.associate, field: `body.lines.${i}` })),
    venue: body.fulfilment.venue,
    saleVenue: undefined,
    coupons: body.coupons,
    address: undefined,
    tender: undefined,
    who: "consumer",
    ...more,
  };
}
function orderDraft(p: Principal, body: trade.PlaceBody): Draft {
  if (body.fulfilment.kind === "deliver" && body.address === undefined)
    throw badInput("body.address", "a parcel needs an address", "name, phone and address line");
  return basketDraft(p, body, {
    key: `${p.consumer ?? ""}:${body.request_id}`,
    hash: sha256(canonicalJson(body)),
    anonymous: body.anonymous_id,
    saleVenue: body.venue_of_sale,
    address: body.address,
  });
}

/** The parent order of an id that names it or one of its orders, as the buyer may see it. */
async function parentOf(tx: Tx, id: string): Promise<string> {
  const found = await sql<{ parent_id: string }>`SELECT parent_id FROM trade.orders
    WHERE platform_id = ${tx.platform} AND (parent_id = ${id} OR order_id = ${id}) LIMIT 1`.execute(tx.as<Tables>());
  const parent = found.rows[0]?.parent_id;
  if (parent === undefined) throw notFound("The order");
  return parent;
}
const asPlaced = ({ parent, orders }: PlacedOrder): trade.Placed => ({
  parent: parent.parent_id,
  pay_minor: parent.pay_minor,
  currency: parent.currency,
  pay_before: parent.pay_before?.toISOString() ?? null,
  orders: [...orders],
});

export const shopEndpoints: readonly Endpoint[] = [
  serve(routes.quote, ({ tx, principal }, { body }) =>
    tx.widened("prices and free pieces are public; the rows behind them are not", (t) =>
      quoteOf(t, basketDraft(principal, body)),
    ),
  ),
  serveBare(routes.place, async ({ principal }, { body }) => asPlaced(await placeOrder(orderDraft(principal, body)))),
  serveBare(routes.pay, async ({ principal, scope }, { params, body }) => {
    const parent = await inTx(scope, (tx) => parentOf(tx, params.id));
    const payment = await pay(principal.platform, parent, body);
    return {
      payment: shownPayment(payment),
      orders: await inTx(scope, async (tx) => shown(tx, await ordersIn(tx, parent), true)),
    };
  }),
  serve(routes.myOrders, async ({ tx }, { query }) =>
    mapPage(
      await pageById(
        query,
        (q) => listOrders(tx, q),
        (o) => o.order_id,
      ),
      (rows) => shown(tx, rows, true),
    ),
  ),
  serve(routes.myOrder, ({ tx, principal }, { params }) => orderDetail(tx, principal, params.id)),
  serve(routes.cancelMine, async ({ tx, principal }, { params, body }) => {
    await cancelOrder(tx, principal, params.id, body.reason, "consumer");
    return orderDetail(tx, principal, params.id);
  }),
  serve(routes.askReturn, async ({ tx, principal }, { params, body }) =>
    oneReturn(tx, await openReturn(tx, principal, params.id, body)),
  ),
  serve(routes.giveReview, async ({ tx, principal }, { params, body }) =>
    shownReview(await giveReview(tx, principal.consumer ?? "", params.id, body)),
  ),
  serve(routes.reviews, ({ tx }, { query }) =>
    tx.widened("reviews are public; who wrote them is not shown", async (t) => {
      const page = await pageById(
        query,
        (q) => listReviews(t, q),
        (r) => r.review_id,
      );
      const items = page.items.map((r) => {
        const { line: _line, ...told } = shownReview(r);
        return told;
      });
      return { ...page, items, ...(await reviewMean(t, query)) };
    }),
  ),
  serveBare(routes.testNotice, ({ principal }, { body }) => takeNotice(principal.platform, body)),
];
