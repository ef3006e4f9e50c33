import { catalog, identity } from "#contract";
import { ProblemError } from "#parts";
import { call } from "#shell";
import { useCallback, useState } from "react";
import { v4 } from "uuid";
import { useKept } from "../kit/kept.ts";
import { usePlace } from "../kit/place.ts";
import { couldBeCoupon, type MemberKey, readMember, readScan, type Scanned } from "./scan.ts";
import {
  emptySale,
  isEmpty,
  park,
  type Parked,
  parkedSales,
  type Sale,
  sale as saleShape,
  withArticle,
  withCoupon,
  withQuantity,
} from "./sale.ts";

/** What went wrong with the last scan; stays until the next one. */
export type Trouble =
  | { readonly kind: "unknown"; readonly code: string }
  | { readonly kind: "no_member"; readonly code: string }
  | { readonly kind: "closed"; readonly code: string }
  | { readonly kind: "full" | "parked_full" | "locked" }
  | { readonly kind: "failed"; readonly error: unknown };

const nothingParked: Parked = [];
type MemberAsk = { readonly by: readonly MemberKey[]; readonly value: string };
const refusedStatus = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 404 || error.status === 400 || error.status === 422);

/** The member that a scan or a typed number speaks of; each way is tried until one is known. */
export async function findMember({ by, value }: MemberAsk): Promise<identity.MemberCard> {
  const [first = "member_no", ...rest] = by;
  try {
    return await call(identity.routes.memberLookup, { body: { by: first, value } });
  } catch (error) {
    if (rest.length === 0 || !refusedStatus(error)) throw error;
    return findMember({ by: rest, value });
  }
}

type Found = { readonly id: number; readonly code: string; readonly name: { zh: string; en: string } };
type Change = (now: Sale) => Sale | undefined;

/** Asks the server what was scanned and changes the sale; what went wrong otherwise. */
async function taken(seen: Scanned, change: (how: Change) => Trouble | undefined): Promise<Trouble | undefined> {
  try {
    if (seen.kind === "member") {
      const member = await findMember(seen);
      return change((now) => ({ ...now, member }));
    }
    const sku = await call(catalog.routes.scan, { query: { code: seen.code } });
    if (sku.status === "closed") return { kind: "closed", code: sku.code };
    return change((now) => withArticle(now, { code: sku.code, sku: sku.id, title: sku.name }));
  } catch (error) {
    return answered(error, seen, change);
  }
}
function answered(error: unknown, seen: Scanned, change: (how: Change) => Trouble | undefined): Trouble | undefined {
  if (!(error instanceof ProblemError)) return { kind: "failed", error };
  const refused = refusedStatus(error);
  if (seen.kind === "member") return refused ? { kind: "no_member", code: seen.value } : { kind: "failed", error };
  if (refused) {
    const coupon = seen.code.toUpperCase();
    return couldBeCoupon(coupon) ? change((now) => withCoupon(now, coupon)) : { kind: "unknown", code: seen.code };
  }
  // Nobody could be asked: the code is kept as it is and gets its name with the first price.
  if (error.status === 0 && seen.code.length <= 100)
    return change((now) => withArticle(now, { code: seen.code, sku: null, title: null }));
  return { kind: "failed", error };
}

/** The sale at this till, the parked ones, and every deed on them. All of it survives a reload. */
export function useTill() {
  const place = usePlace();
  const [first] = useState(() => emptySale(v4()));
  const [sale, setSale] = useKept(`${place.keep}sale`, saleShape, first);
  const [trouble, setTrouble] = useState<Trouble>();
  const [asking, setAsking] = useState(0);

  const change = useCallback(
    (how: Change): Trouble | undefined => {
      let told: Trouble | undefined;
      setSale((now) => {
        if (now.sent !== null) told = { kind: "locked" };
        const next = told ? undefined : how(now);
        if (!told && next === undefined) told = { kind: "full" };
        return next ?? now;
      });
      return told;
    },
    [setSale],
  );
  const take = useCallback(
    async (seen: Scanned) => {
      setTrouble(undefined);
      setAsking((n) => n + 1);
      const wrong = await taken(seen, change);
      setAsking((n) => n - 1);
      setTrouble(wrong);
    },
    [change],
  );
  const put = (how: Change) => setTrouble(change(how));
  return {
    sale,
    setSale,
    trouble,
    dismiss: () => setTrouble(undefined),
    asking: asking > 0,
    scan: (text: string) => take(readScan(text)),
    findMember: (text: string) => take(readMember(text)),
    addSku: (sku: Found) => put((now) => withArticle(now, { code: sku.code, sku: sku.id, title: sku.name })),
    setQuantity: (code: string, n: number) => put((now) => withQuantity(now, code, n)),
    addCoupon: (code: string) => put((now) => withCoupon(now, code)),
    dropCoupon: (code: string) => put((now) => ({ ...now, coupons: now.coupons.filter((c) => c !== code) })),
    dropMember: () => put((now) => ({ ...now, member: null })),
    restart: () => setSale(emptySale(v4())),
    ...useParked(sale, setSale, setTrouble),
  };
}

/** Sales that were put aside, and the ways there and back. */
function useParked(sale: Sale, setSale: (next: Sale) => void, tell: (trouble: Trouble) => void) {
  const [parked, setParked] = useKept(`${usePlace().keep}parked`, parkedSales, nothingParked);
  return {
    parked,
    parkNow: () => {
      if (sale.lines.length === 0) return;
      const next = park(parked, sale, new Date().toISOString());
      if (next === undefined) return tell({ kind: sale.sent === null ? "parked_full" : "locked" });
      setParked(next);
      setSale(emptySale(v4()));
    },
    resume: (id: string) => {
      const one = parked.find((p) => p.sale.id === id);
      if (!one || sale.sent !== null) return;
      const rest = parked.filter((p) => p.sale.id !== id);
      // The sale in hand changes places with the parked one.
      setParked(isEmpty(sale) ? rest : [...rest, { at: new Date().toISOString(), sale }]);
      setSale(one.sale);
    },
    drop: (id: string) => setParked(parked.filter((p) => p.sale.id !== id)),
  };
}
export type Till = ReturnType<typeof useTill>;
