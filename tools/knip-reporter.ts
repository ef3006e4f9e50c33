/** The parts of knip's report that we read. */
type Issue = { readonly type: string; readonly filePath: string; readonly symbol: string; readonly line?: number };
type Report = {
  readonly report: Readonly<Record<string, boolean>>;
  readonly issues: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Issue>>>>>>;
  readonly counters: { readonly processed: number };
  readonly cwd: string;
};

/** Tells what is unused and how many files knip really read, which its own reporters keep to themselves. */
export default function count({ report, issues, counters, cwd }: Report): void {
  const faults = Object.entries(report)
    .filter(([, on]) => on)
    .flatMap(([type]) => Object.values(issues[type] ?? {}).flatMap((of) => Object.values(of)))
    .map(
      (i) => `${i.filePath.replace(`${cwd}/`, "")}:${i.line ?? 1} unused ${i.type}: ${i.symbol.replace(`${cwd}/`, "")}`,
    );
  console.log(JSON.stringify({ count: counters.processed, faults }));
}
