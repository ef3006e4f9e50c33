import type { Bilingual } from "#contract";
import { parties } from "#contract";
import {
  BarChart,
  DataTable,
  formatCount,
  Grid,
  Page,
  Panel,
  StatCard,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
  type ListState,
} from "#parts";
import { useList, useRead, useWrite } from "#shell";
import { Button, Drawer, Form, Input } from "antd";
import { useState } from "react";

const { routes } = parties;
const t = words({
  title: { zh: "谁在这片场上？", en: "Who stands on this ground?" },
  sub: {
    zh: "品牌、商家与各类场；同一套规则，线上线下一致。",
    en: "Brands, merchants and venues of every kind, online and offline under the same rules.",
  },
  brands: { zh: "品牌", en: "Brands" },
  merchants: { zh: "商家", en: "Merchants" },
  venues: { zh: "场", en: "Venues" },
  kinds: { zh: "场有哪些类型？", en: "What kinds of venue are there?" },
  add: { zh: "新增品牌", en: "Open a brand" },
  code: { zh: "代码", en: "Code" },
  name: { zh: "名称", en: "Name" },
  zh: { zh: "中文名", en: "Chinese name" },
  en: { zh: "英文名", en: "English name" },
  kind: { zh: "类型", en: "Kind" },
  city: { zh: "城市", en: "City" },
  can: { zh: "能力", en: "Capabilities" },
  save: { zh: "保存", en: "Save" },
  status: { zh: "状态", en: "Status" },
  active: { zh: "营业", en: "Active" },
  closed: { zh: "关闭", en: "Closed" },
  none: { zh: "这里还没有", en: "None yet" },
});
const capabilityWords: Readonly<Record<parties.Capability, { zh: string; en: string }>> = {
  sell: { zh: "销售", en: "sell" },
  pick: { zh: "拣货", en: "pick" },
  handover: { zh: "交付", en: "hand over" },
  receive: { zh: "收货", en: "receive" },
  return: { zh: "退货", en: "return" },
  screen: { zh: "屏幕", en: "screen" },
  appointment: { zh: "预约", en: "appointment" },
  guide: { zh: "导购", en: "guide" },
  sample: { zh: "派样", en: "sample" },
  install: { zh: "安装", en: "install" },
  redeem: { zh: "核销", en: "redeem" },
  order_by_proxy: { zh: "代购", en: "order by proxy" },
};

const status = { active: "good", closed: "plain" } as const;
function StatusTag({ value }: { readonly value: "active" | "closed" }) {
  const say = useWords(t);
  return <ToneTag tone={status[value]}>{say[value]}</ToneTag>;
}

/** Brands, merchants and venues of the platform. */
export function Parties() {
  const say = useWords(t);
  const lang = useLang();
  const [adding, setAdding] = useState(false);
  const brands = useList(routes.brands, { query: { limit: 200 } });
  const merchants = useList(routes.merchants, { query: { limit: 200 } });
  const venues = useList(routes.venues, { query: { limit: 200 } });
  const kinds = useRead(routes.venueKinds);
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  );
  return (
    <Page title={say.title} sub={say.sub} reads={[brands, merchants, venues, kinds]} actions={add}>
      <Grid min_px={180}>
        <StatCard label={say.brands} value={formatCount(brands.rows.length, lang)} />
        <StatCard label={say.merchants} value={formatCount(merchants.rows.length, lang)} />
        <StatCard label={say.venues} value={formatCount(venues.rows.length, lang)} />
      </Grid>
      <VenuesPart venues={venues} kinds={kinds.data?.items ?? []} />
      <Grid min_px={420}>
        <Named title={say.brands} list={brands} />
        <Named title={say.merchants} list={merchants} />
      </Grid>
      <AddBrand open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

type VenuesProps = { readonly venues: ListState<parties.Venue>; readonly kinds: readonly parties.VenueKind[] };
function VenuesPart({ venues, kinds }: VenuesProps) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const kindName = new Map(kinds.map((k) => [k.code, text(k.label)]));
  const count = (code: string) => venues.rows.filter((v) => v.kind === code).length;
  const data = {
    names: kinds.map((k) => text(k.label)),
    series: [{ name: say.venues, values: kinds.map((k) => count(k.code)) }],
  };
  const can = (v: parties.Venue) =>
    v.capabilities.map((c) => text(capabilityWords[c])).join(lang === "zh" ? "、" : ", ");
  return (
    <>
      <Panel title={say.kinds}>
        <BarChart lying figures label={say.kinds} height_px={340} data={data} />
      </Panel>
      <Panel title={say.venues} flush>
        <DataTable
          list={venues}
          rowKey={(v) => String(v.id)}
          exportName="venues"
          columns={[
            { key: "name", title: say.name, render: (v) => text(v.name), csv: (v) => text(v.name) },
            { key: "code", title: say.code, render: (v) => <code>{v.code}</code>, csv: (v) => v.code },
            { key: "kind", title: say.kind, render: (v) => kindName.get(v.kind) ?? v.kind, csv: (v) => v.kind },
            { key: "city", title: say.city, render: (v) => v.city || "–", csv: (v) => v.city },
            { key: "can", title: say.can, render: can },
            { key: "status", title: say.status, render: (v) => <StatusTag value={v.status} /> },
          ]}
        />
      </Panel>
    </>
  );
}

type Party = {
  readonly id: number;
  readonly code: string;
  readonly name: Bilingual;
  readonly status: "active" | "closed";
};
function Named<P extends Party>({ title, list }: { readonly title: string; readonly list: ListState<P> }) {
  const say = useWords(t);
  const text = useText();
  return (
    <Panel title={title} flush>
      <DataTable
        small
        list={list}
        rowKey={(p) => String(p.id)}
        empty={{ title: say.none }}
        columns={[
          { key: "name", title: say.name, render: (p) => text(p.name) },
          { key: "code", title: say.code, render: (p) => <code>{p.code}</code> },
          { key: "status", title: say.status, render: (p) => <StatusTag value={p.status} /> },
        ]}
      />
    </Panel>
  );
}

type BrandForm = { code: string; zh: string; en: string };
function AddBrand({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useWords(t);
  const [form] = Form.useForm<BrandForm>();
  const add = useWrite(routes.createBrand, {
    refresh: [routes.brands],
    onDone: () => {
      form.resetFields();
      onClose();
    },
  });
  const save = ({ code, zh, en }: BrandForm) => add.mutate({ body: { code, name: { zh, en } } });
  return (
    <Drawer open={open} onClose={onClose} title={say.add} size="default">
      <Form form={form} layout="vertical" onFinish={save}>
        <Form.Item name="code" label={say.code} rules={[{ required: true, max: 64 }]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="zh" label={say.zh} rules={[{ required: true, max: 200 }]}>
          <Input />
        </Form.Item>
        <Form.Item name="en" label={say.en} rules={[{ required: true, max: 200 }]}>
          <Input />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {say.save}
        </Button>
      </Form>
    </Drawer>
  );
}
