import { trade } from "#contract";
import {
  BarcodeField,
  formatAgo,
  formatTime,
  Money,
  Page,
  Panel,
  ToneTag,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList } from "#shell";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tag } from "antd";
import { Item, Items, ordersSection, SectionTabs } from "../kit/section.tsx";
import { usePlace } from "../kit/place.ts";
import { ReceiveButton } from "../orders/receive.tsx";
import css from "../orders/orders.module.css";
import { orderWords } from "../orders/words.ts";

const t = words({
  title: { zh: "要退哪一单？", en: "Which sale comes back?" },
  sub: {
    zh: "扫小票二维码，或输入小票号、订单号。",
    en: "Scan the QR code of the receipt, or type a receipt or order number.",
  },
  find: { zh: "小票号或订单号", en: "Receipt or order number" },
  sales: { zh: "本店最近的订单", en: "Latest orders of this venue" },
  found: { zh: (q: string) => `与 ${q} 相符的订单`, en: (q: string) => `Orders that fit ${q}` },
  noSale: { zh: "本店没有这一单", en: "This venue has no such order" },
  noSaleHint: {
    zh: "请核对号码；别的门店卖出的单，请到那家门店或线上申请退货。",
    en: "Check the number. What another venue sold is returned there, or asked for online.",
  },
  cases: { zh: "送到本店的退货", en: "Returns that come to this venue" },
  none: { zh: "没有退货", en: "No returns" },
  quality: { zh: "质量问题", en: "Quality" },
  pieces: { zh: (n: number) => `${n} 件`, en: (n: number) => (n === 1 ? "1 piece" : `${n} pieces`) },
});
const tones = { requested: "warn", received: "accent", refunded: "good", refused: "plain" } as const;

function Sales({ q }: { readonly q: string }) {
  const say = useWords(t);
  const said = useWords(orderWords);
  const lang = useLang();
  const pick = useText();
  const { zone } = usePlace();
  const go = useNavigate();
  const list = useList(trade.routes.venueOrders, { query: { limit: q === "" ? 6 : 20, ...(q === "" ? {} : { q }) } });
  return (
    <Panel title={q === "" ? say.sales : say.found(q)} flush>
      <Wait reads={list} isEmpty={list.rows.length === 0} empty={{ title: say.noSale, hint: say.noSaleHint }}>
        <Items label={say.sales} flat>
          {list.rows.map((order) => (
            <Item
              key={order.id}
              title={order.no}
              meta={
                <>
                  <span>{formatTime(order.placed_at, zone, lang)}</span>
                  <span>{said[order.kind]}</span>
                  <span>{say.pieces(order.lines.reduce((n, l) => n + l.quantity, 0))}</span>
                  <span>
                    {order.lines
                      .slice(0, 2)
                      .map((l) => pick(l.title))
                      .join("、")}
                  </span>
                </>
              }
              onOpen={() => void go({ to: "/orders/returns/$id", params: { id: order.id } })}
              side={
                <>
                  <ToneTag>{said[order.state]}</ToneTag>
                  <b>
                    <Money amount_minor={order.pay_minor} currency={order.currency} />
                  </b>
                </>
              }
            />
          ))}
        </Items>
      </Wait>
    </Panel>
  );
}

function Cases() {
  const say = useWords(t);
  const said = useWords(orderWords);
  const lang = useLang();
  const pick = useText();
  const list = useList(trade.routes.venueReturns, { query: { limit: 30 } }, { refetch_ms: 30_000 });
  if (!list.isPending && !list.error && list.rows.length === 0)
    return (
      <Panel title={say.cases}>
        <p className={css["hint"]}>{say.none}</p>
      </Panel>
    );
  return (
    <Panel title={say.cases} flush>
      <Wait reads={list}>
        <Items label={say.cases} flat>
          {list.rows.map((r) => (
            <Item
              key={r.id}
              title={r.lines.map((l) => `${pick(l.title)} × ${l.quantity}`).join("、")}
              meta={
                <>
                  <span>{r.order_no}</span>
                  <span>{formatAgo(r.requested_at, lang)}</span>
                  <span>{r.reason}</span>
                  {r.quality ? <ToneTag tone="warn">{say.quality}</ToneTag> : null}
                </>
              }
              side={
                <>
                  {r.refund_minor > 0 ? (
                    <b>
                      <Money amount_minor={r.refund_minor} currency={r.currency} />
                    </b>
                  ) : null}
                  {r.state === "requested" && r.kind === "return_refund" ? (
                    <ReceiveButton row={r} />
                  ) : (
                    <ToneTag tone={tones[r.state]}>{said[r.state]}</ToneTag>
                  )}
                </>
              }
            />
          ))}
        </Items>
      </Wait>
    </Panel>
  );
}

/** Returns at the counter: find the sale, then choose what comes back; and what was asked for online. */
export function Returns() {
  const say = useWords(t);
  const go = useNavigate();
  const search = useSearch({ strict: false }) as { readonly q?: string };
  const q = search.q === undefined ? "" : String(search.q).slice(0, 40);
  const find = (code: string) =>
    void go({ to: "/orders/returns", search: code === "" ? {} : { q: code.slice(0, 40) } });
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={
        <>
          <SectionTabs items={ordersSection} />
          <div className={css["find"]}>
            <BarcodeField camera autoFocus placeholder={say.find} onCode={find} />
          </div>
          {q === "" ? null : (
            <Tag closable onClose={() => find("")}>
              {q}
            </Tag>
          )}
        </>
      }
    >
      <Sales q={q} />
      <Cases />
    </Page>
  );
}
