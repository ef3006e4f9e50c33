import { facts, parties } from "#contract";
import { DataTable, formatMoney, formatTime, Page, Panel, useLang, useText, useWords, words } from "#parts";
import { useList, useRead } from "#shell";
import { Select } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { factWords } from "../words.ts";

const t = words({
  title: { zh: "刚刚发生了什么？", en: "What has just happened?" },
  sub: {
    zh: "日志只增不改；谁改了什么，另有审计记录。",
    en: "The log is only ever added to; who changed what is in the audit log.",
  },
  log: { zh: "事实", en: "Facts" },
  audit: { zh: "审计", en: "Audit" },
  all: { zh: "全部", en: "All" },
  kind: { zh: "种类", en: "Kind" },
  at: { zh: "时间", en: "When" },
  fact: { zh: "事实", en: "Fact" },
  touchpoint: { zh: "触点", en: "Touchpoint" },
  order: { zh: "订单", en: "Order" },
  amount: { zh: "金额", en: "Amount" },
  id: { zh: "编号", en: "Id" },
  none: { zh: "还没有事实", en: "No facts yet" },
  noneHint: {
    zh: "接入收银台、网店或导入数据后会出现在这里。",
    en: "They appear once a till, a shop or an import sends them.",
  },
  who: { zh: "谁", en: "Who" },
  role: { zh: "角色", en: "Role" },
  action: { zh: "操作", en: "Action" },
  target: { zh: "对象", en: "Target" },
});

/** The newest facts and the newest changes. */
export function Log() {
  const say = useWords(t);
  const text = useText();
  const [name, setName] = useState<facts.FactName>();
  const query = { limit: 100, ...(name === undefined ? {} : { name }) };
  const log = useRead(facts.routes.log, { query }, { refetch_ms: 5_000 });
  const filter = (
    <Select<facts.FactName>
      aria-label={say.kind}
      allowClear
      placeholder={say.all}
      style={{ minWidth: 200 }}
      options={facts.factNames.map((value) => ({ value, label: text(factWords[value]) }))}
      value={name ?? null}
      onChange={(v) => setName(v ?? undefined)}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
  return (
    <Page title={say.title} sub={say.sub} filters={filter} reads={log}>
      <Facts items={log.data?.items ?? []} />
      <Audit />
    </Page>
  );
}

type Item = z.output<typeof facts.routes.log.reply>["items"][number];
function Facts({ items }: { readonly items: readonly Item[] }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const amount = (f: Item) =>
    f.amount_minor === undefined ? "–" : formatMoney(f.amount_minor, f.currency ?? "CNY", lang);
  return (
    <Panel title={say.log} flush>
      <DataTable
        small
        rows={items}
        rowKey={(f) => f.id}
        exportName="facts"
        empty={{ title: say.none, hint: say.noneHint }}
        columns={[
          { key: "at", title: say.at, render: (f) => formatTime(f.at, undefined, lang), csv: (f) => f.at },
          { key: "fact", title: say.fact, render: (f) => text(factWords[f.name]), csv: (f) => f.name },
          { key: "touchpoint", title: say.touchpoint, render: (f) => f.touchpoint ?? "–", csv: (f) => f.touchpoint },
          {
            key: "order",
            title: say.order,
            render: (f) => <code>{f.order?.slice(0, 13) ?? "–"}</code>,
            csv: (f) => f.order,
          },
          { key: "amount", title: say.amount, figure: true, render: amount, csv: (f) => f.amount_minor },
          { key: "id", title: say.id, render: (f) => <code>{f.id.slice(0, 22)}</code>, csv: (f) => f.id },
        ]}
      />
    </Panel>
  );
}
function Audit() {
  const say = useWords(t);
  const lang = useLang();
  const audit = useList(parties.routes.audit, { query: { limit: 50 } });
  return (
    <Panel title={say.audit} flush>
      <DataTable
        small
        list={audit}
        rowKey={(a) => a.id}
        columns={[
          { key: "at", title: say.at, render: (a) => formatTime(a.at, undefined, lang) },
          { key: "role", title: say.role, render: (a) => a.role },
          { key: "who", title: say.who, render: (a) => <code>{a.who.slice(0, 13)}</code> },
          { key: "action", title: say.action, render: (a) => <code>{a.action}</code> },
          { key: "target", title: say.target, render: (a) => a.target.slice(0, 60) },
        ]}
      />
    </Panel>
  );
}
