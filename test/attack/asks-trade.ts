import { newId } from "#kernel";
import type { Side } from "./scene.ts";
import type { Ask } from "./shape.ts";
import { many, one, own, publicly } from "./shape.ts";

const listed = { known: "merchants, venues and goods are listed in the shop" };
const buyable = publicly("everybody may buy what is on offer");
const lot = (s: Side) => ({ lot: `${s.mark.secret}-lot` });
const where = (s: Side) => ({ sku: s.skuCode, merchant: s.merchantCode, venue: s.venueCode, ...lot(s) });
const arrival = (s: object) => ({ body: { lines: [{ quantity: 1, ...s }] } });
const adjusted = (s: object) => ({ body: { ...s, what: "on_hand", expected: 100, to: 0 } });
const inspected = (s: object) => ({ body: { ...s, quantity: 1, result: "damaged" } });
const booking = (build: (s: object) => { body: object }) => [
  (t: Side) => build(where(t)),
  (t: Side, me: Side) => build({ ...where(me), merchant: t.merchantCode }),
  (t: Side, me: Side) => build({ ...where(me), venue: t.venueCode }),
];
const byOrder = (t: Side) => ({ params: { id: t.order } });
const byParcel = (t: Side) => ({ params: { id: t.parcel }, body: {} });
const byReturn = (t: Side) => ({ params: { id: t.returned } });
const back = { lines: [{ line: 1, quantity: 1 }], reason: "x" };
const till = (t: Side, me: Side) => ({ lines: [{ code: me.mark.barcode, quantity: 1, merchant: t.merchantCode }] });
const filters = [
  (t: Side) => ({ query: { merchant: t.merchant } }),
  (t: Side) => ({ query: { sku: t.sku } }),
  (t: Side) => ({ query: { q: t.skuCode } }),
];
const trade = {
  "trade.stock": many([...filters, (t) => ({ query: { venue: t.venue } })]),
  "trade.venueStock": many(filters),
  "trade.movements": many([(t) => ({ query: { sku: t.sku } }), (t) => ({ query: { venue: t.venue } })]),
  "trade.receive": many(booking(arrival), listed),
  "trade.adjust": many(booking(adjusted), listed),
  "trade.inspect": many(booking(inspected), listed),
  "trade.count": one(
    (t, me) => ({ body: { lines: [{ code: me.skuCode, merchant: t.merchantCode, ...lot(me), counted: 0 }] } }),
    listed,
  ),
  "trade.availability": one((t) => ({ query: { sku: t.sku, merchant: t.merchant } }), buyable),
  "trade.quote": many(
    [
      (t) => ({ body: { lines: [{ sku: t.skuCode, merchant: t.merchantCode, quantity: 1 }] } }),
      (t, me) => ({
        body: { lines: [{ sku: me.skuCode, merchant: me.merchantCode, quantity: 1 }], coupons: [t.couponCode] },
      }),
    ],
    { ...buyable, mute: "a price is told and nothing kept" },
  ),
  "trade.place": one(
    (t) => ({
      body: {
        request_id: newId(),
        lines: [{ sku: t.skuCode, merchant: t.merchantCode, quantity: 1 }],
        address: { name: "x", phone: "13800000000", line: "x" },
      },
    }),
    buyable,
  ),
  "trade.pay": one((t) => ({ ...byOrder(t), body: { outcome: "approve" } })),
  "trade.myOrders": one((t) => ({ query: { after: t.order } })),
  "trade.myOrder": one(byOrder),
  "trade.cancelMine": one((t) => ({ ...byOrder(t), body: { reason: "x" } })),
  "trade.askReturn": one((t) => ({ params: { id: t.done }, body: back })),
  "trade.giveReview": one((t) => ({ params: { id: t.done }, body: { stars: 1, line: 1 } })),
  "trade.reviews": one((t) => ({ query: { sku: t.sku } }), publicly("reviews are public")),
  "trade.testNotice": one(
    (t) => ({
      body: {
        event: newId(),
        payment: t.payment,
        outcome: "paid",
        amount_minor: 3998,
        currency: "CNY",
        sent_at: new Date().toISOString(),
        signature: "0".repeat(64),
      },
    }),
    { refused: "the provider did not sign it", owner: [403] },
  ),
  "trade.orders": many([
    (t) => ({ query: { merchant: t.merchant } }),
    (t) => ({ query: { venue: t.venue } }),
    (t) => ({ query: { q: t.soldNo } }),
    (t) => ({ query: { after: t.order } }),
  ]),
  "trade.order": one(byOrder),
  "trade.cancel": one((t) => ({ ...byOrder(t), body: { reason: "x" } })),
  "trade.ship": one((t) => ({ ...byParcel(t), body: { carrier: "x", tracking: "y" } })),
  "trade.delivered": one(byParcel),
  "trade.ready": one((t) => ({ ...byParcel(t), params: { id: t.pickUp } })),
  "trade.handOver": one((t) => ({ params: { id: t.pickUp }, body: { code: "000000" } }), { owner: [400, 409] }),
  "trade.toPick": one((t) => ({ query: { q: t.soldNo } })),
  "trade.venueOrders": many([(t) => ({ query: { merchant: t.merchant } }), (t) => ({ query: { q: t.soldNo } })]),
  "trade.venueQuote": one((t, me) => ({ body: till(t, me) }), listed),
  "trade.sell": many(
    [
      (t, me) => ({ body: { ...till(t, me), request_id: newId(), tender: "cash" } }),
      (t) => ({ body: { lines: [{ code: t.mark.barcode, quantity: 1 }], request_id: newId(), tender: "cash" } }),
    ],
    listed,
  ),
  "trade.counterReturn": one((t) => ({ body: { ...back, order_no: t.soldNo } })),
  "trade.venueReturns": one((t) => ({ query: { after: t.returned } })),
  "trade.returns": many([(t) => ({ query: { merchant: t.merchant } }), (t) => ({ query: { after: t.returned } })]),
  "trade.receiveReturn": one((t) => ({ ...byReturn(t), body: {} })),
  "trade.refundOnly": one((t) => ({ ...byReturn(t), body: {} })),
  "trade.refuseReturn": one((t) => ({ ...byReturn(t), body: { reason: "x" } })),
  "trade.settlement": one((t) => ({ query: { merchant: t.merchant } })),
} satisfies Record<string, Ask>;

const byProposal = (t: Side) => ({ params: { id: t.proposal }, body: {} });
const byPurchase = (t: Side) => ({ params: { id: t.purchase }, body: {} });
const byTransfer = (t: Side) => ({ params: { id: t.transfer }, body: {} });
const policy = (s: Side, more: object = {}) => ({
  body: {
    policies: [{ sku: s.skuCode, merchant: s.merchantCode, venue: s.venueCode, supplier: s.supplier, ...more }],
  },
});
const ordered = (s: Side, more: object = {}) => ({
  body: {
    supplier: s.supplier,
    merchant: s.merchantCode,
    venue: s.venueCode,
    lines: [{ sku: s.skuCode, quantity: 1 }],
    ...more,
  },
});
const moved = (s: Side, more: object = {}) => ({
  body: { merchant: s.merchantCode, from: s.venue, to: s.web, lines: [{ sku: s.otherCode, quantity: 1 }], ...more },
});
const supply = {
  "supply.suppliers": own,
  "supply.putSuppliers": own,
  "supply.policies": many([...filters.slice(0, 2), (t) => ({ query: { venue: t.venue } })]),
  "supply.putPolicies": many(
    [
      (t) => policy(t),
      (t, me) => policy(me, { supplier: t.supplier }),
      (t, me) => policy(me, { merchant: t.merchantCode }),
      (t, me) => policy(me, { venue: t.venueCode }),
      (t, me) => policy(me, { sku: t.skuCode }),
    ],
    listed,
  ),
  "supply.proposals": many([(t) => ({ query: { venue: t.venue } }), (t) => ({ query: { merchant: t.merchant } })]),
  "supply.propose": one((t) => ({ body: { venue: t.venue } })),
  "supply.dismissProposal": one(byProposal),
  "supply.purchaseOrders": many([
    (t) => ({ query: { venue: t.venue } }),
    (t) => ({ query: { supplier: t.supplierNo } }),
    (t) => ({ query: { after: t.purchase } }),
  ]),
  "supply.purchaseOrder": one((t) => ({ params: { id: t.purchase } })),
  "supply.draftOrders": one((t) => ({ body: { proposals: [t.proposal] } })),
  "supply.draftOrder": many(
    [
      (t) => ordered(t),
      (t, me) => ordered(me, { supplier: t.supplier }),
      (t, me) => ordered(me, { merchant: t.merchantCode }),
      (t, me) => ordered(me, { venue: t.venueCode }),
      (t, me) => ordered(me, { lines: [{ sku: t.skuCode, quantity: 1 }] }),
    ],
    listed,
  ),
  "supply.approveOrder": one(byPurchase),
  "supply.placeOrder": one(byPurchase),
  "supply.cancelOrder": one(byPurchase),
  "supply.receiveOrder": one((t) => ({ params: { id: t.purchase2 }, body: { lines: [{ line: 1, quantity: 1 }] } })),
  "supply.transfers": one((t) => ({ query: { after: t.transfer } })),
  "supply.draftTransfer": many(
    [
      (t) => moved(t),
      (t, me) => moved(me, { merchant: t.merchantCode }),
      (t, me) => moved(me, { from: t.venue }),
      (t, me) => moved(me, { to: t.venue }),
      (t, me) => moved(me, { lines: [{ sku: t.otherCode, quantity: 1 }] }),
    ],
    { ...listed, owner: [400] },
  ),
  "supply.shipTransfer": one(byTransfer),
  "supply.receiveTransfer": one((t) => ({ params: { id: t.transfer2 }, body: {} })),
  "supply.cancelTransfer": one(byTransfer),
} satisfies Record<string, Ask>;

export const tradeAsks: Readonly<Record<string, Ask>> = { ...trade, ...supply };
