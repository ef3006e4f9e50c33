import { trade } from "#contract";
import type { Endpoint, Principal } from "#kernel";
import { badInput, serve, serveBare, sha256 } from "#kernel";
import { canonicalJson } from "#quant";
import type { Draft } from "./drafts.ts";
import { orderDetail } from "./detail.ts";
import { listOrders, shown } from "./orders.ts";
import { placeOrder } from "./place.ts";
import { quoteOf } from "./quote.ts";

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

export const shopEndpoints: readonly Endpoint[] = [
  serve(routes.quote, ({ tx, principal }, { body }) =>
    tx.widened("prices and free pieces are public; the rows behind them are not", (t) => quoteOf(t, basketDraft(principal, body))),
  ),
  serveBare(routes.place, async ({ principal }, { body }) => {
    const { parent, orders } = await placeOrder(orderDraft(principal, body));
    return {
      parent: parent.parent_id,
      pay_minor: parent.pay_minor,
      currency: parent.currency,
      pay_before: parent.pay_before?.toISOString() ?? null,
      orders: [...orders],
    };
  }),
  serve(routes.myOrders, async ({ tx }, { query }) => {
    const rows = await listOrders(tx, { ...query, limit: query.limit + 1 });
    const items = await shown(tx, rows.slice(0, query.limit), true);
    const last = items.at(-1);
    return rows.length > query.limit && last ? { items, next: last.id } : { items };
  }),
  serve(routes.myOrder, ({ tx, principal }, { params }) => orderDetail(tx, principal, params.id)),
];
