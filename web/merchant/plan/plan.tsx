import { plans } from "#contract";
import {
  formatDay,
  FormFault,
  Page,
  Panel,
  ToneTag,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useRead, useWrite } from "#shell";
import { Link } from "@tanstack/react-router";
import { Button, Form, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { useFilter } from "../shared/filter.tsx";
import { usePlatformDays } from "../shared/use-days.ts";
import { Ledger } from "./ledger.tsx";
import css from "./plan.module.css";
import { Progress } from "./progress.tsx";
import { Reviews } from "./reviews.tsx";
import { Versions } from "./versions.tsx";
import { sideWords } from "./words.ts";

const t = words({
  title: { zh: "今年约定了什么，走到哪了？", en: "What did we agree, and are we on the way?" },
  sub: { zh: (title: string) => title, en: (title: string) => title },
  plan: { zh: "哪一年", en: "Which year" },
  none: { zh: "还没有联合商业计划", en: "No joint business plan yet" },
  noneHint: {
    zh: "和平台一起定下这一年的目标、各自给什么、怎么衡量。",
    en: "Agree with the platform on targets, what each side gives, and how it is measured.",
  },
  add: { zh: "新建计划", en: "New plan" },
  year: { zh: "年份", en: "Year" },
  name: { zh: "名称", en: "Title" },
  create: { zh: "创建", en: "Create" },
  cancel: { zh: "取消", en: "Cancel" },
  needed: { zh: "请填写", en: "Please fill in" },
  draft: { zh: "写草稿", en: "Write a draft" },
  goal: { zh: "共同目标", en: "The common goal" },
  initiatives: { zh: "要一起做的事", en: "What we do together" },
  agreed: {
    zh: (hours: number) => `提案与例外在 ${hours} 个工作小时内答复`,
    en: (hours: number) => `Proposals and exceptions are answered within ${hours} working hours`,
  },
  shared: { zh: "共享的数据", en: "Data shared" },
});
type Fields = { readonly year: number; readonly title: string };

function NewPlan({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(t);
  const { today } = usePlatformDays();
  const [form] = Form.useForm<Fields>();
  const write = useWrite(plans.routes.create, { refresh: [plans.routes.list], quiet: true, onDone: onClose });
  useFieldFaults(form, write.error);
  return (
    <Modal
      open
      title={say.add}
      okText={say.create}
      cancelText={say.cancel}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={write.isPending}
    >
      <FormFault error={write.error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ year: Number(today.slice(0, 4)) }}
        onFinish={(body) => write.mutate({ body })}
      >
        <Form.Item name="year" label={say.year} rules={[{ required: true, message: say.needed }]}>
          <InputNumber min={2000} max={2100} precision={0} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="title" label={say.name} rules={[{ required: true, whitespace: true, message: say.needed }]}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Goal({ version }: { readonly version: plans.Version }) {
  const say = useWords(t);
  const lang = useLang();
  const { goal } = version.content;
  return (
    <Panel title={say.goal}>
      <p className={css["goalText"]}>{goal[lang] || goal.zh || goal.en}</p>
    </Panel>
  );
}

function Initiatives({ version }: { readonly version: plans.Version }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { initiatives, agreement } = version.content;
  return (
    <>
      {initiatives.length > 0 ? (
        <Panel title={say.initiatives} sub={say.agreed(agreement.answer_hours)}>
          <ul className={css["versions"]}>
            {initiatives.map((one) => (
              <li key={one.id} className={css["version"]}>
                <div>
                  <b>{one.title}</b> <ToneTag>{text(sideWords[one.owner])}</ToneTag>
                  {one.expected ? <small>{one.expected}</small> : null}
                </div>
                <span className={css["quiet"]}>
                  {formatDay(one.from, lang)} – {formatDay(one.until, lang)}
                </span>
              </li>
            ))}
          </ul>
          {agreement.data_shared.length > 0 ? (
            <p className={css["quiet"]}>
              {say.shared}: {agreement.data_shared.join(lang === "zh" ? "、" : ", ")}
            </p>
          ) : null}
        </Panel>
      ) : null}
    </>
  );
}

function One({ id }: { readonly id: string }) {
  const read = useRead(plans.routes.get, { params: { id } });
  const told = read.data;
  return (
    <Wait reads={read}>
      {() =>
        told ? (
          <>
            {told.current ? <Goal version={told.current} /> : null}
            <Progress plan={told.plan} />
            {told.current ? <Initiatives version={told.current} /> : null}
            {told.current ? <Ledger plan={told.plan} lines={told.ledger} /> : null}
            <Versions plan={told.plan} versions={told.versions} current={told.current} proposal={told.proposal} />
            <Reviews plan={told.plan} />
          </>
        ) : null
      }
    </Wait>
  );
}

/** The Joint Business Plan: what is agreed, how far it is, who gives what, which version, and the reviews. */
export function Plan() {
  const say = useWords(t);
  const [adding, setAdding] = useState(false);
  const [{ plan }, show] = useFilter<{ readonly plan: string }>("/plan");
  const list = useList(plans.routes.list, { query: { limit: 50 } });
  const one = list.rows.find((row) => row.id === plan) ?? list.rows[0];
  const add = <Button onClick={() => setAdding(true)}>{say.add}</Button>;
  return (
    <>
      <Page
        title={say.title}
        sub={one ? say.sub(one.title) : undefined}
        actions={
          one ? (
            <>
              {add}
              <Link to="/plan/$id/draft" params={{ id: one.id }}>
                <Button type="primary" tabIndex={-1}>
                  {say.draft}
                </Button>
              </Link>
            </>
          ) : undefined
        }
        filters={
          list.rows.length > 1 ? (
            <Select
              aria-label={say.plan}
              value={one?.id ?? null}
              style={{ minWidth: 160 }}
              onChange={(next) => show({ plan: next ?? undefined })}
              options={list.rows.map((row) => ({ value: row.id, label: String(row.year) }))}
            />
          ) : undefined
        }
        reads={list}
        isEmpty={one === undefined}
        empty={{ title: say.none, hint: say.noneHint, next: add }}
      >
        {() => (one ? <One key={one.id} id={one.id} /> : null)}
      </Page>
      {adding ? <NewPlan onClose={() => setAdding(false)} /> : null}
    </>
  );
}
