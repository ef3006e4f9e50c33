import type { traffic } from "#contract";
import type { Tx } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { coefficients } from "./grants.ts";
import type { Placed } from "./model.ts";
import { rank } from "./model.ts";
import type { Tables } from "./tables.ts";
import { wordsOf } from "./words.ts";

/** An offer that fits the words. */
export type Found = {
  readonly key: string;
  readonly merchant: number;
  readonly relevance: number;
  readonly opened: number;
  readonly row: Omit<Tables["traffic.document"], "words" | "platform_id">;
};
const mostCandidates = 1000;

export type Ask = {
  readonly words: readonly string[];
  /** Only these categories; all when absent. */
  readonly categories?: readonly string[] | undefined;
  readonly limit: number;
};

/** Candidates for words and categories, ranked with the merchants' coefficients. At most 1,000 candidates are looked at. */
export async function find(tx: Tx, ask: Ask): Promise<Placed<Found>[]> {
  const theta = new Map((await coefficients(tx)).map((c) => [c.merchant_id, c.theta]));
  const candidates = await candidatesFor(tx, ask);
  return rank(candidates, (m) => theta.get(m) ?? 0, ask.limit);
}

async function candidatesFor(tx: Tx, ask: Ask): Promise<Found[]> {
  // Words are letters and digits only (wordsOf), so they cannot carry query operators.
  const query = ask.words.map((w) => `'${w}'`).join(" | ");
  const relevance =
    query === "" ? sql<number>`1::float8` : sql<number>`ts_rank_cd(words, ${query}::tsquery, 1)::float8`;
  let rows = tx
    .as<Tables>()
    .selectFrom("traffic.document")
    .select([
      "sku_id",
      "merchant_id",
      "product_id",
      "sku_code",
      "title",
      "category",
      "sold_brand",
      "amount_minor",
      "currency",
      "opened",
    ])
    .select(relevance.as("relevance"))
    .where("platform_id", "=", tx.platform);
  if (query !== "") rows = rows.where(sql<boolean>`words @@ ${query}::tsquery`);
  if (ask.categories !== undefined) rows = rows.where("category", "in", [...ask.categories]);
  const found = await rows
    .orderBy("relevance", "desc")
    .orderBy("opened", "desc")
    .orderBy("sku_id")
    .orderBy("merchant_id")
    .limit(mostCandidates)
    .execute();
  return found.map(({ relevance: fit, ...row }) => ({
    key: `${String(row.sku_id).padStart(10, "0")}:${row.merchant_id}`,
    merchant: row.merchant_id,
    // The share of the words that fit decides before how often they occur.
    relevance: fit + 0.0001,
    opened: row.opened,
    row,
  }));
}

/** For each text: how many offers carry all of its words, while a search is content with any of them. At most 2,000 texts. */
export async function supplyOf(tx: Tx, texts: readonly string[]): Promise<number[]> {
  const queries = texts.slice(0, 2000).map((t) =>
    searchWords(t)
      .map((w) => `'${w}'`)
      .join(" & "),
  );
  const { rows } = await sql<{ at: number; n: number }>`
    SELECT asked.at::int AS at, count(d.sku_id) AS n
    FROM unnest(${queries}::text[]) WITH ORDINALITY AS asked(query, at)
    JOIN traffic.document d ON d.platform_id = ${tx.platform} AND asked.query <> '' AND d.words @@ asked.query::tsquery
    GROUP BY 1`.execute(tx.as<Tables>());
  const counts = texts.map(() => 0);
  for (const r of rows) counts[r.at - 1] = r.n;
  return counts;
}

/** Names and positions for the wire. */
export async function shown(tx: Tx, placed: readonly Placed<Found>[]): Promise<traffic.RankedItem[]> {
  const names = await directory(tx);
  const unknown = { zh: "—", en: "—" };
  return placed.map(({ candidate: { row }, position, basePosition, factor }) => ({
    sku: row.sku_id,
    sku_code: row.sku_code,
    product: row.product_id,
    title: row.title,
    category: row.category,
    brand: row.sold_brand,
    brand_name: names.brands.byId.get(row.sold_brand)?.name ?? unknown,
    merchant: row.merchant_id,
    merchant_name: names.merchants.byId.get(row.merchant_id)?.name ?? unknown,
    amount_minor: row.amount_minor,
    currency: row.currency,
    position,
    base_position: basePosition,
    factor_ratio: factor,
  }));
}
export const searchWords = (text: string): string[] => wordsOf(text, 12);
