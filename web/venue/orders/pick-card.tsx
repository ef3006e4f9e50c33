import type { trade } from "#contract";
import { formatTime, ToneTag, useLang, useText, useWords, words } from "#parts";
import { Clock, Waiting } from "../kit/clock.tsx";
import { PickActions } from "./pick-actions.tsx";
import css from "./orders.module.css";
import { orderWords } from "./words.ts";

const t = words({
  placed: { zh: (at: string) => `下单 ${at}`, en: (at: string) => `placed ${at}` },
  to: { zh: "寄往", en: "To" },
  parcel: { zh: "运单", en: "Tracking" },
  goods: { zh: "要拣的商品", en: "Goods to pick" },
});

/** After this long a buyer's pick-up is worth a reminder. */
const pickUpPatience_ms = 24 * 3_600_000;

/** What is to do about one parcel or pick-up: when it was promised, what to take from the shelf, and the next step. */
export function PickCard({ row, zone }: { readonly row: trade.ToPick; readonly zone: string | undefined }) {
  const say = useWords(t);
  const said = useWords(orderWords);
  const lang = useLang();
  const pick = useText();
  return (
    <article className={css["card"]} aria-label={row.order_no} data-state={row.state}>
      <header>
        <ToneTag tone={row.kind === "collect" ? "accent" : "plain"}>{said[row.kind]}</ToneTag>
        <h3>{row.order_no}</h3>
        {row.state === "open" ? (
          <Clock until={row.promised_dispatch_at} />
        ) : row.dispatched_at ? (
          <Waiting since={row.dispatched_at} {...(row.state === "ready" ? { patience_ms: pickUpPatience_ms } : {})} />
        ) : null}
      </header>
      <ul className={css["goods"]} aria-label={say.goods}>
        {row.lines.map((line) => (
          <li key={line.line}>
            <b>{line.quantity}</b>
            <span>
              {pick(line.title)} <small>{line.sku_code}</small>
            </span>
          </li>
        ))}
      </ul>
      <dl className={css["facts"]}>
        {row.recipient ? (
          <>
            <dt>{say.to}</dt>
            <dd>{row.recipient}</dd>
          </>
        ) : null}
        {row.tracking ? (
          <>
            <dt>{say.parcel}</dt>
            <dd>
              {row.carrier} {row.tracking}
            </dd>
          </>
        ) : null}
      </dl>
      <footer>
        <small>{say.placed(formatTime(row.placed_at, zone, lang))}</small>
        <PickActions row={row} />
      </footer>
    </article>
  );
}
