import { catalog, trade, traffic } from "#contract";
import type { Random } from "#quant";
import { drawChance, drawOne, drawWhole } from "#quant";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "./client.ts";
import type { Living } from "./live.ts";
import { send } from "./load.ts";
import { iso } from "./orders.ts";
import { idsOf } from "./people.ts";
import { queryOf } from "./sessions.ts";

/** Somebody looks around in the shop: the feed or a search, a product, perhaps the cart. */
export async function visit(w: Living): Promise<void> {
  const { random } = w;
  const client = new Client(w.server);
  const anonymous_id = browserOf(w, random);
  const served = await listOf(w, client, anonymous_id);
  w.notes.did("visits");
  if (served.items.length === 0 || !drawChance(random, 0.6)) return;
  await sleep(drawWhole(random, 500, 4000), undefined, { signal: w.server.signal });
  // The first places get most of the looks.
  const item = served.items[Math.floor(random.next() ** 2 * served.items.length)];
  if (!item) return;
  await client.call(traffic.routes.seen, { body: { anonymous_id, served: served.served, sku: item.sku } });
  if (drawChance(random, 0.5)) await client.call(catalog.routes.shopProduct, { params: { sku: item.sku } });
  if (drawChance(random, 0.3))
    await client.call(trade.routes.availability, { query: { sku: item.sku, merchant: item.merchant } });
  const luck = random.next();
  const name = luck < 0.14 ? "add_to_cart" : luck < 0.22 ? "favourite" : luck < 0.26 ? "content_view" : undefined;
  const sku = w.skus.get(item.sku_code);
  if (name === undefined || sku === undefined) return;
  const line = { sku: sku.code, brand: sku.brandCode, category: sku.category, quantity: 1, amount_minor: 0 };
  const ids = [{ type: "anonymous_id" as const, value: anonymous_id, verified: false }];
  await send(w, [{ id: `${w.run}.${w.next()}`, name, at: iso(Date.now()), touchpoint: "search", ids, lines: [line] }]);
}

/** Half of the visitors are new browsers, half are known from the history. */
function browserOf(w: Living, random: Random): string {
  const person = w.world.people[drawWhole(random, 0, w.world.people.length - 1)];
  if (person === undefined || person.phone !== undefined || drawChance(random, 0.5)) return `${w.run}-${w.next()}`;
  return idsOf(w.world.tag, person).browser.value;
}
async function listOf(
  w: Living,
  client: Client,
  anonymous_id: string,
): Promise<{ served: string; items: readonly traffic.RankedItem[] }> {
  const { random } = w;
  if (drawChance(random, 0.4)) {
    const page = await client.call(traffic.routes.feed, {
      params: { place: "home" },
      query: { anonymous_id, limit: 12 },
    });
    const slot = page.contents[0];
    if (slot !== undefined && drawChance(random, 0.2))
      await client.call(traffic.routes.seen, { body: { anonymous_id, served: slot.served, booking: slot.booking } });
    return page;
  }
  const brand = w.market.brands.indexOf(drawOne(random, w.market.brands));
  return client.call(traffic.routes.search, {
    query: { q: queryOf(random, w.market, brand), anonymous_id, limit: 24 },
  });
}
