import { supply } from "#contract";
import {
  BarChart,
  type Column,
  DataTable,
  FormFault,
  formatCount,
  formatRatio,
  Money,
  Panel,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Form, InputNumber, Modal } from "antd";
import { useState } from "react";
import { useVenues } from "../marketing/fields.tsx";
import { Lines } from "../shared/cells.tsx";

const t = words({
  picture: { zh: "各场备了多少种货？", en: "How many SKUs are kept at each venue?" },
  skus: { zh: "有策略的 SKU", en: "SKUs with a policy" },
  listed: { zh: (n: number) => `按下面列出的 ${n} 条计算`, en: (n: number) => `From the ${n} policies listed below` },
  none: { zh: "还没有备货策略", en: "No policy yet" },
  noneHint: {
    zh: "策略说明一个 SKU 在一个场由谁供货、多久到、要多大把握不断货。",
    en: "A policy says who delivers a SKU to a venue, how fast, and how sure you want to be not to run out.",
  },
  goods: { zh: "商品", en: "Goods" },
  lead: { zh: "提前期", en: "Lead time" },
  days: { zh: (n: string, sd: string) => `${n} ± ${sd} 天`, en: (n: string, sd: string) => `${n} ± ${sd} days` },
  review: { zh: "盘点间隔", en: "Looked at every" },
  oneOf: { zh: (n: string) => `${n} 天`, en: (n: string) => `${n} days` },
  level: { zh: "服务水平", en: "Service level" },
  pack: { zh: "箱规 / 起订", en: "Pack / least" },
  cost: { zh: "进价", en: "Cost" },
  change: { zh: "修改备货策略", en: "Change how it is kept" },
  save: { zh: "保存", en: "Save" },
  cancel: { zh: "取消", en: "Cancel" },
  leadDays: { zh: "提前期（天）", en: "Lead time (days)" },
  leadSd: { zh: "提前期波动（天）", en: "How much it varies (days)" },
  reviewDays: { zh: "盘点间隔（天）", en: "Looked at every (days)" },
  packSize: { zh: "箱规（件）", en: "Pack (pieces)" },
  least: { zh: "起订（件）", en: "Least order (pieces)" },
  percent: {
    zh: "服务水平（%）：备货期间不断货的概率",
    en: "Service level (%): chance not to run out while an order is under way",
  },
});
type Fields = {
  readonly lead_time_days: number;
  readonly lead_time_sd_days: number;
  readonly review_days: number;
  readonly pack_size: number;
  readonly least_order: number;
  readonly percent: number;
};

function Change({ one, onClose }: { readonly one: supply.Policy; readonly onClose: () => void }) {
  const say = useWords(t);
  const text = useText();
  const [form] = Form.useForm<Fields>();
  const write = useWrite(supply.routes.putPolicies, {
    refresh: [supply.routes.policies],
    quiet: true,
    onDone: onClose,
  });
  useFieldFaults(form, write.error);
  const send = ({ percent, ...fields }: Fields) => {
    const { sku, merchant, venue, supplier, most_position, cost_minor } = one;
    write.mutate({
      body: {
        policies: [
          { sku, merchant, venue, supplier, most_position, cost_minor, ...fields, service_level_ratio: percent / 100 },
        ],
      },
    });
  };
  const fields = [
    ["lead_time_days", say.leadDays, 0, 365],
    ["lead_time_sd_days", say.leadSd, 0, 365],
    ["review_days", say.reviewDays, 0, 90],
    ["pack_size", say.packSize, 1, 10_000],
    ["least_order", say.least, 0, 1_000_000],
    ["percent", say.percent, 51, 99.9],
  ] as const;
  return (
    <Modal
      open
      title={say.change}
      okText={say.save}
      cancelText={say.cancel}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={write.isPending}
    >
      <p style={{ color: "var(--fg-muted)" }}>{text(one.title)}</p>
      <FormFault error={write.error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...one, percent: one.service_level_ratio * 100 }}
        onFinish={send}
      >
        {fields.map(([name, label, min, max]) => (
          <Form.Item key={name} name={name} label={label} rules={[{ required: true, message: label }]}>
            <InputNumber min={min} max={max} style={{ width: "100%" }} />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}

function useColumns(): readonly Column<supply.Policy>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { currency } = useUser().platform;
  const venues = new Map(useVenues().map((one) => [one.value, one.label]));
  const n = (value: number) => formatCount(value, lang);
  return [
    {
      key: "sku",
      title: say.goods,
      csv: (one) => one.sku_code,
      render: (one) => (
        <Lines wide first={text(one.title)} second={`${one.sku_code} · ${venues.get(one.venue) ?? ""}`} />
      ),
    },
    {
      key: "lead",
      title: say.lead,
      figure: true,
      csv: (one) => one.lead_time_days,
      render: (one) => say.days(n(one.lead_time_days), n(one.lead_time_sd_days)),
    },
    {
      key: "review",
      title: say.review,
      figure: true,
      csv: (one) => one.review_days,
      render: (one) => say.oneOf(n(one.review_days)),
    },
    {
      key: "level",
      title: say.level,
      figure: true,
      csv: (one) => one.service_level_ratio,
      render: (one) => formatRatio(one.service_level_ratio, lang),
    },
    {
      key: "pack",
      title: say.pack,
      figure: true,
      csv: (one) => one.pack_size,
      render: (one) => `${n(one.pack_size)} / ${n(one.least_order)}`,
    },
    {
      key: "cost",
      title: say.cost,
      figure: true,
      csv: (one) => (one.cost_minor ?? 0) / 100,
      render: (one) => (one.cost_minor === null ? "–" : <Money amount_minor={one.cost_minor} currency={currency} />),
    },
  ];
}

/** How each SKU is kept in stock at each venue. */
export function Policies() {
  const say = useWords(t);
  const lang = useLang();
  const columns = useColumns();
  const venues = useVenues();
  const [opened, setOpened] = useState<supply.Policy>();
  const list = useList(supply.routes.policies, { query: { limit: 60 } });
  const counts = venues
    .map((one) => ({ name: one.label, skus: list.rows.filter((row) => row.venue === one.value).length }))
    .filter((one) => one.skus > 0);
  return (
    <Wait reads={list} isEmpty={list.rows.length === 0} empty={{ title: say.none, hint: say.noneHint }}>
      <div style={{ display: "flex", flexDirection: "column", gap: 24 }}>
        <Panel title={say.picture} sub={say.listed(list.rows.length)}>
          <BarChart
            lying
            figures
            label={say.picture}
            data={{
              names: counts.map((one) => one.name),
              series: [{ name: say.skus, values: counts.map((one) => one.skus) }],
            }}
            value={(n) => formatCount(n, lang)}
          />
        </Panel>
        <Panel flush>
          <DataTable
            list={list}
            rowKey={(one) => `${one.sku} ${one.merchant} ${one.venue}`}
            exportName="policies"
            columns={columns}
            onOpen={setOpened}
          />
        </Panel>
      </div>
      {opened ? <Change one={opened} onClose={() => setOpened(undefined)} /> : null}
    </Wait>
  );
}
