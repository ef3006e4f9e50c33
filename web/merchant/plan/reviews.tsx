import { plans } from "#contract";
import {
  formatDay,
  formatTime,
  FormFault,
  Panel,
  Timeline,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Button, DatePicker, Form, Input, Modal, Segmented, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import css from "./plan.module.css";
import { sideWords, statusWords, targetText } from "./words.ts";

const t = words({
  title: { zh: "复盘过什么？", en: "What did we review?" },
  sub: {
    zh: "每次复盘都冻结当时的数，附上要做的事。",
    en: "Every review freezes the figures as they stood, with what is to be done.",
  },
  add: { zh: "写一次复盘", en: "Write a review" },
  none: { zh: "还没有复盘", en: "No review yet" },
  quarter: { zh: "哪个季度", en: "Which quarter" },
  year: { zh: "全年", en: "Year" },
  note: { zh: "看到了什么", en: "What was seen" },
  actions: { zh: "接下来做什么", en: "What is to be done" },
  action: { zh: "行动", en: "Action" },
  owner: { zh: "谁做", en: "Who" },
  due: { zh: "何时完成", en: "By" },
  addAction: { zh: "加一条行动", en: "Add an action" },
  remove: { zh: "移除", en: "Remove" },
  save: { zh: "冻结并保存", en: "Freeze and keep" },
  cancel: { zh: "取消", en: "Cancel" },
  needed: { zh: "请填写", en: "Please fill in" },
  of: {
    zh: (q: string, v: number) => `${q}复盘（第 ${v} 版）`,
    en: (q: string, v: number) => `Review of ${q} (version ${v})`,
  },
});
type ActionRow = { readonly text: string; readonly owner: plans.Side; readonly due: Dayjs };
type Fields = { readonly quarter: number; readonly note: string; readonly actions?: readonly ActionRow[] };

function Actions() {
  const say = useWords(t);
  const text = useText();
  return (
    <Form.List name="actions">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className={css["row"]}>
              <Form.Item
                name={[field.name, "text"]}
                rules={[{ required: true, whitespace: true, message: say.needed }]}
              >
                <Input maxLength={300} placeholder={say.action} aria-label={say.action} />
              </Form.Item>
              <Form.Item name={[field.name, "owner"]}>
                <Select
                  aria-label={say.owner}
                  options={plans.sides.map((value) => ({ value, label: text(sideWords[value]) }))}
                />
              </Form.Item>
              <Form.Item name={[field.name, "due"]}>
                <DatePicker allowClear={false} aria-label={say.due} />
              </Form.Item>
              <Button type="text" onClick={() => remove(field.name)}>
                {say.remove}
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ text: "", owner: "brand", due: dayjs().add(14, "day") })}>
            {say.addAction}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function NewReview({ plan, onClose }: { readonly plan: plans.Plan; readonly onClose: () => void }) {
  const say = useWords(t);
  const [form] = Form.useForm<Fields>();
  const write = useWrite(plans.routes.review, { refresh: [plans.routes.reviews], quiet: true, onDone: onClose });
  useFieldFaults(form, write.error);
  const send = ({ quarter, note, actions = [] }: Fields) =>
    write.mutate({
      params: { id: plan.id },
      body: {
        quarter: quarter === 0 ? null : quarter,
        note,
        actions: actions.map((one) => ({ ...one, due: one.due.format("YYYY-MM-DD") })),
      },
    });
  return (
    <Modal
      open
      width={720}
      title={say.add}
      okText={say.save}
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
        initialValues={{ quarter: Math.ceil((dayjs().month() + 1) / 3), actions: [] }}
        onFinish={send}
      >
        <Form.Item name="quarter" label={say.quarter}>
          <Segmented
            options={[{ value: 0, label: say.year }, ...[1, 2, 3, 4].map((value) => ({ value, label: `Q${value}` }))]}
          />
        </Form.Item>
        <Form.Item name="note" label={say.note} rules={[{ required: true, whitespace: true, message: say.needed }]}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
        <Form.Item label={say.actions}>
          <Actions />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Reviews of the plan, each with the figures as they stood. */
export function Reviews({ plan }: { readonly plan: plans.Plan }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  const [adding, setAdding] = useState(false);
  const list = useList(plans.routes.reviews, { params: { id: plan.id }, query: { limit: 20 } });
  const add = plan.in_force === null ? undefined : <Button onClick={() => setAdding(true)}>{say.add}</Button>;
  return (
    <Panel title={say.title} sub={say.sub} actions={add}>
      <Wait reads={list}>
        {list.rows.length === 0 ? <p className={css["quiet"]}>{say.none}</p> : null}
        <Timeline
          items={list.rows.map((one) => ({
            key: one.id,
            at: one.at,
            zone,
            title: say.of(one.quarter === null ? say.year : `Q${one.quarter}`, one.version),
            tone: "accent",
            detail: (
              <>
                <div>{one.note}</div>
                {[...Map.groupBy(one.figures.figures, (figure) => figure.status)].map(([status, figures]) => (
                  <div key={status}>
                    {text(statusWords[status])}:{" "}
                    {figures.map((figure) => targetText(figure.target, lang)).join(lang === "zh" ? "、" : ", ")}
                  </div>
                ))}
                {one.actions.map((action) => (
                  <div key={`${action.text} ${action.due}`}>
                    → {action.text} · {text(sideWords[action.owner])} · {formatDay(action.due, lang)}
                  </div>
                ))}
                <small>
                  {one.by} · {formatTime(one.at, zone, lang)}
                </small>
              </>
            ),
          }))}
        />
      </Wait>
      {adding ? <NewReview plan={plan} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}
