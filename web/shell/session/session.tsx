import { langChosen, ProblemError, setLang } from "#parts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useCallback, useMemo } from "react";
import { call } from "../client.ts";
import { type Config, closeSession, openSession, readConfig, readSession, type Session, type User } from "./routes.ts";

const sessionKey = [readSession.path];

type SessionState = {
  readonly user: User | undefined;
  /** Ends the session on the server and forgets everything that was read with it. */
  readonly signOut: () => Promise<void>;
};
const SessionContext = createContext<SessionState | undefined>(undefined);

async function whoIsSignedIn(): Promise<Session | null> {
  try {
    return await call(readSession);
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
  return useQuery({ queryKey: [readConfig.path], queryFn: () => call(readConfig), staleTime: Number.POSITIVE_INFINITY })
    .data;
}

/** Gives the signed-in person to everything below. */
export function SessionProvider({ user, children }: { readonly user: User | undefined; readonly children: ReactNode }) {
  const client = useQueryClient();
  const signOut = useCallback(async () => {
    try {
      await call(closeSession);
    } finally {
      client.clear();
      client.setQueryData(sessionKey, null);
    }
  }, [client]);
  const value = useMemo(() => ({ user, signOut }), [user, signOut]);
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

/** Signs in: platform code, login and password. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { platform: string; login: string; password: string }) => call(openSession, { body }),
    onSuccess: (session) => {
      client.removeQueries({
        predicate: (query) => query.queryKey[0] !== readConfig.path && query.queryKey[0] !== sessionKey[0],
      });
      client.setQueryData(sessionKey, session);
      if (!langChosen() && session.user.lang) setLang(session.user.lang);
    },
  });
}

/** Called when any read is answered with 401: the session has ended elsewhere. */
export const forgetSession = (client: { setQueryData(key: readonly unknown[], value: null): unknown }): void => {
  client.setQueryData(sessionKey, null);
};
