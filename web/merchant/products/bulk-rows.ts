import { parse } from "csv-parse/browser/esm/sync";

/** What can be uploaded; each has its own bulk route. */
export const kinds = ["products", "offers", "prices"] as const;
export type Kind = (typeof kinds)[number];
/** Most rows of one upload, as the routes take them. */
export const rowsMax = 1_000;

/** The columns of each kind, in the order of the sample. */
export const columns: Readonly<Record<Kind, readonly string[]>> = {
  products: ["code", "name_zh", "name_en", "category", "sku", "size", "gtin"],
  offers: ["sku", "merchant", "price", "venues"],
  prices: ["sku", "merchant", "venue", "price", "from", "until"],
};

export type Row = Readonly<Record<string, unknown>>;
export type Read = {
  readonly items: readonly Row[];
  /** The line of the text where each item begins, counted from 1; 0 for JSON. */
  readonly lines: readonly number[];
};
type Line = { readonly record: Readonly<Record<string, string>>; readonly at: number };

const given = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === "" ? undefined : text.trim();
const entry = (key: string, value: unknown): Row => (value === undefined ? {} : { [key]: value });

/** "59.90" as minor units; a text that is no amount goes on as it is, so that the server says what is wrong with it. */
export function minorOf(text: string | undefined, digits: number): number | string | undefined {
  const value = given(text);
  if (value === undefined) return undefined;
  return /^\d+(\.\d+)?$/.test(value) ? Math.round(Number(value) * 10 ** digits) : value;
}

const bothOf = (zh: string | undefined, en: string | undefined): Row | undefined => {
  const [a, b] = [given(zh), given(en)];
  return a === undefined && b === undefined ? undefined : { zh: a ?? b, en: b ?? a };
};

/** Lines that repeat a product's code are more SKUs of it. */
function productsOf(lines: readonly Line[]): Read {
  const products = new Map<string, { row: Row; skus: Row[]; at: number }>();
  for (const { record, at } of lines) {
    const code = given(record["code"]) ?? "";
    const known = products.get(code) ?? {
      row: {
        ...entry("code", given(record["code"])),
        ...entry("name", bothOf(record["name_zh"], record["name_en"])),
        ...entry("category", given(record["category"])),
      },
      skus: [],
      at,
    };
    const sku = given(record["sku"]);
    const size = given(record["size"]);
    if (sku !== undefined)
      known.skus.push({
        code: sku,
        ...entry("options", size === undefined ? undefined : { size }),
        ...entry("gtin", given(record["gtin"])),
      });
    products.set(code, known);
  }
  const rows = [...products.values()];
  return { items: rows.map(({ row, skus }) => ({ ...row, skus })), lines: rows.map(({ at }) => at) };
}

const offerOf = (record: Line["record"], digits: number): Row => ({
  ...entry("sku", given(record["sku"])),
  ...entry("merchant", given(record["merchant"])),
  ...entry("price_minor", minorOf(record["price"], digits)),
  ...entry(
    "venues",
    given(record["venues"])
      ?.split(/[;|\s]+/)
      .filter(Boolean),
  ),
});
const priceOf = (record: Line["record"], digits: number): Row => ({
  ...entry("sku", given(record["sku"])),
  ...entry("merchant", given(record["merchant"])),
  ...entry("venue", given(record["venue"])),
  ...entry("price_minor", minorOf(record["price"], digits)),
  ...entry("from", given(record["from"])),
  ...entry("until", given(record["until"])),
});

/** What parts the columns, told by the first line: a tab, a semicolon (spreadsheets of some countries), else a comma. */
function delimiterOf(text: string): string {
  const [head = ""] = text.split("\n", 1);
  if (head.includes("\t")) return "\t";
  return head.includes(";") && !head.includes(",") ? ";" : ",";
}

function csvRows(kind: Kind, text: string, digits: number): Read {
  const told = parse<{
    readonly record: Readonly<Record<string, string>>;
    readonly info: { readonly lines: number };
  }>(text, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    trim: true,
    info: true,
    delimiter: delimiterOf(text),
  });
  const lines = told.map(({ record, info }) => ({ record, at: info.lines }));
  if (kind === "products") return productsOf(lines);
  const make = kind === "offers" ? offerOf : priceOf;
  return { items: lines.map(({ record }) => make(record, digits)), lines: lines.map(({ at }) => at) };
}

/**
 * Rows of a pasted or loaded text: a JSON list as the API takes it, or CSV with the columns above. `digits` are those of the
 * currency. Throws what JSON or CSV says about a text that is neither.
 */
export function readRows(kind: Kind, text: string, digits: number): Read {
  if (/^\s*[[{]/.test(text)) {
    const told: unknown = JSON.parse(text);
    const list = Array.isArray(told) ? told : [told];
    return { items: list.map((one) => Object(one) as Row), lines: list.map(() => 0) };
  }
  return csvRows(kind, text, digits);
}
