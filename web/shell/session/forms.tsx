import { FormFault, useFieldFaults, useLang, useWords, words } from "#parts";
import { Button, Form, Input } from "antd";
import type { ConsoleName } from "../theme/tokens.ts";
import { type SignInBody, useConfig, useSignIn, useSignUp } from "./session.tsx";
import css from "./sign-in.module.css";

const t = words({
  platform: { zh: "平台代码", en: "Platform code" },
  login: { zh: "账号", en: "Login" },
  ownLogin: { zh: "手机号或邮箱", en: "Phone number or e-mail" },
  name: { zh: "怎么称呼您", en: "Your name" },
  password: { zh: "密码", en: "Password" },
  newPassword: { zh: "设置密码（至少 8 位）", en: "Choose a password (at least 8 characters)" },
  signIn: { zh: "登录", en: "Sign in" },
  signUp: { zh: "注册并登录", en: "Create the account" },
  need: { zh: "请填写", en: "Please fill this in" },
  short: { zh: "至少 8 位", en: "At least 8 characters" },
  demo: { zh: "演示账号，点一下即可登录", en: "Demo accounts: one click signs you in" },
});

/** The code of the platform; a shopper need not know it where the installation has one. */
function PlatformField(props: {
  readonly console: ConsoleName;
  readonly needed: readonly { required: true; message: string }[];
}) {
  const say = useWords(t);
  const code = useConfig()?.platform.code;
  return (
    <Form.Item
      key={code ?? ""}
      name="platform"
      label={say.platform}
      rules={[...props.needed]}
      hidden={props.console === "shop" && code !== undefined}
      {...(code === undefined ? {} : { initialValue: code })}
    >
      <Input autoComplete="organization" autoCapitalize="none" spellCheck={false} maxLength={64} />
    </Form.Item>
  );
}

function DemoAccounts(props: { readonly console: ConsoleName; readonly onPick: (body: SignInBody) => void }) {
  const say = useWords(t);
  const config = useConfig();
  const offers = config?.demo ? config.sign_ins.filter((one) => one.console === props.console) : [];
  if (config === undefined || offers.length === 0) return null;
  return (
    <section className={css["demo"]}>
      <h2>{say.demo}</h2>
      <div>
        {offers.map((one) => (
          <Button
            key={one.login}
            onClick={() => props.onPick({ platform: config.platform.code, login: one.login, password: one.password })}
          >
            {one.name}
          </Button>
        ))}
      </div>
    </section>
  );
}

type Props = { readonly console: ConsoleName; readonly onDone: () => void };

/** Platform code, login and password; the demo accounts when the server offers them. */
export function SignInForm({ console: name, onDone }: Props) {
  const say = useWords(t);
  const [form] = Form.useForm<SignInBody>();
  const signIn = useSignIn();
  const go = (body: SignInBody) => signIn.mutate(body, { onSuccess: onDone });
  const needed = [{ required: true as const, message: say.need }];
  useFieldFaults(form, signIn.error);
  return (
    <>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={go} disabled={signIn.isPending} size="large">
        <FormFault error={signIn.error} />
        <PlatformField console={name} needed={needed} />
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
        onPick={(body) => {
          form.setFieldsValue(body);
          go(body);
        }}
      />
    </>
  );
}

type NewConsumer = SignInBody & { readonly name: string };

/** Opens a consumer account: a phone number or e-mail address, a name and a password. */
export function SignUpForm({ onDone }: { readonly onDone: () => void }) {
  const say = useWords(t);
  const lang = useLang();
  const [form] = Form.useForm<NewConsumer>();
  const platform = useConfig()?.platform.code;
  const signUp = useSignUp();
  const needed = [{ required: true as const, message: say.need }];
  useFieldFaults(form, signUp.error);
  const go = (body: NewConsumer) =>
    signUp.mutate({ ...body, lang, ...(platform === undefined ? {} : { platform }) }, { onSuccess: onDone });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={go} disabled={signUp.isPending} size="large">
      <FormFault error={signUp.error} />
      <Form.Item name="name" label={say.name} rules={needed}>
        <Input autoComplete="nickname" maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="login" label={say.ownLogin} rules={needed}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={200} />
      </Form.Item>
      <Form.Item name="password" label={say.newPassword} rules={[...needed, { min: 8, message: say.short }]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signUp.isPending}>
        {say.signUp}
      </Button>
    </Form>
  );
}
