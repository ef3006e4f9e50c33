import { supply } from "#contract";
import {
  BarChart,
  type Column,
  DataTable,
  formatCount,
  formatDay,
  formatTime,
  Money,
  Panel,
  ToneTag,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useUser } from "#shell";
import { Segmented } from "antd";
import { useState } from "react";
import { Lines } from "../shared/cells.tsx";
import { PurchaseDrawer } from "./purchase-drawer.tsx";
import { purchaseTones, purchaseWords } from "./words.ts";

const t = words({
  all: { zh: "全部", en: "All" },
  state: { zh: "状态", en: "State" },
  picture: { zh: "到货多少了？", en: "How much has arrived?" },
  received: { zh: "已到", en: "Arrived" },
  open: { zh: "未到", en: "Still to come" },
  no: { zh: "采购单", en: "Order" },
  supplier: { zh: "供应商 → 场", en: "Supplier → venue" },
  pieces: { zh: "件数", en: "Pieces" },
  cost: { zh: "金额", en: "Cost" },
  expected: { zh: "预计到货", en: "Expected" },
  none: { zh: "没有采购单", en: "No purchase orders" },
  noneHint: { zh: "在补货建议里选几条，一键生成。", en: "Choose some proposals and draft them in one go." },
});
const sum = (one: supply.PurchaseOrder, read: (line: supply.PurchaseOrder["lines"][number]) => number) =>
  one.lines.reduce((n, line) => n + read(line), 0);

function useColumns(): readonly Column<supply.PurchaseOrder>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  return [
    {
      key: "no",
      title: say.no,
      csv: (one) => one.no,
      render: (one) => <Lines first={<b>{one.no}</b>} second={formatTime(one.created_at, zone, lang)} />,
    },
    {
      key: "supplier",
      title: say.supplier,
      csv: (one) => text(one.supplier_name),
      render: (one) => <Lines first={text(one.supplier_name)} second={text(one.venue_name)} />,
    },
    {
      key: "state",
      title: say.state,
      csv: (one) => one.state,
      render: (one) => <ToneTag tone={purchaseTones[one.state]}>{text(purchaseWords[one.state])}</ToneTag>,
    },
    {
      key: "pieces",
      title: say.pieces,
      figure: true,
      csv: (one) => sum(one, (line) => line.quantity),
      render: (one) =>
        `${formatCount(
          sum(one, (line) => line.received),
          lang,
        )} / ${formatCount(
          sum(one, (line) => line.quantity),
          lang,
        )}`,
    },
    {
      key: "cost",
      title: say.cost,
      figure: true,
      csv: (one) => one.cost_minor / 100,
      render: (one) => <Money amount_minor={one.cost_minor} currency={one.currency} />,
    },
    {
      key: "expected",
      title: say.expected,
      csv: (one) => one.expected_on,
      render: (one) => (one.expected_on ? formatDay(one.expected_on, lang) : "–"),
    },
  ];
}

type ArrivalProps = {
  readonly going: readonly supply.PurchaseOrder[];
  readonly onOpen: (id: string | undefined) => void;
};

function Arrivals({ going, onOpen }: ArrivalProps) {
  const say = useWords(t);
  const lang = useLang();
  return (
    <BarChart
      lying
      stacked
      label={say.picture}
      data={{
        names: going.map((one) => one.no),
        series: [
          { name: say.received, values: going.map((one) => sum(one, (line) => line.received)) },
          {
            name: say.open,
            values: going.map((one) => sum(one, (line) => Math.max(0, line.quantity - line.received))),
            colour: "#D5CDC0",
          },
        ],
      }}
      value={(n) => formatCount(n, lang)}
      onPick={(i) => onOpen(going[i]?.id)}
    />
  );
}

/** Purchase orders with what has arrived of each. */
export function Purchases({
  opened,
  onOpen,
}: {
  readonly opened: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}) {
  const say = useWords(t);
  const text = useText();
  const columns = useColumns();
  const [state, setState] = useState<supply.PurchaseState | "all">("all");
  const list = useList(supply.routes.purchaseOrders, { query: { limit: 100, ...(state === "all" ? {} : { state }) } });
  const going = list.rows.filter((one) => one.state !== "cancelled").slice(0, 10);
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: 24 }}>
      <div style={{ overflowX: "auto" }}>
        <Segmented
          aria-label={say.state}
          value={state}
          onChange={setState}
          options={[
            { value: "all" as const, label: say.all },
            ...supply.purchaseStates.map((one) => ({ value: one, label: text(purchaseWords[one]) })),
          ]}
        />
      </div>
      <Wait reads={list} isEmpty={list.rows.length === 0} empty={{ title: say.none, hint: say.noneHint }}>
        {going.length > 0 ? (
          <Panel title={say.picture}>
            <Arrivals going={going} onOpen={onOpen} />
          </Panel>
        ) : null}
        <Panel flush>
          <DataTable
            list={list}
            rowKey={(one) => one.id}
            exportName="purchase-orders"
            columns={columns}
            onOpen={(one) => onOpen(one.id)}
          />
        </Panel>
      </Wait>
      <PurchaseDrawer id={opened} onClose={() => onOpen(undefined)} />
    </div>
  );
}
