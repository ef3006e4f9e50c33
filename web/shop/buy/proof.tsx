import { CheckOutlined, InfoCircleOutlined } from "@ant-design/icons";
import { Money, useLang, useText, useWords, words } from "#parts";
import { benefitOf, neat } from "./benefits.ts";
import css from "./buy.module.css";
import { useOffered } from "./offered.ts";
import type { Quote } from "./quote.ts";

const t = words({
  goods: { zh: "商品金额", en: "Goods" },
  pay: { zh: "应付", en: "To pay" },
  paid: { zh: "实付", en: "Paid" },
  a: { zh: "优惠", en: "Benefit" },
  topUp: {
    zh: (m: string, name: string) => `再买 ${m}，就能用上「${name}」`,
    en: (m: string, name: string) => `${m} more and “${name}” holds`,
  },
  why: { zh: "没用上的优惠", en: "Benefits that did not apply" },
  out_of_uses: { zh: "已经被用完了", en: "has been used up" },
  no_eligible_line: { zh: "不适用于这些商品", en: "is not for these products" },
  stopped_by_earlier: { zh: "不能和已用的优惠叠加", en: "does not combine with one already used" },
  quantity_not_met: { zh: "件数不够", en: "needs more pieces" },
  threshold_not_met: { zh: "金额还不够", en: "needs a higher sum" },
  no_effect: { zh: "对这笔没有可减的", en: "has nothing left to take off" },
  excluded_by_group: { zh: "同类优惠只用最省的一张", en: "only the better one of its kind is used" },
  not_eligible: { zh: "在这种取货方式或门店不可用", en: "does not hold for this way or store" },
  other: { zh: "这次用不上", en: "does not apply this time" },
});

type Reason =
  | "out_of_uses"
  | "no_eligible_line"
  | "stopped_by_earlier"
  | "quantity_not_met"
  | "threshold_not_met"
  | "no_effect"
  | "excluded_by_group"
  | "not_eligible";
const isReason = (text: string): text is Reason => text in t && text !== "other";

type Proof = {
  readonly currency: string;
  readonly listed_minor: number;
  readonly discount_minor: number;
  readonly pay_minor: number;
  readonly used: readonly { readonly id: string; readonly amount_minor: number }[];
  readonly refused: readonly {
    readonly id: string;
    readonly reason: string;
    readonly missing_minor?: number | undefined;
  }[];
};

function Refused({ proof }: { readonly proof: Proof }) {
  const say = useWords(t);
  const pick = useText();
  const lang = useLang();
  const { data } = useOffered();
  const known = proof.refused.flatMap((r) => {
    const benefit = benefitOf(r.id, data);
    return benefit === undefined ? [] : [{ ...r, name: pick(benefit.title) }];
  });
  // What does not concern these goods at all is noise, unless it is one's own coupon.
  const told = known.filter((r) => r.reason !== "no_eligible_line" || r.id.startsWith("coupon:")).slice(0, 20);
  const near = told.filter((r) => r.missing_minor !== undefined);
  const rest = told.filter((r) => r.missing_minor === undefined);
  return (
    <>
      {near.map((r) => (
        <p key={r.id} className={css["topUp"]}>
          <InfoCircleOutlined aria-hidden /> {say.topUp(neat(r.missing_minor ?? 0, proof.currency, lang), r.name)}
        </p>
      ))}
      {rest.length === 0 ? null : (
        <details className={css["refused"]}>
          <summary>{say.why}</summary>
          <ul>
            {rest.map((r) => (
              <li key={r.id}>
                {r.name}: {isReason(r.reason) ? say[r.reason] : say.other}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** How a price came about, in plain words: what the goods cost, which benefit took off how much, what did not apply and why. */
export function PriceProof({ proof, paid = false }: { readonly proof: Proof | Quote; readonly paid?: boolean }) {
  const say = useWords(t);
  const pick = useText();
  const { data } = useOffered();
  const { currency } = proof;
  return (
    <div className={css["proof"]}>
      <dl>
        <div>
          <dt>{say.goods}</dt>
          <dd>
            <Money amount_minor={proof.listed_minor} currency={currency} />
          </dd>
        </div>
        {proof.used.map((u) => {
          const benefit = benefitOf(u.id, data);
          return (
            <div key={u.id} data-kind="used">
              <dt>
                <CheckOutlined aria-hidden /> {benefit ? pick(benefit.title) : say.a}
              </dt>
              <dd>
                <Money amount_minor={-u.amount_minor} currency={currency} />
              </dd>
            </div>
          );
        })}
        <div data-kind="pay">
          <dt>{paid ? say.paid : say.pay}</dt>
          <dd>
            <Money amount_minor={proof.pay_minor} currency={currency} />
          </dd>
        </div>
      </dl>
      <Refused proof={proof} />
    </div>
  );
}
