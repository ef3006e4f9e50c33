import { audiences, databank } from "#contract";
import {
  AiplBar,
  formatCount,
  formatDay,
  Grid,
  Lineage,
  Page,
  Panel,
  type Stage,
  stageLooks,
  stages,
  TrendChart,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useRead } from "#shell";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useState } from "react";
import { addDays } from "../shared/days.ts";
import { DayField } from "../shared/day-field.tsx";
import { freshness, lineageInfo } from "../shared/lineage.ts";
import { placeWords } from "../shared/names.ts";
import { usePlatformDays } from "../shared/use-days.ts";
import css from "./consumers.module.css";
import { Movement } from "./movement.tsx";
import { useSaveAudience } from "./save-audience.tsx";
import { Touchpoints } from "./touchpoints.tsx";

const t = words({
  title: { zh: "我的消费者是谁？", en: "Who are my consumers?" },
  day: { zh: "看哪一天", en: "Day to look at" },
  total: {
    zh: (n: string) => `共 ${n} 人，各在其最高阶段`,
    en: (n: string) => `${n} people, each in the highest stage`,
  },
  aipl: { zh: "消费者资产", en: "Consumer assets" },
  pickHint: { zh: "点一个阶段，可存成人群。", en: "Press a stage to keep its people as an audience." },
  moved: { zh: "比前一天进出多少？", en: "Who came and left since the day before?" },
  movedSub: { zh: (day: string) => `${day}`, en: (day: string) => `On ${day}` },
  trend: { zh: "这一个月怎么变的？", en: "How did it change this month?" },
  people: { zh: "在阶段内", en: "In the stage" },
  in: { zh: "每日进入", en: "Coming in" },
  out: { zh: "每日离开", en: "Leaving" },
  small: {
    zh: (k: number) => `少于 ${k} 人的人数不显示，也不让别的数把它反推出来；这是为了保护每一位消费者。`,
    en: (k: number) =>
      `Counts of fewer than ${k} people are hidden, and so is what would give them away, to protect every consumer.`,
  },
  nobody: { zh: "这一天还没有消费者", en: "No consumers on this day yet" },
  nobodyHint: {
    zh: "有人看到、搜索或购买您的品牌后，第二天这里就会有数。换一天看看？",
    en: "They appear once people see, search or buy the brand. Try another day?",
  },
  stageOn: { zh: (s: string, d: string) => `${s} ${d}`, en: (s: string, d: string) => `${s}, ${d}` },
  views: { zh: "看什么", en: "What to show" },
});
type View = "people" | "in" | "out";
const trendDays = 30;

function Trend({ day, onDay }: { readonly day: string; readonly onDay: (day: string) => void }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const [view, setView] = useState<View>("people");
  const read = useRead(databank.routes.trend, { query: { from: addDays(day, 1 - trendDays), to: day } });
  const days = read.data?.days ?? [];
  const valuesOf = (stage: Stage) => days.map((one) => one.stages.find((s) => s.stage === stage)?.[view] ?? null);
  return (
    <Panel
      title={say.trend}
      actions={
        <>
          <Segmented<View>
            aria-label={say.views}
            value={view}
            onChange={setView}
            options={(["people", "in", "out"] as const).map((one) => ({ value: one, label: say[one] }))}
          />
          {read.data ? <Lineage info={lineageInfo(read.data.lineage, lang)} /> : null}
        </>
      }
    >
      <Wait reads={read}>
        <TrendChart
          label={say.trend}
          height_px={300}
          data={{
            days: days.map((one) => one.day),
            series: stages.map((stage) => ({
              name: text(placeWords[stage]),
              values: valuesOf(stage),
              colour: stageLooks[stage].fill,
            })),
          }}
          onPick={onDay}
        />
      </Wait>
    </Panel>
  );
}

/** The brand's consumers on a day: AIPL, who came and left, how it went, and through which touchpoints. */
export function Assets() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const save = useSaveAudience();
  const navigate = useNavigate();
  const { today, yesterday } = usePlatformDays();
  const search: { readonly day?: string } = useSearch({ strict: false });
  const day = search.day ?? yesterday;
  const setDay = (next: string) => void navigate({ to: "/consumers", search: { day: next }, replace: true });
  const read = useRead(databank.routes.aipl, { query: { as_of: day } });
  const policy = useRead(audiences.routes.policy);
  const shown = read.data;
  const countOf = (stage: Stage) => shown?.stages.find((one) => one.stage === stage)?.people ?? null;
  const keep = (stage: Stage) =>
    save({
      name: say.stageOn(text(placeWords[stage]), formatDay(day, lang)),
      definition: { cell: { kind: "stage", stage, day }, rolling: false },
    });
  return (
    <Page
      title={say.title}
      sub={shown ? freshness(shown, lang) : undefined}
      filters={<DayField label={say.day} value={day} onChange={setDay} lastDay={today} />}
      reads={read}
      isEmpty={shown?.total === 0}
      empty={{ title: say.nobody, hint: say.nobodyHint }}
    >
      <Grid min_px={420}>
        <Panel
          title={say.aipl}
          sub={shown?.total ? say.total(formatCount(shown.total, lang)) : say.pickHint}
          actions={shown ? <Lineage info={lineageInfo(shown.lineage, lang)} /> : undefined}
        >
          <AiplBar counts={{ A: countOf("A"), I: countOf("I"), P: countOf("P"), L: countOf("L") }} onPick={keep} />
          <p className={css["note"]}>{say.pickHint}</p>
        </Panel>
        <Panel title={say.moved} sub={say.movedSub(formatDay(day, lang))}>
          <Movement changes={shown?.stages ?? []} />
        </Panel>
      </Grid>
      <Trend day={day} onDay={setDay} />
      <Touchpoints day={day} />
      {policy.data ? <p className={css["note"]}>{say.small(policy.data.report_min)}</p> : null}
    </Page>
  );
}
