import { type Bilingual, lab } from "#contract";
import {
  BarChart,
  type Column,
  DataTable,
  formatCount,
  formatTime,
  Money,
  Panel,
  ToneTag,
  type Tone,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useUser } from "#shell";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { Lines } from "../shared/cells.tsx";

const t = words({
  picture: { zh: "收到多少答卷？", en: "How many answers are in?" },
  answers: { zh: "答卷", en: "Answers" },
  concept: { zh: "概念", en: "Concept" },
  state: { zh: "状态", en: "State" },
  price: { zh: "设想价格", en: "Price idea" },
  opened: { zh: "开始于", en: "Opened" },
  none: { zh: "还没有概念测试", en: "No concept test yet" },
  noneHint: {
    zh: "写一段描述，问问消费者会不会买、愿意出多少钱。",
    en: "Describe it and ask consumers whether they would buy it, and for how much.",
  },
  add: { zh: "新建概念测试", en: "New concept test" },
});
export const surveyWords: Readonly<Record<lab.Survey["state"], Bilingual>> = {
  draft: { zh: "草稿", en: "Draft" },
  open: { zh: "进行中", en: "Open" },
  closed: { zh: "已结束", en: "Closed" },
};
export const surveyTones: Readonly<Record<lab.Survey["state"], Tone>> = {
  draft: "plain",
  open: "good",
  closed: "accent",
};

function useColumns(): readonly Column<lab.Survey>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  return [
    {
      key: "concept",
      title: say.concept,
      csv: (one) => text(one.concept.title),
      render: (one) => <Lines wide first={<b>{text(one.concept.title)}</b>} second={one.concept.term} />,
    },
    {
      key: "state",
      title: say.state,
      csv: (one) => one.state,
      render: (one) => <ToneTag tone={surveyTones[one.state]}>{text(surveyWords[one.state])}</ToneTag>,
    },
    {
      key: "price",
      title: say.price,
      csv: (one) => one.concept.price_from_minor / 100,
      render: (one) => (
        <>
          <Money amount_minor={one.concept.price_from_minor} currency={one.concept.currency} /> –{" "}
          <Money amount_minor={one.concept.price_until_minor} currency={one.concept.currency} />
        </>
      ),
    },
    {
      key: "opened",
      title: say.opened,
      csv: (one) => one.opened_at,
      render: (one) => (one.opened_at ? formatTime(one.opened_at, zone, lang) : "–"),
    },
    {
      key: "answers",
      title: say.answers,
      figure: true,
      csv: (one) => one.answers,
      render: (one) => formatCount(one.answers, lang),
    },
  ];
}

/** The brand's concept tests. */
export function Surveys() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const list = useList(lab.routes.surveys, { query: { limit: 50 } });
  const asked = list.rows.filter((one) => one.answers > 0).slice(0, 10);
  const open = (id: string) => void navigate({ to: "/lab/$id", params: { id } });
  const add = (
    <Link to="/lab/new">
      <Button type="primary" tabIndex={-1}>
        {say.add}
      </Button>
    </Link>
  );
  return (
    <Wait reads={list} isEmpty={list.rows.length === 0} empty={{ title: say.none, hint: say.noneHint, next: add }}>
      <div style={{ display: "flex", flexDirection: "column", gap: 24 }}>
        {asked.length > 0 ? (
          <Panel title={say.picture}>
            <BarChart
              lying
              figures
              label={say.picture}
              data={{
                names: asked.map((one) => text(one.concept.title)),
                series: [{ name: say.answers, values: asked.map((one) => one.answers) }],
              }}
              value={(n) => formatCount(n, lang)}
              onPick={(i) => open(asked[i]?.id ?? "")}
            />
          </Panel>
        ) : null}
        <Panel flush>
          <DataTable
            list={list}
            rowKey={(one) => one.id}
            exportName="concept-tests"
            columns={columns}
            onOpen={(one) => open(one.id)}
          />
        </Panel>
      </div>
    </Wait>
  );
}
