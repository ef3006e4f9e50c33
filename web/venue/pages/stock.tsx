import { trade } from "#contract";
import { BarcodeField, formatCount, formatDay, Page, ToneTag, useLang, useText, useWords, words } from "#parts";
import { useList } from "#shell";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Tag } from "antd";
import { useState } from "react";
import { Item, Items, SectionTabs, stockSection } from "../kit/section.tsx";
import { levelOf, StockDrawer } from "../stock/row.tsx";
import css from "../stock/stock.module.css";
import { stockWords } from "../stock/words.ts";

const t = words({
  title: { zh: "店里还有什么、还能卖多少？", en: "What is here, and how much can be sold?" },
  find: { zh: "扫条码，或输入货号的一部分", en: "Scan a barcode, or type a part of a SKU code" },
  all: { zh: "全部", en: "All" },
  low: { zh: "快卖完", en: "Running low" },
  out: { zh: "卖完了", en: "Sold out" },
  show: { zh: "显示", en: "Show" },
  none: { zh: "没有这样的库存", en: "No such stock" },
  noneHint: { zh: "收货后这里会出现商品。", en: "Goods appear here once they are received." },
  noneFound: { zh: (q: string) => `店里没有与 ${q} 相符的商品`, en: (q: string) => `Nothing here fits ${q}` },
  noneFoundHint: { zh: "换一个条码或货号试试。", en: "Try another barcode or SKU code." },
  clear: { zh: "看全部", en: "Show all" },
  more: { zh: "再看一些", en: "Show more" },
});
const filters = { all: undefined, low: 5, out: 0 } as const;
type Filter = keyof typeof filters;

/** One article in the list: what it is, whose it is, and how many may be sold. */
function Row({ row, onOpen }: { readonly row: trade.StockRow; readonly onOpen: () => void }) {
  const said = useWords(stockWords);
  const lang = useLang();
  const pick = useText();
  return (
    <Item
      title={pick(row.title)}
      onOpen={onOpen}
      meta={
        <>
          <span>{row.sku_code}</span>
          <span>{pick(row.merchant_name)}</span>
          <span>
            {said.on_hand} {formatCount(row.on_hand, lang)}
          </span>
          {row.reserved > 0 ? (
            <span>
              {said.reserved} {formatCount(row.reserved, lang)}
            </span>
          ) : null}
          {row.lot_code ? (
            <span>
              {said.lot} {row.lot_code}
            </span>
          ) : null}
          {row.expires_on ? (
            <span>
              {said.expires} {formatDay(row.expires_on, lang, { short: true })}
            </span>
          ) : null}
        </>
      }
      side={
        <>
          {row.quarantined > 0 ? (
            <ToneTag tone="warn">
              {said.quarantined} {row.quarantined}
            </ToneTag>
          ) : null}
          {row.incoming + row.in_transit > 0 ? (
            <ToneTag tone="accent">
              {row.in_transit > 0 ? said.in_transit : said.incoming} {row.incoming + row.in_transit}
            </ToneTag>
          ) : null}
          <span className={css["level"]}>
            <b data-level={levelOf(row)}>{formatCount(row.available, lang)}</b>
            <small>{said.available}</small>
          </span>
        </>
      }
    />
  );
}

/** The stock of this venue, found by scanning or typing. */
export function Stock() {
  const say = useWords(t);
  const go = useNavigate();
  const search = useSearch({ strict: false }) as { readonly q?: string; readonly show?: string };
  const q = search.q === undefined ? "" : String(search.q).slice(0, 100);
  const filter: Filter = search.show === "low" || search.show === "out" ? search.show : "all";
  const show = (next: { q?: string; show?: Filter }) =>
    void go({ to: "/stock", search: { q, show: filter, ...next }, replace: true });
  const at_most = filters[filter];
  const list = useList(trade.routes.venueStock, {
    query: { limit: 100, ...(q === "" ? {} : { q }), ...(at_most === undefined ? {} : { at_most }) },
  });
  const [key, setKey] = useState<string>();
  const keyOf = (row: trade.StockRow) => `${row.sku}.${row.merchant}.${row.lot}`;
  const open = list.rows.find((row) => keyOf(row) === key);
  return (
    <Page
      title={say.title}
      filters={
        <>
          <SectionTabs items={stockSection} />
          <div className={css["find"]}>
            <BarcodeField camera autoFocus placeholder={say.find} onCode={(code) => show({ q: code.slice(0, 100) })} />
          </div>
          <Segmented<Filter>
            aria-label={say.show}
            value={filter}
            onChange={(next) => show({ show: next })}
            options={(["all", "low", "out"] as const).map((value) => ({ value, label: say[value] }))}
          />
          {q === "" ? null : (
            <Tag closable onClose={() => show({ q: "" })}>
              {q}
            </Tag>
          )}
        </>
      }
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={
        q === ""
          ? { title: say.none, hint: say.noneHint }
          : {
              title: say.noneFound(q),
              hint: say.noneFoundHint,
              next: <Button onClick={() => show({ q: "", show: "all" })}>{say.clear}</Button>,
            }
      }
    >
      <Items label={say.title}>
        {list.rows.map((row) => (
          <Row key={keyOf(row)} row={row} onOpen={() => setKey(keyOf(row))} />
        ))}
      </Items>
      {list.hasMore ? <Button onClick={list.more}>{say.more}</Button> : null}
      <StockDrawer row={open} onClose={() => setKey(undefined)} />
    </Page>
  );
}
