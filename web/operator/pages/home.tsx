import { facts, identity } from "#contract";
import {
  DataTable,
  formatAgo,
  formatCount,
  Grid,
  Page,
  Panel,
  StatCard,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useRead, useUser } from "#shell";
import type { z } from "zod";
import { LoopPicture } from "../loop/picture.tsx";
import type { Station } from "../loop/shape.ts";
import { countsOf } from "../loop/shape.ts";
import { factWords } from "../words.ts";

const t = words({
  title: { zh: "今天公平吗？", en: "Is the ground fair today?" },
  sub: {
    zh: "一天的数据走完一圈：从场到事实，到人，到流量，再回到场。虚线流动表示最近一小时有事实经过。",
    en: "One day of data around the loop: from the venues to facts, people and traffic, and back. A running line had facts in the last hour.",
  },
  loop: { zh: "数据闭环", en: "The loop" },
  loopSub: {
    zh: "箭头上是今天的条数；今天没有时为累计",
    en: "Figures on arrows are today's; where today has none, all time",
  },
  people: { zh: "消费者", en: "People" },
  merged: { zh: "今日合并", en: "Merged today" },
  hour: { zh: "最近一小时事实", en: "Facts in the last hour" },
  today: { zh: "今日事实", en: "Facts today" },
  total: { zh: "全部事实", en: "All facts" },
  readers: { zh: "谁在读日志？", en: "Who follows the log?" },
  reader: { zh: "读取者", en: "Reader" },
  behind: { zh: "待处理", en: "Behind" },
  up: { zh: "已跟上", en: "Up to date" },
  at: { zh: "最近处理", en: "Last handled" },
  kinds: { zh: "发生了什么？", en: "What happened?" },
  fact: { zh: "事实", en: "Fact" },
  nodes: { zh: (n: string) => `${n} 人`, en: (n: string) => `${n} people` },
});
type Flow = z.output<typeof facts.routes.flow.reply>;
type People = z.output<typeof identity.routes.overview.reply>;

/** The operator's first page: the loop as a live picture, then what is behind it. */
export function Home() {
  const say = useWords(t);
  const text = useText();
  const user = useUser();
  const flow = useRead(facts.routes.flow, {}, { refetch_ms: 3_000 });
  const people = useRead(identity.routes.overview, {}, { refetch_ms: 15_000 });
  return (
    <Page title={say.title} sub={`${text(user.platform.name)} · ${say.sub}`} reads={flow}>
      {() => (flow.data ? <Loop flow={flow.data} people={people.data} /> : null)}
    </Page>
  );
}

function Loop({ flow, people }: { readonly flow: Flow; readonly people: People | undefined }) {
  const say = useWords(t);
  const lang = useLang();
  const all = countsOf({ names: "all" }, flow.names);
  const figure = (n: number | undefined) => (n === undefined ? "–" : formatCount(n, lang));
  const noteOf = (s: Station) => (s.id === "identity" && people ? say.nodes(figure(people.people)) : undefined);
  return (
    <>
      <Panel title={say.loop} sub={say.loopSub}>
        <LoopPicture label={say.loop} countOf={(a) => countsOf(a, flow.names)} noteOf={noteOf} />
      </Panel>
      <Grid min_px={200}>
        <StatCard label={say.hour} value={figure(all.last_hour)} />
        <StatCard label={say.today} value={figure(all.today)} />
        <StatCard label={say.total} value={figure(all.total)} />
        <StatCard label={say.people} value={figure(people?.people)} />
        <StatCard label={say.merged} value={figure(people?.merges_today)} />
      </Grid>
      <Grid min_px={460}>
        <Names names={flow.names} />
        <Readers readers={flow.readers} />
      </Grid>
    </>
  );
}

function Names({ names }: { readonly names: Flow["names"] }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const count = (key: "last_hour" | "today" | "total", title: string) => ({
    key,
    title,
    figure: true,
    render: (r: Flow["names"][number]) => formatCount(r[key], lang),
    csv: (r: Flow["names"][number]) => r[key],
  });
  return (
    <Panel title={say.kinds} flush>
      <DataTable
        small
        rows={[...names].sort((a, b) => b.today - a.today || b.total - a.total)}
        rowKey={(r) => r.name}
        exportName="facts"
        columns={[
          { key: "fact", title: say.fact, render: (r) => text(factWords[r.name]), csv: (r) => r.name },
          count("last_hour", say.hour),
          count("today", say.today),
          count("total", say.total),
        ]}
      />
    </Panel>
  );
}

function Readers({ readers }: { readonly readers: Flow["readers"] }) {
  const say = useWords(t);
  const lang = useLang();
  const behind = (n: number) => (n === 0 ? <ToneTag tone="good">{say.up}</ToneTag> : formatCount(n, lang));
  return (
    <Panel title={say.readers} flush>
      <DataTable
        small
        rows={readers}
        rowKey={(r) => r.reader}
        columns={[
          { key: "reader", title: say.reader, render: (r) => <code>{r.reader}</code> },
          { key: "behind", title: say.behind, figure: true, render: (r) => behind(r.behind) },
          { key: "at", title: say.at, figure: true, render: (r) => (r.at === null ? "–" : formatAgo(r.at, lang)) },
        ]}
      />
    </Panel>
  );
}
