import type { databank } from "#contract";
import { erasedNodes } from "#identity";
import type { Scope, Tx } from "#kernel";
import { badInput, inTx, notFound } from "#kernel";
import { directory } from "#parties";
import { applyText } from "./model.ts";
import { modelFor } from "./models.ts";
import type { Source } from "./asked-sets.ts";
import { pendingDays } from "./store.ts";

type Model = databank.Model;

/** What figures can be asked for, besides their days. */
export type Figure = {
  /** Absent in platform scope: the sum over all brands. A brand always sees itself. */
  readonly brand?: number | undefined;
  /** Version of the model; absent: the one valid on the day. */
  readonly version?: number | undefined;
  /** A model of one's own, or other windows for the valid one in the short form `A=15,I=15,P=912,L=365:2` or `all`. */
  readonly model?: Model | string | undefined;
  /** `raw` counts from the raw events instead of the daily sets: slow, and by contract always equal. */
  readonly source?: Source | undefined;
};
/** A figure with what it needs to be computed: the model, who may not be counted, how much news is missing. */
export type Ready = {
  readonly platform: number;
  readonly brand: number | undefined;
  readonly zone: string;
  readonly model: Model;
  readonly version: number;
  readonly erased: readonly number[];
  readonly pending_days: number;
  readonly source?: Source;
};

/** Recent erasures are read from identity, because a reader may still be carrying them here. */
const erasedLag_ms = 600_000;
const erased_max = 5_000;

/**
 * Looks up everything a figure of these days needs, as the scope sees it.
 * 404 for another brand than one's own or one that does not exist; bad-input for a malformed model text.
 */
export async function makeReady(scope: Scope, figure: Figure, lastDay: string): Promise<Ready> {
  return inTx(scope, (tx) => readyIn(tx, figure, lastDay));
}
export async function readyIn(
  tx: Tx,
  { brand: asked, version, model: own, source }: Figure,
  lastDay: string,
): Promise<Ready> {
  const { scope } = tx;
  if (scope.kind !== "platform" && scope.kind !== "brand") throw notFound("The data bank");
  const brand = scope.kind === "brand" ? scope.brand : asked;
  const { platform, brands } = await directory(tx);
  if ((asked !== undefined && asked !== brand) || (brand !== undefined && !brands.byId.has(brand)))
    throw notFound("The brand");
  const valid = await modelFor(tx, brand, lastDay, version);
  const now = tx.now().getTime();
  return {
    platform: scope.platform,
    brand,
    zone: platform.zone,
    model: typeof own === "object" ? own : own === undefined ? valid.model : changed(valid.model, own),
    version: valid.version,
    erased: await erasedNodes(tx, scope.platform, new Date(now - erasedLag_ms), erased_max),
    pending_days: await pendingDays(tx, brand, lastDay),
    ...(source === undefined ? {} : { source }),
  };
}
function changed(model: Model, text: string): Model {
  try {
    return applyText(model, text);
  } catch (error) {
    throw badInput("model", error instanceof Error ? error.message : String(error), "A=15,I=15,P=912,L=365:2 or all");
  }
}
