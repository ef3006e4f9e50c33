import { trade } from "#contract";
import { upsertProducts } from "#catalog";
import { inTx, newId, platformScope } from "#kernel";
import { registerParties } from "#parties";
import type { TestServer } from "#testing";
import { both, must } from "./call.ts";
import type { Side } from "./scene.ts";

/** A merchant of no brand sells the goods of both; a consumer of B buys one of each, with one review and one return. */
export async function openMall(server: TestServer, a: Side, b: Side) {
  const [merchant, web] = ["mall", "mall-web"];
  const name = both("Mall");
  await inTx(platformScope(a.platform), async (tx) => {
    const brands = [a.brandCode, b.brandCode];
    const venues = [{ code: web, name, kind: "web_shop", merchant, brands }];
    await registerParties(tx, { brands: [], merchants: [{ code: merchant, name }], venues });
    const offers = [a, b].map((s) => ({ sku: s.skuCode, merchant, price_minor: 1500 }));
    await upsertProducts(tx, { offers });
  });
  const lines = [a, b].map((s) => ({ sku: s.skuCode, merchant, venue: web, quantity: 10 }));
  await must(server, trade.routes.receive, { body: { lines } }, a.by.operator);
  const { secret } = b.mark;
  const wish = {
    request_id: newId(),
    lines: [a, b].map((s) => ({ sku: s.skuCode, merchant, quantity: 1 })),
    address: { name: `${secret}-name`, phone: "13800000000", line: `${secret}-street` },
  };
  const placed = await must(server, trade.routes.place, { body: wish }, b.me);
  const order = placed.orders[0];
  await must(server, trade.routes.pay, { params: { id: placed.parent }, body: {} }, b.me);
  const params = { id: order?.fulfilments[0]?.id ?? "" };
  const sent = { carrier: "SF", tracking: "SF1" };
  await must(server, trade.routes.ship, { params, body: sent }, a.by.operator);
  await must(server, trade.routes.delivered, { params, body: {} }, a.by.operator);
  const ofB = order?.lines.find((l) => l.sku === b.sku)?.line ?? 0;
  const back = { lines: [{ line: ofB, quantity: 1 }], reason: `${secret}-reason` };
  await must(server, trade.routes.askReturn, { params: { id: order?.id ?? "" }, body: back }, b.me);
  const said = { line: ofB, stars: 5, text: b.mark.open };
  await must(server, trade.routes.giveReview, { params: { id: order?.id ?? "" }, body: said }, b.me);
  return { mixed: order?.id ?? "" };
}
