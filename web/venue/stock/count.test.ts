import type { trade } from "#contract";
import { expect, test } from "vitest";
import { countBody, type CountDraft, countMax, differencesOf, withScan, withUnknown } from "./count.ts";

const row = (over: Partial<trade.StockRow> = {}): trade.StockRow => ({
  sku: 1,
  sku_code: "milk",
  title: { zh: "牛奶", en: "Milk" },
  brand: null,
  merchant: 7,
  merchant_name: { zh: "乐家", en: "Lejia" },
  venue: 1,
  venue_name: { zh: "店", en: "Store" },
  lot: 0,
  lot_code: null,
  expires_on: null,
  on_hand: 3,
  reserved: 0,
  safety: 0,
  leased: 0,
  incoming: 0,
  in_transit: 0,
  damaged: 0,
  quarantined: 0,
  available: 3,
  ...over,
});

test("each scan counts one piece of the line", () => {
  const twice = withScan(withScan([], [row()]) ?? [], [row()]);
  expect(twice).toMatchObject([{ code: "milk", expected: 3, counted: 2 }]);
  expect(differencesOf(twice ?? [])).toBe(1);
  expect(countBody(twice ?? [])).toEqual({ lines: [{ code: "milk", counted: 2, merchant: 7 }] });
});

test("an article with two lots opens both and guesses none", () => {
  const lots = withScan([], [row(), row({ lot: 2, lot_code: "L2" })]) ?? [];
  expect(lots.map((l) => [l.lot, l.counted])).toEqual([
    [null, 0],
    ["L2", 0],
  ]);
  expect(countBody(lots).lines[1]).toEqual({ code: "milk", counted: 0, merchant: 7, lot: "L2" });
});

test("goods the ledger does not know here are counted from nothing", () => {
  const sku = { id: 9, code: "new", name: { zh: "新品", en: "New" } };
  const twice = withUnknown(withUnknown([], sku) ?? [], sku);
  expect(twice).toMatchObject([{ code: "new", expected: 0, counted: 2, merchant: null }]);
});

test("a full count takes no new lines, but more pieces of its own", () => {
  const full: CountDraft = Array.from({ length: countMax }, (_, i) => ({
    sku: i + 100,
    code: `c${i}`,
    title: { zh: "品", en: "Thing" },
    merchant: 7,
    owner: null,
    lot: null,
    expected: 1,
    counted: 1,
  }));
  expect(withScan(full, [row()])).toBeUndefined();
  expect(withScan(full, [row({ sku: 100, sku_code: "c0" })])?.[0]?.counted).toBe(2);
  expect(withUnknown(full, { id: 9, code: "new", name: { zh: "新", en: "New" } })).toBeUndefined();
});
