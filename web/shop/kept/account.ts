import { parties } from "#contract";
import { useLang } from "#parts";
import { call, useConfig, useSession, useWelcome } from "#shell";

/**
 * Does something that needs an account. A guest becomes a nameless account of this browser first; the console learns of it
 * after the deed, because that reads everything anew. Also when the deed fails: the next try must come from the same account.
 */
export function useWithAccount(): <T>(deed: () => Promise<T>) => Promise<T> {
  const { user } = useSession();
  const welcome = useWelcome();
  const lang = useLang();
  const platform = useConfig()?.platform.code;
  return async (deed) => {
    if (user !== undefined) return deed();
    const session = await call(parties.routes.guest, {
      body: { lang, ...(platform === undefined ? {} : { platform }) },
    });
    try {
      return await deed();
    } finally {
      welcome(session);
    }
  };
}
