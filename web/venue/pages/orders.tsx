import { trade } from "#contract";
import { BarcodeField, Page, useWords, words } from "#parts";
import { useList } from "#shell";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Tag } from "antd";
import { ordersSection, SectionTabs } from "../kit/section.tsx";
import { usePlace } from "../kit/place.ts";
import css from "../orders/orders.module.css";
import { PickCard } from "../orders/pick-card.tsx";
import { orderWords } from "../orders/words.ts";

const t = words({
  title: { zh: "现在该拣哪些、交给谁？", en: "What is to pick, and who gets it?" },
  sub: { zh: "按承诺时间排列，最急的在前。", en: "In the order of the promises; the most urgent first." },
  all: { zh: "全部", en: "All" },
  find: { zh: "扫订单码，或输入订单号", en: "Scan or type an order number" },
  none: { zh: "没有要处理的订单", en: "Nothing to do here" },
  noneHint: { zh: "有新的自提或快递单时会出现在这里。", en: "New pick-ups and parcels appear here by themselves." },
  noneFound: { zh: (q: string) => `没有以 ${q} 开头的待办订单`, en: (q: string) => `No open order begins with ${q}` },
  noneFoundHint: { zh: "已交付的订单请到“退货”里查。", en: "Orders already handed over are found under Returns." },
  showAll: { zh: "看全部", en: "Show all" },
  more: { zh: "再看一些", en: "Show more" },
  filter: { zh: "状态", en: "State" },
});

const shownStates = ["all", "open", "ready", "shipped"] as const;
type Shown = (typeof shownStates)[number];

/** Picking, shipping and handing over: one card per parcel or pick-up of this venue. */
export function Orders() {
  const say = useWords(t);
  const said = useWords(orderWords);
  const { zone } = usePlace();
  const go = useNavigate();
  const search = useSearch({ strict: false }) as { readonly state?: Shown; readonly q?: string };
  const state = shownStates.find((one) => one === search.state) ?? "all";
  const q = search.q === undefined ? "" : String(search.q).slice(0, 40);
  const show = (next: { state?: Shown; q?: string }) =>
    void go({ to: "/orders", search: { state, q, ...next }, replace: true });
  const list = useList(
    trade.routes.toPick,
    { query: { limit: 60, ...(state === "all" ? {} : { state }), ...(q === "" ? {} : { q }) } },
    { refetch_ms: 15_000 },
  );
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={
        <>
          <SectionTabs items={ordersSection} />
          <div className={css["find"]}>
            <BarcodeField camera placeholder={say.find} onCode={(code) => show({ q: code.slice(0, 40) })} />
          </div>
          <Segmented<Shown>
            aria-label={say.filter}
            value={state}
            onChange={(next) => show({ state: next })}
            options={shownStates.map((value) => ({ value, label: value === "all" ? say.all : said[value] }))}
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
              next: <Button onClick={() => show({ q: "", state: "all" })}>{say.showAll}</Button>,
            }
      }
    >
      <div className={css["cards"]}>
        {list.rows.map((row) => (
          <PickCard key={row.id} row={row} zone={zone} />
        ))}
      </div>
      {list.hasMore ? <Button onClick={list.more}>{say.more}</Button> : null}
    </Page>
  );
}
