import { formatDay, Money, useLang, useText, useWords, words } from "#parts";
import { Segmented } from "antd";
import { Choices } from "../buy/choice.tsx";
import type { Way } from "../kept/address.ts";
import type { Counter, Offer } from "./parts.ts";
import css from "./product.module.css";

const t = words({
  how: { zh: "怎么拿到", en: "How to get it" },
  deliver: { zh: "送到家", en: "Delivery" },
  collect: { zh: "到店自提", en: "Pick up" },
  counter: { zh: "自提门店", en: "Pick-up store" },
  left: {
    zh: (n: number) => (n > 20 ? "有货" : `仅剩 ${n} 件`),
    en: (n: number) => (n > 20 ? "in stock" : `${n} left`),
  },
  gone: { zh: "暂时无货", en: "Out of stock" },
  by: { zh: (d: string) => `预计 ${d} 前送到`, en: (d: string) => `with you by ${d}` },
  ready: { zh: (d: string) => `${d} 可取`, en: (d: string) => `ready on ${d}` },
  noCounter: {
    zh: "门店暂时没有现货，可以选择送到家。",
    en: "No store has it just now; it can be delivered instead.",
  },
  service: { zh: "这是到店服务，请选一家门店。", en: "This is done at a store: choose where." },
});

type Props = {
  readonly service: boolean;
  readonly offer: Offer;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  readonly counters: readonly Counter[];
  /** Pieces that could be sent. */
  readonly deliver: number;
  /** Day promised for this way, from the quote. */
  readonly promised: string | undefined;
};

function CounterChoice({ offer, way, onWay, counters, day }: Props & { readonly day: string | undefined }) {
  const say = useWords(t);
  const pick = useText();
  const venues = new Map(offer.venues.map((v) => [v.id, v]));
  if (counters.length === 0)
    return (
      <p className={css["promise"]} data-good={false}>
        {say.noCounter}
      </p>
    );
  return (
    <Choices
      label={say.counter}
      name="counter"
      value={way.venue}
      onChange={(venue) => onWay({ kind: "collect", venue })}
      options={counters.slice(0, 30).map((c) => {
        const venue = venues.get(c.venue);
        const left = c.available === undefined ? "" : say.left(c.available);
        return {
          value: c.venue,
          title: pick(c.name),
          note: [venue?.city, left, c.venue === way.venue && day ? say.ready(day) : ""].filter(Boolean).join(" · "),
          side: venue ? <Money amount_minor={venue.price_minor} currency={offer.currency} /> : null,
        };
      })}
    />
  );
}

/** How to get it: as a parcel or at a counter, what is free there, at which price and by when. */
export function GetIt(props: Props) {
  const { service, way, onWay, deliver, promised } = props;
  const say = useWords(t);
  const lang = useLang();
  const day = promised === undefined ? undefined : formatDay(promised, lang, { short: true });
  return (
    <section className={css["getIt"]} aria-label={say.how}>
      {service ? (
        <p className={css["promise"]}>{say.service}</p>
      ) : (
        <Segmented<Way["kind"]>
          block
          size="large"
          aria-label={say.how}
          value={way.kind}
          options={[
            { value: "deliver", label: say.deliver },
            { value: "collect", label: say.collect },
          ]}
          onChange={(kind) => onWay({ ...way, kind })}
        />
      )}
      {way.kind === "deliver" ? (
        <p className={css["promise"]} data-good={deliver > 0}>
          <strong>{deliver > 0 ? say.left(deliver) : say.gone}</strong>
          {deliver > 0 && day ? ` · ${say.by(day)}` : null}
        </p>
      ) : (
        <CounterChoice {...props} day={day} />
      )}
    </section>
  );
}
