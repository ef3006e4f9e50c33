import type { Mapping, Needs, NewFact, Options, Rec, Run } from "../mapping.ts";
import { eachGroup } from "../engine.ts";
import { Wrong, compactDay, digits, key, loose, money, number, oneOf, optional } from "../columns.ts";
import { utcOf } from "../zone.ts";

const columns = (currency: string) => ({
  week: digits("SHOP_WEEK", 6),
  day: compactDay("SHOP_DATE"),
  hour: number("SHOP_HOUR", 0, 23),
  quantity: number("QUANTITY", -1_000_000, 1_000_000),
  spend: money("SPEND", currency),
  sku: key("PROD_CODE"),
  level10: key("PROD_CODE_10"),
  level20: key("PROD_CODE_20"),
  level30: key("PROD_CODE_30"),
  level40: key("PROD_CODE_40"),
  // without a card the file has two quote characters, which is an empty text: nobody, and never one great customer
  card: optional(key("CUST_CODE")),
  basket: digits("BASKET_ID"),
  size: loose("BASKET_SIZE", 20),
  sensitivity: loose("BASKET_PRICE_SENSITIVITY", 20),
  type: loose("BASKET_TYPE", 20),
  mission: loose("BASKET_DOMINANT_MISSION", 20),
  store: key("STORE_CODE"),
  format: oneOf("STORE_FORMAT", { LS: "LS", MS: "MS", SS: "SS", XLS: "XLS" }),
  region: key("STORE_REGION"),
});
type Line = Rec<ReturnType<typeof columns>>;

const chain = { code: "lgsr", name: "Let's Get Sort-of-Real", kind: "multi_brand" } as const;
const lines_max = 500;
/** What every line of a basket says alike. */
const shared = ["week", "day", "hour", "card", "store"] as const;

function headOf(group: readonly Line[]): Line["row"] {
  const [first] = group;
  if (first === undefined) throw new Wrong("is empty");
  for (const { row, at } of group)
    for (const name of shared)
      if (row[name] !== first.row[name])
        throw new Wrong(`line ${at.line} has another ${name} than line ${first.at.line}`);
  if (group.length > lines_max) throw new Wrong(`has ${group.length} lines, at most ${lines_max} can be taken`);
  return first.row;
}
/** The four levels of the goods, from the widest to the narrowest. */
function treeOf({ level10, level20, level30, level40 }: Line["row"]) {
  return [
    { code: level40, name: level40 },
    { code: level30, name: level30, parent: level40 },
    { code: level20, name: level20, parent: level30 },
    { code: level10, name: level10, parent: level20 },
  ];
}

function needsOf(group: readonly Line[], { store, format, region }: Line["row"], run: Run): Needs {
  const fresh = group.filter(({ row }) => !run.known("products", row.sku)).map((g) => g.row);
  const place = { code: store, name: store, kind: "store", merchant: chain.code, format, region };
  return {
    ...(!run.known("venues", store) && { merchants: [chain], venues: [place] }),
    categories: fresh.flatMap(treeOf).filter((c) => !run.known("categories", c.code)),
    products: fresh.map(({ sku, level10 }) => ({ code: sku, name: sku, category: level10, skus: [{ code: sku }] })),
  };
}
function purchaseOf(group: readonly Line[], head: Line["row"], { currency, zone }: Options): NewFact {
  const [year = 0, month = 0, day = 0] = head.day.split("-").map(Number);
  const { card, basket, store, week, size, sensitivity: price_sensitivity, type, mission } = head;
  return {
    id: `lgsr:${basket}`,
    name: "purchase",
    at: utcOf(zone, [year, month, day, head.hour, 0, 0]),
    merchant: chain.code,
    venue: store,
    order: basket,
    currency,
    ids: card === undefined ? [] : [{ type: "loyalty_card", value: card, verified: true }],
    amount_minor: group.reduce((sum, { row }) => sum + row.spend, 0),
    lines: group.map(({ row }) => ({
      sku: row.sku,
      category: row.level10,
      quantity: row.quantity,
      amount_minor: row.spend,
    })),
    props: { week, size, price_sensitivity, type, mission },
  };
}

/** Baskets of a grocery chain in stores of four formats; one purchase per basket. */
export const lgsr5k: Mapping = {
  name: "lgsr_5k",
  about: "baskets of a grocery chain in several store formats, April 2006 to February 2008 (dunnhumby)",
  // The set states neither: the publisher is British.
  platform: { name: "Let's Get Sort-of-Real", currency: "GBP", zone: "Europe/London", stated: [] },
  year: false,
  passes: (options) => [
    eachGroup(
      {
        files: /^transactions_\d{6}\.csv$/i,
        example: "transactions_200607.csv.gz",
        columns: columns(options.currency),
      },
      { by: "basket", what: "basket" },
      (group, run) => {
        const head = headOf(group);
        return { needs: needsOf(group, head, run), facts: [purchaseOf(group, head, options)] };
      },
    ),
  ],
};
