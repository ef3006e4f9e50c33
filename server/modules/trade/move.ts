import type { Tx } from "#kernel";
import type { Goods } from "./goods.ts";
import { sql } from "kysely";
import type { Place } from "./routing.ts";
import { addToStock, lockShelves, openRows, post } from "./stock.ts";
import type { Tables } from "./tables.ts";

type Named = Pick<Goods, "sku" | "code" | "brand">;
type Expected = { readonly goods: Named; readonly owner: number; readonly venue: number; readonly change: number };
/** Changes what stock rows expect from suppliers; never below zero. Platform scope. */
async function expect(tx: Tx, expected: readonly Expected[]): Promise<void> {
  if (expected.length === 0) return;
  const places = expected.map((e) => ({ sku: e.goods.sku, owner: e.owner, venue: e.venue, lot: 0 }));
  await openRows(
    tx,
    expected.map((e, i) => ({ ...(places[i] as Place), brand: e.goods.brand, code: e.goods.code })),
  );
  const rows = await lockShelves(tx, places);
  await addToStock(
    tx,
    expected.map((e, i) => {
      const row = rows.find((r) => r.sku_id === e.goods.sku && r.owner_id === e.owner && r.venue_id === e.venue);
      return { ...(places[i] as Place), incoming: Math.max(e.change, -(row?.incoming ?? 0)) };
    }),
  );
}

type Transit = {
  readonly goods: Named;
  readonly owner: number;
  readonly from: number;
  readonly to: number;
  readonly lot: number;
  readonly quantity: number;
};
type Papers = { readonly document: string; readonly who: string };
/** Goods leave a venue for another; conflict `out_of_stock` when they are not free. They are in transit at their destination. */
async function send(tx: Tx, lines: readonly Transit[], { document, who }: Papers): Promise<void> {
  await openRows(
    tx,
    lines.map((l) => ({
      sku: l.goods.sku,
      owner: l.owner,
      venue: l.to,
      lot: l.lot,
      brand: l.goods.brand,
      code: l.goods.code,
    })),
  );
  // Both ends in one posting: their rows are locked together in key order.
  await post(
    tx,
    lines.flatMap((l) => [
      {
        sku: l.goods.sku,
        owner: l.owner,
        venue: l.from,
        lot: l.lot,
        on_hand: -l.quantity,
        cause: "transfer_out" as const,
        document,
      },
      {
        sku: l.goods.sku,
        owner: l.owner,
        venue: l.to,
        lot: l.lot,
        in_transit: l.quantity,
        cause: "transfer_in" as const,
        document,
      },
    ]),
    who,
  );
}
type Arrived = Transit & { readonly arrived: number };
/** Goods arrive; `quantity` ends its transit, `arrived` of it is on hand now. */
async function take(tx: Tx, lines: readonly Arrived[], { document, who }: Papers): Promise<void> {
  await post(
    tx,
    lines.map((l) => ({
      sku: l.goods.sku,
      owner: l.owner,
      venue: l.to,
      lot: l.lot,
      in_transit: -l.quantity,
      on_hand: l.arrived,
      cause: "transfer_in" as const,
      document,
    })),
    who,
  );
}
/** The number of a lot of a SKU; undefined when there is none of this code. */
async function lotNumber(tx: Tx, sku: number, code: string): Promise<number | undefined> {
  const read = await sql<{
    lot_id: number;
  }>`SELECT lot_id FROM trade.lot WHERE platform_id = ${tx.platform} AND sku_id = ${sku} AND code = ${code}`.execute(
    tx.as<Tables>(),
  );
  return read.rows[0]?.lot_id;
}

/** What supply does to stock: expect goods, send them to another venue, take them in there; and the number behind a lot code. */
export const moves = { expect, send, take, lotNumber };
