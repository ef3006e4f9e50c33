import { LogoutOutlined, MoonOutlined, SunOutlined, TranslationOutlined, UserOutlined } from "@ant-design/icons";
import { setLang, useLang, useText, useWords, words } from "#parts";
import { Avatar, Button, Dropdown, Tooltip } from "antd";
import { useSession } from "../session/session.tsx";
import { setMode, useMode } from "../theme/mode.ts";
import { SignInButton } from "../session/guest.tsx";
import css from "./frame.module.css";

const t = words({
  signOut: { zh: "退出登录", en: "Sign out" },
  account: { zh: "我的账号", en: "My account" },
  other: { zh: "Switch to English", en: "切换到中文" },
  otherShort: { zh: "EN", en: "中" },
  dark: { zh: "深色显示", en: "Dark display" },
  light: { zh: "浅色显示", en: "Light display" },
});

/** Switches between Chinese and English; the label is in the other language on purpose. */
export function LangSwitch({ wide }: { readonly wide?: boolean }) {
  const lang = useLang();
  const say = useWords(t);
  return (
    <Tooltip title={wide ? undefined : say.other}>
      <Button
        type="text"
        {...(wide ? { icon: <TranslationOutlined /> } : { style: { width: 40, padding: 0 } })}
        aria-label={say.other}
        lang={lang === "zh" ? "en" : "zh-CN"}
        onClick={() => setLang(lang === "zh" ? "en" : "zh")}
      >
        {wide ? (lang === "zh" ? "English" : "中文") : say.otherShort}
      </Button>
    </Tooltip>
  );
}

/** Switches between light and dark. */
export function ModeSwitch() {
  const mode = useMode();
  const say = useWords(t);
  const label = mode === "dark" ? say.light : say.dark;
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        aria-label={label}
        icon={mode === "dark" ? <SunOutlined /> : <MoonOutlined />}
        onClick={() => setMode(mode === "dark" ? "light" : "dark")}
      />
    </Tooltip>
  );
}

/** Who is signed in, with the way out; a guest sees the way in. */
export function UserMenu({ wide }: { readonly wide?: boolean }) {
  const { user, signOut } = useSession();
  const pick = useText();
  const say = useWords(t);
  if (user === undefined) return <SignInButton />;
  const place = pick(user.venue?.name ?? user.brand?.name ?? user.merchant?.name ?? user.platform.name);
  return (
    <Dropdown
      trigger={["click"]}
      placement={wide ? "topLeft" : "bottomRight"}
      menu={{ items: [{ key: "out", icon: <LogoutOutlined />, label: say.signOut, onClick: () => void signOut() }] }}
    >
      <button type="button" className={css["user"]} aria-label={say.account}>
        <Avatar size={32} className={css["avatar"] ?? ""} icon={<UserOutlined />} />
        {wide ? (
          <span className={css["userText"]}>
            <span className={css["userName"]}>{user.name}</span>
            <span className={css["userPlace"]}>{place}</span>
          </span>
        ) : null}
      </button>
    </Dropdown>
  );
}
