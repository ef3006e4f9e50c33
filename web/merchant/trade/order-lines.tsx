import type { trade } from "#contract";
import { Money, ProductPicture, useText, useWords, words } from "#parts";
import css from "./trade.module.css";

const t = words({
  returned: { zh: (n: number) => `已退 ${n} 件`, en: (n: number) => `${n} returned` },
  listed: { zh: "商品金额", en: "Listed" },
  discount: { zh: "优惠", en: "Benefits" },
  paid: { zh: "实付", en: "Paid" },
  refunded: { zh: "已退款", en: "Refunded" },
  associate: { zh: (who: string) => `导购 ${who}`, en: (who: string) => `Associate ${who}` },
  proof: { zh: "价格怎么来的", en: "How the price came about" },
  refused: { zh: (why: string) => `未用：${why}`, en: (why: string) => `not used: ${why}` },
});

function Sum({
  label,
  amount_minor,
  currency,
  strong,
}: {
  readonly label: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly strong?: boolean;
}) {
  return (
    <div data-strong={strong ?? false}>
      <dt>{label}</dt>
      <dd>
        <Money amount_minor={amount_minor} currency={currency} />
      </dd>
    </div>
  );
}

/** The goods of an order with what was paid for each, the sums, and the proof of the price. */
export function OrderLines({ one }: { readonly one: trade.OrderDetail }) {
  const say = useWords(t);
  const text = useText();
  const { currency } = one;
  const proof = [...one.price.used, ...one.price.refused];
  return (
    <>
      <ul className={css["lines"]}>
        {one.lines.map((line) => (
          <li key={line.line}>
            <span className={css["thumb"]}>
              <ProductPicture code={line.sku_code} category={line.category ?? ""} name={text(line.title)} />
            </span>
            <span className={css["lineText"]}>
              {text(line.title)}
              <small>
                {line.sku_code} · <Money amount_minor={line.unit_minor} currency={currency} /> × {line.quantity}
                {line.associate ? ` · ${say.associate(line.associate)}` : ""}
                {line.returned_quantity > 0 ? ` · ${say.returned(line.returned_quantity)}` : ""}
              </small>
            </span>
            <b>
              <Money amount_minor={line.pay_minor} currency={currency} />
            </b>
          </li>
        ))}
      </ul>
      <dl className={css["sums"]}>
        <Sum label={say.listed} amount_minor={one.listed_minor} currency={currency} />
        {one.discount_minor === 0 ? null : (
          <Sum label={say.discount} amount_minor={-one.discount_minor} currency={currency} />
        )}
        <Sum label={say.paid} amount_minor={one.pay_minor} currency={currency} strong />
        {one.refunded_minor === 0 ? null : (
          <Sum label={say.refunded} amount_minor={-one.refunded_minor} currency={currency} />
        )}
      </dl>
      {proof.length > 0 ? (
        <details className={css["proof"]}>
          <summary>{say.proof}</summary>
          <ul>
            {one.price.used.map((used) => (
              <li key={used.id}>
                <code>{used.id}</code> <Money amount_minor={-used.amount_minor} currency={currency} />
              </li>
            ))}
            {one.price.refused.map((refused) => (
              <li key={`${refused.id} ${refused.reason}`}>
                <code>{refused.id}</code> {say.refused(refused.reason)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
