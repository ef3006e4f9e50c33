import { DeleteOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Money, useText, useWords, words } from "#parts";
import { Button, InputNumber } from "antd";
import { GoodsPicture } from "../kit/goods.tsx";
import type { LineFault, SaleLine } from "./sale.ts";
import css from "./till.module.css";
import type { Quote, QuoteState } from "./use-quote.ts";
import type { Till } from "./use-till.ts";

const t = words({
  list: { zh: "本单商品", en: "Goods of this sale" },
  unnamed: { zh: "待联网识别", en: "To be recognised when online" },
  less: { zh: (name: string) => `少一件：${name}`, en: (name: string) => `One less: ${name}` },
  more: { zh: (name: string) => `多一件：${name}`, en: (name: string) => `One more: ${name}` },
  remove: { zh: (name: string) => `删除：${name}`, en: (name: string) => `Remove: ${name}` },
  pieces: { zh: (name: string) => `件数：${name}`, en: (name: string) => `Pieces: ${name}` },
  each: { zh: "单价", en: "each" },
  unknown: { zh: "没有商品用这个条码，请删除本行或重扫", en: "No article has this code; take it off or scan again" },
  not_sold: { zh: "本店不卖这个商品，请删除本行", en: "Nobody sells this here; take it off" },
  none: {
    zh: "账面库存为 0：货在手里可以照卖，差额会记为缺货待查。",
    en: "The ledger has none: sell what you hold in your hand; the difference becomes a shortage to look into.",
  },
  short: {
    zh: (left: number) => `账面可卖 ${left} 件：多出的会记为缺货待查，留给订单的货请勿取用。`,
    en: (left: number) => `The ledger has ${left} to sell: more becomes a shortage. Leave what is kept for orders.`,
  },
});

type LineProps = {
  readonly line: SaleLine;
  readonly priced: Quote["lines"][number] | undefined;
  readonly currency: string;
  readonly fault: LineFault | undefined;
  readonly locked: boolean;
  readonly till: Till;
};

function Stepper({
  line,
  name,
  locked,
  till,
}: Pick<LineProps, "line" | "locked" | "till"> & { readonly name: string }) {
  const say = useWords(t);
  const set = (n: number) => till.setQuantity(line.code, n);
  return (
    <div className={css["stepper"]}>
      <Button
        icon={line.quantity === 1 ? <DeleteOutlined /> : <MinusOutlined />}
        aria-label={line.quantity === 1 ? say.remove(name) : say.less(name)}
        disabled={locked}
        onClick={() => set(line.quantity - 1)}
      />
      <InputNumber
        value={line.quantity}
        min={1}
        max={9_999}
        precision={0}
        controls={false}
        changeOnBlur
        disabled={locked}
        aria-label={say.pieces(name)}
        onChange={(n) => n !== null && set(n)}
      />
      <Button
        icon={<PlusOutlined />}
        aria-label={say.more(name)}
        disabled={locked}
        onClick={() => set(line.quantity + 1)}
      />
    </div>
  );
}

function Line({ line, priced, currency, fault, locked, till }: LineProps) {
  const say = useWords(t);
  const pick = useText();
  const title = line.title ?? priced?.title ?? null;
  const name = title ? pick(title) : line.code;
  const short = priced !== undefined && priced.available < line.quantity;
  return (
    <li className={css["line"]} data-fault={fault !== undefined}>
      <div className={css["picture"]}>
        <GoodsPicture sku={line.sku ?? priced?.sku ?? null} code={priced?.sku_code ?? line.code} title={title} />
      </div>
      <div className={css["what"]}>
        <b>{name}</b>
        <span className={css["sub"]}>
          {title ? (priced?.sku_code ?? line.code) : say.unnamed}
          {priced ? (
            <>
              {" · "}
              <Money amount_minor={priced.unit_minor} currency={currency} /> {say.each}
            </>
          ) : null}
        </span>
      </div>
      <Stepper line={line} name={name} locked={locked} till={till} />
      <div className={css["sum"]}>
        {priced ? (
          <>
            <b>
              <Money amount_minor={priced.pay_minor} currency={currency} />
            </b>
            {priced.discount_minor > 0 ? (
              <s>
                <Money amount_minor={priced.pay_minor + priced.discount_minor} currency={currency} />
              </s>
            ) : null}
          </>
        ) : (
          "–"
        )}
      </div>
      {fault ? (
        <p className={css["fault"]} role="alert">
          {fault.kind === "other" ? fault.reason : say[fault.kind]}
        </p>
      ) : short ? (
        <p className={css["short"]}>{priced.available <= 0 ? say.none : say.short(priced.available)}</p>
      ) : null}
    </li>
  );
}

/** What is being sold: each article with its pieces, its price and what is wrong with it. */
export function Lines({
  till,
  state,
  currency,
}: {
  readonly till: Till;
  readonly state: QuoteState;
  readonly currency: string;
}) {
  const say = useWords(t);
  const { sale } = till;
  // A price belongs to a place in the basket; a basket that changed since is matched by code where it can be.
  const priced = (line: SaleLine, at: number) =>
    state.fresh ? state.quote?.lines[at] : state.quote?.lines.find((l) => l.sku_code === line.code);
  return (
    <ul className={css["lines"]} aria-label={say.list} aria-busy={!state.fresh}>
      {sale.lines.map((line, at) => (
        <Line
          key={line.code}
          line={line}
          priced={priced(line, at)}
          currency={currency}
          fault={state.faults.get(at)}
          locked={sale.sent !== null}
          till={till}
        />
      ))}
    </ul>
  );
}
