import type { trade } from "#contract";
import { formatDay, Money, ProductPicture, QrCode, ToneTag, useLang, useText, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import css from "./order.module.css";
import { shownState, stateTone, stateWords } from "./words.ts";

const t = words({
  pieces: { zh: (n: number) => `共 ${n} 件`, en: (n: number) => (n === 1 ? "1 piece" : `${n} pieces`) },
  code: { zh: "取货码", en: "Pick-up code" },
  show: { zh: (v: string) => `到「${v}」出示给店员`, en: (v: string) => `Show it at ${v}` },
  qr: { zh: (c: string) => `取货码 ${c} 的二维码`, en: (c: string) => `QR code of pick-up code ${c}` },
  wait: { zh: "店里备好后就能来取。", en: "You can come as soon as the store has it ready." },
  ready: { zh: "已经备好，随时可取。", en: "It is ready: come any time." },
  from: { zh: (d: string) => `预计 ${d} 可取`, en: (d: string) => `Ready on ${d}` },
  returned: { zh: (n: number) => `已退 ${n} 件`, en: (n: number) => `${n} returned` },
});

/** The state of an order in a word. */
export function StateTag({ order }: { readonly order: Pick<trade.Order, "state" | "kind"> }) {
  const say = useWords(stateWords);
  return <ToneTag tone={stateTone(order)}>{say[shownState(order)]}</ToneTag>;
}

type Line = trade.OrderLine;

type LineProps = { readonly line: Line; readonly currency: string; readonly action?: ReactNode };

/** One line of an order: picture, name, pieces, what was paid for it. */
export function OrderLineRow({ line, currency, action }: LineProps) {
  const say = useWords(t);
  const pick = useText();
  return (
    <li className={css["line"]}>
      <span className={css["thumb"]} aria-hidden="true">
        <ProductPicture code={line.sku_code} category={line.category ?? ""} name={pick(line.title)} />
      </span>
      <span className={css["lineText"]}>
        <Link to={`/p/${line.sku}`}>{pick(line.title)}</Link>
        <small>
          × {line.quantity}
          {line.returned_quantity > 0 ? ` · ${say.returned(line.returned_quantity)}` : ""}
        </small>
      </span>
      <span className={css["lineFigure"]}>
        <Money amount_minor={line.pay_minor} currency={currency} />
        {line.discount_minor > 0 ? (
          <s>
            <Money amount_minor={line.pay_minor + line.discount_minor} currency={currency} />
          </s>
        ) : null}
        {action}
      </span>
    </li>
  );
}

/** The pick-up code, large, with the QR code that the counter scans. */
export function PickUpCode({ parcel }: { readonly parcel: trade.Fulfilment }) {
  const say = useWords(t);
  const pick = useText();
  const lang = useLang();
  const code = parcel.pick_up_code;
  if (code === undefined) return null;
  return (
    <section className={css["code"]} aria-label={say.code}>
      <QrCode text={code} label={say.qr(code)} size_px={176} />
      <div>
        <h2>{say.code}</h2>
        <strong className="fg-figure">{`${code.slice(0, 3)} ${code.slice(3)}`}</strong>
        <p>{say.show(pick(parcel.venue_name))}</p>
        <p>
          {parcel.state === "ready"
            ? say.ready
            : `${say.wait} ${say.from(formatDay(parcel.promised_day, lang, { short: true }))}`}
        </p>
      </div>
    </section>
  );
}

/** An order in a list: the whole card opens it. */
export function OrderCard({ order }: { readonly order: trade.Order }) {
  const say = useWords(t);
  const pick = useText();
  const pieces = order.lines.reduce((sum, l) => sum + l.quantity, 0);
  const [first] = order.lines;
  return (
    <Link
      to={`/orders/${order.id}`}
      className={css["card"] ?? ""}
      aria-label={`${order.no} ${first ? pick(first.title) : ""}`}
    >
      <span className={css["cardHead"]}>
        <span>{pick(order.merchant_name)}</span>
        <StateTag order={order} />
      </span>
      <span className={css["cardBody"]}>
        <span className={css["thumbs"]} aria-hidden="true">
          {order.lines.slice(0, 4).map((line) => (
            <span key={line.line} className={css["thumb"]}>
              <ProductPicture code={line.sku_code} category={line.category ?? ""} name={pick(line.title)} />
            </span>
          ))}
        </span>
        {order.lines.length === 1 && first ? <span className={css["cardName"]}>{pick(first.title)}</span> : null}
        <span className={css["lineFigure"]}>
          <strong>
            <Money amount_minor={order.pay_minor} currency={order.currency} />
          </strong>
          <small>{say.pieces(pieces)}</small>
        </span>
      </span>
    </Link>
  );
}
