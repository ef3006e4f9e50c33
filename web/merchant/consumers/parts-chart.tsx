import type { audiences } from "#contract";
import { FunnelBar, useWords, words } from "#parts";
import { type KnownNames, leavesOf } from "../shared/describe.ts";
import { useDescribe } from "../shared/use-describe.ts";
import css from "./parts.module.css";
import { useCounts } from "./live-count.tsx";

const t = words({
  whole: { zh: "整个人群", en: "The audience" },
  part: { zh: (n: number) => `条件 ${n}`, en: (n: number) => `Part ${n}` },
});
/** More conditions than these make too many questions and an unreadable picture. */
const partsMax = 6;

/** How large each condition is beside the whole, so that one sees which of them narrows it. */
export function PartsChart({
  definition,
  names,
}: {
  readonly definition: audiences.Definition;
  readonly names: KnownNames;
}) {
  const say = useWords(t);
  const describe = useDescribe(names);
  const leaves = leavesOf(definition).slice(0, partsMax);
  const counts = useCounts([...leaves, definition]);
  const steps = [...leaves, definition].map((one, i) => ({
    key: String(i),
    label: i === leaves.length ? say.whole : say.part(i + 1),
    value: counts[i]?.people ?? null,
    ...(i === leaves.length ? {} : { colour: "var(--fg-edge)" }),
  }));
  return (
    <>
      <FunnelBar steps={steps} conversion={false} />
      <ol className={css["legend"]}>
        {leaves.map((leaf, i) => (
          <li key={JSON.stringify([i, leaf])}>{describe(leaf)}</li>
        ))}
      </ol>
    </>
  );
}
