import { skuDetails } from "#catalog";
import type { LoggedFact } from "#facts";
import { outside } from "#facts";
import { resolve } from "#identity";
import type { Loop, Tx } from "#kernel";
import { dayIn, Fault, inTx, olapDeliver, platformScope } from "#kernel";
import { directory } from "#parties";
import { termOf } from "./model.ts";

type Step = {
  readonly platform: number;
  readonly visitor: number;
  readonly at: string;
  readonly day: string;
  readonly kind: "search" | "view" | "order";
  readonly key: string;
  readonly found: number;
  readonly seq: number;
};
/** An insert may touch at most so many months: each is a part of its own. */
const months_max = 90;

/** Carries searches, what was opened from them and what was ordered into the lab's table, exactly once by token. */
export const feed: Loop = outside({
  name: "lab",
  names: ["search", "item_view", "order.placed", "purchase"],
  batch: 4_000,
  deliver: async (facts, token, attempt) => {
    for (const [platform, own] of Map.groupBy(facts.filter(matters), (f) => f.platform)) {
      const steps = await inTx(platformScope(platform), (tx) => stepsOf(tx, platform, own));
      const months = [...Map.groupBy(steps, (s) => s.day.slice(0, 7)).values()];
      for (let i = 0; i < months.length; i += months_max)
        await olapDeliver("lab_step", months.slice(i, i + months_max).flat(), `${token}:${platform}:${i}`, attempt);
    }
  },
});

const queryOf = (f: LoggedFact): string => String(f.props.query ?? f.props.q ?? "");
/** Whether a view came out of a search: it names what was served, or the sender says so. */
const fromSearch = (f: LoggedFact): boolean => f.touchpoint === "search";
function matters(f: LoggedFact): boolean {
  if (f.name === "search") return queryOf(f) !== "";
  return f.lines.length > 0 && (f.name !== "item_view" || fromSearch(f));
}

async function stepsOf(tx: Tx, platform: number, facts: readonly LoggedFact[]): Promise<Step[]> {
  const zone = await zoneOf(tx);
  const visitors = await resolve(
    tx,
    platform,
    facts.map((f) => ({ ids: f.ids, shared: f.props.device_shared === true })),
    "facts",
  );
  const code = await codesOf(tx, facts);
  return facts.flatMap((f, i): Step[] => {
    const visitor = visitors[i] ?? 0;
    // Nobody in particular: such a search could be counted a thousand times by one machine.
    if (visitor === 0) return [];
    const common = { platform, visitor, at: f.at, day: dayIn(zone, new Date(f.at)), found: -1, seq: f.seq };
    if (f.name === "search") {
      const term = termOf(queryOf(f));
      const told = typeof f.props.found === "number" ? Math.trunc(f.props.found) : -1;
      // From outside it may be any number; more results than this nobody looks through.
      const found = told < 0 || told > 1_000_000 ? -1 : told;
      return term === undefined ? [] : [{ ...common, kind: "search", key: term, found }];
    }
    const kind = f.name === "item_view" ? "view" : "order";
    return f.lines.filter((l) => l.quantity > 0).map((l) => ({ ...common, kind, key: code(f, l.sku) }));
  });
}
/** Views of served lists name the SKU by number, everything else by code. */
async function codesOf(tx: Tx, facts: readonly LoggedFact[]): Promise<(f: LoggedFact, sku: string) => string> {
  const served = (f: LoggedFact) => f.name === "item_view" && f.props.served !== undefined;
  const numbers = facts.filter(served).flatMap((f) => f.lines.map((l) => Number(l.sku)));
  const known = await skuDetails(tx, [...new Set(numbers.filter((n) => Number.isInteger(n) && n > 0 && n < 2 ** 31))]);
  return (f, sku) => (served(f) ? (known.get(Number(sku))?.code ?? sku) : sku);
}
/** The zone of the platform's business day; a platform that is not registered has UTC days. */
async function zoneOf(tx: Tx): Promise<string> {
  try {
    return (await directory(tx)).platform.zone;
  } catch (error) {
    if (error instanceof Fault && error.kind === "not-found") return "UTC";
    throw error;
  }
}
