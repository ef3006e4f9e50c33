import type { report } from "#databank";
import { table } from "./terminal.ts";

type Value<N extends Parameters<typeof report>[1]> = Awaited<ReturnType<typeof report<N>>>;

/** People by stage. */
export function aiplText({ as_of, model, stages }: Pick<Value<"aipl">, "as_of" | "model" | "stages">): string {
  const names = { A: "A awareness", I: "I interest", P: "P purchase", L: "L loyalty" } as const;
  const rows = (["A", "I", "P", "L"] as const).map((s) => [names[s], stages[s]] as const);
  return `AIPL on ${as_of} (${model})\n\n${table(["stage", "people"], rows)}`;
}

/** From the stage on the left to the stage on top. */
export function flowText({ from, to, matrix }: Pick<Value<"flow">, "from" | "to" | "matrix">): string {
  const places = ["A", "I", "P", "L", "none"] as const;
  const rows = places.map((a) => [a, ...places.map((b) => matrix[a][b])] as const);
  return `From ${from} (left) to ${to} (top)\n\n${table(["", ...places], rows)}`;
}

const sellers_shown = 30;
const percent = (part: number, whole: number): string => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);

export function serviceText({ total, sellers }: Value<"service">): string {
  const head = ["", "orders", "delivered", "on time by day", "by timestamp", "dispatched on time", "score"];
  const figures = (f: typeof total | (typeof sellers)[number]) => [
    f.orders,
    f.delivered,
    percent(f.on_time_by_day, f.promised),
    percent(f.on_time_by_timestamp, f.promised),
    percent(f.dispatched_on_time, f.dispatched),
  ];
  const prior = total.prior ? `${(100 * total.prior.on_time_ratio).toFixed(1)} %` : "-";
  const largest = sellers.toSorted((a, b) => b.orders - a.orders).slice(0, sellers_shown);
  const rows = largest.map((s) => [
    s.code,
    ...figures(s),
    s.score ? `${(100 * s.score.on_time_ratio).toFixed(1)} %` : "-",
  ]);
  const reviews = Object.entries(total.reviews).map(([name, r]) => [name, r.reviews, r.mean_stars] as const);
  const more =
    sellers.length > largest.length ? `... and ${sellers.length - largest.length} more sellers (--json)\n` : "";
  return `${table(head, [["total", ...figures(total), prior], ...rows])}${more}\n${table(["review of the order", "orders", "mean stars"], reviews)}`;
}

export function storesText(r: Value<"stores">): string {
  const money = (minor: number): string => (minor / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
  const sums = [
    [`spend (${r.currency})`, r.spend],
    ["baskets", r.baskets.toLocaleString("en-US")],
    ["quantity", r.quantity.toLocaleString("en-US")],
    ["baskets of nobody known", r.anonymous.baskets.toLocaleString("en-US")],
    ["  their spend", money(r.anonymous.spend_minor)],
    ["known customers", r.known_customers.toLocaleString("en-US")],
    ["  in two formats or more", r.multi_format_customers.toLocaleString("en-US")],
  ] as const;
  const formats = r.formats.map(
    (f) => [f.format || "(none)", money(f.spend_minor), f.baskets, f.known_customers] as const,
  );
  const weeks = r.weeks.map((w) => [w.week, money(w.spend_minor), w.baskets] as const);
  return [
    table(["", ""], sums),
    table(["format", "spend", "baskets", "known customers"], formats),
    table(["week", "spend", "baskets"], weeks),
  ].join("\n");
}
