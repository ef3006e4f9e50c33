import { parties } from "#contract";
import { langChosen, ProblemError, setLang } from "#parts";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useCallback, useMemo } from "react";
import type { z } from "zod";
import { call } from "../client.ts";

const { config, session, signIn, signOut, signUp } = parties.routes;
export type User = parties.Session["user"];
export type Config = z.output<typeof config.reply>;

const sessionKey = [session.path];
const configKey = [config.path];

/** The session's own query stays (the gate watches it); everything that was read with the last session goes. */
function become(client: QueryClient, next: parties.Session | null): void {
  const stays: readonly unknown[] = [configKey[0], sessionKey[0]];
  client.removeQueries({ predicate: (query) => !stays.includes(query.queryKey[0]) });
  client.setQueryData(sessionKey, next);
}

type SessionState = {
  readonly user: User | undefined;
  /** Ends the session on the server and forgets everything that was read with it. */
  readonly signOut: () => Promise<void>;
};
const SessionContext = createContext<SessionState | undefined>(undefined);

async function whoIsSignedIn(): Promise<parties.Session | null> {
  try {
    return await call(session);
  } catch (error) {
    if (error instanceof ProblemError && (error.status === 401 || error.status === 403)) return null;
    throw error;
  }
}

/** The session as the server knows it; `data` is null when nobody is signed in. */
export const useSessionQuery = () =>
  useQuery({ queryKey: sessionKey, queryFn: whoIsSignedIn, staleTime: Number.POSITIVE_INFINITY });

/** What this installation says about itself, demo sign-ins included; an unreachable config leaves the page usable. */
export function useConfig(): Config | undefined {
  return useQuery({ queryKey: configKey, queryFn: () => call(config), staleTime: 60_000 }).data;
}

/** Gives the signed-in person to everything below. */
export function SessionProvider({ user, children }: { readonly user: User | undefined; readonly children: ReactNode }) {
  const client = useQueryClient();
  const leave = useCallback(async () => {
    try {
      await call(signOut);
    } finally {
      become(client, null);
    }
  }, [client]);
  const value = useMemo(() => ({ user, signOut: leave }), [user, leave]);
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** The session; `user` is undefined for a guest. */
export function useSession(): SessionState {
  const state = use(SessionContext);
  if (state === undefined) throw new Error("useSession stands outside the console");
  return state;
}

/** The signed-in person; only for pages that cannot be reached by a guest. */
export function useUser(): User {
  const { user } = useSession();
  if (user === undefined) throw new Error("This page needs a signed-in person");
  return user;
}

/** Makes a new session the present one: what was read as somebody else is forgotten. */
export function useWelcome(): (session: parties.Session) => void {
  const client = useQueryClient();
  return (fresh) => {
    become(client, fresh);
    if (!langChosen()) setLang(fresh.user.lang);
  };
}

export type SignInBody = { readonly platform?: string; readonly login: string; readonly password: string };

/** Signs in: platform code, login and password. */
export function useSignIn() {
  const welcome = useWelcome();
  return useMutation({
    mutationFn: (body: SignInBody) => call(signIn, { body }),
    onSuccess: welcome,
    meta: { quiet: true },
  });
}

/** Opens a consumer account and signs in with it. */
export function useSignUp() {
  const welcome = useWelcome();
  return useMutation({
    mutationFn: (body: SignInBody & { readonly name: string; readonly lang: "zh" | "en" }) => call(signUp, { body }),
    onSuccess: welcome,
    meta: { quiet: true },
  });
}

/** Called when any read is answered with 401: the session has ended elsewhere. */
export const forgetSession = (client: { setQueryData(key: readonly unknown[], value: null): unknown }): void => {
  client.setQueryData(sessionKey, null);
};
