import { Page, useText, useWords, words } from "#parts";
import { useSession } from "#shell";

const t = words({ title: { zh: "今天公平吗？", en: "Is the ground fair today?" } });

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
