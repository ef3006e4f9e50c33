import type { plans } from "#contract";
import { splitTarget } from "#quant";
import type { TargetNode } from "#quant";
import type { Wrong } from "./model.ts";
import { repeated } from "./model.ts";

export type SplitOutcome =
  { readonly ok: true; readonly reply: plans.SplitReply } | { readonly ok: false; readonly wrong: Wrong };
type Cell = { readonly quarter: number; readonly venue_kind: string | null; readonly node: TargetNode };

/**
 * Splits a total over quarters x kinds of venue as near as possible to the products of their shares, inside locks and bounds;
 * the cells sum to the total exactly. Says which cells make it impossible.
 */
export function split(ask: plans.SplitAsk): SplitOutcome {
  const fault = askFault(ask);
  if (fault) return { ok: false, wrong: fault };
  const cells = cellsOf(ask);
  const answer = splitTarget(
    ask.total,
    cells.map((c) => c.node),
  );
  if (!answer.ok) {
    const names = answer.nodes.slice(0, 10).join(", ");
    const reason =
      answer.reason === "least_above_total"
        ? `the least amounts pass the total by ${answer.gap_minor} (${names})`
        : `the most amounts miss the total by ${answer.gap_minor} (${names})`;
    return { ok: false, wrong: { field: "cells", reason, expected: "bounds that leave room for the total" } };
  }
  const valued = cells.map((c, i) => ({
    quarter: c.quarter,
    venue_kind: c.venue_kind,
    value: answer.parts_minor[i] ?? 0,
    locked: c.node.locked_minor !== undefined,
  }));
  const sum = (of: (c: (typeof valued)[number]) => boolean) => valued.filter(of).reduce((s, c) => s + c.value, 0);
  return {
    ok: true,
    reply: {
      total: ask.total,
      cells: valued,
      quarters: ask.quarters.map(({ quarter }) => ({ quarter, value: sum((c) => c.quarter === quarter) })),
      venue_kinds: ask.venue_kinds.map(({ kind }) => ({ kind, value: sum((c) => c.venue_kind === kind) })),
    },
  };
}
function askFault(ask: plans.SplitAsk): Wrong | undefined {
  const [quarters, kinds] = [ask.quarters.map((q) => q.quarter), ask.venue_kinds.map((k) => k.kind)];
  const [twiceQ] = repeated(quarters.map(String));
  if (twiceQ !== undefined)
    return { field: `quarters.${twiceQ}`, reason: "is named twice", expected: "each quarter once" };
  const [twiceK] = repeated(kinds);
  if (twiceK !== undefined)
    return { field: `venue_kinds.${twiceK}`, reason: "is named twice", expected: "each kind once" };
  const [twiceC] = repeated(ask.cells.map((c) => `${c.quarter}|${c.venue_kind ?? ""}`));
  if (twiceC !== undefined) return { field: `cells.${twiceC}`, reason: "is named twice", expected: "each cell once" };
  for (const [i, c] of ask.cells.entries()) {
    const known = c.venue_kind === null ? kinds.length === 0 : kinds.includes(c.venue_kind);
    if (!quarters.includes(c.quarter) || !known)
      return {
        field: `cells.${i}`,
        reason: "is not a cell of this split",
        expected: "a quarter and a kind that are named",
      };
    if ((c.least ?? 0) > (c.most ?? Infinity))
      return { field: `cells.${i}.least`, reason: "is above the most", expected: "least at most as large as most" };
  }
  if (ask.quarters.every((q) => q.share === 0))
    return { field: "quarters", reason: "all shares are 0", expected: "one above 0" };
  if (kinds.length > 0 && ask.venue_kinds.every((k) => k.share === 0))
    return { field: "venue_kinds", reason: "all shares are 0", expected: "one above 0" };
  return undefined;
}
function cellsOf(ask: plans.SplitAsk): Cell[] {
  const sum = (list: readonly { readonly share: number }[]) => list.reduce((s, x) => s + x.share, 0);
  const [allQ, allK] = [sum(ask.quarters), sum(ask.venue_kinds)];
  const kinds = ask.venue_kinds.length > 0 ? ask.venue_kinds : [{ kind: null, share: 1 }];
  return ask.quarters.flatMap((q) =>
    kinds.map((k): Cell => {
      const share_ratio = (q.share / allQ) * (k.share / (allK || 1));
      const held = ask.cells.find((c) => c.quarter === q.quarter && c.venue_kind === k.kind);
      const node: TargetNode = {
        id: k.kind === null ? `q${q.quarter}` : `q${q.quarter} ${k.kind}`,
        share_ratio,
        // In proportion: what weighs 1 / share gives way in proportion to its share.
        ...(ask.keep === "proportion" ? { weight: 1 / Math.max(share_ratio, 1e-9) } : {}),
        ...(held?.least === undefined ? {} : { least_minor: held.least }),
        ...(held?.most === undefined ? {} : { most_minor: held.most }),
        ...(held?.locked === undefined ? {} : { locked_minor: held.locked }),
      };
      return { quarter: q.quarter, venue_kind: k.kind, node };
    }),
  );
}
