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

/** Coefficients with their parts, the grants behind them, the ledger and the places. */
export function Traffic() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const all = useRead(routes.coefficients, {}, { refetch_ms: 15_000 });
  const grants = useRead(routes.grants, { query: { limit: 50 } });
  const places = useRead(routes.places);
  const ledger = useRead(routes.ledger, { query: { days: 30 } });
  const rows = all.data?.items ?? [];
  const names = new Map(rows.map((r) => [r.merchant, text(r.name)]));
  const ends = rows.length <= 14 ? rows : [...rows.slice(0, 7), ...rows.slice(-7)];
  const number = (n: number) => n.toFixed(3);
  const sums = new Map<number, { merchant: number; impressions: number; clicks: number; gained: number }>();
  for (const l of ledger.data?.items ?? []) {
    const s = sums.get(l.merchant) ?? { merchant: l.merchant, impressions: 0, clicks: 0, gained: 0 };
    sums.set(l.merchant, {
      merchant: l.merchant,
      impressions: s.impressions + l.impressions,
      clicks: s.clicks + l.clicks,
      gained: s.gained + l.gained_impressions,
    });
  }
  return (
    <Page title={say.title} sub={say.sub} reads={[all, grants, places, ledger]}>
      <Grid min_px={180}>
        <StatCard label={say.bound} value={`±${all.data?.published.bound ?? ""}`} />
        <StatCard label={say.weight} value={all.data?.published.quality_weight ?? ""} />
        <StatCard label={say.share} value={all.data?.published.share_ratio ?? ""} />
      </Grid>
      <Panel title={say.who}>
        <BarChart
          lying
          figures
          label={say.who}
          height_px={80 + ends.length * 26}
          value={number}
          tick={(n) => n.toFixed(1)}
          data={{
            names: ends.map((r) => text(r.name)),
            series: [{ name: say.theta, values: ends.map((r) => Math.round(r.theta * 1000) / 1000) }],
          }}
        />
      </Panel>
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
            ...(["quality", "newcomer", "pacing", "sanction", "price"] as const).map((key) => ({
              key,
              title: say[key],
              figure: true,
              render: (r: traffic.Coefficient) => number(r.parts[key]),
              csv: (r: traffic.Coefficient) => r.parts[key],
            })),
            { key: "theta", title: say.theta, figure: true, render: (r) => number(r.theta), csv: (r) => r.theta },
          ]}
        />
      </Panel>
      <Panel title={say.ledger} flush>
        <DataTable
          small
          rows={[...sums.values()].sort((a, b) => b.impressions - a.impressions)}
          rowKey={(r) => String(r.merchant)}
          columns={[
            { key: "m", title: say.merchant, render: (r) => names.get(r.merchant) ?? `#${r.merchant}` },
            { key: "i", title: say.impressions, figure: true, render: (r) => formatCount(r.impressions, lang) },
            { key: "c", title: say.clicks, figure: true, render: (r) => formatCount(r.clicks, lang) },
            { key: "g", title: say.gained, figure: true, render: (r) => formatCount(Math.round(r.gained), lang) },
          ]}
        />
      </Panel>
      <Panel title={say.grants} flush>
        <DataTable
          small
          rows={grants.data?.items ?? []}
          rowKey={(g) => g.id}
          columns={[
            { key: "m", title: say.merchant, render: (g) => names.get(g.merchant) ?? `#${g.merchant}` },
            { key: "p", title: say.part, render: (g) => say[g.part] },
            { key: "t", title: say.theta, figure: true, render: (g) => number(g.theta) },
            { key: "r", title: say.reason, render: (g) => text(g.reason).slice(0, 160) },
            { key: "f", title: say.from, render: (g) => formatAgo(g.from, lang) },
            {
              key: "u",
              title: say.until,
              render: (g) => (g.until === null ? "–" : formatTime(g.until, undefined, lang)),
            },
          ]}
        />
      </Panel>
      <Panel title={say.places} flush>
        <DataTable
          small
          rows={places.data?.items ?? []}
          rowKey={(p) => p.code}
          columns={[
            { key: "n", title: say.place, render: (p) => text(p.name) },
            { key: "c", title: "", render: (p) => <code>{p.code}</code> },
            { key: "b", title: say.booked, figure: true, render: (p) => `${p.booked} / ${p.slots}` },
          ]}
        />
      </Panel>
    </Page>
  );
}
