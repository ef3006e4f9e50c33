import type { Bilingual } from "#contract";
import { rules } from "#contract";
import { DataTable, Explain, FormFault, Grid, Page, Panel, useFieldFaults, useText, useWords, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Form, Input, InputNumber, Select, Tag } from "antd";
import { useState } from "react";
import { OutcomeTag, ruleWords, shownClauses } from "../parts.tsx";
import { familyWords, partWords, scopeWords } from "../words.ts";

const { routes } = rules;
const t = words({
  title: { zh: "这条规则今天会判到谁？", en: "Whom would this rule meet today?" },
  sub: { zh: "先试算，再发布；规则从不追溯。", en: "Try it first, then publish; a rule never binds backwards." },
  back: { zh: "返回规则", en: "Back to the rules" },
  code: { zh: "规则代码", en: "Rule code" },
  titleZh: { zh: "标题（中文）", en: "Title (Chinese)" },
  titleEn: { zh: "标题（英文）", en: "Title (English)" },
  plainZh: { zh: "白话说明（中文）", en: "Plain words (Chinese)" },
  plainEn: { zh: "白话说明（英文）", en: "Plain words (English)" },
  basis: { zh: "依据", en: "Basis" },
  family: { zh: "类别", en: "Family" },
  scope: { zh: "适用的场", en: "Venues" },
  condition: { zh: "条件", en: "Condition" },
  theta: { zh: "流量 θ（表达式）", en: "Traffic θ (expression)" },
  kind: { zh: "后果", en: "Consequence" },
  part: { zh: "影响的部分", en: "Part of the coefficient" },
  days: { zh: "持续天数", en: "Days" },
  tryIt: { zh: "试算", en: "Try on today's records" },
  publish: { zh: "发布", en: "Publish" },
  names: { zh: "可用的名字", en: "Names you may use" },
  meets: { zh: "今天的结果", en: "Today's outcome" },
  merchant: { zh: "商家", en: "Merchant" },
  outcome: { zh: "结果", en: "Outcome" },
  clauses: { zh: "逐条", en: "Clauses" },
  noTry: { zh: "写下条件后先试算", en: "Write a condition, then try it" },
  noRecords: { zh: "还没有体验分数据", en: "No scored merchants yet" },
});
type Draft = {
  rule: string;
  titleZh: string;
  titleEn: string;
  plainZh: string;
  plainEn: string;
  basis: string;
  family: (typeof rules.families)[number];
  venue_scope: (typeof rules.venueScopes)[number];
  condition: string;
  kind: rules.Consequence["kind"];
  part: rules.Consequence["part"];
  theta: string;
  days: number;
};
const start: Partial<Draft> = {
  family: "service",
  venue_scope: "all",
  kind: "nudge",
  part: null,
  days: 28,
  condition: "ldr_p_nudge > 0.8 && orders >= 20",
};

/** Drafts a rule, tries it on today's records and publishes it. */
export function RuleNew() {
  const say = useWords(t);
  const navigate = useNavigate();
  const [form] = Form.useForm<Draft>();
  const check = useWrite(routes.check, { quiet: true });
  const publish = useWrite(routes.publish, {
    refresh: [routes.list],
    quiet: true,
    onDone: () => void navigate({ to: "/rules" }),
  });
  useFieldFaults(form, publish.error ?? check.error);
  const tryIt = () => {
    const { condition, theta } = form.getFieldsValue();
    check.mutate({ body: { condition: condition ?? "", theta: theta ? theta : null } });
  };
  const save = (d: Draft) =>
    publish.mutate({
      body: {
        rule: d.rule,
        family: d.family,
        venue_scope: d.venue_scope,
        title: { zh: d.titleZh, en: d.titleEn },
        plain: { zh: d.plainZh, en: d.plainEn },
        basis: d.basis,
        condition: d.condition,
        consequence: {
          kind: d.kind,
          part: d.kind === "nudge" ? null : d.part,
          theta: d.kind === "nudge" || !d.theta ? null : d.theta,
          days: d.days,
        },
        effective_from: new Date().toISOString(),
      },
    });
  return (
    <Page title={say.title} sub={say.sub} back={<Link to="/rules">{say.back}</Link>}>
      <Grid min_px={420}>
        <Panel>
          <Form form={form} layout="vertical" initialValues={start} onFinish={save}>
            <RuleFields />
            <FormFault error={publish.error ?? check.error} />
            <Button onClick={tryIt} loading={check.isPending}>
              {say.tryIt}
            </Button>{" "}
            <Button type="primary" htmlType="submit" loading={publish.isPending}>
              {say.publish}
            </Button>
          </Form>
        </Panel>
        <Panel title={say.meets}>
          <Meets answer={check.data} />
        </Panel>
      </Grid>
      <Names />
    </Page>
  );
}

function RuleFields() {
  const say = useWords(t);
  const words = useWords(ruleWords);
  const must = [{ required: true }];
  const text = useText();
  const options = <T extends string>(list: readonly T[], names: Readonly<Record<T, Bilingual>>) =>
    list.map((value) => ({ value, label: text(names[value]) }));
  const kinds = (["reward", "nudge", "sanction"] as const).map((value) => ({ value, label: words[value] }));
  return (
    <>
      <Form.Item name="rule" label={say.code} rules={must}>
        <Input autoComplete="off" />
      </Form.Item>
      <Grid min_px={180}>
        <Form.Item name="titleZh" label={say.titleZh} rules={must}>
          <Input />
        </Form.Item>
        <Form.Item name="titleEn" label={say.titleEn} rules={must}>
          <Input />
        </Form.Item>
      </Grid>
      <Form.Item name="plainZh" label={say.plainZh} rules={must}>
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item name="plainEn" label={say.plainEn} rules={must}>
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item name="basis" label={say.basis} rules={must}>
        <Input />
      </Form.Item>
      <Grid min_px={180}>
        <Form.Item name="family" label={say.family}>
          <Select options={options(rules.families, familyWords)} />
        </Form.Item>
        <Form.Item name="venue_scope" label={say.scope}>
          <Select options={options(rules.venueScopes, scopeWords)} />
        </Form.Item>
      </Grid>
      <Form.Item name="condition" label={say.condition} rules={must}>
        <Input.TextArea rows={3} style={{ fontFamily: "monospace" }} />
      </Form.Item>
      <Grid min_px={140}>
        <Form.Item name="kind" label={say.kind}>
          <Select options={kinds} />
        </Form.Item>
        <Form.Item name="part" label={say.part}>
          <Select allowClear options={options(["quality", "newcomer", "sanction"] as const, partWords)} />
        </Form.Item>
        <Form.Item name="theta" label={say.theta}>
          <Input />
        </Form.Item>
        <Form.Item name="days" label={say.days}>
          <InputNumber min={1} max={365} />
        </Form.Item>
      </Grid>
    </>
  );
}

type Answer = {
  readonly meets: readonly {
    merchant: number;
    name: { zh: string; en: string };
    outcome: rules.Verdict["outcome"];
    theta: number | null;
    clauses: rules.Clause[];
  }[];
};
function Meets({ answer }: { readonly answer: Answer | undefined }) {
  const say = useWords(t);
  const text = useText();
  const [open, setOpen] = useState<number>();
  if (!answer) return <p>{say.noTry}</p>;
  const order = { applies: 0, undetermined: 1, does_not_apply: 2 };
  const rows = [...answer.meets].sort((a, b) => order[a.outcome] - order[b.outcome]);
  const shown = rows.find((r) => r.merchant === open);
  return (
    <>
      <DataTable
        small
        rows={rows}
        rowKey={(r) => String(r.merchant)}
        onOpen={(r) => setOpen(r.merchant)}
        empty={{ title: say.noRecords }}
        columns={[
          { key: "merchant", title: say.merchant, render: (r) => text(r.name) },
          { key: "outcome", title: say.outcome, render: (r) => <OutcomeTag outcome={r.outcome} /> },
          { key: "theta", title: "θ", figure: true, render: (r) => (r.theta === null ? "–" : r.theta.toFixed(3)) },
        ]}
      />
      {shown ? (
        <Panel title={`${text(shown.name)} · ${say.clauses}`}>
          <Explain clauses={shownClauses(shown.clauses)} />
        </Panel>
      ) : null}
    </>
  );
}

function Names() {
  const say = useWords(t);
  const text = useText();
  const names = useRead(routes.names);
  return (
    <Panel title={say.names}>
      {(names.data?.items ?? []).map((n) => (
        <Tag key={n.name} title={text(n.meaning)}>
          <code>{n.name}</code> {text(n.meaning)}
        </Tag>
      ))}
    </Panel>
  );
}
