import { marketing } from "#contract";
import { formatDay, useLang, useText, useWords, words } from "#parts";
import { useAskToSignIn, useConfig, useSession, useWrite } from "#shell";
import { App, Button } from "antd";
import { BrandName } from "../browse/brand-name.tsx";
import { effectText, type Offered, type OpenBenefit, thresholdText } from "./benefits.ts";
import css from "./ticket.module.css";

const t = words({
  claim: { zh: "领取", en: "Claim" },
  claimNamed: { zh: (name: string) => `领取「${name}」`, en: (name: string) => `Claim ${name}` },
  claimed: { zh: "已领取", en: "Claimed" },
  done: { zh: "领到了，结算时会用上", en: "It is yours and is used when you pay" },
  until: { zh: (d: string) => `有效期至 ${d}`, en: (d: string) => `until ${d}` },
  here: { zh: "仅限指定门店", en: "at named stores only" },
});

type TicketProps = {
  readonly benefit: Pick<OpenBenefit, "brand" | "title" | "effect" | "threshold_minor" | "until" | "venues">;
  /** Right of the words: a button, or how it stands. */
  readonly action?: React.ReactNode;
  /** Under the words: a code, a hint. */
  readonly foot?: React.ReactNode;
  readonly dim?: boolean;
};

/** The currency of this installation; a benefit is in it. */
export const useCurrency = (): string => useConfig()?.platform.currency ?? "CNY";

/** A benefit as a ticket: what it takes off, when it holds, until when. */
export function Ticket({ benefit, action, foot, dim }: TicketProps) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const currency = useCurrency();
  return (
    <article className={css["ticket"]} data-dim={dim === true}>
      <div className={css["effect"]}>
        <strong>{effectText(benefit.effect, currency, lang)}</strong>
        <span>{thresholdText(benefit, currency, lang)}</span>
      </div>
      <div className={css["body"]}>
        <h3>{pick(benefit.title)}</h3>
        <p>
          <BrandName brand={benefit.brand} /> · {say.until(formatDay(benefit.until, lang, { short: true }))}
          {benefit.venues === null ? null : ` · ${say.here}`}
        </p>
        {foot}
      </div>
      {action ? <div className={css["action"]}>{action}</div> : null}
    </article>
  );
}

/** Whether the signed-in person has as many of a benefit's coupons as one may have. */
export const ownsAll = (benefit: OpenBenefit, own: Offered["own"]): boolean =>
  own.filter((c) => c.benefit.id === benefit.id).length >= benefit.per_consumer;

/** A coupon that can be claimed; a guest is asked to sign in first. */
export function ClaimTicket({ benefit, own }: { readonly benefit: OpenBenefit; readonly own: Offered["own"] }) {
  const say = useWords(t);
  const pick = useText();
  const { user } = useSession();
  const ask = useAskToSignIn();
  const { message } = App.useApp();
  const claim = useWrite(marketing.routes.claim, {
    refresh: [marketing.routes.offered],
    onDone: () => void message.success(say.done),
  });
  const has = ownsAll(benefit, own);
  return (
    <Ticket
      benefit={benefit}
      dim={has}
      action={
        <Button
          type={has ? "default" : "primary"}
          size="small"
          disabled={has}
          loading={claim.isPending}
          aria-label={has ? undefined : say.claimNamed(pick(benefit.title))}
          onClick={() => (user === undefined ? ask() : claim.mutate({ params: { id: benefit.id } }))}
        >
          {has ? say.claimed : say.claim}
        </Button>
      }
    />
  );
}
