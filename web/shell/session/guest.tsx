import { useWords, words } from "#parts";
import { Button } from "antd";
import { createContext, use } from "react";

const t = words({ signIn: { zh: "登录", en: "Sign in" } });

/** Opens the sign-in page from within a console that guests may use; set by the gate. */
export const AskToSignIn = createContext<() => void>(() => undefined);

/** Sends a guest to the sign-in page and back. */
export const useAskToSignIn = (): (() => void) => use(AskToSignIn);

/** The way in for a guest. */
export function SignInButton() {
  const say = useWords(t);
  return (
    <Button type="primary" onClick={useAskToSignIn()}>
      {say.signIn}
    </Button>
  );
}
