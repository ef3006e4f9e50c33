import { identity } from "#contract";
import {
  BarChart,
  DataTable,
  formatAgo,
  formatCount,
  Grid,
  Page,
  Panel,
  StatCard,
  useLang,
  useWords,
  words,
} from "#parts";
import { useList, useRead } from "#shell";

const { routes } = identity;
const t = words({
  title: { zh: "同一个人认得准吗？", en: "Is one consumer one person?" },
  sub: {
    zh: "标识按强弱连接；每次合并有据可查，可以拆回。",
    en: "Identifiers are linked strongest first; every merge is explained and can be undone.",
  },
  people: { zh: "人", en: "People" },
  merged: { zh: "被合并的标识", en: "Merged identifiers" },
  today: { zh: "今日合并", en: "Merges today" },
  largest: { zh: "最大的人（标识数）", en: "Largest person (identifiers)" },
  types: { zh: "有哪些标识？", en: "Which identifiers are there?" },
  count: { zh: "数量", en: "Count" },
  recent: { zh: "最近的合并", en: "Newest merges" },
  when: { zh: "时间", en: "When" },
  what: { zh: "合并", en: "Merge" },
  joined: {
    zh: (n: number, person: number) => `${n} 人合并为 #${person}`,
    en: (n: number, person: number) => `${n} people became #${person}`,
  },
  undone: {
    zh: (n: number, person: number) => `#${person} 的合并（${n} 人）已拆回`,
    en: (n: number, person: number) => `Merge of ${n} people into #${person}, undone`,
  },
  none: { zh: "还没有合并", en: "No merges yet" },
});

/** How many identifiers and people there are, and what was joined lately. */
export function Identity() {
  const say = useWords(t);
  const lang = useLang();
  const overview = useRead(routes.overview);
  const merges = useList(routes.merges, { query: { limit: 50 } });
  const o = overview.data;
  const byType = new Map<string, number>();
  for (const i of o?.identifiers ?? []) byType.set(i.type, (byType.get(i.type) ?? 0) + i.count);
  const shown = [...byType].sort((a, b) => b[1] - a[1]);
  const n = (v: number | undefined) => (v === undefined ? "–" : formatCount(v, lang));
  return (
    <Page title={say.title} sub={say.sub} reads={[overview, merges]}>
      <Grid min_px={180}>
        <StatCard label={say.people} value={n(o?.people)} />
        <StatCard label={say.merged} value={n(o?.merged)} />
        <StatCard label={say.today} value={n(o?.merges_today)} />
        <StatCard label={say.largest} value={n(o?.largest)} />
      </Grid>
      <Panel title={say.types}>
        <BarChart
          lying
          figures
          label={say.types}
          height_px={60 + shown.length * 30}
          data={{ names: shown.map(([type]) => type), series: [{ name: say.count, values: shown.map(([, v]) => v) }] }}
        />
      </Panel>
      <Panel title={say.recent} flush>
        <DataTable
          small
          list={merges}
          rowKey={(m) => m.id}
          empty={{ title: say.none }}
          columns={[
            { key: "when", title: say.when, render: (m) => formatAgo(m.at, lang) },
            {
              key: "what",
              title: say.what,
              render: (m) => (m.undone_at === null ? say.joined(m.people, m.person) : say.undone(m.people, m.person)),
            },
          ]}
        />
      </Panel>
    </Page>
  );
}
