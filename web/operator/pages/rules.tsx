import { rules } from "#contract";
import {
  ConfirmButton,
  DataTable,
  EmptyState,
  Explain,
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
import { useList, useRead, useWrite } from "#shell";
import { Link } from "@tanstack/react-router";
import { App, Button, Drawer, Tag } from "antd";
import { useState } from "react";
import { KindTag, OutcomeTag, shownClauses, StateTag } from "../parts.tsx";

const { routes } = rules;
const t = words({
  title: { zh: "规则公平、简单、说得清吗？", en: "Are the rules fair, simple and explained?" },
  sub: {
    zh: "规则按版本发布，判定写明每一条；处罚与激励以流量兑现。",
    en: "Rules are published as versions; a verdict explains every clause; reward and sanction are traffic.",
  },
  add: { zh: "起草规则", en: "Draft a rule" },
  judge: { zh: "立即判定", en: "Judge now" },
  judged: {
    zh: (v: number, a: number) => `新增 ${v} 条判定，${a} 条生效`,
    en: (v: number, a: number) => `${v} new verdicts, ${a} apply`,
  },
  inForce: { zh: "生效与已公告的规则", en: "Rules in force and announced" },
  verdicts: { zh: "判定", en: "Verdicts" },
  chain: { zh: "判定链", en: "Chain of verdicts" },
  whole: { zh: "完整", en: "Whole" },
  broken: { zh: "断裂", en: "Broken" },
  appeals: { zh: "申诉", en: "Appeals" },
  none: { zh: "还没有规则", en: "No rules yet" },
  noneHint: { zh: "起草第一条规则，先在今天的数据上试算。", en: "Draft the first one and try it on today's records." },
  rule: { zh: "规则", en: "Rule" },
  condition: { zh: "条件", en: "Condition" },
  from: { zh: "生效时间", en: "Binds from" },
  merchant: { zh: "商家", en: "Merchant" },
  outcome: { zh: "结果", en: "Outcome" },
  state: { zh: "状态", en: "State" },
  theta: { zh: "流量 θ", en: "Traffic θ" },
  at: { zh: "时间", en: "When" },
  noVerdicts: { zh: "还没有判定", en: "No verdicts yet" },
  reasons: { zh: "理由说明", en: "Statement of reasons" },
  clauses: { zh: "逐条说明", en: "Clause by clause" },
  evidence: { zh: "证据订单", en: "Evidence orders" },
  version: { zh: "版本", en: "Version" },
  due: { zh: "答复期限", en: "Answer due" },
  right: { zh: "申诉成立", en: "Overturn" },
  wrong: { zh: "维持判定", en: "Uphold" },
  answer: { zh: "答复（商家可见）", en: "Answer, shown to the merchant" },
  noAppeals: { zh: "没有申诉", en: "No appeals" },
  open: { zh: "待答复", en: "Open" },
  upheld: { zh: "已维持", en: "Upheld" },
  overturned: { zh: "已撤销", en: "Overturned" },
  said: { zh: "商家说", en: "The merchant says" },
});

/** Rules in force, the verdicts they gave, and the appeals against them. */
export function Rules() {
  const say = useWords(t);
  const lang = useLang();
  const list = useRead(routes.list);
  const chain = useRead(routes.chain);
  const whole = chain.data?.whole ? say.whole : say.broken;
  return (
    <Page title={say.title} sub={say.sub} reads={[list, chain]} actions={<Actions />}>
      <Grid min_px={200}>
        <StatCard label={say.inForce} value={formatCount(list.data?.items.length ?? 0, lang)} />
        <StatCard label={say.verdicts} value={formatCount(chain.data?.verdicts ?? 0, lang)} />
        <StatCard label={say.chain} value={whole} />
      </Grid>
      <InForce items={list.data?.items ?? []} />
      <Verdicts />
      <Appeals />
    </Page>
  );
}

function Actions() {
  const say = useWords(t);
  const { message } = App.useApp();
  const judge = useWrite(routes.judge, {
    refresh: [routes.verdicts, routes.chain],
    onDone: (r) => void message.success(say.judged(r.verdicts, r.applied)),
  });
  return (
    <>
      <Button onClick={() => judge.mutate({ body: {} })} loading={judge.isPending}>
        {say.judge}
      </Button>
      <Link to="/rules/new">
        <Button type="primary">{say.add}</Button>
      </Link>
    </>
  );
}

function InForce({ items }: { readonly items: readonly rules.RuleVersion[] }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const named = (r: rules.RuleVersion) => (
    <>
      <b>{text(r.title)}</b>
      <br />
      <small>{text(r.plain)}</small>
    </>
  );
  return (
    <Panel title={say.inForce} flush>
      <DataTable
        rows={items}
        rowKey={(r) => `${r.rule}-${r.version}`}
        empty={{ title: say.none, hint: say.noneHint }}
        columns={[
          { key: "rule", title: say.rule, render: named },
          { key: "kind", title: "", render: (r) => <KindTag kind={r.consequence.kind} /> },
          { key: "condition", title: say.condition, render: (r) => <code>{r.condition}</code> },
          { key: "version", title: say.version, figure: true, render: (r) => r.version },
          { key: "from", title: say.from, render: (r) => formatTime(r.effective_from, undefined, lang) },
        ]}
      />
    </Panel>
  );
}

function Verdicts() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const [open, setOpen] = useState<rules.Verdict>();
  const verdicts = useList(routes.verdicts, { query: { limit: 50 } });
  return (
    <Panel title={say.verdicts} flush>
      <DataTable
        list={verdicts}
        rowKey={(v) => v.id}
        onOpen={setOpen}
        empty={{ title: say.noVerdicts }}
        columns={[
          { key: "at", title: say.at, render: (v) => formatAgo(v.at, lang) },
          { key: "merchant", title: say.merchant, render: (v) => text(v.merchant_name) },
          { key: "rule", title: say.rule, render: (v) => text(v.title) },
          { key: "kind", title: "", render: (v) => <KindTag kind={v.kind} /> },
          { key: "outcome", title: say.outcome, render: (v) => <OutcomeTag outcome={v.outcome} /> },
          { key: "theta", title: say.theta, figure: true, render: (v) => v.theta?.toFixed(3) ?? "–" },
          { key: "state", title: say.state, render: (v) => <StateTag state={v.state} /> },
        ]}
      />
      <VerdictDrawer verdict={open} onClose={() => setOpen(undefined)} />
    </Panel>
  );
}

function VerdictDrawer({
  verdict,
  onClose,
}: {
  readonly verdict: rules.Verdict | undefined;
  readonly onClose: () => void;
}) {
  const say = useWords(t);
  const text = useText();
  return (
    <Drawer
      open={verdict !== undefined}
      onClose={onClose}
      size="large"
      title={verdict ? `${text(verdict.merchant_name)} · ${text(verdict.title)}` : ""}
    >
      {verdict ? (
        <>
          <Panel title={say.reasons}>
            <p>{text(verdict.reasons)}</p>
          </Panel>
          <Panel title={say.clauses}>
            <Explain clauses={shownClauses(verdict.clauses)} />
          </Panel>
          {verdict.evidence.length === 0 ? null : (
            <Panel title={say.evidence}>
              {verdict.evidence.map((o) => (
                <Tag key={o}>{o}</Tag>
              ))}
            </Panel>
          )}
        </>
      ) : null}
    </Drawer>
  );
}

function Appeals() {
  const say = useWords(t);
  const lang = useLang();
  const list = useList(routes.appeals, { query: { limit: 50 } });
  const decide = useWrite(routes.decide, { refresh: [routes.appeals, routes.verdicts] });
  const act = (appeal: string, decision: "upheld" | "overturned") => (answer: string) =>
    decide.mutateAsync({ params: { appeal }, body: { decision, answer } });
  if (list.rows.length === 0)
    return (
      <Panel title={say.appeals}>
        <EmptyState title={say.noAppeals} />
      </Panel>
    );
  return (
    <Panel title={say.appeals} flush>
      <DataTable
        list={list}
        rowKey={(a) => a.id}
        columns={[
          { key: "text", title: say.said, render: (a) => a.text },
          { key: "state", title: say.state, render: (a) => say[a.state] },
          { key: "due", title: say.due, render: (a) => formatAgo(a.due_at, lang) },
          {
            key: "act",
            title: "",
            render: (a) =>
              a.state === "open" ? (
                <>
                  <ConfirmButton title={say.right} detail={say.answer} askReason onConfirm={act(a.id, "overturned")}>
                    {say.right}
                  </ConfirmButton>{" "}
                  <ConfirmButton title={say.wrong} detail={say.answer} askReason onConfirm={act(a.id, "upheld")}>
                    {say.wrong}
                  </ConfirmButton>
                </>
              ) : (
                a.answer
              ),
          },
        ]}
      />
    </Panel>
  );
}
