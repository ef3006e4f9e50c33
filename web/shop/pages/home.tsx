import { Page, useText, useWords, words } from "#parts";
import { useSession } from "#shell";

const t = words({ title: { zh: "今天想要点什么？", en: "What would you like today?" } });

/** The first page of the console. */
export function Home() {
  const say = useWords(t);
  const { user } = useSession();
  const pick = useText();
  return (
    <Page title={say.title} sub={user ? pick(user.platform.name) : undefined}>
      {null}
    </Page>
  );
}
