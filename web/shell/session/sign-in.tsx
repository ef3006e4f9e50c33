import { ArrowLeftOutlined } from "@ant-design/icons";
import { errorText, useLang, useWords, words } from "#parts";
import { Alert, Button, Form, Input } from "antd";
import { Brand, consoleWords } from "../frame/brand.tsx";
import { LangSwitch, ModeSwitch } from "../frame/user-menu.tsx";
import type { ConsoleName } from "../theme/tokens.ts";
import { Picture } from "./picture.tsx";
import { useConfig, useSignIn } from "./session.tsx";
import css from "./sign-in.module.css";

const t = words({
  title: { zh: (here: string) => `登录${here}`, en: (here: string) => `Sign in to ${here}` },
  platform: { zh: "平台代码", en: "Platform code" },
  login: { zh: "账号", en: "Login" },
  password: { zh: "密码", en: "Password" },
  signIn: { zh: "登录", en: "Sign in" },
  back: { zh: "先逛逛", en: "Keep looking around" },
  need: { zh: "请填写", en: "Please fill this in" },
  demo: { zh: "演示账号，点一下即可登录", en: "Demo accounts: one click signs you in" },
  operator: { zh: "让好货好服务，赢得该有的流量。", en: "Good goods and good service earn the traffic." },
  merchant: { zh: "认识每一位消费者，经营每一个场。", en: "Know every consumer. Run every venue." },
  venue: { zh: "线上线下，同一盘货，同一个价。", en: "One stock and one price, online and in store." },
  shop: { zh: "好东西，在家附近，也在手边。", en: "Good things, around the corner and at hand." },
  screen: { zh: "好东西，在家附近，也在手边。", en: "Good things, around the corner and at hand." },
  landing: { zh: "人、货、场，一处看清。", en: "People, goods and places, seen as one." },
});

type Values = { platform: string; login: string; password: string };

/** The platform this installation serves, if it says so. */
export function platformCode(platform: unknown): string | undefined {
  if (typeof platform === "string") return platform;
  const code: unknown = Object(platform).code;
  return typeof code === "string" ? code : undefined;
}

function DemoAccounts({
  console: name,
  onPick,
}: {
  readonly console: ConsoleName;
  readonly onPick: (v: Values) => void;
}) {
  const say = useWords(t);
  const config = useConfig();
  const offers = config?.demo ? config.signIns.filter((one) => one.console === name) : [];
  if (offers.length === 0) return null;
  const platform = platformCode(config?.platform) ?? "";
  return (
    <section className={css["demo"]}>
      <h2>{say.demo}</h2>
      <div>
        {offers.map((one) => (
          <Button key={one.login} onClick={() => onPick({ platform, login: one.login, password: one.password })}>
            {one.name}
          </Button>
        ))}
      </div>
    </section>
  );
}

type Props = { readonly console: ConsoleName; readonly onDone: () => void; readonly onBack?: () => void };

function SignInForm({ console: name, onDone }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const config = useConfig();
  const [form] = Form.useForm<Values>();
  const signIn = useSignIn();
  const go = (values: Values) => signIn.mutate(values, { onSuccess: onDone });
  const needed = [{ required: true, message: say.need }];
  const platform = platformCode(config?.platform);
  return (
    <>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={go} disabled={signIn.isPending} size="large">
        {signIn.error ? (
          <Alert type="error" showIcon title={errorText(signIn.error, lang)} className={css["alert"] ?? ""} />
        ) : null}
        <Form.Item
          key={platform ?? ""}
          name="platform"
          label={say.platform}
          rules={needed}
          {...(platform ? { initialValue: platform } : {})}
        >
          <Input autoComplete="organization" autoCapitalize="none" spellCheck={false} maxLength={64} />
        </Form.Item>
        <Form.Item name="login" label={say.login} rules={needed}>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={200} autoFocus />
        </Form.Item>
        <Form.Item name="password" label={say.password} rules={needed}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {say.signIn}
        </Button>
      </Form>
      <DemoAccounts
        console={name}
        onPick={(values) => {
          form.setFieldsValue(values);
          go(values);
        }}
      />
    </>
  );
}

/** The sign-in page of a console: platform code, login and password, and the demo accounts when the server offers them. */
export function SignInPage({ console: name, onDone, onBack }: Props) {
  const say = useWords(t);
  const names = useWords(consoleWords);
  return (
    <div className={css["page"]}>
      <title>{`${say.title(names[name])} · Fairground`}</title>
      <div className={css["art"]}>
        <Picture />
        <p className={css["motto"]}>{say[name]}</p>
      </div>
      <div className={css["panel"]}>
        <div className={css["bar"]}>
          <a href="/" className={css["home"]}>
            <Brand console={name} plain />
          </a>
          <span>
            <LangSwitch />
            <ModeSwitch />
          </span>
        </div>
        <main className={css["form"]}>
          <h1>{say.title(names[name])}</h1>
          <SignInForm console={name} onDone={onDone} />
          {onBack ? (
            <Button type="link" icon={<ArrowLeftOutlined />} onClick={onBack} className={css["back"] ?? ""}>
              {say.back}
            </Button>
          ) : null}
        </main>
      </div>
    </div>
  );
}
