import { traffic } from "#contract";
import {
  BarChart,
  DataTable,
  formatAgo,
  formatCount,
  formatTime,
  Grid,
  Page,
  Panel,
  StatCard,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useRead } from "#shell";
import type { z } from "zod";

const { routes } = traffic;
const t = words({
  title: { zh: "流量去了该去的地方吗？", en: "Does traffic go where it is deserved?" },
  sub: {
    zh: "系数 = exp(θ)。θ 的各部分相加恰为 θ；全平台按曝光加权为零和。",
    en: "The coefficient is exp(θ). Its parts add up to θ; over the platform, weighted by exposure, it is zero-sum.",
  },
  who: { zh: "谁得到，谁让出？", en: "Who gains, who gives?" },
  merchant: { zh: "商家", en: "Merchant" },
  factor: { zh: "系数", en: "Coefficient" },
  quality: { zh: "质量", en: "Quality" },
  newcomer: { zh: "新商家", en: "Newcomer" },
  pacing: { zh: "节奏", en: "Pacing" },
  sanction: { zh: "处罚", en: "Sanction" },
  price: { zh: "平衡", en: "Price" },
  theta: { zh: "θ", en: "θ" },
  bound: { zh: "θ 的边界", en: "Bound of θ" },
  weight: { zh: "质量权重", en: "Weight of quality" },
  share: { zh: "额外份额", en: "Extra share" },
  none: { zh: "还没有系数", en: "No coefficients yet" },
  noneHint: { zh: "规则判定后会出现在这里。", en: "They appear after rules gave verdicts." },
  grants: { zh: "发放记录", en: "Traffic given and taken" },
  reason: { zh: "理由", en: "Reason" },
  from: { zh: "开始", en: "From" },
  until: { zh: "到期", en: "Until" },
  part: { zh: "部分", en: "Part" },
  places: { zh: "资源位", en: "Places" },
  place: { zh: "位置", en: "Place" },
  booked: { zh: "已订 / 坑位", en: "Booked / slots" },
  ledger: { zh: "30 天曝光账", en: "Ledger of 30 days" },
  impressions: { zh: "曝光", en: "Impressions" },
  clicks: { zh: "点击", en: "Clicks" },
  gained: { zh: "系数带来的曝光", en: "Impressions by the coefficient" },
});

type Names = ReadonlyMap<number, string>;
type Replies = { [K in "coefficients" | "grants" | "places" | "ledger"]: z.output<(typeof routes)[K]["reply"]> };
const number = (n: number) => n.toFixed(3);

/** Coefficients with their parts, the grants behind them, the ledger and the places. */
export function Traffic() {
  const say = useWords(t);
  const text = useText();
  const all = useRead(routes.coefficients, {}, { refetch_ms: 15_000 });
  const grants = useRead(routes.grants, { query: { limit: 50 } });
  const places = useRead(routes.places);
  const ledger = useRead(routes.ledger, { query: { days: 30 } });
  const rows = all.data?.items ?? [];
  const names: Names = new Map(rows.map((r) => [r.merchant, text(r.name)]));
  return (
    <Page title={say.title} sub={say.sub} reads={[all, grants, places, ledger]}>
      <Grid min_px={180}>
        <StatCard label={say.bound} value={`±${all.data?.published.bound ?? ""}`} />
        <StatCard label={say.weight} value={all.data?.published.quality_weight ?? ""} />
        <StatCard label={say.share} value={all.data?.published.share_ratio ?? ""} />
      </Grid>
      <Who rows={rows} />
      <Parts rows={rows} />
      <LedgerPart items={ledger.data?.items ?? []} names={names} />
      <GrantsPart items={grants.data?.items ?? []} names={names} />
      <PlacesPart items={places.data?.items ?? []} />
    </Page>
  );
}

function Who({ rows }: { readonly rows: readonly traffic.Coefficient[] }) {
  const say = useWords(t);
  const text = useText();
  const ends = rows.length <= 14 ? rows : [...rows.slice(0, 7), ...rows.slice(-7)];
  const values = ends.map((r) => Math.round(r.theta * 1000) / 1000);
  return (
    <Panel title={say.who}>
      <BarChart
        lying
        figures
        label={say.who}
        height_px={80 + ends.length * 26}
        value={number}
        tick={(n) => n.toFixed(1)}
        data={{ names: ends.map((r) => text(r.name)), series: [{ name: say.theta, values }] }}
      />
    </Panel>
  );
}
function Parts({ rows }: { readonly rows: readonly traffic.Coefficient[] }) {
  const say = useWords(t);
  const text = useText();
  const part = (key: keyof traffic.Coefficient["parts"]) => ({
    key,
    title: say[key],
    figure: true,
    render: (r: traffic.Coefficient) => number(r.parts[key]),
    csv: (r: traffic.Coefficient) => r.parts[key],
  });
  return (
    <Panel flush>
      <DataTable
        rows={rows}
        rowKey={(r) => String(r.merchant)}
        exportName="coefficients"
        empty={{ title: say.none, hint: say.noneHint }}
        columns={[
          { key: "merchant", title: say.merchant, render: (r) => text(r.name), csv: (r) => text(r.name) },
          {
            key: "factor",
            title: say.factor,
            figure: true,
            render: (r) => <b>×{number(r.factor_ratio)}</b>,
            csv: (r) => r.factor_ratio,
          },
          part("quality"),
          part("newcomer"),
          part("pacing"),
          part("sanction"),
          part("price"),
          { key: "theta", title: say.theta, figure: true, render: (r) => number(r.theta), csv: (r) => r.theta },
        ]}
      />
    </Panel>
  );
}

type Sum = {
  readonly merchant: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly gained: number;
};
function summed(items: Replies["ledger"]["items"]): Sum[] {
  const sums = new Map<number, Sum>();
  for (const l of items) {
    const s = sums.get(l.merchant) ?? { merchant: l.merchant, impressions: 0, clicks: 0, gained: 0 };
    const gained = s.gained + l.gained_impressions;
    sums.set(l.merchant, {
      merchant: l.merchant,
      impressions: s.impressions + l.impressions,
      clicks: s.clicks + l.clicks,
      gained,
    });
  }
  return [...sums.values()].sort((a, b) => b.impressions - a.impressions);
}
function LedgerPart({ items, names }: { readonly items: Replies["ledger"]["items"]; readonly names: Names }) {
  const say = useWords(t);
  const lang = useLang();
  const count = (key: "impressions" | "clicks" | "gained") => ({
    key,
    title: say[key],
    figure: true,
    render: (r: Sum) => formatCount(Math.round(r[key]), lang),
  });
  return (
    <Panel title={say.ledger} flush>
      <DataTable
        small
        rows={summed(items)}
        rowKey={(r) => String(r.merchant)}
        columns={[
          { key: "merchant", title: say.merchant, render: (r) => names.get(r.merchant) ?? `#${r.merchant}` },
          count("impressions"),
          count("clicks"),
          count("gained"),
        ]}
      />
    </Panel>
  );
}

function GrantsPart({ items, names }: { readonly items: Replies["grants"]["items"]; readonly names: Names }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const until = (at: string | null) => (at === null ? "–" : formatTime(at, undefined, lang));
  return (
    <Panel title={say.grants} flush>
      <DataTable
        small
        rows={items}
        rowKey={(g) => g.id}
        columns={[
          { key: "merchant", title: say.merchant, render: (g) => names.get(g.merchant) ?? `#${g.merchant}` },
          { key: "part", title: say.part, render: (g) => say[g.part] },
          { key: "theta", title: say.theta, figure: true, render: (g) => number(g.theta) },
          { key: "reason", title: say.reason, render: (g) => text(g.reason).slice(0, 160) },
          { key: "from", title: say.from, render: (g) => formatAgo(g.from, lang) },
          { key: "until", title: say.until, render: (g) => until(g.until) },
        ]}
      />
    </Panel>
  );
}
function PlacesPart({ items }: { readonly items: Replies["places"]["items"] }) {
  const say = useWords(t);
  const text = useText();
  return (
    <Panel title={say.places} flush>
      <DataTable
        small
        rows={items}
        rowKey={(p) => p.code}
        columns={[
          { key: "name", title: say.place, render: (p) => text(p.name) },
          { key: "code", title: "", render: (p) => <code>{p.code}</code> },
          { key: "booked", title: say.booked, figure: true, render: (p) => `${p.booked} / ${p.slots}` },
        ]}
      />
    </Panel>
  );
}
