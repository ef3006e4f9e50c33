import { PlusOutlined } from "@ant-design/icons";
import { marketing } from "#contract";
import {
  type Column,
  DataTable,
  formatRatio,
  formatTime,
  Page,
  Panel,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useList, useUser } from "#shell";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { Calendar } from "./calendar.tsx";
import css from "./marketing.module.css";
import { goalWords, stateTones, stateWords } from "./words.ts";

const t = words({
  title: { zh: "在哪里说什么？", en: "What shall we say, and where?" },
  sub: {
    zh: "一个活动把内容、资源位、权益、时间和人群放在一起，并留出对照组。",
    en: "A campaign joins content, places, benefits, time and people, and keeps a hold-out.",
  },
  add: { zh: "新建活动", en: "New campaign" },
  all: { zh: "全部", en: "All" },
  state: { zh: "状态", en: "State" },
  calendar: { zh: "什么时候在做什么？", en: "What runs when?" },
  none: { zh: "还没有活动", en: "No campaign yet" },
  noneHint: {
    zh: "从内容开始：写一句话，选几个资源位，定个时间。",
    en: "Start with the content: a line, some places, a time.",
  },
  name: { zh: "活动", en: "Campaign" },
  when: { zh: "时间", en: "When" },
  where: { zh: "资源位", en: "Places" },
  places: { zh: (n: number) => `${n} 个`, en: (n: number) => `${n}` },
  holdOut: { zh: "对照组", en: "Hold-out" },
  benefits: { zh: "权益", en: "Benefits" },
});
type State = marketing.Campaign["state"];

function useColumns(): readonly Column<marketing.Campaign>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  return [
    {
      key: "name",
      title: say.name,
      csv: (one) => text(one.name),
      render: (one) => (
        <div className={css["name"]}>
          <Link to="/campaigns/$id" params={{ id: one.id }} tabIndex={-1}>
            <b>{text(one.name)}</b>
          </Link>{" "}
          <ToneTag tone={stateTones[one.state]}>{text(stateWords[one.state])}</ToneTag>
          <small>
            {text(goalWords[one.goal])} · {text(one.creative.title)}
          </small>
        </div>
      ),
    },
    {
      key: "when",
      title: say.when,
      csv: (one) => `${one.from} – ${one.until}`,
      render: (one) => (
        <small>
          {formatTime(one.from, zone, lang)}
          <br />
          {formatTime(one.until, zone, lang)}
        </small>
      ),
    },
    {
      key: "places",
      title: say.where,
      figure: true,
      csv: (one) => one.places.join(" "),
      render: (one) => say.places(one.places.length),
    },
    {
      key: "benefits",
      title: say.benefits,
      figure: true,
      csv: (one) => one.benefits.length,
      render: (one) => one.benefits.length,
    },
    {
      key: "hold",
      title: say.holdOut,
      figure: true,
      csv: (one) => one.hold_out_ratio,
      render: (one) => formatRatio(one.hold_out_ratio, lang),
    },
  ];
}

/** The brand's campaigns: along the days, and as a list. */
export function Campaigns() {
  const say = useWords(t);
  const text = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const search: { readonly state?: State } = useSearch({ strict: false });
  const { state } = search;
  const list = useList(marketing.routes.campaigns, { query: { limit: 50, ...(state ? { state } : {}) } });
  const add = (
    <Link to="/campaigns/new">
      <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
        {say.add}
      </Button>
    </Link>
  );
  const filter = (
    <Segmented<State | "all">
      aria-label={say.state}
      value={state ?? "all"}
      onChange={(next) =>
        void navigate({ to: "/campaigns", search: next === "all" ? {} : { state: next }, replace: true })
      }
      options={[
        { value: "all" as const, label: say.all },
        ...marketing.campaignStates.map((one) => ({ value: one, label: text(stateWords[one]) })),
      ]}
    />
  );
  return (
    <Page
      title={say.title}
      sub={say.sub}
      actions={add}
      filters={filter}
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint, next: add }}
    >
      {list.rows.some((one) => one.state !== "cancelled") ? (
        <Panel title={say.calendar}>
          <Calendar campaigns={list.rows} label={say.calendar} />
        </Panel>
      ) : null}
      <Panel flush>
        <DataTable
          list={list}
          rowKey={(one) => one.id}
          exportName="campaigns"
          columns={columns}
          onOpen={(one) => void navigate({ to: "/campaigns/$id", params: { id: one.id } })}
        />
      </Panel>
    </Page>
  );
}
