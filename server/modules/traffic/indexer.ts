import type { SearchDocument } from "#catalog";
import { searchDocuments } from "#catalog";
import type { Loop, Tx } from "#kernel";
import { inTx, platformScope, systemScope } from "#kernel";
import { find } from "#parties";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";
import { learn, wordsOf } from "./words.ts";

const batch = 200;

/** Follows the catalogue into the search index, product by product; a search never meets an empty index. */
export const indexLoop: Loop = {
  name: "traffic.index",
  idle_ms: 1_000,
  async step() {
    const platforms = await inTx(systemScope, (tx) => find.allPlatforms(tx));
    let more = false;
    for (const p of platforms) more = (await inTx(platformScope(p.id), followCatalogue)) || more;
    return more;
  },
};

/** Takes in the next products of one platform; true when there may be more. */
export async function followCatalogue(tx: Tx): Promise<boolean> {
  const claimed = await sql<{ got: boolean }>`SELECT pg_try_advisory_xact_lock(7203008, ${tx.platform}) AS got`.execute(
    tx.as<Tables>(),
  );
  if (claimed.rows[0]?.got !== true) return false;
  const kept = await tx
    .as<Tables>()
    .selectFrom("traffic.followed")
    .select("after")
    .where("platform_id", "=", tx.platform)
    .executeTakeFirst();
  const { documents, next } = await searchDocuments(tx, kept?.after, batch);
  if (documents.length === 0 || next === undefined) return false;
  await replace(tx, documents);
  await tx
    .as<Tables>()
    .insertInto("traffic.followed")
    .values({ platform_id: tx.platform, after: next })
    .onConflict((c) => c.column("platform_id").doUpdateSet({ after: next }))
    .execute();
  return documents.length === batch;
}

async function replace(tx: Tx, documents: readonly SearchDocument[]): Promise<void> {
  learn(documents.flatMap((d) => [d.name.zh, d.brand_name?.zh ?? "", d.category_name?.zh ?? ""]));
  const rows = documents.filter((d) => d.status === "active").flatMap(rowsOf);
  const json = JSON.stringify(rows.map((r) => ({ ...r, platform_id: tx.platform })));
  const products = documents.map((d) => d.id);
  await sql`WITH fresh AS (
      SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS f(platform_id int, sku_id int, merchant_id int, product_id int,
        sku_code text, title jsonb, category text, sold_brand int, amount_minor bigint, currency text, name_words text, other_words text)
    ), gone AS (
      DELETE FROM traffic.document d WHERE d.platform_id = ${tx.platform} AND d.product_id = ANY(${products}::int[])
        AND NOT EXISTS (SELECT FROM fresh f WHERE (f.sku_id, f.merchant_id) = (d.sku_id, d.merchant_id))
    )
    INSERT INTO traffic.document AS d (platform_id, sku_id, merchant_id, product_id, sku_code, title, category, sold_brand, amount_minor, currency, words)
    SELECT platform_id, sku_id, merchant_id, product_id, sku_code, title, category, sold_brand, amount_minor, currency,
      setweight(to_tsvector('simple', name_words), 'A') || setweight(to_tsvector('simple', other_words), 'C') FROM fresh
    ON CONFLICT (platform_id, sku_id, merchant_id) DO UPDATE SET title = excluded.title, category = excluded.category,
      sold_brand = excluded.sold_brand, amount_minor = excluded.amount_minor, currency = excluded.currency, words = excluded.words`.execute(
    tx.as<Tables>(),
  );
}

/** One row per active SKU and active offer; the words of name and brand weigh more than those of category and attributes. */
function rowsOf(d: SearchDocument) {
  const name = [d.name.zh, d.name.en, d.brand_name?.zh, d.brand_name?.en].filter(Boolean).join(" ");
  const other = [d.category, d.category_name?.zh, d.category_name?.en, ...Object.values(d.attributes).map(String)]
    .filter(Boolean)
    .join(" ");
  return d.offers.flatMap((o) => {
    const sku = d.skus.find((s) => s.id === o.sku);
    if (sku?.status !== "active" || o.status !== "active") return [];
    const title = { zh: sku.name.zh, en: sku.name.en };
    const words = wordsOf(`${name} ${sku.name.zh} ${sku.name.en}`, 80).join(" ");
    return [
      {
        sku_id: o.sku,
        merchant_id: o.merchant,
        product_id: d.id,
        sku_code: sku.code,
        title,
        category: d.category ?? "",
        sold_brand: d.brand ?? 0,
        amount_minor: o.price_minor,
        currency: o.currency,
        name_words: words,
        other_words: wordsOf(other, 60).join(" "),
      },
    ];
  });
}
