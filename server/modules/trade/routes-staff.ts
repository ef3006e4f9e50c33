import { trade } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { inTx, mapPage, notFound, pageById, serve, serveBare } from "#kernel";
import { openReturn, receiveReturn, refundOnly, refuseReturn } from "./after-sale.ts";
import { cancelOrder } from "./cancel.ts";
import { orderDetail } from "./detail.ts";
import { delivered, handOver, listToPick, ready, ship } from "./fulfil.ts";
import { listOrders, shown } from "./orders.ts";
import { placeOrder } from "./place.ts";
import { quoteOf } from "./quote.ts";
import { listReturns, oneReturn, shownReturns } from "./returns-read.ts";
import { settlement } from "./settlement.ts";
import { saleDraft, tillDraft } from "./till.ts";
import { shownToPick } from "./to-pick.ts";

const { routes } = trade;
const orders = async (tx: Tx, query: Parameters<typeof listOrders>[1]) =>
  mapPage(
    await pageById(
      query,
      (q) => listOrders(tx, q),
      (o) => o.order_id,
    ),
    (rows) => shown(tx, rows),
  );
const returns = async (tx: Tx, query: Parameters<typeof listReturns>[1]) =>
  mapPage(
    await pageById(
      query,
      (q) => listReturns(tx, q),
      (r) => r.return_id,
    ),
    (rows) => shownReturns(tx, rows),
  );
/** Acts, and shows the order as it is then. */
const after = async (tx: Tx, p: Principal, order: Promise<string>) => orderDetail(tx, p, await order);

export const staffEndpoints: readonly Endpoint[] = [
  serve(routes.orders, ({ tx }, { query }) => orders(tx, query)),
  serve(routes.order, ({ tx, principal }, { params }) => orderDetail(tx, principal, params.id)),
  serve(routes.cancel, async ({ tx, principal }, { params, body }) => {
    await cancelOrder(tx, principal, params.id, body.reason, principal.role === "brand" ? "merchant" : body.by);
    return orderDetail(tx, principal, params.id);
  }),
  serve(routes.ship, ({ tx, principal }, { params, body }) =>
    after(tx, principal, ship(tx, principal, params.id, body)),
  ),
  serve(routes.delivered, ({ tx, principal }, { params }) => after(tx, principal, delivered(tx, principal, params.id))),
  serve(routes.ready, ({ tx, principal }, { params }) => after(tx, principal, ready(tx, principal, params.id))),
  serveBare(routes.handOver, async ({ principal, scope }, { params, body }) => {
    const order = await handOver(scope, principal, params.id, body.code);
    return inTx(scope, (tx) => orderDetail(tx, principal, order));
  }),

  serve(routes.toPick, async ({ tx }, { query }) =>
    mapPage(
      await pageById(
        query,
        (q) => listToPick(tx, q),
        (f) => f.fulfilment_id,
      ),
      (rows) => shownToPick(tx, rows),
    ),
  ),
  serve(routes.venueOrders, ({ tx }, { query }) => orders(tx, query)),
  serve(routes.venueQuote, async ({ tx, principal }, { body }) => {
    const draft = await tillDraft(tx, principal, body);
    return tx.widened("prices of what lies in this venue", (t) => quoteOf(t, draft));
  }),
  serveBare(routes.sell, async ({ principal, scope }, { body }) => {
    const { parent, orders: made } = await placeOrder(await saleDraft(scope, principal, body));
    if (parent.receipt_no === null) throw new Error("a till sale has no receipt number");
    return {
      parent: parent.parent_id,
      pay_minor: parent.pay_minor,
      currency: parent.currency,
      pay_before: null,
      orders: made.map((o) => ({ ...o })),
      receipt_no: parent.receipt_no,
      tender: body.tender,
      at: parent.placed_at.toISOString(),
    };
  }),
  serve(routes.counterReturn, async ({ tx, principal }, { body }) => {
    const [order] = await listOrders(tx, { q: body.order_no, limit: 2 });
    if (!order || order.order_no !== body.order_no.toUpperCase()) throw notFound("The order");
    const id = await openReturn(tx, principal, order.order_id, {
      ...body,
      kind: "return_refund",
      venue: principal.venue,
    });
    await receiveReturn(tx, principal, id, body.result);
    return oneReturn(tx, id);
  }),
  serve(routes.venueReturns, ({ tx, principal }, { query }) => returns(tx, { ...query, venue: principal.venue })),

  serve(routes.returns, ({ tx }, { query }) => returns(tx, query)),
  serve(routes.receiveReturn, async ({ tx, principal }, { params, body }) => {
    await receiveReturn(tx, principal, params.id, body.result);
    return oneReturn(tx, params.id);
  }),
  serve(routes.refundOnly, async ({ tx, principal }, { params }) => {
    await refundOnly(tx, principal, params.id);
    return oneReturn(tx, params.id);
  }),
  serve(routes.refuseReturn, async ({ tx, principal }, { params, body }) => {
    await refuseReturn(tx, principal, params.id, body.reason);
    return oneReturn(tx, params.id);
  }),
  serve(routes.settlement, ({ tx, principal }, { query }) => settlement(tx, principal, query.merchant)),
];
