import { EmptyState, useWords, words } from "#parts";
import { useParams } from "@tanstack/react-router";

const t = words({
  title: { zh: (code: string) => `云屏 ${code}`, en: (code: string) => `Screen ${code}` },
});

/** A screen in a venue, found by its code. */
export function Screen() {
  const say = useWords(t);
  const { code } = useParams({ strict: false }) as { code: string };
  return <EmptyState title={say.title(code)} />;
}
