import { parties, trade } from "#contract";
import { upsertProducts } from "#catalog";
import { inTx, platformScope } from "#kernel";
import { registerParties } from "#parties";
import { as } from "#testing";
import type { TestServer } from "#testing";
import { both, must } from "./call.ts";

/** `open` stands in texts that anybody may read, `secret` in those that only the side itself and its platform may. */
export type Mark = { readonly open: string; readonly secret: string; readonly code: string; readonly barcode: string };
const barcodes: Readonly<Record<string, string>> = { A: "4006381333931", B: "5901234123457", Q: "4006381333931" };
export const markOf = (side: "A" | "B" | "Q"): Mark => ({
  open: `OPEN-${side}`,
  secret: `SECRET-${side}`,
  code: `open-${side.toLowerCase()}`,
  barcode: barcodes[side] ?? "",
});

/** A brand with two merchants and three venues that carry it. */
async function openBrand(platform: number, { code, open }: Mark) {
  const name = both(open);
  const brand = `${code}-brand`;
  const [flagship, partner] = [`${code}-flagship`, `${code}-partner`];
  const carrying = { name, brands: [brand] };
  const made = await inTx(platformScope(platform), (tx) =>
    registerParties(tx, {
      brands: [{ code: brand, name }],
      merchants: [
        { code: flagship, name, brand, kind: "flagship" },
        { code: partner, name, brand, kind: "multi_brand" },
      ],
      venues: [
        { ...carrying, code: `${code}-web`, kind: "web_shop", merchant: flagship },
        { ...carrying, code: `${code}-store`, kind: "store", merchant: flagship },
        { ...carrying, code: `${code}-corner`, kind: "corner_shop", merchant: partner },
      ],
    }),
  );
  const [merchant = 0, merchant2 = 0] = made.merchants.values();
  const [web = 0, venue = 0, corner = 0] = made.venues.values();
  const codes = { brandCode: brand, merchantCode: flagship, partnerCode: partner, venueCode: `${code}-store` };
  return { brand: made.brands.get(brand) ?? 0, merchant, merchant2, web, venue, corner, ...codes };
}

async function openGoods(platform: number, { code, open, barcode }: Mark, of: Awaited<ReturnType<typeof openBrand>>) {
  const [skuCode, otherCode, productCode] = [`${code}-sku`, `${code}-sku2`, `${code}-product`];
  const name = both(open);
  const skus = [
    { code: skuCode, name, gtin: barcode },
    { code: otherCode, name },
  ];
  const made = await inTx(platformScope(platform), (tx) =>
    upsertProducts(tx, {
      categories: [{ code: "all", name: "all" }],
      products: [{ code: productCode, name, brand: of.brandCode, category: "all", skus }],
      offers: [
        { sku: skuCode, merchant: of.merchantCode, price_minor: 1999 },
        { sku: otherCode, merchant: of.merchantCode, price_minor: 2999 },
        { sku: skuCode, merchant: of.partnerCode, price_minor: 2099 },
      ],
    }),
  );
  const [offer = 0] = made.offers.values();
  const [sku, other] = [made.skus.get(skuCode) ?? 0, made.skus.get(otherCode) ?? 0];
  return { product: made.products.get(productCode) ?? 0, productCode, sku, skuCode, other, otherCode, offer };
}

/** Parties, goods and stock of one side, a member of its staff and an API key. */
export async function openParties(server: TestServer, platform: number, mark: Mark) {
  const { secret } = mark;
  const brand = await openBrand(platform, mark);
  const goods = await openGoods(platform, mark, brand);
  const scopes = "parties:read parties:write catalog:read catalog:write facts:write".split(" ");
  const by = {
    operator: as.operator(platform),
    brand: as.brand(platform, brand.brand),
    venue: { ...as.venue(platform, brand.venue), merchant: brand.merchant },
    key: as.key(platform, scopes, brand.brand),
  };
  const arrival = { sku: goods.skuCode, quantity: 100, lot: `${secret}-lot`, expires_on: "2099-01-01" };
  const lines = [
    { ...arrival, venue: brand.web, merchant: brand.merchant },
    { ...arrival, venue: brand.venue, merchant: brand.merchant },
    { ...arrival, venue: brand.corner, merchant: brand.merchant2 },
    { sku: goods.otherCode, quantity: 100, venue: brand.venue, merchant: brand.merchant },
  ];
  await must(server, trade.routes.receive, { body: { lines, note: `${secret}-arrival` } }, by.operator);
  const account = {
    login: `${secret}-login`,
    password: "correct horse battery",
    name: `${secret}-user`,
    assignments: [
      { role: "brand" as const, brand: brand.brand },
      { role: "venue" as const, venue: brand.venue },
    ],
  };
  const user = await must(server, parties.routes.createUser, { body: account }, by.operator);
  const made = { body: { name: `${secret}-key`, scopes: ["facts:write"] } };
  const key = await must(server, parties.routes.createKey, made, by.brand);
  const people = { user: user.id, assignment: user.assignments[0]?.id ?? "", key: key.id };
  return { platform, scope: platformScope(platform), mark, by, ...brand, ...goods, ...people };
}
export type Parties = Awaited<ReturnType<typeof openParties>>;
