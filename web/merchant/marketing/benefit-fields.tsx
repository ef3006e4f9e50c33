import { useText, useWords, words } from "#parts";
import { Form, InputNumber, Segmented } from "antd";
import { AmountField, BothField, CountField, ManyField, Row, useGoods, useVenues } from "./fields.tsx";
import { formWords } from "./words.ts";

const t = words({
  form: { zh: "怎么得到", en: "How it is had" },
  title: { zh: "权益名称", en: "Name of the benefit" },
  kind: { zh: "怎么减", en: "What it takes off" },
  amount: { zh: "减固定金额", en: "An amount" },
  percent: { zh: "减百分比", en: "A percentage" },
  every: { zh: "每满减", en: "Per amount spent" },
  amountOff: { zh: "减多少", en: "Amount off" },
  percentOff: { zh: "减百分之几", en: "Percent off" },
  step: { zh: "每满", en: "For every" },
  value: { zh: "减", en: "Takes off" },
  times: { zh: "最多几次", en: "At most so many times" },
  threshold: { zh: "满多少可用（0 为无门槛）", en: "From an amount of (0: any)" },
  limit: { zh: "总共可用次数", en: "Uses in all" },
  per: { zh: "每人可用次数", en: "Uses per consumer" },
  budget: { zh: "预算（花完即止）", en: "Budget; it ends when spent" },
  skus: { zh: "适用商品", en: "Good for" },
  allSkus: { zh: "本品牌全部商品", en: "Everything of the brand" },
  venues: { zh: "适用场", en: "Holds at" },
  allVenues: { zh: "线上线下全部", en: "Everywhere, online and offline" },
  needed: { zh: "请填写", en: "Please fill in" },
});
type Props = {
  /** Place of this benefit in a list of the form. */ readonly at?: number;
  readonly root?: readonly (string | number)[];
};

function Effect({ at, root }: Required<Props> | Props) {
  const say = useWords(t);
  const form = Form.useFormInstance();
  const name = (field: string) => (at === undefined ? field : [at, field]);
  const full = [...(root ?? []), ...(at === undefined ? [] : [at]), "kind"];
  const kind: unknown = Form.useWatch(full, form);
  return (
    <>
      <Form.Item name={name("kind")} label={say.kind}>
        <Segmented
          options={(["amount", "percent", "every"] as const).map((one) => ({ value: one, label: say[one] }))}
        />
      </Form.Item>
      <Row>
        {kind === "percent" ? (
          <Form.Item name={name("percent")} label={say.percentOff} rules={[{ required: true, message: say.needed }]}>
            <InputNumber min={0.01} max={100} precision={2} suffix="%" style={{ width: "100%" }} />
          </Form.Item>
        ) : null}
        {kind === "amount" ? <AmountField name={name("amount")} label={say.amountOff} /> : null}
        {kind === "every" ? (
          <>
            <AmountField name={name("step")} label={say.step} />
            <AmountField name={name("value")} label={say.value} />
            <CountField name={name("most_times")} label={say.times} max={100} />
          </>
        ) : null}
        <AmountField name={name("threshold")} label={say.threshold} min={0} />
      </Row>
    </>
  );
}

/** The fields of one benefit, alone or in a campaign's list. */
export function BenefitFields({ at, root = [] }: Props) {
  const say = useWords(t);
  const text = useText();
  const goods = useGoods();
  const venues = useVenues();
  const name = (field: string) => (at === undefined ? field : [at, field]);
  return (
    <>
      <Form.Item name={name("form")} label={say.form}>
        <Segmented
          options={(["coupon", "automatic"] as const).map((one) => ({ value: one, label: text(formWords[one]) }))}
        />
      </Form.Item>
      <BothField name={name("title")} label={say.title} root={root} />
      <Effect {...(at === undefined ? {} : { at })} root={root} />
      <Row>
        <CountField name={name("limit")} label={say.limit} max={100_000_000} />
        <CountField name={name("per_consumer")} label={say.per} max={100} />
        <AmountField name={name("budget")} label={say.budget} />
      </Row>
      <Row>
        <ManyField name={name("skus")} label={say.skus} options={goods} placeholder={say.allSkus} />
        <ManyField name={name("venues")} label={say.venues} options={venues} placeholder={say.allVenues} />
      </Row>
    </>
  );
}
