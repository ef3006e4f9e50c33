import { service } from "#contract";
import {
  type Column,
  DataTable,
  formatDay,
  formatTime,
  Money,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useList, useUser } from "#shell";
import { Link } from "@tanstack/react-router";
import { Drawer, Segmented } from "antd";
import { useState } from "react";
import type { z } from "zod";

const t = words({
  title: { zh: (name: string) => `${name}：背后的订单`, en: (name: string) => `${name}: the orders behind it` },
  which: { zh: "看哪些", en: "Which" },
  yes: { zh: "只看出问题的", en: "Only those that count against" },
  no: { zh: "全部", en: "All" },
  order: { zh: "订单", en: "Order" },
  day: { zh: "日期", en: "Day" },
  why: { zh: "判断", en: "Judged" },
  promised: { zh: "承诺", en: "Promised" },
  actual: { zh: "实际", en: "Actual" },
  amount: { zh: "金额", en: "Amount" },
  defect: { zh: "计为问题", en: "counts against" },
  fine: { zh: "正常", en: "in order" },
  excluded: { zh: "不计入", en: "does not count" },
  none: { zh: "没有出问题的订单", en: "No order counts against it" },
});
type Row = z.output<typeof service.routes.evidence.reply>["items"][number];

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/;

/** An order of this platform opens; one that another system told of is known by its own number only. */
function OrderName({ order }: { readonly order: string }) {
  if (!isId.test(order)) return <b>{order}</b>;
  return (
    <Link to="/orders" search={{ order }}>
      …{order.slice(-8)}
    </Link>
  );
}

function useColumns(): readonly Column<Row>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone, currency } = useUser().platform;
  const moment = (at: string | null) =>
    at === null ? "–" : at.length <= 10 ? formatDay(at, lang) : formatTime(at, zone, lang);
  return [
    { key: "order", title: say.order, csv: (row) => row.order, render: (row) => <OrderName order={row.order} /> },
    {
      key: "why",
      title: say.why,
      csv: (row) => text(row.reason),
      render: (row) => (
        <ToneTag tone={row.excluded ? "plain" : row.defect ? "bad" : "good"}>
          {row.excluded ? say.excluded : row.defect ? say.defect : say.fine}
        </ToneTag>
      ),
    },
    { key: "promised", title: say.promised, csv: (row) => row.promised, render: (row) => moment(row.promised) },
    { key: "actual", title: say.actual, csv: (row) => row.actual, render: (row) => moment(row.actual) },
    { key: "day", title: say.day, csv: (row) => row.day, render: (row) => formatDay(row.day, lang) },
    {
      key: "amount",
      title: say.amount,
      figure: true,
      csv: (row) => row.amount_minor / 100,
      render: (row) => <Money amount_minor={row.amount_minor} currency={currency} />,
    },
  ];
}

type Props = {
  readonly merchant: number;
  readonly metric: service.MetricId;
  readonly name: string;
  readonly onClose: () => void;
};

/** The orders behind a metric of a merchant: each rate opens to its rows. */
export function Evidence({ merchant, metric, name, onClose }: Props) {
  const say = useWords(t);
  const [only, setOnly] = useState<"yes" | "no">("yes");
  const list = useList(service.routes.evidence, {
    params: { merchant, metric },
    query: { defects_only: only, limit: 50 },
  });
  const columns = useColumns();
  return (
    <Drawer open onClose={onClose} size={860} title={say.title(name)}>
      <DataTable
        small
        list={list}
        rowKey={(row) => `${row.order} ${row.day}`}
        exportName={`evidence-${metric}`}
        columns={columns}
        empty={{ title: say.none }}
        tools={
          <Segmented
            aria-label={say.which}
            value={only}
            onChange={setOnly}
            options={[
              { value: "yes" as const, label: say.yes },
              { value: "no" as const, label: say.no },
            ]}
            style={{ marginRight: "auto" }}
          />
        }
      />
    </Drawer>
  );
}
