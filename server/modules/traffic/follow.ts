import type { LoggedFact } from "#facts";
import { reader } from "#facts";
import type { Loop, Tx } from "#kernel";
import { dayIn, platformScope } from "#kernel";
import { sql } from "kysely";
import { gained } from "./model.ts";
import { unpacked } from "./serving.ts";
import type { Tables } from "./tables.ts";

type Day = {
  brand_id: number;
  merchant_id: number;
  place: string;
  day: string;
  impressions: number;
  clicks: number;
  gained: number;
};

/** Rolls exposures and clicks up by day, place, merchant and brand; the merchant's ledger reads it. */
export const exposureReader: Loop = reader({
  name: "traffic.exposure",
  names: ["exposure.served", "item_view", "click"],
  async handle(tx, facts) {
    const [first] = facts;
    if (!first) return;
    await tx.within(platformScope(first.platform), async (t) => {
      await addDays(t, facts);
      await addOpened(t, facts);
    });
  },
});
async function addDays(tx: Tx, facts: readonly LoggedFact[]): Promise<void> {
  const days = new Map<string, Day>();
  const add = (f: LoggedFact, brand_id: number, merchant_id: number, change: Partial<Day>) => {
    const day = dayIn("Asia/Shanghai", new Date(f.at));
    const place = f.touchpoint ?? "unknown";
    const key = `${day}|${place}|${merchant_id}|${brand_id}`;
    const row = days.get(key) ?? { brand_id, merchant_id, place, day, impressions: 0, clicks: 0, gained: 0 };
    row.impressions += change.impressions ?? 0;
    row.clicks += change.clicks ?? 0;
    row.gained += change.gained ?? 0;
    days.set(key, row);
  };
  for (const f of facts) {
    if (f.name !== "exposure.served") {
      if (f.props.served !== undefined && f.brand !== undefined) add(f, f.brand, f.merchant ?? 0, { clicks: 1 });
      continue;
    }
    for (const i of unpacked(String(f.props.items ?? "")))
      add(f, i.brand, i.merchant, { impressions: 1, gained: gained(i.at, i.base) });
  }
  for (const row of days.values())
    await sql`INSERT INTO traffic.exposure_day AS d (platform_id, brand_id, merchant_id, place, day, impressions, clicks, gained)
      VALUES (${tx.platform}, ${row.brand_id}, ${row.merchant_id}, ${row.place}, ${row.day}, ${row.impressions}, ${row.clicks}, ${row.gained})
      ON CONFLICT (platform_id, day, merchant_id, brand_id, place) DO UPDATE
      SET impressions = d.impressions + excluded.impressions, clicks = d.clicks + excluded.clicks, gained = d.gained + excluded.gained`.execute(
      tx.as<Tables>(),
    );
}

/** How often an offer was opened from a served list lifts its base rank a little. */
async function addOpened(tx: Tx, facts: readonly LoggedFact[]): Promise<void> {
  const counts = new Map<string, { sku: number; merchant: number; times: number }>();
  for (const f of facts) {
    const sku = Number(f.lines[0]?.sku);
    if (f.name !== "item_view" || f.props.served === undefined || f.merchant === undefined || !Number.isInteger(sku))
      continue;
    const key = `${sku}|${f.merchant}`;
    counts.set(key, { sku, merchant: f.merchant, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  if (counts.size === 0) return;
  await sql`UPDATE traffic.document d SET opened = d.opened + c.times
    FROM jsonb_to_recordset(${JSON.stringify([...counts.values()])}::jsonb) AS c(sku int, merchant int, times int)
    WHERE d.platform_id = ${tx.platform} AND d.sku_id = c.sku AND d.merchant_id = c.merchant`.execute(tx.as<Tables>());
}
