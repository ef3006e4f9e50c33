import { allocateCapped, percentOf, sumMinor } from "./money.ts";
import type { Benefit, PriceLine, RuleSet } from "./price-rules.ts";

/** A line while it is being priced. */
export type Row = {
  readonly line: PriceLine;
  /** SKU, then line id: breaks ties, so positions never matter. */
  readonly key: string;
  readonly base: number;
  left: number;
  /** Benefit that closed the line for later ones. */
  closedBy: string | undefined;
  readonly after: Map<string, number>;
};

/** What a benefit would do: how much, on what, to which rows. */
export type Outcome = {
  readonly amount: number;
  readonly lapsed: number;
  readonly base: number;
  readonly parts: ReadonlyMap<Row, number>;
};

type Pool = { readonly rows: readonly Row[]; readonly wanted: number; readonly base: number };

/** The amount on which a threshold is tested. */
export function thresholdAmount(rules: RuleSet, rows: readonly Row[]): number {
  const of = (row: Row): number => {
    if (rules.threshold_mode === "sequential") return row.left;
    return rules.threshold_base === "listed" ? row.base : (row.after.get(rules.threshold_base.after_layer) ?? row.left);
  };
  return sumMinor(rows.map(of));
}

function grouped(rows: readonly Row[], by: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), row]);
  return [...groups.values()];
}

/** The value of an effect on some rows taken together, before clipping. */
function poolOf(rules: RuleSet, { effect }: Benefit, rows: readonly Row[]): Pool {
  const percentBase = (row: Row) => (rules.percent_mode === "additive" ? row.base : row.left);
  const left = sumMinor(rows.map((r) => r.left));
  switch (effect.kind) {
    case "amount":
      return { rows, wanted: effect.amount_minor, base: left };
    case "percent": {
      const base = sumMinor(rows.map(percentBase));
      return { rows, wanted: percentOf(base, effect.rate_bp), base };
    }
    case "unit_price": {
      const gains = rows.map((r) => Math.max(0, r.line.unit_minor - effect.unit_minor) * r.line.quantity);
      return { rows, wanted: sumMinor(gains), base: sumMinor(rows.map((r) => r.base)) };
    }
    case "every": {
      const base = thresholdAmount(rules, rows);
      const times = Math.min(Math.floor(base / effect.step_minor), effect.most_times ?? Infinity);
      return { rows, wanted: times * effect.value_minor, base };
    }
    case "buy_get": {
      const pieces = rows.reduce((sum, r) => sum + r.line.quantity, 0);
      const times = Math.min(Math.floor(pieces / (effect.buy + effect.get)), effect.most_times ?? Infinity);
      return { rows, wanted: cheapestPieces(rows, times * effect.get, effect.rate_bp), base: left };
    }
  }
}

/** Discount on the cheapest `count` pieces of one SKU: what is left on a line is spread evenly over its pieces. */
function cheapestPieces(rows: readonly Row[], count: number, rate_bp: number): number {
  let open = count;
  let sum = 0;
  for (const row of [...rows].sort(
    (a, b) => a.left / a.line.quantity - b.left / b.line.quantity || (a.key < b.key ? -1 : 1),
  )) {
    const pieces = Math.min(open, row.line.quantity);
    sum += percentOf(Math.floor((row.left * pieces) / row.line.quantity), rate_bp);
    open -= pieces;
  }
  return sum;
}

/** Rows that an effect looks at together. */
function poolsOf(benefit: Benefit, rows: readonly Row[]): readonly (readonly Row[])[] {
  if (benefit.effect.kind === "buy_get") return grouped(rows, (r) => r.line.sku);
  if (benefit.each || benefit.effect.kind === "unit_price") return rows.map((r) => [r]);
  return [rows];
}

/**
 * What the benefit would take off these rows, split over them: by weight with the largest remainder, never more than is left on a
 * row; the excess moves to the other rows or lapses, as the rule set says. Changes nothing.
 */
export function outcomeOf(rules: RuleSet, benefit: Benefit, rows: readonly Row[]): Outcome {
  const parts = new Map<Row, number>();
  let lapsed = 0;
  let base = 0;
  for (const group of poolsOf(benefit, rows)) {
    const pool = poolOf(rules, benefit, group);
    const weight = (row: Row) => (rules.allocation === "listed" ? row.base : row.left);
    const cap = (row: Row) => (rules.clip === "move" ? row.left : pool.wanted);
    const shares = pool.rows.map((row) => ({ key: row.key, weight: weight(row), cap_minor: cap(row) }));
    const split = allocateCapped(pool.wanted, shares);
    lapsed += split.lapsed_minor;
    base += pool.base;
    pool.rows.forEach((row, i) => {
      const wanted = split.parts[i] ?? 0;
      const part = Math.min(wanted, row.left);
      lapsed += wanted - part;
      parts.set(row, part);
    });
  }
  return { amount: sumMinor([...parts.values()]), lapsed, base, parts };
}
