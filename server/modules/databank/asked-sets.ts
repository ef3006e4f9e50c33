import type { databank } from "#contract";
import { needsRaw } from "./model.ts";

export type Source = databank.Lineage["source"];
/** What sets of people are asked for: a model as it stands on one or several days, of one brand or of each. */
export type Asked = {
  readonly platform: number;
  readonly brand?: number | undefined;
  readonly model: databank.Model;
  /** Days, at most 64. */
  readonly days: readonly string[];
  /** People whose erasure was asked for so recently that the analysis engine may not know it yet. */
  readonly erased?: readonly number[];
  readonly source?: Source;
};
/** The daily sets, unless raw events are asked for or the model needs them. */
export const sourceOf = (a: Asked): Source => (a.source === "raw" || needsRaw(a.model) ? "raw" : "bitmaps");
