import { Money, QrCode, formatTime, useLang, useText, useWords, words } from "#parts";
import { useUser } from "#shell";
import { Fragment } from "react";
import type { PlaceHere } from "../kit/place.ts";
import { changeOf } from "./cash.ts";
import css from "./receipt.module.css";
import type { KeptReceipt, Paper } from "./receipts.ts";
import { tenderName } from "./words.ts";

const t = words({
  receipt: { zh: "销售小票", en: "Sales receipt" },
  no: { zh: "小票号", en: "Receipt" },
  time: { zh: "时间", en: "Time" },
  cashier: { zh: "收银", en: "Cashier" },
  member: { zh: "会员", en: "Member" },
  pieces: { zh: "件数", en: "Pieces" },
  listed: { zh: "合计", en: "Sum" },
  off: { zh: "优惠", en: "Benefits" },
  paid: { zh: "实付", en: "Paid" },
  given: { zh: "收取", en: "Given" },
  change: { zh: "找零", en: "Change" },
  order: { zh: "订单", en: "Order" },
  seller: { zh: "销售方", en: "Seller" },
  thanks: { zh: "谢谢惠顾。退换货请带此小票。", en: "Thank you. Keep this receipt for returns." },
  qr: { zh: "小票号二维码", en: "QR code of the receipt number" },
});

type Props = { readonly kept: KeptReceipt; readonly paper: Paper; readonly place: PlaceHere };

function Goods({ kept }: { readonly kept: KeptReceipt }) {
  const say = useWords(t);
  const pick = useText();
  const { orders, currency } = kept.receipt;
  const money = (minor: number) => <Money amount_minor={minor} currency={currency} />;
  return orders.map((order) => (
    <Fragment key={order.id}>
      <tbody>
        {orders.length > 1 ? (
          <tr>
            <td colSpan={2} className={css["seller"]}>
              {say.seller}: {pick(order.merchant_name)}
            </td>
          </tr>
        ) : null}
        {order.lines.map((line) => (
          <Fragment key={line.line}>
            <tr>
              <td colSpan={2}>{pick(line.title)}</td>
            </tr>
            <tr className={css["figures"]}>
              <td>
                {money(line.unit_minor)} × {line.quantity}
                {line.discount_minor > 0 ? <> − {money(line.discount_minor)}</> : null}
              </td>
              <td>{money(line.pay_minor)}</td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </Fragment>
  ));
}

/** A receipt as it stands on paper of 58 or 80 mm. */
export function ReceiptPaper({ kept, paper, place }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const user = useUser();
  const { receipt } = kept;
  const { currency, orders } = receipt;
  const sum = (of: (order: (typeof orders)[number]) => number) => orders.reduce((n, order) => n + of(order), 0);
  const money = (minor: number) => <Money amount_minor={minor} currency={currency} />;
  const row = (label: string, value: React.ReactNode, strong = false) => (
    <tr className={strong ? css["strong"] : undefined}>
      <td>{label}</td>
      <td>{value}</td>
    </tr>
  );
  const discount = sum((o) => o.discount_minor);
  const change = changeOf(receipt.pay_minor, kept.given_minor);
  return (
    <section className={css["paper"]} data-paper={paper} aria-label={say.receipt}>
      <h2>{pick(place.name)}</h2>
      <p>{place.address}</p>
      <table>
        <tbody>
          {row(say.no, receipt.receipt_no)}
          {row(say.time, formatTime(receipt.at, place.zone, lang))}
          {row(say.cashier, user.name)}
          {kept.member_no ? row(say.member, `…${kept.member_no.slice(-4)}`) : null}
        </tbody>
      </table>
      <hr />
      <table>
        <Goods kept={kept} />
      </table>
      <hr />
      <table>
        <tbody>
          {row(
            say.pieces,
            sum((o) => o.lines.reduce((n, l) => n + l.quantity, 0)),
          )}
          {row(say.listed, money(sum((o) => o.listed_minor)))}
          {discount > 0 ? row(say.off, <>− {money(discount)}</>) : null}
          {row(say.paid, money(receipt.pay_minor), true)}
          {row(tenderName(receipt.tender), money(kept.given_minor ?? receipt.pay_minor))}
          {receipt.tender === "cash" && change !== undefined ? row(say.change, money(change)) : null}
        </tbody>
      </table>
      <hr />
      <div className={css["code"]}>
        <QrCode text={receipt.receipt_no} size_px={112} label={say.qr} />
        <small>{orders.map((o) => `${say.order} ${o.no}`).join(" · ")}</small>
        <p>{say.thanks}</p>
      </div>
    </section>
  );
}
