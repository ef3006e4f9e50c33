import { PlusOutlined } from "@ant-design/icons";
import { marketing } from "#contract";
import {
  BarChart,
  type Column,
  currencyDigits,
  DataTable,
  FormFault,
  formatCount,
  formatMoney,
  formatTime,
  Page,
  Panel,
  ToneTag,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Button, Form, Modal, Progress } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useNow } from "../shared/use-days.ts";
import { BenefitFields } from "./benefit-fields.tsx";
import { benefitOf, type BenefitValues, newBenefit, type Period } from "./benefit-values.ts";
import { PeriodField } from "./fields.tsx";
import css from "./marketing.module.css";
import { effectText, formWords } from "./words.ts";

const t = words({
  title: { zh: "给出了哪些优惠？", en: "What do we give?" },
  sub: {
    zh: "优惠券与自动优惠；用量和预算由平台守住，不会超发。",
    en: "Coupons and automatic benefits; the platform holds their limits and budgets.",
  },
  add: { zh: "新建权益", en: "New benefit" },
  create: { zh: "创建", en: "Create" },
  cancel: { zh: "取消", en: "Cancel" },
  period: { zh: "有效期", en: "Holds" },
  none: { zh: "还没有权益", en: "No benefit yet" },
  noneHint: { zh: "建一张优惠券，或一个满额自动减。", en: "Make a coupon, or an amount that comes off by itself." },
  spent: { zh: "花了多少预算？", en: "How much of the budget is spent?" },
  used: { zh: "已花", en: "Spent" },
  left: { zh: "剩余", en: "Left" },
  name: { zh: "权益", en: "Benefit" },
  uses: { zh: "领取 / 使用 / 上限", en: "Claimed / used / limit" },
  budget: { zh: "预算", en: "Budget" },
  campaign: { zh: "随活动生效", en: "holds with its campaign" },
  over: { zh: "已过期", en: "over" },
  ahead: { zh: "未开始", en: "ahead" },
  on: { zh: "有效", en: "holds" },
});
type Fields = BenefitValues & { readonly period: Period };

function NewBenefit({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(t);
  const unit = 10 ** currencyDigits(useUser().platform.currency);
  const [form] = Form.useForm<Fields>();
  const write = useWrite(marketing.routes.createBenefit, {
    refresh: [marketing.routes.benefits],
    quiet: true,
    onDone: onClose,
  });
  useFieldFaults(form, write.error);
  const start = { ...newBenefit, period: [dayjs().startOf("hour"), dayjs().startOf("hour").add(30, "day")] };
  return (
    <Modal
      open
      width={720}
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
        initialValues={start}
        onFinish={({ period, ...values }) => write.mutate({ body: benefitOf(values, period, unit) })}
      >
        <BenefitFields />
        <PeriodField name="period" label={say.period} />
      </Form>
    </Modal>
  );
}

function Spent({ rows }: { readonly rows: readonly marketing.Benefit[] }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { currency } = useUser().platform;
  const shown = rows.filter((one) => one.budget_minor > 0).slice(0, 8);
  if (shown.length === 0) return null;
  return (
    <Panel title={say.spent}>
      <BarChart
        lying
        stacked
        label={say.spent}
        data={{
          names: shown.map((one) => text(one.title)),
          series: [
            { name: say.used, values: shown.map((one) => one.spent_minor) },
            {
              name: say.left,
              values: shown.map((one) => Math.max(0, one.budget_minor - one.spent_minor)),
              colour: "#D5CDC0",
            },
          ],
        }}
        value={(n) => formatMoney(n, currency, lang)}
        tick={(n) => formatMoney(n, currency, lang, { short: true })}
      />
    </Panel>
  );
}

function BenefitState({ one }: { readonly one: marketing.Benefit }) {
  const say = useWords(t);
  const now = useNow();
  if (Date.parse(one.until) <= now) return <ToneTag>{say.over}</ToneTag>;
  if (Date.parse(one.from) > now) return <ToneTag tone="warn">{say.ahead}</ToneTag>;
  return one.campaign ? <ToneTag tone="accent">{say.campaign}</ToneTag> : <ToneTag tone="good">{say.on}</ToneTag>;
}

function useColumns(): readonly Column<marketing.Benefit>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { currency, zone } = useUser().platform;
  const count = (n: number) => formatCount(n, lang);
  return [
    {
      key: "name",
      title: say.name,
      csv: (one) => text(one.title),
      render: (one) => (
        <div className={css["name"]}>
          <b>{text(one.title)}</b> <ToneTag>{text(formWords[one.form])}</ToneTag> <BenefitState one={one} />
          <small>{effectText(one, currency, lang)}</small>
        </div>
      ),
    },
    {
      key: "period",
      title: say.period,
      csv: (one) => `${one.from} – ${one.until}`,
      render: (one) => (
        <small>
          {formatTime(one.from, zone, lang)}
          <br />
          {formatTime(one.until, zone, lang)}
        </small>
      ),
    },
    {
      key: "uses",
      title: say.uses,
      figure: true,
      csv: (one) => `${one.claimed}/${one.used}/${one.limit}`,
      render: (one) => `${one.form === "coupon" ? count(one.claimed) : "–"} / ${count(one.used)} / ${count(one.limit)}`,
    },
    {
      key: "budget",
      title: say.budget,
      figure: true,
      width_px: 220,
      csv: (one) => one.spent_minor / 100,
      render: (one) => (
        <>
          {formatMoney(one.spent_minor, currency, lang, { short: true })} /{" "}
          {formatMoney(one.budget_minor, currency, lang, { short: true })}
          <Progress
            size="small"
            showInfo={false}
            aria-label={say.budget}
            percent={one.budget_minor === 0 ? 0 : Math.round((one.spent_minor / one.budget_minor) * 100)}
          />
        </>
      ),
    },
  ];
}

/** Coupons and automatic benefits of the brand. */
export function Benefits() {
  const say = useWords(t);
  const [adding, setAdding] = useState(false);
  const columns = useColumns();
  const list = useList(marketing.routes.benefits, { query: { limit: 50 } });
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  );
  return (
    <>
      <Page
        title={say.title}
        sub={say.sub}
        actions={add}
        reads={list}
        isEmpty={list.rows.length === 0}
        empty={{ title: say.none, hint: say.noneHint, next: add }}
      >
        <Spent rows={list.rows} />
        <Panel flush>
          <DataTable list={list} rowKey={(one) => one.id} exportName="benefits" columns={columns} />
        </Panel>
      </Page>
      {adding ? <NewBenefit onClose={() => setAdding(false)} /> : null}
    </>
  );
}
