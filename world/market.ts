import type { catalog, parties } from "#contract";
import { drawChance, drawWhole, gs1CheckDigit, seeded } from "#quant";
import { brandSeeds, categorySeeds } from "./brands.ts";
import type { BrandSeed } from "./kinds.ts";
import type { PlaceSeed } from "./places.ts";
import { hasTill, placesOf } from "./places.ts";
import type { MerchantSeed, VenueSeed } from "./shops.ts";
import { cities, merchantSeeds, venueSeeds } from "./shops.ts";

export type WorldSku = {
  readonly code: string;
  /** Place of its brand in `brands`. */
  readonly brand: number;
  readonly brandCode: string;
  readonly category: string;
  readonly price_minor: number;
  readonly gtin: string;
  readonly zh: string;
};
export type WorldMerchant = MerchantSeed & {
  readonly venues: readonly VenueSeed[];
  readonly webShop: VenueSeed | undefined;
  /** What it sells, by brand: SKU and its own price. */
  readonly offers: ReadonlyMap<number, readonly WorldOffer[]>;
};
export type WorldOffer = { readonly sku: WorldSku; readonly price_minor: number };
export type StockLine = {
  readonly sku: string;
  readonly merchant: string;
  readonly venue: string;
  readonly quantity: number;
};

/** Everything that exists before anybody acts: the same for the same seed. */
export type Market = {
  readonly brands: readonly BrandSeed[];
  readonly skus: readonly WorldSku[];
  readonly merchants: readonly WorldMerchant[];
  readonly rows: {
    readonly brands: readonly parties.BrandRow[];
    readonly merchants: readonly parties.MerchantRow[];
    readonly venues: readonly parties.VenueRow[];
    readonly categories: readonly catalog.CategoryRow[];
    readonly products: readonly catalog.ProductRow[];
    readonly offers: readonly catalog.OfferRow[];
    prices(from: Date): readonly catalog.PriceRow[];
    readonly stock: readonly StockLine[];
    readonly places: readonly PlaceSeed[];
  };
};

const both = (zh: string, en: string) => ({ zh, en });
/** Retail prices end in 9 yuan, or in .9 below 20 yuan. */
const retail = (minor: number): number =>
  minor < 2000
    ? Math.max(190, Math.round(minor / 100) * 100 - 10)
    : Math.max(900, Math.round(minor / 1000) * 1000 - 100);

/** GTIN-13 under 952, the prefix that GS1 keeps for demonstrations: it can belong to no real article. */
function demoGtin(n: number): string {
  const stem = `952${String(n).padStart(9, "0")}`;
  return `${stem}${gs1CheckDigit(stem)}`;
}

function goods(): { skus: WorldSku[]; products: catalog.ProductRow[] } {
  const skus: WorldSku[] = [];
  const products: catalog.ProductRow[] = [];
  for (const [brand, b] of brandSeeds.entries()) {
    for (const [s, [seriesZh, seriesEn]] of b.series.entries()) {
      for (const [t, kind] of b.types.entries()) {
        const code = `${b.code}-${s + 1}${t + 1}`;
        const name = both(`${b.zh}${seriesZh}${kind.zh}`, `${b.en} ${seriesEn} ${kind.en}`);
        const made = kind.options.map(([option, ratio], o): WorldSku => ({
          code: `${code}-${o + 1}`,
          brand,
          brandCode: b.code,
          category: kind.category,
          price_minor: retail(kind.price_minor * ratio * (1 + 0.06 * (s - 2))),
          gtin: demoGtin(1_000_000 + brand * 10_000 + s * 1_000 + t * 100 + o),
          zh: `${name.zh} ${option}`,
        }));
        skus.push(...made);
        products.push({
          code,
          name,
          brand: b.code,
          category: kind.category,
          attributes: {
            series: seriesZh,
            series_en: seriesEn,
            origin: "中国",
            shelf_life_months: 6 + ((s + t) % 5) * 6,
          },
          skus: made.map((sku, o) => {
            const option = kind.options[o]?.[0] ?? "";
            return {
              code: sku.code,
              name: both(`${name.zh} ${option}`, `${name.en} ${option}`),
              options: { [b.option]: option },
              gtin: sku.gtin,
            };
          }),
        });
      }
    }
  }
  return { skus, products };
}

/** Things done rather than handed over. */
const services = [
  {
    code: "qimu-install",
    zh: "栖木家具送装服务",
    en: "Qimu Furniture Installation",
    brand: "qimu",
    merchant: "anjia",
    price_minor: 19_900,
  },
  {
    code: "xiaoche-clean",
    zh: "小澈家电清洗",
    en: "Xiaoche Appliance Cleaning",
    brand: "xiaoche",
    merchant: "anjia",
    price_minor: 12_900,
  },
  {
    code: "qingyu-facial",
    zh: "青屿面部护理 60 分钟",
    en: "Qingyu Facial, 60 Minutes",
    brand: "qingyu",
    merchant: "zhiyan",
    price_minor: 29_800,
  },
];

function merchantsOf(seed: string, skus: readonly WorldSku[]): WorldMerchant[] {
  return merchantSeeds.map((m) => {
    const chance = seeded(`${seed}/offers/${m.code}`);
    const offers = new Map<number, WorldOffer[]>();
    for (const sku of skus) {
      if (!m.brands.includes(sku.brandCode)) continue;
      const keeps = drawChance(chance, m.share);
      const wanders = drawWhole(chance, -3, 3);
      if (!keeps) continue;
      const price_minor =
        m.kind === "flagship" ? sku.price_minor : retail(sku.price_minor * m.price * (1 + wanders / 100));
      const known = offers.get(sku.brand);
      if (known) known.push({ sku, price_minor });
      else offers.set(sku.brand, [{ sku, price_minor }]);
    }
    const venues = venueSeeds.filter((v) => v.merchant === m.code);
    return { ...m, venues, webShop: venues.find((v) => v.kind === "web_shop"), offers };
  });
}

const allOffers = (m: WorldMerchant): WorldOffer[] => [...m.offers.values()].flat();

function stockOf(seed: string, merchants: readonly WorldMerchant[]): StockLine[] {
  const chance = seeded(`${seed}/stock`);
  return merchants.flatMap((m) =>
    m.venues.flatMap((v) => {
      const web = v.kind === "web_shop";
      if (!web && !hasTill(v)) return [];
      return allOffers(m).flatMap(({ sku, price_minor }) => {
        const pieces = Math.round((web ? 900 : 60) / Math.max(1, Math.sqrt(price_minor / 10_000)));
        const quantity = drawWhole(
          chance,
          Math.max(2, Math.round(pieces * 0.5)),
          Math.max(4, Math.round(pieces * 1.5)),
        );
        return web || drawChance(chance, 0.7) ? [{ sku: sku.code, merchant: m.code, venue: v.code, quantity }] : [];
      });
    }),
  );
}

/** Prices of single venues: a store's own week, a little more where rents are high. */
function pricesOf(seed: string, merchants: readonly WorldMerchant[], from: Date): catalog.PriceRow[] {
  const chance = seeded(`${seed}/prices`);
  return merchants.flatMap((m) =>
    m.venues
      .filter((v) => hasTill(v) && v.kind !== "corner_shop" && v.kind !== "rural_station")
      .flatMap((v) =>
        allOffers(m).flatMap(({ sku, price_minor }) => {
          const ratio = drawChance(chance, 0.5) ? 0.9 : 1.05;
          if (!drawChance(chance, 0.12)) return [];
          return [
            {
              sku: sku.code,
              merchant: m.code,
              venue: v.code,
              price_minor: retail(price_minor * ratio),
              from: from.toISOString(),
            },
          ];
        }),
      ),
  );
}

/** Builds the market of a seed. Pure. */
export function makeMarket(seed: string): Market {
  const { skus, products } = goods();
  const merchants = merchantsOf(seed, skus);
  return {
    brands: brandSeeds,
    skus,
    merchants,
    rows: {
      brands: brandSeeds.map((b) => ({ code: b.code, name: both(b.zh, b.en) })),
      merchants: merchantSeeds.map((m) => ({
        code: m.code,
        name: both(m.zh, m.en),
        kind: m.kind,
        ...(m.brand === undefined ? {} : { brand: m.brand }),
      })),
      venues: merchants.flatMap((m) => m.venues.map((v) => venueRow(seed, m, v))),
      categories: categorySeeds.flatMap((c) => [
        { code: c.code, name: both(c.zh, c.en) },
        ...c.children.map(([code, zh, en]) => ({ code, name: both(zh, en), parent: c.code })),
      ]),
      products: [
        ...products,
        ...services.map((s) => ({
          code: s.code,
          name: both(s.zh, s.en),
          brand: s.brand,
          category: "home_service",
          service: true,
          skus: [{ code: s.code, name: both(s.zh, s.en) }],
        })),
      ],
      offers: [
        ...merchants.flatMap((m) =>
          allOffers(m).map((o) => ({ sku: o.sku.code, merchant: m.code, price_minor: o.price_minor })),
        ),
        ...services.map((s) => ({ sku: s.code, merchant: s.merchant, price_minor: s.price_minor })),
      ],
      prices: (from) => pricesOf(seed, merchants, from),
      stock: stockOf(seed, merchants),
      places: placesOf(),
    },
  };
}

function venueRow(seed: string, m: WorldMerchant, v: VenueSeed): parties.VenueRow {
  const chance = seeded(`${seed}/venue/${v.code}`);
  const town = cities[v.city] ?? cities[0];
  const near = () => Math.round((chance.next() - 0.5) * 1200) / 10_000;
  return {
    code: v.code,
    name: both(v.zh, v.en),
    kind: v.kind,
    merchant: m.code,
    address: v.street,
    city: town.zh,
    region: town.region,
    format: v.format,
    lat: Math.round((town.lat + near()) * 10_000) / 10_000,
    lng: Math.round((town.lng + near()) * 10_000) / 10_000,
    zone: "Asia/Shanghai",
    brands: m.brands.length > 0 ? [...m.brands] : services.filter((s) => s.merchant === m.code).map((s) => s.brand),
  };
}
