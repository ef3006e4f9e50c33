import { ArrowRightOutlined } from "@ant-design/icons";
import { errorText, useLang, useWords, words } from "#parts";
import { App, Button } from "antd";
import { Brand } from "../frame/brand.tsx";
import { LangSwitch, ModeSwitch } from "../frame/user-menu.tsx";
import { type Config, useConfig, useSignIn } from "../session/session.tsx";
import { useMode } from "../theme/mode.ts";
import { paletteOf } from "../theme/tokens.ts";
import { Scene } from "./scene.tsx";
import css from "./landing.module.css";

const t = words({
  title: { zh: "人、货、场，在同一片地上", en: "People, goods and places on one ground" },
  lead: {
    zh: "平台、品牌、门店和消费者，共用一份事实、一个消费者、一盘货、一个价。好货好服务，赢得该有的流量。",
    en: "Operator, brands, venues and consumers share one log of facts, one consumer, one stock and one price. Good goods and good service earn the traffic.",
  },
  operator: { zh: "平台运营", en: "Operator" },
  operatorWhat: {
    zh: "开品牌、开门店、写规则、看公平",
    en: "Open brands and venues, write the rules, watch fairness",
  },
  merchant: { zh: "品牌商家", en: "Merchant" },
  merchantWhat: {
    zh: "做年度计划、懂消费者、办活动、上新品、管库存",
    en: "Plan the year, understand consumers, run campaigns, launch, keep stock",
  },
  venue: { zh: "门店", en: "Venue" },
  venueWhat: {
    zh: "收银、拣货、收货、在线导购、认出会员",
    en: "Sell, pick, receive, advise, recognise members",
  },
  shop: { zh: "逛逛", en: "Shop" },
  shopWhat: {
    zh: "找货、问导购，任意场买、任意场取和退",
    en: "Find, ask a guide; buy anywhere, collect or return anywhere",
  },
  open: { zh: "进入", en: "Open" },
  demo: { zh: "演示账号", en: "Demo accounts" },
  demoHint: {
    zh: (platform: string) => `演示环境，平台代码 ${platform}。点「登录」直接进入。`,
    en: (platform: string) => `A demo installation, platform code ${platform}. One click signs you in.`,
  },
  enter: { zh: "登录", en: "Sign in" },
  login: { zh: "账号", en: "Login" },
  password: { zh: "密码", en: "Password" },
  api: { zh: "接口文档", en: "API reference" },
});
type Door = "operator" | "merchant" | "venue" | "shop";
const doors: readonly Door[] = ["operator", "merchant", "venue", "shop"];

function DoorCard({ door }: { readonly door: Door }) {
  const say = useWords(t);
  const palette = paletteOf(door, useMode());
  const style = { "--door": palette.accent, "--door-soft": palette.accentSoft } as React.CSSProperties;
  return (
    <a className={css["door"]} href={`/${door}`} style={style}>
      <Scene door={door} />
      <span className={css["doorText"]}>
        <strong>{say[door]}</strong>
        <span>{say[`${door}What`]}</span>
        <em>
          {say.open} <ArrowRightOutlined aria-hidden />
        </em>
      </span>
    </a>
  );
}

function DemoRow({ offer, platform }: { readonly offer: Config["sign_ins"][number]; readonly platform: string }) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const signIn = useSignIn();
  const enter = () =>
    signIn.mutate(
      { platform, login: offer.login, password: offer.password },
      {
        onSuccess: () => location.assign(`/${offer.console}`),
        onError: (error) => void message.error(errorText(error, lang)),
      },
    );
  return (
    <li>
      <strong>{say[offer.console]}</strong>
      <span>{offer.name}</span>
      <span>
        <small>{say.login}</small> <code>{offer.login}</code>
      </span>
      <span>
        <small>{say.password}</small> <code>{offer.password}</code>
      </span>
      <Button size="small" loading={signIn.isPending} onClick={enter}>
        {say.enter}
      </Button>
    </li>
  );
}

function DemoTable() {
  const say = useWords(t);
  const config = useConfig();
  if (!config?.demo || config.sign_ins.length === 0) return null;
  return (
    <section className={css["demo"]}>
      <h2>{say.demo}</h2>
      <p>{say.demoHint(config.platform.code)}</p>
      <ul>
        {config.sign_ins.map((offer) => (
          <DemoRow key={`${offer.console}/${offer.login}`} offer={offer} platform={config.platform.code} />
        ))}
      </ul>
    </section>
  );
}

/** The front door: what Fairground is, the four consoles, and the demo accounts when the server offers them. */
export function Landing() {
  const say = useWords(t);
  const config = useConfig();
  return (
    <div className={css["page"]}>
      <title>{`Fairground · ${say.title}`}</title>
      <header className={css["bar"]}>
        <Brand console="landing" />
        <span>
          <LangSwitch />
          <ModeSwitch />
        </span>
      </header>
      <main>
        <h1>{say.title}</h1>
        <p className={css["lead"]}>{say.lead}</p>
        <div className={css["doors"]}>
          {doors.map((door) => (
            <DoorCard key={door} door={door} />
          ))}
        </div>
        <DemoTable />
      </main>
      <footer className={css["foot"]}>
        <span>Fairground {config?.version}</span>
        <a href="/v1/docs">{say.api}</a>
      </footer>
    </div>
  );
}
