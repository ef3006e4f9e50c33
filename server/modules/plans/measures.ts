import type { Bilingual, plans } from "#contract";
import type { Scope } from "#kernel";
import { inTx } from "#kernel";
import { salesBetween, stagesAt } from "#databank";
import { members } from "#identity";
import { directory } from "#parties";
import { REPORT_K, tooSmall } from "#quant";
import { latestScores } from "#service";

/** What a target can be bound to, with its meaning. The order is that of the menu. */
export const metrics: readonly plans.Metric[] = [
  flow(
    "gmv",
    "minor",
    true,
    ["成交额", "Sales"],
    ["期间内仍有效的订单金额", "Amount of the orders of the period that still count"],
  ),
  flow("orders", "count", true, ["订单数", "Orders"], ["期间内仍有效的订单", "Orders of the period that still count"]),
  flow(
    "buyers",
    "count",
    true,
    ["购买人数", "Buyers"],
    ["期间内购买的去重人数", "Distinct known people who bought in the period"],
  ),
  flow(
    "new_buyers",
    "count",
    false,
    ["新客人数", "New buyers"],
    ["此前未购买过该品牌的购买者", "Buyers who had bought nothing of the brand before"],
  ),
  stage("a", "认知", "Awareness"),
  stage("i", "兴趣", "Interest"),
  stage("p", "购买", "Purchase"),
  stage("l", "忠诚", "Loyalty"),
  stock("members", "count", ["会员数", "Members"], ["品牌会员去重人数", "Distinct members of the brand"]),
  stock(
    "service_score",
    "points",
    ["体验分×100", "Experience score x 100"],
    [
      "品牌所属商家体验分按订单加权，乘以一百",
      "Experience scores of the brand's merchants weighted by orders, times one hundred",
    ],
  ),
];
export const metricOf: ReadonlyMap<string, plans.Metric> = new Map(metrics.map((m) => [m.name, m]));

type Words = readonly [zh: string, en: string];
function both([zh, en]: Words): Bilingual {
  return { zh, en };
}
function flow(
  name: plans.MetricName,
  unit: plans.Metric["unit"],
  by_venue_kind: boolean,
  title: Words,
  meaning: Words,
) {
  return { name, unit, by_venue_kind, kind: "flow" as const, title: both(title), meaning: both(meaning) };
}
function stock(name: plans.MetricName, unit: plans.Metric["unit"], title: Words, meaning: Words) {
  return { name, unit, by_venue_kind: false, kind: "stock" as const, title: both(title), meaning: both(meaning) };
}
function stage(letter: "a" | "i" | "p" | "l", zh: string, en: string) {
  const name = `aipl_${letter}` as const;
  const at: Words = [`当日处于${zh}阶段的人数`, `People in the ${en.toLowerCase()} stage on the day`];
  return stock(name, "count", [`AIPL·${zh}`, `AIPL: ${en}`], at);
}

const stageOf = { aipl_a: "A", aipl_i: "I", aipl_p: "P", aipl_l: "L" } as const;

/** A measured figure, or why there is none. */
export type Measured = {
  readonly actual: number | null;
  readonly reason: Bilingual | null;
  readonly source: string;
  readonly computed_at: string | null;
};
export type MeasureAsk = {
  readonly metric: plans.MetricName;
  readonly from: string;
  /** Last day that counts. */
  readonly to: string;
  readonly venue_kind: string | null;
};
const none = (reason: Bilingual, source: string): Measured => ({ actual: null, reason, source, computed_at: null });
const few: Bilingual = { zh: `不足${REPORT_K}人，不显示`, en: `fewer than ${REPORT_K} people: not shown` };
const people = (n: number): Pick<Measured, "actual" | "reason"> =>
  tooSmall(n) ? { actual: null, reason: few } : { actual: n, reason: null };

/**
 * The live measures of one brand. Both sides ask here, in the platform's scope and by the same rules, so they see the same
 * figure; counts of few people are shown to neither. Each figure is asked for once.
 */
export class Measures {
  readonly #scope: Scope;
  readonly #brand: number;
  readonly #today: string;
  readonly #kept = new Map<string, Promise<unknown>>();
  constructor(scope: Scope, brand: number, today: string) {
    this.#scope = scope;
    this.#brand = brand;
    this.#today = today;
  }
  async read(ask: MeasureAsk): Promise<Measured> {
    const { metric } = ask;
    if (metric === "gmv" || metric === "orders" || metric === "buyers" || metric === "new_buyers")
      return this.#sales(ask);
    if (metric === "members") return this.#members(ask.to);
    if (metric === "service_score") return this.#score(ask.to);
    return this.#stage(metric, ask.to);
  }
  #once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key) ?? work();
    this.#kept.set(key, known);
    return known as Promise<T>;
  }
  async #sales({ metric, from, to, venue_kind }: MeasureAsk): Promise<Measured> {
    const sold = await this.#once(`sales ${from} ${to} ${venue_kind ?? ""}`, async () => {
      const venues = venue_kind === null ? undefined : await this.#venues(venue_kind);
      return salesBetween(this.#scope, { brand: this.#brand, from, to, venues });
    });
    const source = `databank.salesBetween ${from}..${to}${venue_kind === null ? "" : ` ${venue_kind}`}`;
    const common = { source, computed_at: null };
    if (metric === "buyers") return { ...common, ...people(sold.buyers) };
    if (metric === "new_buyers") return { ...common, ...people(sold.new_buyers) };
    return { ...common, actual: Math.max(0, metric === "gmv" ? sold.amount_minor : sold.orders), reason: null };
  }
  #venues(kind: string): Promise<number[]> {
    return this.#once(`venues ${kind}`, () =>
      inTx(this.#scope, async (tx) =>
        [...(await directory(tx)).venues.byId.values()].filter((v) => v.kind === kind).map((v) => v.id),
      ),
    );
  }
  async #stage(metric: keyof typeof stageOf, to: string): Promise<Measured> {
    const { stages, model, lineage } = await this.#once(`stages ${to}`, () =>
      stagesAt(this.#scope, { brand: this.#brand, asOf: to }),
    );
    const n = stages[stageOf[metric]];
    return { source: `databank.stagesAt ${to} ${model.text}`, computed_at: lineage.computed_at, ...people(n) };
  }
  async #members(to: string): Promise<Measured> {
    const source = `identity.members ${to}`;
    if (to < this.#today) return none({ zh: "会员数只有当前值", en: "members are known as of today only" }, source);
    const list = await this.#once("members", () => inTx(this.#scope, (tx) => members(tx, tx.platform, this.#brand)));
    return { source, computed_at: null, ...people(list.length) };
  }
  async #score(to: string): Promise<Measured> {
    const source = `service.latestScores ${to}`;
    const own = await this.#once(`scores ${to}`, () =>
      inTx(this.#scope, async (tx) => {
        const { merchants } = await directory(tx);
        return (await latestScores(tx, to)).filter((s) => merchants.byId.get(s.merchant)?.brand === this.#brand);
      }),
    );
    const orders = own.reduce((s, m) => s + m.orders, 0);
    if (orders === 0) return none({ zh: "尚无体验分", en: "no score yet" }, source);
    const mean = own.reduce((s, m) => s + m.score * m.orders, 0) / orders;
    return { source, computed_at: null, actual: Math.round(mean * 100), reason: null };
  }
}
