import type { facts } from "#contract";

/** A station of the loop: where it stands, and its name in both languages. */
export type Station = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly zh: string;
  readonly en: string;
  readonly to?: string;
};
/** An arrow: from where to where, and which facts travel on it. */
export type Arrow = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly names: readonly facts.FactName[] | "all";
  readonly zh: string;
  readonly en: string;
  readonly bend?: number;
};

/** The picture is drawn in these units and scales with the page. */
export const size = { width: 1210, height: 520 } as const;

export const stations: readonly Station[] = [
  { id: "venues", x: 95, y: 100, zh: "场", en: "Venues", to: "/parties" },
  { id: "facts", x: 350, y: 100, zh: "事实日志", en: "Log of facts", to: "/log" },
  { id: "identity", x: 605, y: 100, zh: "同一个人", en: "One consumer", to: "/identity" },
  { id: "databank", x: 860, y: 100, zh: "数据银行", en: "Data Bank" },
  { id: "audiences", x: 1115, y: 100, zh: "人群", en: "Audiences" },
  { id: "marketing", x: 1115, y: 280, zh: "营销", en: "Marketing" },
  { id: "traffic", x: 1115, y: 460, zh: "流量", en: "Traffic", to: "/traffic" },
  { id: "consumers", x: 860, y: 280, zh: "消费者", en: "Consumers" },
  { id: "trade", x: 350, y: 280, zh: "交易与供应", en: "Trade and supply" },
  { id: "service", x: 605, y: 460, zh: "体验分", en: "Service", to: "/service" },
  { id: "rules", x: 860, y: 460, zh: "规则", en: "Rules", to: "/rules" },
  { id: "plans", x: 95, y: 460, zh: "创新与联合计划", en: "Lab and plans" },
];

export const arrows: readonly Arrow[] = [
  { id: "events", from: "venues", to: "facts", names: "all", zh: "行为与销售", en: "events and sales" },
  {
    id: "resolve",
    from: "facts",
    to: "identity",
    names: ["identify", "identity.merged", "consent.changed", "join_member"],
    zh: "识别与合并",
    en: "recognised",
  },
  {
    id: "stages",
    from: "identity",
    to: "databank",
    names: [
      "exposure",
      "click",
      "item_view",
      "content_view",
      "search",
      "add_to_cart",
      "favourite",
      "venue_visit",
      "scan",
      "purchase",
    ],
    zh: "入位图",
    en: "into bitmaps",
  },
  {
    id: "frozen",
    from: "databank",
    to: "audiences",
    names: ["audience.frozen"],
    zh: "冻结人群",
    en: "people frozen",
  },
  {
    id: "campaigns",
    from: "audiences",
    to: "marketing",
    names: ["campaign.started", "benefit.claimed"],
    zh: "活动与领券",
    en: "campaigns, claims",
  },
  {
    id: "slots",
    from: "marketing",
    to: "traffic",
    names: ["benefit.redeemed", "device_play"],
    zh: "核销与屏幕播放",
    en: "used, played",
  },
  {
    id: "shown",
    from: "traffic",
    to: "consumers",
    names: ["exposure.served"],
    zh: "曝光",
    en: "lists and slots",
  },
  { id: "orders", from: "consumers", to: "trade", names: ["order.placed"], zh: "下单", en: "orders placed" },
  {
    id: "goods",
    from: "trade",
    to: "venues",
    names: ["stock.received", "purchase_order.placed", "appointment.booked", "chat.opened"],
    zh: "到货与导购",
    en: "goods and advice",
  },
  {
    id: "cases",
    from: "trade",
    to: "service",
    names: ["order.dispatched", "order.delivered", "order.cancelled", "order.refunded", "review.given"],
    zh: "履约与评价",
    en: "fulfilment, reviews",
  },
  { id: "scores", from: "service", to: "rules", names: ["score.computed"], zh: "评分", en: "score runs" },
  {
    id: "grants",
    from: "rules",
    to: "traffic",
    names: ["verdict.given", "traffic.granted"],
    zh: "流量反哺",
    en: "traffic back",
  },
  {
    id: "read",
    from: "trade",
    to: "plans",
    names: ["survey.answered", "plan.signed"],
    zh: "调研与签约",
    en: "surveys, signed plans",
  },
];

const half = { w: 75, h: 34 };
/** Where the line from a to b leaves the box around a. */
function edge(a: Station, b: Station): { x: number; y: number } {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const scale = Math.min(half.w / Math.max(1, Math.abs(dx)), half.h / Math.max(1, Math.abs(dy)));
  return { x: a.x + dx * scale, y: a.y + dy * scale };
}
export type Drawn = Arrow & { readonly path: string; readonly middle: { readonly x: number; readonly y: number } };

/** The arrows as straight paths between the edges of their stations, with the place of the figure. */
export function drawn(): Drawn[] {
  const at = new Map(stations.map((s) => [s.id, s]));
  return arrows.flatMap((a) => {
    const [from, to] = [at.get(a.from), at.get(a.to)];
    if (!from || !to) return [];
    const [start, end] = [edge(from, to), edge(to, from)];
    return [
      {
        ...a,
        path: `M${start.x} ${start.y}L${end.x} ${end.y}`,
        middle: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 },
      },
    ];
  });
}

export type Counts = { readonly today: number; readonly last_hour: number; readonly total: number };
type Named = Counts & { readonly name: facts.FactName };
/** What travelled on an arrow. */
export function countsOf(arrow: Pick<Arrow, "names">, names: readonly Named[]): Counts {
  const wanted = arrow.names === "all" ? names : names.filter((n) => arrow.names.includes(n.name));
  const sum = (key: keyof Counts) => wanted.reduce((s, n) => s + n[key], 0);
  return { today: sum("today"), last_hour: sum("last_hour"), total: sum("total") };
}
