import type { plans } from "#contract";
import dayjs, { type Dayjs } from "dayjs";
import { unitOf } from "./words.ts";

/** A draft as its form holds it: amounts in whole units, points in points, shares in percent. */
type TargetRow = {
  readonly id: string;
  readonly metric: plans.MetricName;
  /** 0: the whole year. */
  readonly quarter: number;
  readonly venue_kind?: string | null;
  readonly value: number;
  readonly baseline: number;
  readonly tolerance: number;
};
type PromiseRow = {
  readonly id: string;
  readonly side: plans.Side;
  readonly kind: plans.Promised["kind"];
  readonly text: string;
  readonly quantity: number;
  readonly amount: number;
  readonly due: Dayjs;
};
type InitiativeRow = {
  readonly id: string;
  readonly title: string;
  readonly owner: plans.Side;
  readonly period: readonly [Dayjs, Dayjs];
  readonly expected?: string | undefined;
};
export type DraftValues = {
  readonly goal: { readonly zh?: string; readonly en?: string };
  readonly targets: readonly TargetRow[];
  readonly ledger: readonly PromiseRow[];
  readonly initiatives: readonly InitiativeRow[];
  readonly answer_hours: number;
  readonly data_shared: readonly string[];
  readonly escalation: readonly string[];
};

/** How many of the kept units make one shown unit of a metric. */
const scaleOf = (metric: plans.MetricName, unit: number): number =>
  ({ minor: unit, points: 100, count: 1 })[unitOf(metric)];
const dayText = (day: Dayjs): string => day.format("YYYY-MM-DD");

/** A content in the form; `unit` is how many minor units make one whole one. */
export function valuesOf(content: plans.Content | undefined, unit: number): DraftValues {
  return {
    goal: content?.goal ?? {},
    targets: (content?.targets ?? []).map(({ quarter, value, baseline, tolerance_ratio, ...one }) => ({
      ...one,
      quarter: quarter ?? 0,
      value: value / scaleOf(one.metric, unit),
      baseline: baseline / scaleOf(one.metric, unit),
      tolerance: tolerance_ratio * 100,
    })),
    ledger: (content?.ledger ?? []).map(({ amount_minor, due, ...one }) => ({
      ...one,
      amount: amount_minor / unit,
      due: dayjs(due),
    })),
    initiatives: (content?.initiatives ?? []).map(({ from, until, ...one }) => ({
      ...one,
      period: [dayjs(from), dayjs(until)] as const,
    })),
    answer_hours: content?.agreement.answer_hours ?? 120,
    data_shared: content?.agreement.data_shared ?? [],
    escalation: content?.agreement.escalation ?? [],
  };
}

/** The content that a filled form stands for. */
export function contentOf(v: DraftValues, unit: number): plans.Content {
  return {
    goal: { zh: v.goal.zh?.trim() ?? "", en: v.goal.en?.trim() ?? "" },
    targets: v.targets.map(({ quarter, value, baseline, tolerance, venue_kind, ...one }) => ({
      ...one,
      quarter: quarter === 0 ? null : quarter,
      venue_kind: venue_kind || null,
      value: Math.round(value * scaleOf(one.metric, unit)),
      baseline: Math.round((baseline ?? 0) * scaleOf(one.metric, unit)),
      tolerance_ratio: Math.round(tolerance) / 100,
    })),
    ledger: v.ledger.map(({ amount, due, ...one }) => ({
      ...one,
      amount_minor: Math.round(amount * unit),
      due: dayText(due),
    })),
    initiatives: v.initiatives.map(({ period, expected, ...one }) => ({
      ...one,
      from: dayText(period[0]),
      until: dayText(period[1]),
      ...(expected?.trim() ? { expected: expected.trim() } : {}),
    })),
    agreement: { answer_hours: v.answer_hours, data_shared: [...v.data_shared], escalation: [...v.escalation] },
  };
}
