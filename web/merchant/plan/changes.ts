import type { plans } from "#contract";

type Content = Pick<plans.Content, "targets" | "ledger" | "initiatives">;
type TargetChange = {
  readonly target: plans.Target;
  readonly before: number | undefined;
  readonly after: number | undefined;
};
export type Changes = {
  readonly targets: readonly TargetChange[];
  readonly added: readonly plans.Promised[];
  readonly removed: readonly plans.Promised[];
  readonly initiatives: number;
};
const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** What one content changes in another: values of targets, promises that came or went, and how many initiatives differ. */
export function changesOf(before: Content | undefined, after: Content): Changes {
  const old = new Map((before?.targets ?? []).map((one) => [one.id, one]));
  const fresh = new Map(after.targets.map((one) => [one.id, one]));
  const changed = after.targets.flatMap<TargetChange>((target) => {
    const was = old.get(target.id);
    return was && same(was, target) ? [] : [{ target, before: was?.value, after: target.value }];
  });
  const gone = [...old.values()]
    .filter((one) => !fresh.has(one.id))
    .map<TargetChange>((target) => ({ target, before: target.value, after: undefined }));
  const isIn = (list: readonly plans.Promised[], one: plans.Promised) => list.some((two) => same(one, two));
  const initiatives = [...after.initiatives, ...(before?.initiatives ?? [])];
  const counts = new Map<string, number>();
  for (const one of initiatives) counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 1);
  return {
    targets: [...changed, ...gone],
    added: after.ledger.filter((one) => !isIn(before?.ledger ?? [], one)),
    removed: (before?.ledger ?? []).filter((one) => !isIn(after.ledger, one)),
    initiatives: [...counts.values()].filter((n) => n === 1).length,
  };
}
