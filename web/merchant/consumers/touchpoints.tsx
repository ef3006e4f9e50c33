import { databank, traffic } from "#contract";
import {
  BarChart,
  formatRatio,
  Lineage,
  Panel,
  type Stage,
  stageLooks,
  stages,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useRead } from "#shell";
import { Segmented } from "antd";
import { useState } from "react";
import { lineageInfo } from "../shared/lineage.ts";
import { placeWords, touchpointWord } from "../shared/names.ts";
import css from "./consumers.module.css";
import { modelOf, touchpointPeople } from "./model-cells.ts";
import { useSaveAudience } from "./save-audience.tsx";

const t = words({
  title: { zh: "他们从哪里来？", en: "How did they meet us?" },
  sub: {
    zh: "所选阶段的人经由各触点的占比；一个人可以有多个触点。点一条可存成人群。",
    en: "Share of the people of a stage by touchpoint; one person may have several. Press a bar to keep its people.",
  },
  share: { zh: "占该阶段的人", en: "Share of the stage" },
  stage: { zh: "阶段", en: "Stage" },
  none: { zh: "这个阶段还没有触点数据", en: "No touchpoints in this stage yet" },
  noneHint: { zh: "事件里带上 touchpoint，这里就会出现。", en: "They appear as soon as events name their touchpoint." },
  hidden: {
    zh: (n: number) => `另有 ${n} 个触点人数太少，不显示。`,
    en: (n: number) => `${n} more touchpoints have too few people to show.`,
  },
  by: {
    zh: (stage: string, point: string) => `${stage} · ${point}`,
    en: (stage: string, point: string) => `${stage} by ${point}`,
  },
});
const barsMax = 14;

/** Touchpoints of one stage on a day; each bar can become an audience. */
export function Touchpoints({ day }: { readonly day: string }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const save = useSaveAudience();
  const [stage, setStage] = useState<Stage>("A");
  const read = useRead(databank.routes.touchpoints, { query: { as_of: day } });
  const models = useRead(databank.routes.models);
  const places = useRead(traffic.routes.places, {}, { stale_ms: 300_000 });
  const nameOf = (code: string) =>
    text(places.data?.items.find((one) => one.code === code)?.name ?? touchpointWord(code));
  const rows = (read.data?.touchpoints ?? []).filter((row) => row.stage === stage);
  const shown = rows
    .filter((row) => row.share_ratio !== null && row.share_ratio > 0)
    .sort((a, b) => (b.people ?? 0) - (a.people ?? 0))
    .slice(0, barsMax);
  const hidden = rows.filter((row) => row.people === null).length;
  const model = read.data ? modelOf(models.data?.items ?? [], read.data.model.version) : undefined;
  const keep = (i: number) => {
    const point = shown[i]?.touchpoint;
    if (!point || !model) return;
    const name = say.by(text(placeWords[stage]), nameOf(point));
    save({ name, definition: touchpointPeople(model, stage, point, day) });
  };
  return (
    <Panel
      title={say.title}
      sub={say.sub}
      actions={
        <>
          <Segmented<Stage>
            aria-label={say.stage}
            value={stage}
            onChange={setStage}
            options={stages.map((one) => ({ value: one, label: text(placeWords[one]) }))}
          />
          {read.data ? <Lineage info={lineageInfo(read.data.lineage, lang)} /> : null}
        </>
      }
    >
      <Wait reads={read} isEmpty={shown.length === 0} empty={{ title: say.none, hint: say.noneHint }}>
        <BarChart
          lying
          figures
          label={say.title}
          data={{
            names: shown.map((row) => nameOf(row.touchpoint)),
            series: [{ name: say.share, values: shown.map((row) => row.share_ratio), colour: stageLooks[stage].fill }],
          }}
          value={(n) => formatRatio(n, lang)}
          tick={(n) => formatRatio(n, lang, 0)}
          onPick={keep}
        />
        {hidden > 0 ? <p className={css["note"]}>{say.hidden(hidden)}</p> : null}
      </Wait>
    </Panel>
  );
}
