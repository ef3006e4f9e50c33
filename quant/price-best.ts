import type { Benefit, PriceLine, PriceProof, RefusedBenefit, RuleSet } from "./price-rules.ts";
import { priceCart } from "./pricing.ts";

/** The cheapest price found, and whether every combination was tried. */
export type BestPrice = { readonly proof: PriceProof; readonly exact: boolean; readonly tried: number };

/** Every way to choose at most one benefit of each exclusive group. */
function* choices(groups: readonly (readonly Benefit[])[], at = 0): Generator<readonly Benefit[]> {
  const group = groups[at];
  if (!group) {
    yield [];
    return;
  }
  for (const rest of choices(groups, at + 1)) {
    yield rest;
    for (const benefit of group) yield [benefit, ...rest];
  }
}

/** Benefits that were left out on purpose are listed with the one that was better. */
function withRefused(proof: PriceProof, left: readonly Benefit[], chosen: readonly Benefit[]): PriceProof {
  const added: RefusedBenefit[] = left.map(({ id, layer, group }) => {
    const rival = chosen.find((c) => c.group === group && proof.used.some((u) => u.id === c.id));
    return { id, layer, reason: "excluded_by_group", because: rival?.id ?? "the price is lower without it" };
  });
  const refused = [...proof.refused, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...proof, refused };
}

/**
 * The price with the best choice among exclusive benefits (one coupon per shop, one per platform ...): tries every combination, since a
 * coupon that takes off more now may miss a later threshold. With more than `mostCombinations` the engine's own choice (the largest of
 * each group in its layer) stands, and `exact` is false. A combination equal in price is never preferred for its order.
 * Source: exhaustive search; the trap is described in quant/price-best.test.ts.
 */
export function bestPrice(
  rules: RuleSet,
  lines: readonly PriceLine[],
  benefits: readonly Benefit[],
  mostCombinations = 2_000,
): BestPrice {
  const own = priceCart(rules, lines, benefits);
  const hopeless = new Set(
    own.refused.filter((r) => ["out_of_uses", "not_eligible", "no_eligible_line"].includes(r.reason)).map((r) => r.id),
  );
  const byGroup = new Map<string, Benefit[]>();
  for (const benefit of benefits) {
    if (benefit.group === undefined || hopeless.has(benefit.id)) continue;
    byGroup.set(benefit.group, [...(byGroup.get(benefit.group) ?? []), benefit]);
  }
  const groups = [...byGroup.values()];
  const count = groups.reduce((product, g) => product * (g.length + 1), 1);
  if (count > mostCombinations) return { proof: own, exact: false, tried: 1 };
  const free = benefits.filter((b) => b.group === undefined || hopeless.has(b.id));
  let best = own;
  let tried = 1;
  for (const chosen of choices(groups)) {
    tried += 1;
    const proof = priceCart(rules, lines, [...free, ...chosen]);
    if (proof.pay_minor >= best.pay_minor) continue;
    best = withRefused(
      proof,
      groups.flat().filter((b) => !chosen.includes(b)),
      chosen,
    );
  }
  return { proof: best, exact: true, tried };
}
