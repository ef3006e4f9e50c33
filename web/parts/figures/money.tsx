import { formatMoney } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";

type Props = {
  /** Integer minor units (fen, cents). */
  readonly amount_minor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** 1.2万 / 12K instead of every digit. */
  readonly short?: boolean;
};

/** An amount of money, exact and aligned by its digits. */
export function Money({ amount_minor, currency, short = false }: Props) {
  const lang = useLang();
  return <span className="fg-figure">{formatMoney(amount_minor, currency, lang, { short })}</span>;
}
