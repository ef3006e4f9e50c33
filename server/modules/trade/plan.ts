import type { Tx } from "#kernel";
import { Fault, dayIn } from "#kernel";
import type { Directory } from "#parties";
import { sends } from "./availability.ts";
import type { Basket, BasketLine } from "./basket.ts";
import type { Missing, Picked, Place, Wanted } from "./routing.ts";
import { Shelves, keyOf, placeOf, planOrder } from "./routing.ts";
import type { Change, StockRead } from "./stock.ts";
import { lockShelves, shelvesAt, shelvesOf } from "./stock.ts";

/** Stock for a basket: where each piece comes from; a till may also sell what the ledger does not know of. */
export type Allotted = {
  readonly basket: Basket;
  readonly picks: readonly Picked[];
  readonly beyond: readonly Picked[];
};
export type Verdict = { readonly allotted: Allotted } | { readonly refused: Fault } | { readonly again: true };

const goodsLines = (b: Basket): readonly BasketLine[] => b.lines.filter((l) => !l.goods.service);
const wantedOf = (lines: readonly BasketLine[]): Wanted[] =>
  lines.map((l) => ({ line: l.at, sku: l.goods.sku, owner: l.merchant, quantity: l.quantity }));
const byMerchant = (lines: readonly BasketLine[]): BasketLine[][] => [
  ...Map.groupBy(lines, (l) => l.merchant).values(),
];

/** Venues that may serve a merchant's lines, best first: parcels leave a web shop's warehouse before a store that picks. */
function venuesFor(d: Directory, b: Basket, lines: readonly BasketLine[], shelves: Shelves): number[] {
  if (b.venue) return [b.venue.id];
  const free = new Map<number, number>();
  for (const l of lines)
    for (const s of shelves.rows(l.goods.sku, l.merchant))
      free.set(s.venue_id, (free.get(s.venue_id) ?? 0) + shelves.free(placeOf(s)));
  const kindOf = (id: number) => d.venues.byId.get(id)?.kind;
  const allowed = [...free.keys()].filter((id) => {
    const venue = d.venues.byId.get(id);
    return venue?.status === "active" && sends(venue);
  });
  const rank = (id: number) => (kindOf(id) === "web_shop" ? 0 : 1);
  return allowed.sort((a, b2) => rank(a) - rank(b2) || (free.get(b2) ?? 0) - (free.get(a) ?? 0) || a - b2);
}

function outOfStock(b: Basket, missing: readonly Missing[]): Fault {
  const fields = missing.map((m) => {
    const line = b.lines.find((l) => l.at === m.line);
    return {
      field: line?.field ?? "body.lines",
      reason: `${line?.goods.code ?? "?"}: ${m.left} left, ${line?.quantity ?? 0} wanted`,
      expected: `at most ${m.left}`,
    };
  });
  const told = fields.map((f) => f.reason).join("; ");
  return new Fault("conflict", "out_of_stock", `Out of stock: ${told}`.slice(0, 1900), {
    fields: fields.slice(0, 100),
    userMessage: { zh: "部分商品库存不足，请调整数量。", en: "Some goods are no longer available in this quantity." },
  });
}

/** A first plan from unlocked rows: which rows each basket would use. */
function firstPlan(
  d: Directory,
  b: Basket,
  shelves: Shelves,
  tills: readonly StockRead[],
): { picks: Picked[] } | { missing: Missing[] } {
  if (b.draft.kind === "handover") {
    const here = tills.filter((s) => s.venue_id === b.venue?.id);
    return {
      picks: goodsLines(b).flatMap((l) =>
        here
          .filter((s) => s.sku_id === l.goods.sku && s.owner_id === l.merchant)
          .map((s) => ({ line: l.at, place: placeOf(s), quantity: 0 })),
      ),
    };
  }
  const picks: Picked[] = [];
  const missing: Missing[] = [];
  for (const lines of byMerchant(goodsLines(b))) {
    const plan = planOrder(shelves, wantedOf(lines), venuesFor(d, b, lines, shelves));
    if ("picks" in plan) picks.push(...plan.picks);
    else missing.push(...plan.missing);
  }
  if (missing.length > 0) return { missing };
  shelves.take(picks);
  return { picks };
}

/** A till sells what lies there: promised pieces stay, safety may be used, and what the ledger lacks is a shortage. */
function sellAtTill(b: Basket, locked: readonly StockRead[], shelves: Shelves): Allotted {
  const picks: Picked[] = [];
  const beyond: Picked[] = [];
  for (const l of goodsLines(b)) {
    let open = l.quantity;
    const rows = locked.filter(
      (s) => s.sku_id === l.goods.sku && s.owner_id === l.merchant && s.venue_id === b.venue?.id,
    );
    for (const s of rows.toSorted(
      (x, y) => (x.expires_on ?? "9999").localeCompare(y.expires_on ?? "9999") || x.lot_id - y.lot_id,
    )) {
      const quantity = Math.min(open, shelves.unpromised(placeOf(s)) + s.safety);
      if (quantity <= 0) continue;
      const pick = { line: l.at, place: placeOf(s), quantity };
      picks.push(pick);
      shelves.take([pick]);
      open -= quantity;
    }
    if (open > 0)
      beyond.push({
        line: l.at,
        place: { sku: l.goods.sku, owner: l.merchant, venue: b.venue?.id ?? 0, lot: 0 },
        quantity: open,
      });
  }
  return { basket: b, picks, beyond };
}

export type Allotment = {
  readonly verdicts: readonly Verdict[];
  readonly rows: ReadonlyMap<string, StockRead>;
  /** What to add to the stock rows for the baskets that keep their stock; `dropped` are those refused since, by place. */
  changes(dropped: ReadonlySet<number>): Change[];
};
/**
 * Gives baskets their stock in the order of arrival, each whole or not at all. Plans on unlocked rows, locks only the rows it
 * needs in key order, and judges again on the locked figures. A basket whose plan broke meanwhile goes `again` while it has
 * tries left. The caller adds `changes` to the stock rows in the same transaction.
 */
export async function allot(
  tx: Tx,
  d: Directory,
  baskets: readonly Basket[],
  last: readonly boolean[],
): Promise<Allotment> {
  const online = baskets.filter((b) => b.draft.kind !== "handover");
  const pairs = new Map(
    online.flatMap((b) =>
      goodsLines(b).map((l) => [`${l.goods.sku}|${l.merchant}`, { sku: l.goods.sku, owner: l.merchant }]),
    ),
  );
  const today = dayIn(d.platform.zone, tx.now());
  const seen = pairs.size === 0 ? [] : await shelvesOf(tx, [...pairs.values()], today);
  const draftShelves = new Shelves(seen);
  const tills: StockRead[] = [];
  for (const [venue, here] of Map.groupBy(
    baskets.filter((b) => b.draft.kind === "handover"),
    (b) => b.venue?.id ?? 0,
  ))
    tills.push(
      ...(await shelvesAt(
        tx,
        venue,
        here.flatMap((b) => b.lines.map((l) => l.goods.sku)),
      )),
    );
  const plans = baskets.map((b) => firstPlan(d, b, draftShelves, tills));
  const places = new Map<string, Place>();
  for (const p of plans) if ("picks" in p) for (const pick of p.picks) places.set(keyOf(pick.place), pick.place);
  const locked = places.size === 0 ? [] : await lockShelves(tx, [...places.values()]);
  const shelves = new Shelves(locked);
  const verdicts = baskets.map((b, i): Verdict => {
    const plan = plans[i];
    if (!plan || "missing" in plan) return { refused: outOfStock(b, plan?.missing ?? []) };
    if (b.draft.kind === "handover") return { allotted: sellAtTill(b, locked, shelves) };
    const short = shortOf(plan.picks, shelves);
    if (short.length === 0) {
      shelves.take(plan.picks);
      return { allotted: { basket: b, picks: plan.picks, beyond: [] } };
    }
    return last[i] === true ? { refused: outOfStock(b, short) } : { again: true };
  });
  const changes = (dropped: ReadonlySet<number>): Change[] => {
    verdicts.forEach((v, i) => {
      if (dropped.has(i) && "allotted" in v) shelves.take(v.allotted.picks, -1);
    });
    return changesOf(
      verdicts.filter((_v, i) => !dropped.has(i)),
      shelves,
      locked,
    );
  };
  return { verdicts, changes, rows: new Map(locked.map((r) => [keyOf(placeOf(r)), r])) };
}
function shortOf(picks: readonly Picked[], shelves: Shelves): Missing[] {
  const wanted = new Map<string, number>();
  return picks.flatMap((p) => {
    const sum = (wanted.get(keyOf(p.place)) ?? 0) + p.quantity;
    wanted.set(keyOf(p.place), sum);
    return sum > shelves.free(p.place) ? [{ line: p.line, left: shelves.free(p.place) }] : [];
  });
}
/** Online orders raise `reserved`; a till lowers `on_hand`, and `safety` where it had to. */
function changesOf(verdicts: readonly Verdict[], shelves: Shelves, locked: readonly StockRead[]): Change[] {
  const changes: Change[] = [];
  const sold = new Set<string>();
  for (const v of verdicts) {
    if (!("allotted" in v)) continue;
    const till = v.allotted.basket.draft.kind === "handover";
    for (const { place, quantity } of v.allotted.picks) {
      changes.push(till ? { ...place, on_hand: -quantity } : { ...place, reserved: quantity });
      if (till) sold.add(keyOf(place));
    }
  }
  for (const row of locked) {
    const place = placeOf(row);
    const over = shelves.unpromised(place);
    if (over < 0 && sold.has(keyOf(place))) changes.push({ ...place, safety: over });
  }
  return changes;
}
