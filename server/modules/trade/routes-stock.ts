import { trade } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { badInput, pageById, serve } from "#kernel";
import { bookingPlace, whoOf } from "./access.ts";
import { goodsBook, goodsOf, skuOfScan } from "./goods.ts";
import { adjust, count, inspect, receive } from "./stock-actions.ts";
import type { Arrival, Counted } from "./stock-actions.ts";
import { listMovements, listStock, shownStock } from "./stock-read.ts";
import type { StockRead } from "./stock.ts";
import { availabilityOf } from "./availability.ts";

const { routes } = trade;

type WhereAsk = {
  readonly sku: trade.Ref;
  readonly merchant?: trade.Ref | undefined;
  readonly venue?: trade.Ref | undefined;
  readonly lot?: string | undefined;
};
async function whereOf(tx: Tx, p: Principal, body: WhereAsk) {
  const goods = goodsOf(await goodsBook(tx, [body.sku]), body.sku, "body.sku");
  return { goods, ...(await bookingPlace(tx, p, body, "body.")), lot: body.lot };
}
const first = async (tx: Tx, rows: readonly StockRead[]): Promise<trade.StockRow> => {
  const [row] = await shownStock(tx, rows);
  if (!row) throw new Error("a stock row that was changed is gone");
  return row;
};
const wide = "stock rows, movements and facts are the platform's; the caller's right to this row was checked";

export const stockEndpoints: readonly Endpoint[] = [
  serve(routes.stock, ({ tx }, { query }) => listStock(tx, query)),
  serve(routes.venueStock, ({ tx }, { query }) => listStock(tx, query)),
  serve(routes.movements, ({ tx }, { query }) =>
    pageById(
      query,
      (q) => listMovements(tx, q),
      (m) => m.id,
    ),
  ),
  serve(routes.receive, async ({ tx, principal }, { body }) => {
    const book = await goodsBook(
      tx,
      body.lines.map((l) => l.sku),
    );
    const arrivals: Arrival[] = [];
    for (const [i, l] of body.lines.entries()) {
      const field = `body.lines.${i}`;
      const goods = goodsOf(book, l.sku, `${field}.sku`);
      if (goods.service) throw badInput(`${field}.sku`, `${goods.code} is a service: it has no stock`);
      const place = await bookingPlace(tx, principal, l, `${field}.`);
      arrivals.push({
        goods,
        ...place,
        quantity: l.quantity,
        lot: l.lot,
        made_on: l.made_on,
        expires_on: l.expires_on,
        field,
      });
    }
    const rows = await tx.widened(wide, (t) => receive(t, arrivals, { note: body.note, who: whoOf(principal) }));
    return { pieces: body.lines.reduce((sum, l) => sum + l.quantity, 0), rows: await shownStock(tx, rows) };
  }),
  serve(routes.adjust, async ({ tx, principal }, { body }) => {
    const where = await whereOf(tx, principal, body);
    return first(tx, await tx.widened(wide, (t) => adjust(t, where, body, { note: body.note, who: whoOf(principal) })));
  }),
  serve(routes.inspect, async ({ tx, principal }, { body }) => {
    const where = await whereOf(tx, principal, body);
    return first(
      tx,
      await tx.widened(wide, (t) =>
        inspect(t, where, body.quantity, body.result, { note: body.note, who: whoOf(principal) }),
      ),
    );
  }),
  serve(routes.count, async ({ tx, principal }, { body }) => {
    const lines: Counted[] = [];
    const ids = await Promise.all(body.lines.map((l) => skuOfScan(tx, l.code)));
    const book = await goodsBook(
      tx,
      ids.filter((id) => id !== undefined),
    );
    for (const [i, l] of body.lines.entries()) {
      const field = `body.lines.${i}.code`;
      const id = ids[i];
      if (id === undefined)
        throw badInput(field, `no article has the code ${l.code}`, "a barcode (GTIN) or a SKU code");
      lines.push({
        goods: goodsOf(book, id, field),
        ...(await bookingPlace(tx, principal, { merchant: l.merchant }, `body.lines.${i}.`)),
        lot: l.lot,
        counted: l.counted,
      });
    }
    return { lines: await tx.widened(wide, (t) => count(t, lines, { note: "stock count", who: whoOf(principal) })) };
  }),
  serve(routes.availability, ({ tx }, { query }) =>
    tx.widened("how many pieces are free is public; the rows behind it are not", (t) =>
      availabilityOf(t, query.sku, query.merchant),
    ),
  ),
];
