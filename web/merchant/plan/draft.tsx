import { plans } from "#contract";
import {
  ConfirmButton,
  currencyDigits,
  formatAgo,
  FormFault,
  Page,
  Panel,
  useFieldFaults,
  useLang,
  useWords,
  words,
} from "#parts";
import { useRead, useWrite } from "#shell";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { App, Button, Form, Input, InputNumber, Select } from "antd";
import { InitiativeRows, PromiseRows, TargetRows } from "./draft-fields.tsx";
import { contentOf, type DraftValues, valuesOf } from "./draft-values.ts";
import css from "./plan.module.css";

const t = words({
  title: { zh: "想和平台约定什么？", en: "What should we agree on?" },
  sub: {
    zh: "草稿只有品牌自己看得到；提交后，平台可以签署、拒绝或反提案。",
    en: "Only the brand sees the draft; once proposed, the platform signs, declines or answers with its own.",
  },
  saved: { zh: (ago: string) => `草稿${ago}保存`, en: (ago: string) => `Draft saved ${ago}` },
  back: { zh: "联合商业计划", en: "Joint business plan" },
  goal: { zh: "共同目标", en: "The common goal" },
  zh: { zh: "中文", en: "Chinese" },
  en: { zh: "英文", en: "English" },
  targets: { zh: "要做到多少？", en: "How much?" },
  targetsSub: {
    zh: "金额用元，体验分用分；四个季度之和要等于全年。",
    en: "Amounts in whole units, scores in points; four quarters sum to their year.",
  },
  ledger: { zh: "谁给什么？", en: "Who gives what?" },
  initiatives: { zh: "一起做什么？", en: "What do we do together?" },
  rules: { zh: "怎么合作？", en: "How do we work together?" },
  hours: { zh: "提案与例外的答复时限（工作小时）", en: "Proposals and exceptions are answered within (working hours)" },
  data: { zh: "共享的数据", en: "Data shared" },
  escalation: { zh: "谈不拢时找谁", en: "Whom to ask when we disagree" },
  save: { zh: "保存草稿", en: "Save the draft" },
  done: { zh: "草稿已保存", en: "Draft saved" },
  propose: { zh: "提交给平台", en: "Propose" },
  proposeAsk: { zh: "把草稿提交为下一版？", en: "Propose the draft as the next version?" },
  proposeNote: {
    zh: "写一句为什么；对方的未决提案会被这一版回应。",
    en: "Say why; an open proposal of the other side is answered by it.",
  },
});

function Fields() {
  const say = useWords(t);
  return (
    <>
      <Panel title={say.goal}>
        {(["zh", "en"] as const).map((lang) => (
          <Form.Item key={lang} name={["goal", lang]} label={say[lang]}>
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
        ))}
      </Panel>
      <Panel title={say.targets} sub={say.targetsSub}>
        <TargetRows />
      </Panel>
      <Panel title={say.ledger}>
        <PromiseRows />
      </Panel>
      <Panel title={say.initiatives}>
        <InitiativeRows />
      </Panel>
      <Panel title={say.rules}>
        <Form.Item name="answer_hours" label={say.hours}>
          <InputNumber min={1} max={720} precision={0} />
        </Form.Item>
        <Form.Item name="data_shared" label={say.data}>
          <Select mode="tags" open={false} suffixIcon={null} maxCount={50} />
        </Form.Item>
        <Form.Item name="escalation" label={say.escalation} style={{ marginBottom: 0 }}>
          <Select mode="tags" open={false} suffixIcon={null} maxCount={20} />
        </Form.Item>
      </Panel>
    </>
  );
}

function Editor({
  id,
  start,
  currency,
}: {
  readonly id: string;
  readonly start: plans.Content | undefined;
  readonly currency: string;
}) {
  const say = useWords(t);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const unit = 10 ** currencyDigits(currency);
  const [form] = Form.useForm<DraftValues>();
  const save = useWrite(plans.routes.saveDraft, { quiet: true });
  const propose = useWrite(plans.routes.propose, {
    refresh: [plans.routes.get, plans.routes.list],
    quiet: true,
    onDone: () => void navigate({ to: "/plan", search: { plan: id } }),
  });
  useFieldFaults(form, save.error);
  const keep = async () => {
    const values = await form.validateFields();
    await save.mutateAsync({ params: { id }, body: { content: contentOf(values, unit) } });
  };
  const keepAndTell = () =>
    keep().then(
      () => void message.success(say.done),
      () => undefined,
    );
  const hand = async (reason: string) => {
    await keep();
    await propose.mutateAsync({ params: { id }, body: { reason } });
  };
  return (
    <Form<DraftValues> form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(start, unit)}>
      <div style={{ display: "flex", flexDirection: "column", gap: 24 }}>
        <Fields />
        <FormFault error={save.error} />
        <div className={css["deeds"]}>
          <Button loading={save.isPending} onClick={() => void keepAndTell()}>
            {say.save}
          </Button>
          <ConfirmButton
            askReason
            button={{ type: "primary" }}
            title={say.proposeAsk}
            detail={say.proposeNote}
            verb={say.propose}
            onConfirm={hand}
          >
            {say.propose}
          </ConfirmButton>
        </div>
      </div>
    </Form>
  );
}

/** The brand's own draft of a plan: written, saved, proposed. */
export function PlanDraft() {
  const say = useWords(t);
  const lang = useLang();
  const { id = "" } = useParams({ strict: false });
  const read = useRead(plans.routes.get, { params: { id } });
  const told = read.data;
  const start = told?.draft?.content ?? told?.proposal?.content ?? told?.current?.content;
  return (
    <Page
      title={say.title}
      sub={told?.draft ? `${say.saved(formatAgo(told.draft.saved_at, lang))} · ${say.sub}` : say.sub}
      back={
        <Link to="/plan" search={{ plan: id }}>
          ← {say.back}
        </Link>
      }
      reads={read}
    >
      {() => (told ? <Editor key={id} id={id} start={start} currency={told.plan.currency} /> : null)}
    </Page>
  );
}
