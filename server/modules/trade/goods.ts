import type { Bilingual, parties, trade } from "#contract";
import { scanned, skuDetails, skusByCode } from "#catalog";
import type { Tx } from "#kernel";
import { Fault, badInput } from "#kernel";
import type { Directory } from "#parties";

/** What an order line or a stock row says about a SKU. */
export type Goods = {
  readonly sku: number;
  readonly code: string;
  readonly product: number;
  readonly title: Bilingual;
  readonly brand: number | null;
  readonly category: string | null;
  /** Something done, not handed over: it has no stock. */
  readonly service: boolean;
  readonly open: boolean;
};
export type GoodsBook = { find(ref: trade.Ref): Goods | undefined; readonly byId: ReadonlyMap<number, Goods> };

/** "Formula, 800 g": the SKU's own words after the product's, unless they already contain them. */
function titleOf(product: Bilingual, own: Bilingual): Bilingual {
  const joined = (p: string, o: string) =>
    (o === "" || p.includes(o) ? p : o.includes(p) ? o : `${p} ${o}`).slice(0, 200);
  return { zh: joined(product.zh, own.zh), en: joined(product.en, own.en) };
}

/** Looks up SKUs by number or code, all at once; what does not exist is not in the book. */
export async function goodsBook(tx: Tx, refs: readonly trade.Ref[]): Promise<GoodsBook> {
  const codes = [...new Set(refs.filter((r) => typeof r === "string"))];
  const byCode = codes.length === 0 ? new Map<string, { id: number }>() : await skusByCode(tx, codes);
  const ids = [...new Set([...refs.filter((r) => typeof r === "number"), ...[...byCode.values()].map((s) => s.id)])];
  const details = ids.length === 0 ? [] : [...(await skuDetails(tx, ids)).values()];
  const byId = new Map(
    details.map((s) => [
      s.id,
      {
        sku: s.id,
        code: s.code,
        product: s.product,
        title: titleOf(s.productName, s.name),
        brand: s.brand,
        category: s.category,
        service: s.service,
        open: s.status === "active",
      },
    ]),
  );
  const find = (ref: trade.Ref) => byId.get(typeof ref === "number" ? ref : (byCode.get(ref)?.id ?? 0));
  return { find, byId };
}
/** The SKU of a reference, or a fault that names the field. */
export function goodsOf(book: GoodsBook, ref: trade.Ref, field: string): Goods {
  const found = book.find(ref);
  if (!found) throw badInput(field, `there is no SKU ${String(ref)}`, "the number or code of a SKU in the catalogue");
  return found;
}
export function merchantOf(d: Directory, ref: trade.Ref, field: string): parties.Merchant {
  const found = typeof ref === "number" ? d.merchants.byId.get(ref) : d.merchants.byCode.get(ref);
  if (!found) throw badInput(field, `there is no merchant ${String(ref)}`, "the number or code of a merchant");
  return found;
}
export function venueOf(d: Directory, ref: trade.Ref, field: string): parties.Venue {
  const found = typeof ref === "number" ? d.venues.byId.get(ref) : d.venues.byCode.get(ref);
  if (!found) throw badInput(field, `there is no venue ${String(ref)}`, "the number or code of a venue");
  return found;
}

/** The SKU that a barcode, a Digital Link or a whole SKU code names; undefined when it names none. */
export async function skuOfScan(tx: Tx, text: string): Promise<number | undefined> {
  try {
    return (await scanned(tx, text)).id;
  } catch (error) {
    if (error instanceof Fault && error.kind === "not-found") return undefined;
    throw error;
  }
}
