import type { audiences, databank, facts, identity } from "#contract";
import type { Draft } from "./draft.ts";
import type { LeafKind } from "./leaf-forms.tsx";

/** What the form of a condition holds; which fields are used depends on the kind. */
export type LeafValues = {
  readonly days: { readonly from: string; readonly to: string };
  readonly day: string;
  readonly stage: databank.Stage;
  readonly from_stage: databank.Place;
  readonly to_stage: databank.Place;
  readonly behaviours: readonly facts.Behaviour[];
  readonly touchpoints: readonly string[];
  readonly min_distinct_days: number;
  readonly skus: readonly string[];
  readonly categories: readonly string[];
  /** Whole currency units; the contract counts in minor ones. */
  readonly least: number | null;
  readonly rolling: boolean;
  readonly purpose: identity.Purpose;
  readonly channel: identity.Channel;
  readonly audience: string;
  readonly upload: string;
};

/** An empty form, with days that make sense. */
export const emptyLeaf = (yesterday: string, monthAgo: string): LeafValues => ({
  days: { from: monthAgo, to: yesterday },
  day: yesterday,
  stage: "I",
  from_stage: "A",
  to_stage: "I",
  behaviours: [],
  touchpoints: [],
  min_distinct_days: 1,
  skus: [],
  categories: [],
  least: null,
  rolling: false,
  purpose: "marketing",
  channel: "shop",
  audience: "",
  upload: "",
});

function cellOf(kind: "stage" | "flow" | "behaviour" | "bought", v: LeafValues, unit: number): databank.Cell {
  switch (kind) {
    case "stage":
      return { kind, stage: v.stage, day: v.day };
    case "flow":
      return { kind, ...v.days, from_stage: v.from_stage, to_stage: v.to_stage };
    case "behaviour":
      return {
        kind,
        behaviours: [...v.behaviours],
        ...(v.touchpoints.length > 0 ? { touchpoints: [...v.touchpoints] } : {}),
        ...v.days,
        min_distinct_days: v.min_distinct_days,
      };
    case "bought":
      return {
        kind,
        ...v.days,
        ...(v.skus.length > 0 ? { skus: [...v.skus] } : {}),
        ...(v.categories.length > 0 ? { categories: [...v.categories] } : {}),
        ...(v.least === null ? {} : { min_amount_minor: Math.round(v.least * unit) }),
      };
  }
}

/** The condition that a filled form stands for; `unit` is how many minor units make one whole one. */
export function leafOf(kind: LeafKind, v: LeafValues, unit = 100): Draft {
  switch (kind) {
    case "members":
      return { members: {} };
    case "consent":
      return { consent: { purpose: v.purpose, channel: v.channel } };
    case "audience":
      return { audience: v.audience };
    case "upload":
      return { upload: v.upload };
    default:
      return { cell: cellOf(kind, v, unit), rolling: v.rolling };
  }
}

function valuesOfCell(cell: databank.Cell, unit: number): Partial<LeafValues> {
  const days = "from" in cell ? { days: { from: cell.from, to: cell.to } } : {};
  switch (cell.kind) {
    case "stage":
      return { stage: cell.stage, day: cell.day };
    case "flow":
      return { ...days, from_stage: cell.from_stage, to_stage: cell.to_stage };
    case "behaviour":
      return {
        ...days,
        behaviours: cell.behaviours,
        touchpoints: cell.touchpoints ?? [],
        min_distinct_days: cell.min_distinct_days,
      };
    case "bought":
      return {
        ...days,
        skus: cell.skus ?? [],
        categories: cell.categories ?? [],
        least: cell.min_amount_minor === undefined ? null : cell.min_amount_minor / unit,
      };
  }
}

type Leaf = Exclude<audiences.Definition, { op: unknown }>;
/** A condition back in the form: its kind and its values. */
export function valuesOf(leaf: Leaf, unit = 100): { readonly kind: LeafKind; readonly values: Partial<LeafValues> } {
  if ("cell" in leaf)
    return { kind: leaf.cell.kind, values: { ...valuesOfCell(leaf.cell, unit), rolling: leaf.rolling } };
  if ("audience" in leaf) return { kind: "audience", values: { audience: leaf.audience } };
  if ("upload" in leaf) return { kind: "upload", values: { upload: leaf.upload } };
  if ("members" in leaf) return { kind: "members", values: {} };
  return { kind: "consent", values: leaf.consent };
}
