import type { lab } from "#contract";
import type { Principal, Tx } from "#kernel";
import { dayIn, olapRows } from "#kernel";
import { directory } from "#parties";
import { REPORT_K } from "#quant";
import { supplyOf } from "#traffic";
import type { TermCount } from "./model.ts";
import { namesOthers, scored, termOf } from "./model.ts";

/** Fewest visitors of a term: query texts are people's own words, so even the platform sees none of a few people. */
export const operator_least = 10;
export const brand_least = REPORT_K;
const terms_max = 2_000;
const click_seconds = 30 * 60;
const order_seconds = 7 * 86_400;

type Row = {
  readonly term: string;
  readonly searches: number;
  readonly visitors: number;
  readonly n_clicked: number;
  readonly n_bought: number;
  readonly n_empty: number;
  readonly n_unmet: number;
  readonly n_late: number;
  readonly days: readonly [readonly string[], readonly number[]];
};
type Totals = { readonly searches: number; readonly terms: number };

/**
 * Each search with what the same visitor opened from it (within half an hour and before the next search) and whether one of
 * these was ordered within seven days.
 */
const searches = `walks AS (
  SELECT visitor, arraySort(groupArray((toUnixTimestamp64Milli(at) / 1000, kind, key, found, day))) AS steps
  FROM lab_step WHERE day >= {from:Date} AND day <= {until:Date} GROUP BY visitor),
asked AS (
  SELECT visitor, steps, arrayJoin(arrayFilter(s -> s.2 = 'search' AND s.5 <= {to:Date}, steps)) AS q,
    arrayFilter(s -> s.2 = 'search' AND s.1 > q.1, steps)[1].1 AS next,
    arrayMap(s -> s.3, arrayFilter(s -> s.2 = 'view' AND s.1 >= q.1 AND s.1 <= q.1 + ${click_seconds} AND (next = 0 OR s.1 < next), steps)) AS opened
  FROM walks),
judged AS (
  SELECT visitor, q.3 AS term, q.5 AS day, q.4 AS found, notEmpty(opened) AS clicked,
    arrayExists(s -> s.2 = 'order' AND s.1 >= q.1 AND s.1 <= q.1 + ${order_seconds} AND has(opened, s.3), steps) AS bought
  FROM asked)`;

export type Ask = { readonly days: number; readonly limit: number; readonly q?: string | undefined };
export type Report = {
  readonly from: string;
  readonly to: string;
  readonly least_visitors: number;
  readonly searches: number;
  readonly hidden_searches: number;
  readonly terms: number;
  readonly items: lab.Opportunity[];
};

/**
 * The opportunity table of the last `days` business days, best first. Terms of fewer visitors than the least, and for a brand
 * terms that name another party, are counted and never shown.
 */
export async function opportunities(tx: Tx, p: Principal, ask: Ask): Promise<Report> {
  const { platform } = await directory(tx);
  const to = dayIn(platform.zone, tx.now());
  const from = addDays(to, 1 - ask.days);
  const least = p.role === "brand" ? brand_least : operator_least;
  const params = { from, to, until: addDays(to, 7), middle: addDays(from, Math.ceil(ask.days / 2)), least };
  const rows = await olapRows<Row>(tx.scope, `WITH ${searches} ${perTerm}`, params);
  const [all = { searches: 0, terms: 0 }] = await olapRows<Totals>(
    tx.scope,
    "SELECT count() AS searches, uniqExact(key) AS terms FROM lab_step WHERE kind = 'search' AND day >= {from:Date} AND day <= {to:Date}",
    params,
  );
  const foreign = await othersOf(tx, p);
  const open = rows.filter((r) => !namesOthers(r.term, foreign));
  const items = (await judge(tx, open)).filter((o) => ask.q === undefined || o.term.includes(ask.q.toLowerCase()));
  return {
    from,
    to,
    least_visitors: least,
    searches: all.searches,
    hidden_searches: all.searches - open.reduce((s, r) => s + r.searches, 0),
    terms: all.terms,
    items: items.slice(0, ask.limit),
  };
}
const perTerm = `SELECT term, count() AS searches, uniqExact(visitor) AS visitors, countIf(clicked) AS n_clicked, countIf(bought) AS n_bought,
    countIf(found = 0) AS n_empty, countIf(found = 0 OR NOT clicked) AS n_unmet, countIf(day >= {middle:Date}) AS n_late,
    sumMap([toString(day)], [toUInt32(1)]) AS days
  FROM judged GROUP BY term HAVING visitors >= {least:UInt32} ORDER BY searches DESC, term LIMIT ${terms_max}`;
const addDays = (day: string, n: number): string =>
  new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);

async function judge(tx: Tx, rows: readonly Row[]): Promise<lab.Opportunity[]> {
  const offers = await supplyOf(
    tx,
    rows.map((r) => r.term),
  );
  const counts: TermCount[] = rows.map((r, i) => ({
    term: r.term,
    searches: r.searches,
    clicked: r.n_clicked,
    unmet: r.n_unmet,
    late: r.n_late,
    early: r.searches - r.n_late,
    offers: offers[i] ?? 0,
  }));
  const scores = scored(counts);
  return rows
    .flatMap((r, i) => {
      const s = scores[i];
      return s === undefined ? [] : [{ ...shown(r, counts[i]?.offers ?? 0), ...s }];
    })
    .sort((a, b) => b.score - a.score || b.searches - a.searches || (a.term < b.term ? -1 : 1));
}
const shown = (r: Row, offers: number) => ({
  term: r.term,
  searches: r.searches,
  visitors: r.visitors,
  offers,
  empty: r.n_empty,
  clicked_ratio: r.n_clicked / r.searches,
  bought_ratio: r.n_bought / r.searches,
  per_day: r.days[0].map((day, i) => ({ day, searches: r.days[1][i] ?? 0 })),
});

/** Names that a brand must not learn about from searches: of all other brands and of merchants that are not its own. */
async function othersOf(tx: Tx, p: Principal): Promise<string[]> {
  if (p.role !== "brand") return [];
  const { brands, merchants } = await directory(tx);
  const named = [
    ...[...brands.byId.values()].filter((b) => b.id !== p.brand),
    ...[...merchants.byId.values()].filter((m) => m.brand !== p.brand),
  ];
  const names = named.flatMap((n) => [n.name.zh, n.name.en, n.code]).flatMap((n) => termOf(n) ?? []);
  // One letter would hit by accident.
  return [...new Set(names.filter((n) => n.length >= 2))];
}
