import { identity } from "#contract";
import { FormFault, Panel, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { Button, Switch } from "antd";
import { BrandName } from "../browse/brand-name.tsx";
import { allowed, brandYes, noticeVersion, waysOf } from "./consent.ts";
import css from "./me.module.css";

const t = words({
  title: { zh: "谁能用，用来做什么", en: "Who may use it, and for what" },
  sub: {
    zh: "随时可以改；每次回答都和当时的说明一起留存。",
    en: "Change it any time; each answer is kept with the notice it was given on.",
  },
  marketing: { zh: "给我发优惠和新品消息", en: "Tell me about offers and news" },
  marketingHint: { zh: "可以只开其中几种方式。", en: "You may allow only some of the ways." },
  personalisation: { zh: "按我的喜好安排内容", en: "Arrange things to my liking" },
  personalisationHint: {
    zh: "关掉后，您看到的和大家一样，也不会再收到营销消息；导购看不到您买过什么。",
    en: "Without it you see what everybody sees, get no marketing messages, and guides do not see what you bought.",
  },
  sharing: { zh: "把我的数据给平台以外的人", en: "Give my data to people outside the platform" },
  sharingHint: {
    zh: "例如用于站外广告人群。不开就不给。",
    en: "For example for audiences of ads elsewhere. Without your yes, nothing is given.",
  },
  all: { zh: "全部方式", en: "All ways" },
  allow: { zh: "允许", en: "Allow" },
  shop: { zh: "商城内", en: "In the shop" },
  push: { zh: "推送", en: "Push" },
  sms: { zh: "短信", en: "Text message" },
  email: { zh: "邮件", en: "E-mail" },
  phone: { zh: "电话", en: "Phone call" },
  any: { zh: "全部方式", en: "All ways" },
  external: { zh: "平台以外", en: "Outside" },
  brands: { zh: "单独答应过的品牌", en: "Brands you said yes to" },
  withdraw: { zh: "收回", en: "Withdraw" },
  withdrawFrom: { zh: (b: string) => `收回给${b}的同意`, en: (b: string) => `Withdraw the consent given to ${b}` },
  brand: { zh: (n: number) => `品牌 ${n}`, en: (n: number) => `Brand ${n}` },
});

const purposes: readonly identity.Purpose[] = ["marketing", "personalisation", "sharing"];
type Kept = identity.Known["consents"][number];

function useAnswer() {
  return useWrite(identity.routes.setConsents, { quiet: true, refresh: [identity.routes.known] });
}

function PurposePart({
  purpose,
  consents,
}: {
  readonly purpose: identity.Purpose;
  readonly consents: readonly Kept[];
}) {
  const say = useWords(t);
  const answer = useAnswer();
  const set = (channel: identity.Channel, on: boolean) =>
    answer.mutate({
      body: { consents: [{ purpose, channel, brand: 0, status: on ? "given" : "withdrawn", notice: noticeVersion }] },
    });
  const ways = waysOf[purpose];
  const whole =
    ways.length === 0 ? allowed(consents, purpose, "any") : ways.every((w) => allowed(consents, purpose, w));
  const hint = { marketing: say.marketingHint, personalisation: say.personalisationHint, sharing: say.sharingHint };
  const label = ways.length === 0 ? say.allow : say.all;
  return (
    <div className={css["purpose"]}>
      <h3>{say[purpose]}</h3>
      <p>{hint[purpose]}</p>
      <div className={css["switches"]} role="group" aria-label={say[purpose]}>
        <span className={css["switch"]}>
          <Switch
            checked={whole}
            disabled={answer.isPending}
            aria-label={`${say[purpose]}: ${label}`}
            onChange={(on) => set("any", on)}
          />
          <span aria-hidden="true">{label}</span>
        </span>
        {ways.map((way) => (
          <span key={way} className={css["switch"]}>
            <Switch
              size="small"
              checked={allowed(consents, purpose, way)}
              disabled={answer.isPending}
              aria-label={`${say[purpose]}: ${say[way]}`}
              onChange={(on) => set(way, on)}
            />
            <span aria-hidden="true">{say[way]}</span>
          </span>
        ))}
      </div>
      <FormFault error={answer.error} />
    </div>
  );
}

function BrandPart({ consents }: { readonly consents: readonly Kept[] }) {
  const say = useWords(t);
  const answer = useAnswer();
  const yes = brandYes(consents);
  const withdraw = ({ purpose, channel, brand }: Kept) =>
    answer.mutate({ body: { consents: [{ purpose, channel, brand, status: "withdrawn", notice: noticeVersion }] } });
  if (yes.length === 0) return null;
  return (
    <div className={css["purpose"]}>
      <h3>{say.brands}</h3>
      <ul className={css["facts"]}>
        {yes.map((one) => (
          <li key={`${one.brand} ${one.purpose} ${one.channel}`}>
            <span>
              <BrandName brand={one.brand} />{" "}
              <small>
                {say[one.purpose]} · {say[one.channel]}
              </small>
            </span>
            <Button
              size="small"
              disabled={answer.isPending}
              aria-label={say.withdrawFrom(say.brand(one.brand))}
              onClick={() => withdraw(one)}
            >
              {say.withdraw}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Consent per purpose and way, as it counts now, with a switch for each. */
export function Consents({ consents }: { readonly consents: readonly Kept[] }) {
  const say = useWords(t);
  return (
    <Panel title={say.title} sub={say.sub}>
      {purposes.map((purpose) => (
        <PurposePart key={purpose} purpose={purpose} consents={consents} />
      ))}
      <BrandPart consents={consents} />
    </Panel>
  );
}
