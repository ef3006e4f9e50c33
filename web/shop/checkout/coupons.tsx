import type { marketing } from "#contract";
import { Panel, useLang, useText, useWords, words } from "#parts";
import { useSession } from "#shell";
import { Checkbox } from "antd";
import { effectText, neat, thresholdText } from "../buy/benefits.ts";
import type { Quote } from "../buy/quote.ts";
import { useCurrency } from "../buy/ticket.tsx";
import css from "./checkout.module.css";

const t = words({
  title: { zh: "优惠券", en: "Coupons" },
  none: { zh: "券包里还没有可用的券。", en: "No coupon of yours is left to use." },
  guest: { zh: "登录后可以使用您的优惠券。", en: "Sign in to use your coupons." },
  used: { zh: (m: string) => `省 ${m}`, en: (m: string) => `saves ${m}` },
  missing: { zh: (m: string) => `还差 ${m}`, en: (m: string) => `${m} to go` },
  not: { zh: "这次用不上", en: "does not apply" },
});

type Props = {
  readonly coupons: readonly marketing.Coupon[];
  /** Codes that are to be used. */
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly quote: Quote | undefined;
};

/** What a coupon does for this basket: what it saves, what is missing, or that it does not apply. */
function useEffectHere(quote: Quote | undefined): (id: string) => { readonly text: string; readonly good?: boolean } {
  const say = useWords(t);
  const lang = useLang();
  return (id) => {
    if (quote === undefined) return { text: "" };
    const used = quote.used.find((u) => u.id === `coupon:${id}`);
    if (used) return { text: say.used(neat(used.amount_minor, quote.currency, lang)), good: true };
    const refused = quote.refused.find((r) => r.id === `coupon:${id}`);
    if (refused === undefined) return { text: "" };
    const missing = refused.missing_minor;
    return { text: missing === undefined ? say.not : say.missing(neat(missing, quote.currency, lang)) };
  };
}

/** One's own coupons, each with what it does for this basket. */
export function CouponsPart({ coupons, chosen, onChosen, quote }: Props) {
  const say = useWords(t);
  const pick = useText();
  const lang = useLang();
  const currency = useCurrency();
  const effect = useEffectHere(quote);
  const { user } = useSession();
  if (coupons.length === 0)
    return (
      <Panel title={say.title}>
        <p className={css["quiet"]}>{user === undefined ? say.guest : say.none}</p>
      </Panel>
    );
  const toggle = (code: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(code);
    else next.delete(code);
    onChosen(next);
  };
  return (
    <Panel title={say.title}>
      <ul className={css["coupons"]}>
        {coupons.map(({ id, code, benefit }) => {
          const here = chosen.has(code) ? effect(id) : { text: "" };
          return (
            <li key={id}>
              <Checkbox checked={chosen.has(code)} onChange={(event) => toggle(code, event.target.checked)}>
                {pick(benefit.title)}{" "}
                <small>
                  {effectText(benefit.effect, currency, lang)} · {thresholdText(benefit, currency, lang)}
                </small>
              </Checkbox>
              <span data-good={here.good === true}>{here.text}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
