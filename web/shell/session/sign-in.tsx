import { ArrowLeftOutlined } from "@ant-design/icons";
import { useWords, words } from "#parts";
import { Button } from "antd";
import { useState } from "react";
import { Brand } from "../frame/brand.tsx";
import { LangSwitch, ModeSwitch } from "../frame/user-menu.tsx";
import type { ConsoleName } from "../theme/tokens.ts";
import { SignInForm, SignUpForm } from "./forms.tsx";
import { Picture } from "./picture.tsx";
import css from "./sign-in.module.css";

const t = words({
  title: { zh: "登录", en: "Sign in" },
  fresh: { zh: "注册新账号", en: "Create an account" },
  toSignUp: { zh: "还没有账号？注册一个", en: "No account yet? Create one" },
  toSignIn: { zh: "已有账号？去登录", en: "Have an account? Sign in" },
  back: { zh: "先逛逛", en: "Keep looking around" },
  operator: { zh: "让好货好服务，赢得该有的流量。", en: "Good goods and good service earn the traffic." },
  merchant: { zh: "认识每一位消费者，经营每一个场。", en: "Know every consumer. Run every venue." },
  venue: { zh: "线上线下，同一盘货，同一个价。", en: "One stock and one price, online and in store." },
  shop: { zh: "好东西，在家附近，也在手边。", en: "Good things, around the corner and at hand." },
  screen: { zh: "好东西，在家附近，也在手边。", en: "Good things, around the corner and at hand." },
  landing: { zh: "人、货、场，一处看清。", en: "People, goods and places, seen as one." },
});

type Props = { readonly console: ConsoleName; readonly onDone: () => void; readonly onBack?: () => void };

function Bar({ console: name }: { readonly console: ConsoleName }) {
  return (
    <div className={css["bar"]}>
      <a href="/" className={css["home"]}>
        <Brand console={name} />
      </a>
      <span>
        <LangSwitch />
        <ModeSwitch />
      </span>
    </div>
  );
}

/** The sign-in page of a console; consumers may also open an account here. */
export function SignInPage({ console: name, onDone, onBack }: Props) {
  const say = useWords(t);
  const [fresh, setFresh] = useState(false);
  const title = fresh ? say.fresh : say.title;
  return (
    <div className={css["page"]}>
      <title>{`${title} · Fairground`}</title>
      <div className={css["art"]}>
        <Picture />
        <p className={css["motto"]}>{say[name]}</p>
      </div>
      <div className={css["panel"]}>
        <Bar console={name} />
        <main className={css["form"]}>
          <h1>{title}</h1>
          {fresh ? <SignUpForm onDone={onDone} /> : <SignInForm console={name} onDone={onDone} />}
          <div className={css["ways"]}>
            {name === "shop" ? (
              <Button type="link" onClick={() => setFresh(!fresh)}>
                {fresh ? say.toSignIn : say.toSignUp}
              </Button>
            ) : null}
            {onBack ? (
              <Button type="link" icon={<ArrowLeftOutlined />} onClick={onBack}>
                {say.back}
              </Button>
            ) : null}
          </div>
        </main>
      </div>
    </div>
  );
}
