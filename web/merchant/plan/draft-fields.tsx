import { parties, plans } from "#contract";
import { useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { Button, DatePicker, Form, Input, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import css from "./plan.module.css";
import { metricWords, promiseWords, sideWords } from "./words.ts";

const t = words({
  metric: { zh: "指标", en: "Measure" },
  when: { zh: "时间", en: "Time" },
  year: { zh: "全年", en: "Year" },
  venue: { zh: "场的类型", en: "Kind of venue" },
  all: { zh: "全部", en: "All" },
  value: { zh: "目标", en: "Target" },
  baseline: { zh: "起点（存量）", en: "From (stocks)" },
  tolerance: { zh: "容差 %", en: "Tolerance %" },
  remove: { zh: "移除", en: "Remove" },
  addTarget: { zh: "加一个目标", en: "Add a target" },
  side: { zh: "谁给", en: "Who gives" },
  kind: { zh: "类型", en: "Kind" },
  text: { zh: "给什么", en: "What" },
  quantity: { zh: "数量", en: "Quantity" },
  amount: { zh: "价值", en: "Worth" },
  due: { zh: "何时之前", en: "By" },
  addPromise: { zh: "加一条约定", en: "Add a promise" },
  title: { zh: "做什么", en: "What" },
  owner: { zh: "谁负责", en: "Owner" },
  period: { zh: "时间", en: "Time" },
  expected: { zh: "预期效果", en: "Expected effect" },
  addInitiative: { zh: "加一个行动", en: "Add an initiative" },
  needed: { zh: "请填写", en: "Please fill in" },
});
/** A key that is new in its version; what it is does not matter to the reader. */
const freshId = (prefix: string): string => `${prefix}-${Date.now().toString(36)}`;
const wide = { width: "100%" } as const;

function useSides() {
  const text = useText();
  return plans.sides.map((value) => ({ value, label: text(sideWords[value]) }));
}

/** Rows of a list in the form, each with its fields and the way to remove it. */
function Rows(props: {
  readonly name: string;
  readonly add: string;
  readonly fresh: () => object;
  readonly children: (at: number) => React.ReactNode;
}) {
  const say = useWords(t);
  return (
    <Form.List name={props.name}>
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className={css["row"]}>
              <Form.Item name={[field.name, "id"]} hidden>
                <Input />
              </Form.Item>
              {props.children(field.name)}
              <Form.Item label=" " colon={false}>
                <Button type="text" onClick={() => remove(field.name)}>
                  {say.remove}
                </Button>
              </Form.Item>
            </div>
          ))}
          <Button onClick={() => add(props.fresh())}>{props.add}</Button>
        </>
      )}
    </Form.List>
  );
}

/** Targets bound to live measures. */
export function TargetRows() {
  const say = useWords(t);
  const text = useText();
  const kinds = useRead(parties.routes.venueKinds);
  const must = [{ required: true, message: say.needed }];
  const fresh = () => ({ id: freshId("t"), metric: "gmv", quarter: 0, baseline: 0, tolerance: 5 });
  return (
    <Rows name="targets" add={say.addTarget} fresh={fresh}>
      {(at) => (
        <>
          <Form.Item name={[at, "metric"]} label={say.metric}>
            <Select options={plans.metricNames.map((value) => ({ value, label: text(metricWords[value]) }))} />
          </Form.Item>
          <Form.Item name={[at, "quarter"]} label={say.when}>
            <Select
              options={[{ value: 0, label: say.year }, ...[1, 2, 3, 4].map((value) => ({ value, label: `Q${value}` }))]}
            />
          </Form.Item>
          <Form.Item name={[at, "venue_kind"]} label={say.venue}>
            <Select
              allowClear
              placeholder={say.all}
              options={(kinds.data?.items ?? []).map((one) => ({ value: one.code, label: text(one.label) }))}
            />
          </Form.Item>
          <Form.Item name={[at, "value"]} label={say.value} rules={must}>
            <InputNumber min={0} max={90_000_000_000} style={wide} />
          </Form.Item>
          <Form.Item name={[at, "baseline"]} label={say.baseline}>
            <InputNumber min={0} max={90_000_000_000} style={wide} />
          </Form.Item>
          <Form.Item name={[at, "tolerance"]} label={say.tolerance} rules={must}>
            <InputNumber min={0} max={100} precision={0} style={wide} />
          </Form.Item>
        </>
      )}
    </Rows>
  );
}

/** Promises of both sides. */
export function PromiseRows() {
  const say = useWords(t);
  const text = useText();
  const sides = useSides();
  const must = [{ required: true, message: say.needed }];
  const fresh = () => ({
    id: freshId("p"),
    side: "brand",
    kind: "budget",
    quantity: 1,
    amount: 0,
    due: dayjs().add(3, "month"),
  });
  return (
    <Rows name="ledger" add={say.addPromise} fresh={fresh}>
      {(at) => (
        <>
          <Form.Item name={[at, "side"]} label={say.side}>
            <Select options={sides} />
          </Form.Item>
          <Form.Item name={[at, "kind"]} label={say.kind}>
            <Select options={plans.promiseKinds.map((value) => ({ value, label: text(promiseWords[value]) }))} />
          </Form.Item>
          <Form.Item
            name={[at, "text"]}
            label={say.text}
            style={{ gridColumn: "span 2" }}
            rules={[{ required: true, whitespace: true, message: say.needed }]}
          >
            <Input maxLength={300} />
          </Form.Item>
          <Form.Item name={[at, "quantity"]} label={say.quantity} rules={must}>
            <InputNumber min={0} max={1_000_000_000} precision={0} style={wide} />
          </Form.Item>
          <Form.Item name={[at, "amount"]} label={say.amount} rules={must}>
            <InputNumber min={0} max={90_000_000_000} precision={2} style={wide} />
          </Form.Item>
          <Form.Item name={[at, "due"]} label={say.due} rules={must}>
            <DatePicker allowClear={false} style={wide} />
          </Form.Item>
        </>
      )}
    </Rows>
  );
}

/** What is done together, and when. */
export function InitiativeRows() {
  const say = useWords(t);
  const sides = useSides();
  const fresh = () => ({ id: freshId("i"), owner: "brand", period: [dayjs(), dayjs().add(1, "month")] });
  return (
    <Rows name="initiatives" add={say.addInitiative} fresh={fresh}>
      {(at) => (
        <>
          <Form.Item
            name={[at, "title"]}
            label={say.title}
            rules={[{ required: true, whitespace: true, message: say.needed }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={[at, "owner"]} label={say.owner}>
            <Select options={sides} />
          </Form.Item>
          <Form.Item
            name={[at, "period"]}
            label={say.period}
            rules={[{ required: true, message: say.needed }]}
            style={{ gridColumn: "span 2" }}
          >
            <DatePicker.RangePicker allowClear={false} style={wide} />
          </Form.Item>
          <Form.Item name={[at, "expected"]} label={say.expected}>
            <Input maxLength={300} />
          </Form.Item>
        </>
      )}
    </Rows>
  );
}
