import { Panel, useText, useWords, Wait, words } from "#parts";
import type { FormInstance } from "antd";
import { Segmented } from "antd";
import { Choices } from "../buy/choice.tsx";
import type { Counter } from "../buy/counters.ts";
import type { Way } from "../kept/address.ts";
import { AddressChoice, type AddressForm } from "./address.tsx";
import css from "./checkout.module.css";

const t = words({
  title: { zh: "怎么拿到", en: "How to get it" },
  deliver: { zh: "送到家", en: "Delivery" },
  collect: { zh: "到店自提", en: "Pick up" },
  counter: { zh: "自提门店", en: "Pick-up store" },
  all: { zh: "全部有货", en: "has everything" },
  some: {
    zh: (n: number, of: number) => `${of} 种里有 ${n} 种`,
    en: (n: number, of: number) => `has ${n} of ${of} products`,
  },
  split: {
    zh: "没有一家门店全都有。可以分开下单，或选择送到家。",
    en: "No store has everything. Order separately, or choose delivery.",
  },
  none: {
    zh: "没有一家门店有这些商品的现货，可以选择送到家。",
    en: "No store has these just now; they can be delivered instead.",
  },
});

type Reads = { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };
type Props = {
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  readonly counters: readonly Counter[];
  /** How many different products are wanted. */
  readonly wanted: number;
  readonly reads: Reads;
  readonly form: FormInstance<AddressForm>;
  readonly addressAt: number;
  readonly onAddressAt: (at: number) => void;
};

function CounterPart({ way, onWay, counters, wanted, reads }: Props) {
  const say = useWords(t);
  const pick = useText();
  return (
    <Wait reads={reads}>
      {counters.length === 0 ? (
        <p className={css["quiet"]}>{say.none}</p>
      ) : (
        <>
          {counters.some((c) => c.ready === wanted) ? null : <p className={css["quiet"]}>{say.split}</p>}
          <Choices
            label={say.counter}
            name="counter"
            value={way.venue}
            onChange={(venue) => onWay({ kind: "collect", venue })}
            options={counters.slice(0, 30).map((c) => ({
              value: c.venue,
              title: pick(c.name),
              note: c.ready === wanted ? say.all : say.some(c.ready, wanted),
              disabled: c.ready < wanted,
            }))}
          />
        </>
      )}
    </Wait>
  );
}

/** Delivery with its address, or a pick-up with its store. */
export function WayPart(props: Props) {
  const say = useWords(t);
  const { way, onWay, form, addressAt, onAddressAt } = props;
  return (
    <Panel title={say.title}>
      <div className={css["stack"]}>
        <Segmented<Way["kind"]>
          block
          size="large"
          aria-label={say.title}
          value={way.kind}
          options={[
            { value: "deliver", label: say.deliver },
            { value: "collect", label: say.collect },
          ]}
          onChange={(kind) => onWay({ ...way, kind })}
        />
        {way.kind === "deliver" ? (
          <AddressChoice form={form} at={addressAt} onAt={onAddressAt} />
        ) : (
          <CounterPart {...props} />
        )}
      </div>
    </Panel>
  );
}
