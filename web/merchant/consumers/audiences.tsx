import { PlusOutlined } from "@ant-design/icons";
import { audiences } from "#contract";
import {
  BarChart,
  type Column,
  DataTable,
  formatAgo,
  formatCount,
  Page,
  Panel,
  ToneTag,
  useLang,
  useWords,
  words,
} from "#parts";
import { useList } from "#shell";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useDescribe } from "../shared/use-describe.ts";
import css from "./audiences.module.css";
import { CountText } from "./live-count.tsx";
import { UploadButton } from "./upload.tsx";
import { useKnownNames } from "./use-names.ts";

const t = words({
  title: { zh: "该和谁说话？", en: "Whom should we talk to?" },
  sub: {
    zh: "人群是一组条件；冻结后成为一份有日期的名单，活动与触达都用名单。",
    en: "An audience is a set of conditions; frozen, it is a dated list that campaigns and channels use.",
  },
  add: { zh: "新建人群", en: "New audience" },
  sizes: { zh: "最近名单有多大？", en: "How large are the newest lists?" },
  people: { zh: "人数", en: "People" },
  none: { zh: "还没有人群", en: "No audience yet" },
  noneHint: {
    zh: "在资产或流转图上点任何一格就能存成人群，也可以从头组合条件。",
    en: "Press any cell of the assets or the flow to keep its people, or combine conditions from scratch.",
  },
  name: { zh: "人群", en: "Audience" },
  size: { zh: "最近名单", en: "Newest list" },
  fresh: { zh: "冻结于", en: "Frozen" },
  by: { zh: "创建人", en: "Made by" },
  never: { zh: "未冻结", en: "not frozen yet" },
  daily: { zh: "每日更新", en: "daily" },
  failed: { zh: "上次冻结失败", en: "last freezing failed" },
});
const barsMax = 8;

function Sizes({ rows }: { readonly rows: readonly audiences.Audience[] }) {
  const say = useWords(t);
  const lang = useLang();
  const navigate = useNavigate();
  const known = rows
    .flatMap((one) =>
      one.frozen?.count.people ? [{ id: one.id, name: one.name, people: one.frozen.count.people }] : [],
    )
    .sort((a, b) => b.people - a.people)
    .slice(0, barsMax);
  if (known.length < 2) return null;
  return (
    <Panel title={say.sizes}>
      <BarChart
        lying
        figures
        label={say.sizes}
        data={{
          names: known.map((one) => one.name),
          series: [{ name: say.people, values: known.map((one) => one.people) }],
        }}
        value={(n) => formatCount(n, lang)}
        onPick={(i) => void navigate({ to: "/audiences/$id", params: { id: known[i]?.id ?? "" } })}
      />
    </Panel>
  );
}

function useColumns(): readonly Column<audiences.Audience>[] {
  const say = useWords(t);
  const lang = useLang();
  const describe = useDescribe(useKnownNames());
  return [
    {
      key: "name",
      title: say.name,
      csv: (one) => one.name,
      render: (one) => (
        <div className={css["name"]}>
          <Link to="/audiences/$id" params={{ id: one.id }} tabIndex={-1}>
            {one.name}
          </Link>
          <span className={css["tags"]}>
            {one.daily ? <ToneTag tone="accent">{say.daily}</ToneTag> : null}
            {one.last_error ? <ToneTag tone="bad">{say.failed}</ToneTag> : null}
          </span>
          <small>{describe(one.definition)}</small>
        </div>
      ),
    },
    {
      key: "size",
      title: say.size,
      figure: true,
      width_px: 150,
      csv: (one) => one.frozen?.count.people,
      render: (one) => (one.frozen ? <CountText brief shown={one.frozen.count} /> : <small>{say.never}</small>),
    },
    {
      key: "at",
      title: say.fresh,
      width_px: 130,
      csv: (one) => one.frozen?.at,
      render: (one) => (one.frozen ? formatAgo(one.frozen.at, lang) : "–"),
    },
    { key: "by", title: say.by, width_px: 140, csv: (one) => one.created_by, render: (one) => one.created_by },
  ];
}

/** The brand's audiences with size and freshness. */
export function Audiences() {
  const say = useWords(t);
  const navigate = useNavigate();
  const columns = useColumns();
  const list = useList(audiences.routes.list, { query: { limit: 50 } });
  const add = (
    <Link to="/audiences/new">
      <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
        {say.add}
      </Button>
    </Link>
  );
  return (
    <Page
      title={say.title}
      sub={say.sub}
      actions={
        <>
          <UploadButton />
          {add}
        </>
      }
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint, next: add }}
    >
      <Sizes rows={list.rows} />
      <Panel flush>
        <DataTable
          list={list}
          rowKey={(one) => one.id}
          exportName="audiences"
          onOpen={(one) => void navigate({ to: "/audiences/$id", params: { id: one.id } })}
          columns={columns}
        />
      </Panel>
    </Page>
  );
}
