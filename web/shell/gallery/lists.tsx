import {
  BarcodeField,
  ChatBox,
  ConfirmButton,
  DataTable,
  DayRangePicker,
  EmptyState,
  formatDay,
  formatMoney,
  Grid,
  Money,
  Panel,
  ProductCard,
  ProductPicture,
  QrCode,
  Steps,
  Timeline,
  ToneTag,
  useLang,
  useWords,
  Wait,
  words,
  WorkProgress,
} from "#parts";
import { App, Button } from "antd";
import { useState } from "react";

const t = words({
  orders: { zh: "订单", en: "Orders" },
  number: { zh: "单号", en: "Number" },
  day: { zh: "日期", en: "Day" },
  where: { zh: "场", en: "Venue" },
  state: { zh: "状态", en: "State" },
  amount: { zh: "金额", en: "Amount" },
  paid: { zh: "已付款", en: "Paid" },
  publish: { zh: "发布规则", en: "Publish the rule" },
  publishAsk: { zh: "现在发布这条规则？", en: "Publish this rule now?" },
  publishNote: {
    zh: "公示 7 天后生效，期间可以撤回。",
    en: "It takes effect after 7 days of notice; until then it can be withdrawn.",
  },
  none: { zh: "还没有人群", en: "No audience yet" },
  noneHint: { zh: "从任何图表里点一格，就能存成人群。", en: "Press any cell of a chart to keep it as an audience." },
  make: { zh: "新建人群", en: "New audience" },
  milk: { zh: "全脂鲜牛奶 950ml", en: "Whole milk 950 ml" },
  today: { zh: "今天可取", en: "Collect today" },
  fresh: { zh: "新品", en: "New" },
  inStock: { zh: "西湖店有货", en: "In stock at Westlake" },
  add: { zh: "加入", en: "Add" },
  hello: { zh: "您好，这款适合敏感肌吗？", en: "Hello, does this suit sensitive skin?" },
  answer: {
    zh: "适合，不含酒精和香精。我可以视频给您看质地。",
    en: "It does: no alcohol, no perfume. I can show you the texture by video.",
  },
  guide: { zh: "导购小林", en: "Guide Lin" },
  me: { zh: "我", en: "Me" },
  placed: { zh: "已下单", en: "Ordered" },
  picked: { zh: "已拣货", en: "Picked" },
  ready: { zh: "待自提", en: "Ready to collect" },
  collected: { zh: "已取走", en: "Collected" },
  shelf: { zh: "货架 B-12", en: "Shelf B-12" },
  export: { zh: "正在导出", en: "Exporting" },
  qr: { zh: "取货码", en: "Collection code" },
});

type Order = { id: string; day: string; where: string; amount_minor: number };
const orders: readonly Order[] = Array.from({ length: 6 }, (_, i) => ({
  id: `FG-2025-${1041 + i}`,
  day: `2025-10-0${i + 1}`,
  where: ["西湖旗舰店", "Riverside", "Harbour pop-up"][i % 3] ?? "",
  amount_minor: 12_900 + i * 7_345,
}));

function Orders() {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [range, setRange] = useState({ from: "2025-10-01", to: "2025-10-30" });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <Panel title={say.orders} flush actions={<DayRangePicker value={range} onChange={setRange} lastDay="2025-10-30" />}>
      <DataTable
        rows={orders}
        rowKey={(o) => o.id}
        chosen={chosen}
        onChoose={setChosen}
        exportName="orders"
        onOpen={(o) => void message.info(o.id)}
        columns={[
          { key: "id", title: say.number, render: (o) => o.id, csv: (o) => o.id },
          { key: "day", title: say.day, render: (o) => formatDay(o.day, lang), csv: (o) => o.day },
          { key: "where", title: say.where, render: (o) => o.where, csv: (o) => o.where },
          { key: "state", title: say.state, render: () => <ToneTag tone="good">{say.paid}</ToneTag> },
          {
            key: "amount",
            title: say.amount,
            figure: true,
            render: (o) => <Money amount_minor={o.amount_minor} currency="CNY" />,
            csv: (o) => o.amount_minor / 100,
          },
        ]}
      />
    </Panel>
  );
}

/** Tables, inputs and states. */
export function Lists() {
  const say = useWords(t);
  const { message } = App.useApp();
  return (
    <>
      <Orders />
      <Grid min_px={340}>
        <Panel>
          <BarcodeField camera onCode={(code) => void message.info(code)} />
          <div style={{ display: "flex", flexWrap: "wrap", gap: 12, margin: "20px 0" }}>
            <ConfirmButton
              title={say.publishAsk}
              detail={say.publishNote}
              verb={say.publish}
              askReason
              button={{ type: "primary" }}
              onConfirm={() => undefined}
            >
              {say.publish}
            </ConfirmButton>
            <Button>{say.make}</Button>
            <Button danger>{say.make}</Button>
          </div>
          <WorkProgress title={say.export} done={3_200} total={10_000} onCancel={() => undefined} />
        </Panel>
        <EmptyState title={say.none} hint={say.noneHint} next={<Button type="primary">{say.make}</Button>} />
        <Wait reads={{ isPending: true, error: null, refetch: () => undefined }}>{null}</Wait>
      </Grid>
      <Panel>
        <Steps
          current={2}
          steps={[say.placed, say.picked, say.ready, say.collected].map((title, i) => ({
            key: String(i),
            title,
            ...(i === 1 ? { detail: say.shelf } : {}),
          }))}
        />
      </Panel>
    </>
  );
}

const categories =
  "milk coffee formula diaper lipstick serum cream cleanser shampoo snack soda water fruit toy shoe bag shirt watch phone speaker lamp chair pot pet book other".split(
    " ",
  );

/** Product drawings and cards. */
export function Products() {
  const say = useWords(t);
  const { message } = App.useApp();
  return (
    <>
      <div style={{ display: "grid", gap: 8, gridTemplateColumns: "repeat(auto-fill, minmax(96px, 1fr))" }}>
        {categories.map((category) => (
          <div key={category} style={{ overflow: "hidden", borderRadius: 10 }}>
            <ProductPicture category={category} code={`sku-${category}`} name={category} />
          </div>
        ))}
      </div>
      <Grid min_px={160}>
        {["milk", "serum", "snack", "toy", "shoe"].map((category, i) => (
          <ProductCard
            key={category}
            category={category}
            code={`card-${category}`}
            name={say.milk}
            brand="Aurora"
            price_minor={1_990 + i * 4_400}
            currency="CNY"
            note={say.inStock}
            {...(i % 2 === 0
              ? {
                  was_minor: 3_490 + i * 4_400,
                  marks: <ToneTag tone="accent">{i === 0 ? say.today : say.fresh}</ToneTag>,
                }
              : {})}
            onOpen={() => void message.info(category)}
            action={
              <Button size="small" type="primary" onClick={() => void message.success(formatMoney(1_990, "CNY"))}>
                {say.add}
              </Button>
            }
          />
        ))}
      </Grid>
    </>
  );
}

/** Conversation, timeline and codes. */
export function People() {
  const say = useWords(t);
  return (
    <Grid min_px={340}>
      <ChatBox
        messages={[
          { key: "1", mine: true, who: say.me, at: "2025-10-30T02:10:00Z", body: say.hello },
          { key: "2", mine: false, who: say.guide, at: "2025-10-30T02:11:00Z", body: say.answer },
        ]}
        onSend={() => undefined}
      />
      <Panel>
        <Timeline
          items={[
            {
              key: "3",
              at: "2025-10-30T03:00:00Z",
              zone: "Asia/Shanghai",
              title: say.ready,
              tone: "accent",
              detail: say.shelf,
            },
            { key: "2", at: "2025-10-30T02:00:00Z", zone: "Asia/Shanghai", title: say.picked, tone: "good" },
            { key: "1", at: "2025-10-29T12:00:00Z", zone: "Asia/Shanghai", title: say.placed },
          ]}
        />
        <div style={{ marginTop: 24 }}>
          <QrCode text="https://id.example.com/01/06901234567892/21/ABC123" label={say.qr} />
        </div>
      </Panel>
    </Grid>
  );
}
