import { allocate } from "#quant";
import type { Mapping, NewFact, Pass, Rec } from "../mapping.ts";
import { eachJoined, eachRow, side } from "../engine.ts";
import { Wrong } from "../columns.ts";
import { statuses, tablesOf } from "./olist-tables.ts";

type Tables = ReturnType<typeof tablesOf>;
type Recs<K extends keyof Tables> = readonly Rec<Tables[K]["columns"]>[];
type Order = Rec<Tables["orders"]["columns"]>["row"];
type Found = {
  readonly items: Recs<"items">;
  readonly payments: Recs<"payments">;
  readonly reviews: Recs<"reviews">;
  readonly customers: Recs<"customers">;
};
/** What one seller has of an order; an order without items is one share of nobody. */
type Share = { readonly n: number; readonly seller: string | undefined; readonly items: Recs<"items"> };

function sharesOf(items: Found["items"]): Share[] {
  if (items.length === 0) return [{ n: 0, seller: undefined, items }];
  const sorted = items.toSorted((a, b) => Number(a.row.item) - Number(b.row.item));
  return [...Map.groupBy(sorted, (i) => i.row.seller)].map(([seller, own], i) => ({ n: i + 1, seller, items: own }));
}
const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
const amountOf = ({ items }: Share): number => sum(items.map(({ row }) => row.price + row.freight));

/** What was paid, by share: as the goods and the freight are, exact to the centavo. */
function paidBy(shares: readonly Share[], { payments }: Found): number[] {
  const total = sum(shares.map(amountOf));
  return allocate(
    sum(payments.map((p) => p.row.value)),
    shares.map((s) => ({ key: String(s.n), weight: total === 0 ? 1 : amountOf(s) })),
  );
}

/** The facts of one order: for each seller its own, as the seller is judged by the item and not by the order. */
function factsOf(order: Order, found: Found, currency: string, category: (product: string) => string | undefined) {
  const shares = sharesOf(found.items);
  const paid = paidBy(shares, found);
  return shares.flatMap((share, i) => {
    const { seller, n } = share;
    const party = seller === undefined ? {} : { merchant: seller, venue: seller };
    const common = (what: string) => ({ id: `olist:${order.order}:${n}:${what}`, order: order.order, ...party });
    return [
      placed(order, found, share, common("placed"), currency, category),
      ...steps(order, common, { currency, amount_minor: paid[i] ?? 0 }),
      ...found.reviews.map(({ row }) => ({
        ...common(`review:${row.review}`),
        name: "review.given" as const,
        at: row.answered.at,
        ids: personOf(found),
        props: { stars: row.stars, review: row.review, text: `${row.title}\n${row.message}`.trim() },
      })),
    ];
  });
}
const personOf = ({ customers }: Found): NonNullable<NewFact["ids"]> =>
  customers.map(({ row }) => ({ type: "platform_id", value: `olist:${row.person}`, verified: true }));

type Common = Pick<NewFact, "id" | "order" | "merchant" | "venue">;
function placed(
  order: Order,
  found: Found,
  share: Share,
  common: Common,
  currency: string,
  category: (product: string) => string | undefined,
): NewFact {
  const [first] = share.items;
  const limit = share.items.reduce(
    (late, { row }) => (row.limit.at > late ? row.limit.at : late),
    first?.row.limit.at ?? "",
  );
  const [buyer] = found.customers;
  return {
    ...common,
    name: "order.placed",
    at: order.placed.at,
    ids: personOf(found),
    currency,
    amount_minor: amountOf(share),
    lines: share.items.map(({ row }) => {
      const of = category(row.product);
      return { sku: row.product, quantity: 1, amount_minor: row.price, ...(of !== undefined && { category: of }) };
    }),
    props: {
      promised_day: order.promised.day,
      ...(limit !== "" && { promised_dispatch_at: limit }),
      status: order.status,
      freight_minor: sum(share.items.map(({ row }) => row.freight)),
      payment: [...new Set(found.payments.map((p) => p.row.type))].sort().join("+"),
      instalments: Math.max(0, ...found.payments.map((p) => p.row.instalments)),
      city: buyer?.row.city ?? "",
      state: buyer?.row.state ?? "",
    },
  };
}

/** What happened to the order. A delivery or an end without a time of its own is marked as undated and stands at the last known time. */
function steps(
  { status, placed: from, approved, sent, arrived }: Order,
  common: (what: string) => Common,
  paid: Pick<NewFact, "currency" | "amount_minor">,
): NewFact[] {
  const facts: NewFact[] = [];
  const last = [from, approved, sent, arrived].map((t) => t?.at ?? "").reduce((a, b) => (b > a ? b : a));
  if (approved) facts.push({ ...common("paid"), name: "order.paid", at: approved.at, ...paid });
  if (sent)
    facts.push({ ...common("sent"), name: "order.dispatched", at: sent.at, props: { dispatched_day: sent.day } });
  if (arrived)
    facts.push({ ...common("came"), name: "order.delivered", at: arrived.at, props: { delivered_day: arrived.day } });
  else if (status === "delivered")
    facts.push({ ...common("came"), name: "order.delivered", at: last, props: { undated: true } });
  const by = statuses[status];
  if (by !== undefined)
    facts.push({ ...common("ended"), name: "order.cancelled", at: last, props: { by, reason: status, undated: true } });
  return facts;
}

const sellersPass = ({ sellers }: Tables): Pass =>
  eachRow(sellers, ({ row: { seller, city, state } }) => ({
    needs: {
      merchants: [{ code: seller, name: seller, kind: "other" }],
      venues: [{ code: seller, name: seller, kind: "web_shop", merchant: seller, city, region: state }],
    },
    facts: [],
  }));
const categoriesPass = ({ categories }: Tables): Pass =>
  eachRow(categories, ({ row }) => ({
    needs: { categories: [{ code: row.category, name: row.english }] },
    facts: [],
  }));
/** Also notes the category of each product for the lines of the orders. */
const productsPass = ({ products }: Tables, categories: Map<string, string>): Pass =>
  eachRow(products, ({ row: { product, category, ...sizes } }) => {
    if (category !== undefined) categories.set(product, category);
    const known = Object.entries(sizes).filter((s): s is [string, number] => s[1] !== undefined);
    const row = { code: product, name: product, attributes: Object.fromEntries(known), skus: [{ code: product }] };
    return {
      needs: {
        // two categories of the set have no translation
        ...(category !== undefined && { categories: [{ code: category, name: category }] }),
        products: [category === undefined ? row : { ...row, category }],
      },
      facts: [],
    };
  });
const ordersPass = (
  { orders, items, payments, reviews, customers }: Tables,
  categories: ReadonlyMap<string, string>,
  currency: string,
): Pass =>
  eachJoined(
    {
      main: orders,
      what: "order",
      on: { items: "order", payments: "order", reviews: "order", customers: "customer" },
      sides: {
        items: side(items, "order"),
        payments: side(payments, "order"),
        reviews: side(reviews, "order"),
        customers: side(customers, "customer"),
      },
    },
    ({ row }, found, run) => {
      if (found.customers.length !== 1)
        throw new Wrong(`has ${found.customers.length} customers called ${row.customer}, expected 1`);
      const stranger = found.items.find((i) => !run.known("merchants", i.row.seller));
      if (stranger) throw new Wrong(`has an item of seller ${stranger.row.seller}, who is not in the list of sellers`);
      return { facts: factsOf(row, found, currency, (product) => categories.get(product)) };
    },
  );

/** Orders of a Brazilian marketplace with everything that belongs to them. */
export const olistSample: Mapping = {
  name: "olist_sample",
  about: "orders of a Brazilian marketplace with promises, deliveries, payments, reviews and sellers (Olist)",
  platform: { name: "Olist", currency: "BRL", zone: "America/Sao_Paulo", stated: ["currency", "zone"] },
  year: false,
  passes({ currency, zone }) {
    const tables = tablesOf(currency, zone);
    const categories = new Map<string, string>();
    return [
      sellersPass(tables),
      categoriesPass(tables),
      productsPass(tables, categories),
      ordersPass(tables, categories, currency),
    ];
  },
};
