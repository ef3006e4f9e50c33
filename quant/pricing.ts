import { sumMinor } from "./money.ts";
import { outcomeOf, thresholdAmount, type Outcome, type Row } from "./price-effect.ts";
import {
  PRICE_LIMITS,
  type Benefit,
  type Effect,
  type PriceLine,
  type PriceProof,
  type RefusedBenefit,
  type RuleSet,
  type UsedBenefit,
} from "./price-rules.ts";

function need(ok: boolean, sentence: string): void {
  if (!ok) throw new RangeError(sentence);
}
const count = (v: number, least: number, most: number): boolean => Number.isSafeInteger(v) && v >= least && v <= most;
const amount = (v: number, least = 0): boolean => count(v, least, 9_000_000_000_000);

function checkEffect(id: string, effect: Effect): void {
  const times = "most_times" in effect && effect.most_times !== undefined ? effect.most_times : 1;
  need(count(times, 1, PRICE_LIMITS.quantity), `benefit ${id}: most_times must be a whole number >= 1`);
  if (effect.kind === "amount") need(amount(effect.amount_minor), `benefit ${id}: amount_minor must be whole and >= 0`);
  if (effect.kind === "unit_price") need(amount(effect.unit_minor), `benefit ${id}: unit_minor must be whole and >= 0`);
  if (effect.kind === "percent" || effect.kind === "buy_get") {
    need(count(effect.rate_bp, 0, 10_000), `benefit ${id}: rate_bp must be a whole number in 0..10000`);
  }
  if (effect.kind === "every") {
    need(
      amount(effect.step_minor, 1) && amount(effect.value_minor),
      `benefit ${id}: step_minor must be >= 1 and value_minor >= 0`,
    );
  }
  if (effect.kind === "buy_get") {
    need(
      count(effect.buy, 1, 1_000) && count(effect.get, 1, 1_000),
      `benefit ${id}: buy and get must be whole numbers >= 1`,
    );
  }
}

function check(rules: RuleSet, lines: readonly PriceLine[], benefits: readonly Benefit[]): void {
  need(lines.length <= PRICE_LIMITS.lines, `at most ${PRICE_LIMITS.lines} lines`);
  need(benefits.length <= PRICE_LIMITS.benefits, `at most ${PRICE_LIMITS.benefits} benefits`);
  need(new Set(lines.map((l) => l.id)).size === lines.length, "line ids must be unique");
  need(new Set(benefits.map((b) => b.id)).size === benefits.length, "benefit ids must be unique");
  const base = rules.threshold_base;
  need(
    base === "listed" || rules.layers.includes(base.after_layer),
    "threshold_base names a layer that the rule set does not have",
  );
  for (const { id, quantity, unit_minor } of lines) {
    need(count(quantity, 1, PRICE_LIMITS.quantity), `line ${id}: quantity must be a whole number >= 1`);
    need(amount(unit_minor) && amount(unit_minor * quantity), `line ${id}: unit_minor must be whole and >= 0`);
  }
  for (const b of benefits) {
    need(rules.layers.includes(b.layer), `benefit ${b.id}: layer ${b.layer} is not one of ${rules.layers.join(", ")}`);
    checkEffect(b.id, b.effect);
    need(amount(b.threshold_minor ?? 0), `benefit ${b.id}: threshold_minor must be whole and >= 0`);
  }
}

const kinds: readonly Effect["kind"][] = ["unit_price", "buy_get", "amount", "every", "percent"];
const size = (e: Effect): number =>
  e.kind === "amount"
    ? e.amount_minor
    : e.kind === "unit_price"
      ? -e.unit_minor
      : e.kind === "every"
        ? e.value_minor
        : e.rate_bp;

/** The order inside a layer: by what a benefit does, and only between equals by its id, so a new name changes no price. */
function canonical(a: Benefit, b: Benefit): number {
  return (
    kinds.indexOf(a.effect.kind) - kinds.indexOf(b.effect.kind) ||
    size(b.effect) - size(a.effect) ||
    (b.threshold_minor ?? 0) - (a.threshold_minor ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

type Verdict = { readonly outcome: Outcome } | { readonly refused: RefusedBenefit };

/** Whether a benefit applies now, and what it would do. */
function judge(rules: RuleSet, benefit: Benefit, rows: readonly Row[]): Verdict {
  const no = (reason: RefusedBenefit["reason"], more: Partial<RefusedBenefit> = {}): Verdict => ({
    refused: { id: benefit.id, layer: benefit.layer, reason, ...more },
  });
  if (benefit.refusal !== undefined) return no("not_eligible", { because: benefit.refusal });
  if (benefit.uses_left !== undefined && benefit.uses_left <= 0) return no("out_of_uses");
  const named = benefit.lines === "all" ? rows : rows.filter((r) => benefit.lines.includes(r.line.id));
  if (named.length === 0) return no("no_eligible_line");
  const open = named.filter((r) => r.closedBy === undefined);
  if (open.length === 0) return no("stopped_by_earlier", { because: named[0]?.closedBy ?? "" });
  const pieces = open.reduce((sum, r) => sum + r.line.quantity, 0);
  const shortPieces = (benefit.threshold_quantity ?? 0) - pieces;
  if (shortPieces > 0) return no("quantity_not_met", { missing_quantity: shortPieces });
  const step = benefit.effect.kind === "every" && !benefit.each ? benefit.effect.step_minor : 0;
  const short = Math.max(benefit.threshold_minor ?? 0, step) - thresholdAmount(rules, open);
  if (short > 0) return no("threshold_not_met", { missing_minor: short });
  const outcome = outcomeOf(rules, benefit, open);
  return outcome.amount === 0 ? no("no_effect") : { outcome };
}

/** The benefits of a layer that may be tried: of each group only the one that takes off most now. */
function oneOfEachGroup(rules: RuleSet, layer: readonly Benefit[], rows: readonly Row[]): Map<string, string> {
  const best = new Map<string, { readonly id: string; readonly amount: number }>();
  for (const benefit of layer) {
    if (benefit.group === undefined) continue;
    const verdict = judge(rules, benefit, rows);
    if (!("outcome" in verdict)) continue;
    const known = best.get(benefit.group);
    if (!known || verdict.outcome.amount > known.amount)
      best.set(benefit.group, { id: benefit.id, amount: verdict.outcome.amount });
  }
  return new Map([...best].map(([group, { id }]) => [group, id]));
}

function take(benefit: Benefit, outcome: Outcome): UsedBenefit {
  for (const [row, part] of outcome.parts) {
    row.left -= part;
    if (benefit.stops_later && part > 0) row.closedBy = benefit.id;
  }
  const parts = [...outcome.parts].filter(([, part]) => part > 0);
  return {
    id: benefit.id,
    layer: benefit.layer,
    ...(benefit.funder !== undefined && { funder: benefit.funder }),
    amount_minor: outcome.amount,
    lapsed_minor: outcome.lapsed,
    base_minor: outcome.base,
    parts: parts.map(([row, part]) => ({ line_id: row.line.id, amount_minor: part })),
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function rowsOf(lines: readonly PriceLine[]): Row[] {
  return lines
    .map((line) => {
      const base = line.unit_minor * line.quantity;
      return {
        line,
        key: `${line.sku}\u0000${line.id}`,
        base,
        left: base,
        closedBy: undefined,
        after: new Map<string, number>(),
      };
    })
    .sort((a, b) => byText(a.key, b.key));
}

/**
 * The price of a cart with its proof. Layers apply in the rule set's order; inside a layer the order is the engine's own. The result
 * does not depend on the order of lines or benefits, no line goes below 0, and the parts of every benefit sum to its amount.
 * Source: the promotion reports P1 to P16 in quant/vectors/pricing.ts; allocation by the largest remainder (money.ts).
 * Domain: RangeError with a sentence for a malformed line, benefit or rule set. An empty cart costs 0.
 */
export function priceCart(rules: RuleSet, lines: readonly PriceLine[], benefits: readonly Benefit[]): PriceProof {
  check(rules, lines, benefits);
  const rows = rowsOf(lines);
  const used: UsedBenefit[] = [];
  const refused: RefusedBenefit[] = [];
  const holder = new Map<string, string>(); // exclusivity group -> benefit in use
  for (const layer of rules.layers) {
    const here = benefits.filter((b) => b.layer === layer).sort(canonical);
    const best = oneOfEachGroup(
      rules,
      here.filter((b) => !holder.has(b.group ?? "")),
      rows,
    );
    for (const benefit of here) {
      const verdict = judge(rules, benefit, rows);
      const rival = benefit.group === undefined ? undefined : (holder.get(benefit.group) ?? best.get(benefit.group));
      if ("refused" in verdict) refused.push(verdict.refused);
      else if (rival !== undefined && rival !== benefit.id) {
        refused.push({ id: benefit.id, layer, reason: "excluded_by_group", because: rival });
      } else {
        used.push(take(benefit, verdict.outcome));
        if (benefit.group !== undefined) holder.set(benefit.group, benefit.id);
      }
    }
    for (const row of rows) row.after.set(layer, row.left);
  }
  return proofOf(rules, rows, used, refused);
}

function proofOf(
  rules: RuleSet,
  rows: readonly Row[],
  used: readonly UsedBenefit[],
  refused: readonly RefusedBenefit[],
): PriceProof {
  const base_minor = sumMinor(rows.map((r) => r.base));
  const pay_minor = sumMinor(rows.map((r) => r.left));
  const lines = rows.map((row) => ({
    ...row.line,
    base_minor: row.base,
    after: rules.layers.map((layer) => ({ layer, left_minor: row.after.get(layer) ?? row.left })),
    pay_minor: row.left,
  }));
  return {
    rule_set: rules.version,
    currency: rules.currency,
    rounding: "half_up_on_the_discount",
    refund_policy: rules.refund_policy,
    lines,
    used,
    refused: [...refused].sort((a, b) => byText(a.id, b.id)),
    base_minor,
    discount_minor: base_minor - pay_minor,
    pay_minor,
  };
}
