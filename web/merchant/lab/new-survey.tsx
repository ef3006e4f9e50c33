import { audiences, lab } from "#contract";
import {
  currencyDigits,
  formatMoney,
  FormFault,
  Page,
  Panel,
  ProductPicture,
  useFieldFaults,
  useLang,
  useWords,
  words,
} from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Checkbox, DatePicker, Form, Input, Select } from "antd";
import type { Dayjs } from "dayjs";
import { AmountField, BothField, Row } from "../marketing/fields.tsx";
import { type Both, bothOf } from "../marketing/benefit-values.ts";
import layout from "../marketing/marketing.module.css";
import css from "./lab.module.css";

const t = words({
  title: { zh: "想问消费者什么？", en: "What do you want to ask consumers?" },
  sub: {
    zh: "先存成草稿；发布后内容不能再改，答卷才可比。",
    en: "It is kept as a draft; once published it cannot be changed, so that answers can be compared.",
  },
  back: { zh: "新品创新", en: "Innovation" },
  concept: { zh: "概念", en: "The concept" },
  name: { zh: "叫什么", en: "What it is called" },
  description: { zh: "描述", en: "Description" },
  zh: { zh: "中文", en: "Chinese" },
  en: { zh: "英文", en: "English" },
  from: { zh: "设想价格，最低", en: "Price idea, from" },
  until: { zh: "最高", en: "to" },
  term: { zh: "来自哪个搜索词", en: "From the search term" },
  asking: { zh: "问谁，问到什么时候", en: "Whom, and until when" },
  audience: { zh: "只问这群人", en: "Only this audience" },
  everyone: { zh: "所有在商城看到的人", en: "Everybody who finds it in the shop" },
  closes: { zh: "结束时间（可不填）", en: "Ends (optional)" },
  prices: { zh: "也问愿意出多少钱（四个价位）", en: "Ask about prices too (four points)" },
  preview: { zh: "会这样问", en: "How it will be asked" },
  save: { zh: "存为草稿", en: "Keep as draft" },
  oneNeeded: { zh: "至少填一种语言", en: "Fill in at least one language" },
  questions: {
    zh: "您会买吗？ · 有多特别？ · 与您有关吗？ · 从 1 到 5",
    en: "Would you buy it? · How different is it? · Is it for you? · from 1 to 5",
  },
});
type Fields = {
  readonly title: Both;
  readonly description: Both;
  readonly price_from: number;
  readonly price_until: number;
  readonly term?: string;
  readonly audience?: string;
  readonly closes?: Dayjs | null;
  readonly ask_prices: boolean;
};

function Description() {
  const say = useWords(t);
  return (
    <Form.Item label={say.description} required>
      <div style={{ display: "grid", gap: 8 }}>
        {(["zh", "en"] as const).map((lang) => (
          <Form.Item
            key={lang}
            noStyle
            name={["description", lang]}
            dependencies={[["description", lang === "zh" ? "en" : "zh"]]}
            rules={[
              ({ getFieldValue }) => ({
                validator: () => {
                  const { zh, en } = bothOf(Object(getFieldValue("description")) as Both);
                  return zh || en ? Promise.resolve() : Promise.reject(new Error(say.oneNeeded));
                },
              }),
            ]}
          >
            <Input.TextArea
              rows={3}
              maxLength={1000}
              placeholder={say[lang]}
              aria-label={`${say.description} (${say[lang]})`}
            />
          </Form.Item>
        ))}
      </div>
    </Form.Item>
  );
}

function Preview() {
  const say = useWords(t);
  const lang = useLang();
  const { currency } = useUser().platform;
  const v = Form.useWatch([]) as Partial<Fields> | undefined;
  const unit = 10 ** currencyDigits(currency);
  const price = (whole: number | undefined) => formatMoney(Math.round((whole ?? 0) * unit), currency, lang);
  const name = bothOf(v?.title ?? {})[lang];
  return (
    <div className={css["card"]}>
      <div className={css["art"]}>
        <ProductPicture code={name || "concept"} category={v?.term ?? ""} name={name} />
      </div>
      <h3>{name || say.name}</h3>
      <p>{bothOf(v?.description ?? {})[lang] || say.description}</p>
      <p>
        {price(v?.price_from)} – {price(v?.price_until)}
      </p>
      <p>{say.questions}</p>
    </div>
  );
}

function Asking() {
  const say = useWords(t);
  const list = useList(audiences.routes.list, { query: { limit: 200 } });
  return (
    <Panel title={say.asking}>
      <Form.Item name="audience" label={say.audience}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={say.everyone}
          options={list.rows.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="closes" label={say.closes}>
        <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" placeholder="" style={{ width: "100%" }} />
      </Form.Item>
      <Form.Item name="ask_prices" valuePropName="checked" style={{ marginBottom: 0 }}>
        <Checkbox>{say.prices}</Checkbox>
      </Form.Item>
    </Panel>
  );
}

/** The draft that a filled form stands for. */
function surveyOf(v: Fields, currency: string) {
  const minor = (whole: number) => Math.round(whole * 10 ** currencyDigits(currency));
  return {
    concept: {
      title: bothOf(v.title),
      description: bothOf(v.description),
      price_from_minor: minor(v.price_from),
      price_until_minor: minor(v.price_until),
      currency,
      term: v.term?.trim() ?? "",
    },
    audience: v.audience ?? null,
    ask_prices: v.ask_prices,
    closes_at: v.closes ? v.closes.toISOString() : null,
  };
}

/** Drafts a concept test. */
export function NewSurvey() {
  const say = useWords(t);
  const navigate = useNavigate();
  const search: { readonly term?: string } = useSearch({ strict: false });
  const { currency } = useUser().platform;
  const [form] = Form.useForm<Fields>();
  const write = useWrite(lab.routes.createSurvey, {
    refresh: [lab.routes.surveys],
    quiet: true,
    onDone: (made) => void navigate({ to: "/lab/$id", params: { id: made.id } }),
  });
  useFieldFaults(form, write.error);
  return (
    <Page title={say.title} sub={say.sub} back={<Link to="/lab">← {say.back}</Link>}>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ask_prices: true, term: search.term ?? "" }}
        onFinish={(v) => write.mutate({ body: surveyOf(v, currency) })}
      >
        <div className={layout["layout"]}>
          <div className={layout["stack"]}>
            <Panel title={say.concept}>
              <BothField name="title" label={say.name} />
              <Description />
              <Row>
                <AmountField name="price_from" label={say.from} />
                <AmountField name="price_until" label={say.until} />
              </Row>
              <Form.Item name="term" label={say.term} style={{ marginBottom: 0 }}>
                <Input maxLength={100} />
              </Form.Item>
            </Panel>
            <Asking />
            <FormFault error={write.error} />
          </div>
          <div className={layout["sticky"]}>
            <Panel title={say.preview}>
              <Preview />
              <Button type="primary" block htmlType="submit" loading={write.isPending} style={{ marginTop: 20 }}>
                {say.save}
              </Button>
            </Panel>
          </div>
        </div>
      </Form>
    </Page>
  );
}
