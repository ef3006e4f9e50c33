import { Notice, useWords, words } from "#parts";
import { Button, Spin } from "antd";
import { type ReactNode, useCallback, useState } from "react";
import { consoleWords } from "../frame/brand.tsx";
import type { ConsoleName } from "../theme/tokens.ts";
import { AskToSignIn } from "./guest.tsx";
import { SessionProvider, type User, useSession, useSessionQuery } from "./session.tsx";
import { SignInPage } from "./sign-in.tsx";
import css from "./sign-in.module.css";

const t = words({
  wrong: { zh: "这个账号不在这里工作", en: "This account belongs elsewhere" },
  why: {
    zh: (name: string, here: string) => `您以「${name}」登录，但${here}需要另一种身份。`,
    en: (name: string, here: string) => `You are signed in as ${name}, but the ${here} console needs another role.`,
  },
  go: { zh: "去我的工作台", en: "Go to my console" },
  out: { zh: "换个账号登录", en: "Use another account" },
  retry: { zh: "重试", en: "Try again" },
  down: { zh: "连不上服务器", en: "The server cannot be reached" },
  downHint: { zh: "请检查网络，或稍后再试。", en: "Check the connection, or try again in a moment." },
});

const homes: Readonly<Record<User["role"], ConsoleName>> = {
  operator: "operator",
  brand: "merchant",
  venue: "venue",
  consumer: "shop",
};

function WrongConsole({ console: name, user }: { readonly console: ConsoleName; readonly user: User }) {
  const say = useWords(t);
  const names = useWords(consoleWords);
  const { signOut } = useSession();
  return (
    <Notice
      title={say.wrong}
      hint={say.why(user.name, names[name])}
      next={
        <>
          <Button type="primary" href={`/${homes[user.role]}`}>
            {say.go}
          </Button>
          <Button onClick={() => void signOut()}>{say.out}</Button>
        </>
      }
    />
  );
}

type Props = {
  readonly console: ConsoleName;
  readonly roles: readonly User["role"][];
  /** Guests may look around; the sign-in page opens when they ask for it. */
  readonly guests?: boolean;
  readonly children: ReactNode;
};

/** Lets in whoever may use this console; shows the sign-in page to everybody else. */
export function SessionGate({ console: name, roles, guests = false, children }: Props) {
  const say = useWords(t);
  const { data, isPending, error, refetch } = useSessionQuery();
  const [asked, setAsked] = useState(false);
  const ask = useCallback(() => setAsked(true), []);
  if (isPending) return <Spin className={css["wait"] ?? ""} size="large" />;
  if (error && !data) {
    const again = <Button onClick={() => void refetch()}>{say.retry}</Button>;
    return <Notice title={say.down} hint={say.downHint} next={again} />;
  }
  const user = data?.user;
  if (user === undefined && (asked || !guests)) {
    return (
      <SignInPage
        console={name}
        {...(guests ? { onBack: () => setAsked(false) } : {})}
        onDone={() => setAsked(false)}
      />
    );
  }
  return (
    <SessionProvider user={user}>
      <AskToSignIn value={ask}>
        {user === undefined || roles.includes(user.role) ? children : <WrongConsole console={name} user={user} />}
      </AskToSignIn>
    </SessionProvider>
  );
}
