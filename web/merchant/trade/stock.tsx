import { trade } from "#contract";
import {
  BarChart,
  type Column,
  DataTable,
  formatCount,
  formatDay,
  Page,
  Panel,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useList } from "#shell";
import { Input, Switch } from "antd";
import { useState } from "react";
import { Lines } from "../shared/cells.tsx";
import { type Change, Choice, useFilter } from "../shared/filter.tsx";
import { useVenues } from "../marketing/fields.tsx";
import { useMerchants } from "./own.ts";
import { StockDrawer } from "./stock-drawer.tsx";
import { byVenue } from "./stock-sums.ts";

const t = words({
  title: { zh: "货够卖吗？", en: "Is there enough to sell?" },
  sub: {
    zh: "可卖 = 在手 − 已占用 − 安全库存；一处改动，线上线下同时生效。",
    en: "Free to sell = on hand − reserved − safety; one change holds online and offline at once.",
  },
  where: { zh: "货在哪里？", en: "Where are the goods?" },
  whereSub: {
    zh: (n: number) => `按下面列出的 ${n} 行计算；点一条只看那个场`,
    en: (n: number) => `From the ${n} rows listed below; press a bar to see that venue only`,
  },
  search: { zh: "SKU 编码或条码", en: "SKU code or barcode" },
  venue: { zh: "场", en: "Venue" },
  merchant: { zh: "商家", en: "Merchant" },
  low: { zh: (n: number) => `只看可卖不超过 ${n} 件`, en: (n: number) => `Only ${n} or fewer free to sell` },
  available: { zh: "可卖", en: "Free to sell" },
  reserved: { zh: "已占用", en: "Reserved" },
  safety: { zh: "安全库存", en: "Safety" },
  apart: { zh: "损坏或待检", en: "Damaged or to inspect" },
  onHand: { zh: "在手", en: "On hand" },
  incoming: { zh: "在途", en: "Coming" },
  goods: { zh: "商品", en: "Goods" },
  none: { zh: "没有符合条件的库存", en: "No stock matches" },
  noneHint: { zh: "收货后库存会出现在这里。", en: "Stock appears here after it is received." },
  out: { zh: "卖完了", en: "sold out" },
  few: { zh: "快没了", en: "low" },
  expires: { zh: (day: string) => `${day}到期`, en: (day: string) => `expires ${day}` },
});
const lowAt = 10;
type Filter = { readonly q: string; readonly venue: number; readonly merchant: number; readonly low: boolean };

function useColumns(): readonly Column<trade.StockRow>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const count = (n: number) => formatCount(n, lang);
  const lot = (row: trade.StockRow) =>
    row.lot_code === null
      ? ""
      : ` · ${row.lot_code}${row.expires_on ? ` · ${say.expires(formatDay(row.expires_on, lang))}` : ""}`;
  const figure = (key: string, title: string, read: (row: trade.StockRow) => number): Column<trade.StockRow> => ({
    key,
    title,
    figure: true,
    csv: read,
    render: (row) => (read(row) === 0 ? "–" : count(read(row))),
  });
  return [
    {
      key: "sku",
      title: say.goods,
      csv: (row) => row.sku_code,
      render: (row) => <Lines wide first={text(row.title)} second={`${row.sku_code}${lot(row)}`} />,
    },
    {
      key: "venue",
      title: say.venue,
      csv: (row) => text(row.venue_name),
      render: (row) => <Lines first={text(row.venue_name)} second={text(row.merchant_name)} />,
    },
    {
      key: "available",
      title: say.available,
      figure: true,
      csv: (row) => row.available,
      render: (row) => (
        <>
          {row.available <= 0 ? (
            <ToneTag tone="bad">{say.out}</ToneTag>
          ) : row.available <= lowAt ? (
            <ToneTag tone="warn">{say.few}</ToneTag>
          ) : null}{" "}
          <b>{count(row.available)}</b>
        </>
      ),
    },
    figure("on_hand", say.onHand, (row) => row.on_hand),
    figure("reserved", say.reserved, (row) => row.reserved + row.leased),
    figure("safety", say.safety, (row) => row.safety),
    figure("incoming", say.incoming, (row) => row.incoming + row.in_transit),
    figure("apart", say.apart, (row) => row.damaged + row.quarantined),
  ];
}

function Filters({
  filter,
  show,
}: {
  readonly filter: Partial<Filter>;
  readonly show: (change: Change<Filter>) => void;
}) {
  const say = useWords(t);
  const text = useText();
  const venues = useVenues();
  const { all } = useMerchants();
  const { q, venue, merchant, low } = filter;
  return (
    <>
      <Input.Search
        allowClear
        placeholder={say.search}
        aria-label={say.search}
        defaultValue={q ?? ""}
        style={{ width: 220 }}
        onSearch={(next) => show({ q: next })}
      />
      <Choice
        label={say.venue}
        width_px={220}
        value={venue}
        options={venues}
        onChange={(next) => show({ venue: next })}
      />
      <Choice
        label={say.merchant}
        width_px={200}
        value={merchant}
        options={all.map((one) => ({ value: one.id, label: text(one.name) }))}
        onChange={(next) => show({ merchant: next })}
      />
      <label style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
        <Switch checked={low ?? false} onChange={(on) => show({ low: on || undefined })} />
        {say.low(lowAt)}
      </label>
    </>
  );
}

function Where({
  rows,
  onVenue,
}: {
  readonly rows: readonly trade.StockRow[];
  readonly onVenue: (venue: number | undefined) => void;
}) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const sums = byVenue(rows).slice(0, 12);
  return (
    <BarChart
      lying
      stacked
      label={say.where}
      data={{
        names: sums.map((one) => text(one.name)),
        series: (["available", "reserved", "safety", "apart"] as const).map((key) => ({
          name: say[key],
          values: sums.map((one) => one[key]),
        })),
      }}
      value={(n) => formatCount(n, lang)}
      onPick={(i) => onVenue(sums[i]?.venue)}
    />
  );
}

/** The brand's stock by SKU and venue; a row opens to its movements and deeds. */
export function Stock() {
  const say = useWords(t);
  const columns = useColumns();
  const [opened, setOpened] = useState<trade.StockRow>();
  const [filter, show] = useFilter<Filter>("/stock");
  const { q, venue, merchant, low } = filter;
  const query = {
    limit: 100,
    ...(q ? { q } : {}),
    ...(venue ? { venue } : {}),
    ...(merchant ? { merchant } : {}),
    ...(low ? { at_most: lowAt } : {}),
  };
  const list = useList(trade.routes.stock, { query });
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={<Filters filter={filter} show={show} />}
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      <Panel title={say.where} sub={say.whereSub(list.rows.length)}>
        <Where rows={list.rows} onVenue={(next) => show({ venue: next })} />
      </Panel>
      <Panel flush>
        <DataTable
          list={list}
          rowKey={(row) => `${row.sku} ${row.merchant} ${row.venue} ${row.lot}`}
          exportName="stock"
          columns={columns}
          onOpen={setOpened}
        />
      </Panel>
      <StockDrawer row={opened} onClose={() => setOpened(undefined)} />
    </Page>
  );
}
