import { modules } from "./law.ts";
import { isCode, isTestFile } from "./sources.ts";
import type { Source } from "./sources.ts";
import { syntax } from "./syntax.ts";
import { foreignTables, unprotectedTables } from "./tables.ts";

/** One excess: what, where, and by how much (1 unless said). */
export type Finding = { readonly says: string; readonly line?: number; readonly amount?: number };
/** A limit is a pure function of one file; nothing found means the file is within it. */
export type Limit = (source: Source) => readonly Finding[];
/** Limit -> path -> amount over the limit. */
export type Excess = Record<string, Record<string, number>>;

const lines_max = 300;
const names_max = 12;
const pages: readonly (readonly [RegExp, number])[] = [
  [/^CONTRIBUTING\.md$/, 150],
  [/^docs\/decisions\/[^/]+\.md$/, 70],
  [/^server\/modules\/[a-z]+\/README\.md$/, 100],
];
/** These two name the words and paths they look for. */
const judges = /^(tools\/tidy\.ts|test\/tidy\.test\.ts)$/;
const readable = /(\.(tsx?|js|mjs|json|sql|css|html|md|ya?ml|sh)|^\.ci\/run)$/;

const marks = /\b(TODO|FIXME|XXX|HACK)\b|敬请期待|待实现|暂未实现/g;
const excuses = /\b(coming soon|not (yet )?implemented|lorem ipsum|stub(bed|s)?)\b/gi;
const sleeping = /\b(it|test|describe|suite)\.(only|skip|todo|fails)\b/g;
const machine = /(^|[\s"'`(=:,])\/(work|root|home\/\w+|Users\/\w+)(?=\/|["'`\s)]|$)/gm;
const castChain = /\bas\s+(unknown|never)\s+as\b/g;
const switchedOff = /(oxlint|eslint)-disable|@ts-(ignore|nocheck)|prettier-ignore/g;

const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;
const matches = (text: string, pattern: RegExp): Finding[] =>
  [...text.matchAll(pattern)].map((m) => ({ says: m[0].trim(), line: lineOf(text, m.index) }));
const lineCount = (text: string): number => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
const over = (n: number, max: number, what: string): Finding[] =>
  n > max ? [{ says: `${n} ${what}, ${max} at most`, amount: n - max }] : [];

/** All limits by name. A new one needs a canary in test/tidy.test.ts; a test demands it. */
export const limits: Readonly<Record<string, Limit>> = {
  "lines per file": ({ path, text }) => (isCode(path) ? over(lineCount(text), lines_max, "lines") : []),
  "lines per page": ({ path, text }) => {
    const page = pages.find(([pattern]) => pattern.test(path));
    return page === undefined ? [] : over(lineCount(text), page[1], "lines");
  },
  "names on a face": (source) => {
    if (!/^server\/modules\/[a-z]+\/index\.ts$/.test(source.path)) return [];
    const names = syntax(source).exports;
    return names.includes("*")
      ? [{ says: "a face names what it shows, never everything" }]
      : over(names.length, names_max, "names");
  },
  "switched-off rules": (source) =>
    isCode(source.path) ? syntax(source).comments.flatMap((c) => matches(c, switchedOff)) : [],
  "use of any": (source) => {
    const n = isCode(source.path) ? syntax(source).anys : 0;
    return over(n, 0, "any");
  },
  "cast chains": ({ path, text }) => (isCode(path) && !isTestFile(path) ? matches(text, castChain) : []),
  "unfinished words": ({ path, text }) =>
    readable.test(path) && !judges.test(path) ? [...matches(text, marks), ...matches(text, excuses)] : [],
  "sleeping tests": ({ path, text }) => (isCode(path) && !judges.test(path) ? matches(text, sleeping) : []),
  "paths of one machine": ({ path, text }) => (judges.test(path) ? [] : matches(text, machine)),
  "tables of another module": foreignTables,
  "unprotected tables": unprotectedTables,
};

/** What the files exceed, as numbers: the shape of tools/allowances.json. */
export function excess(sources: readonly Source[]): Excess {
  const found: Excess = {};
  for (const { limit, path, amount } of findings(sources)) {
    const paths = (found[limit] ??= {});
    paths[path] = (paths[path] ?? 0) + amount;
  }
  return found;
}

/** The same in words, for the person who must mend it. */
export function findings(
  sources: readonly Source[],
): { limit: string; path: string; amount: number; says: string; line: number }[] {
  return Object.entries(limits).flatMap(([limit, judge]) =>
    sources.flatMap((source) =>
      judge(source).map((f) => ({
        limit,
        path: source.path,
        amount: f.amount ?? 1,
        says: f.says,
        line: f.line ?? 1,
      })),
    ),
  );
}

/** Differences between what is exceeded and what is allowed, in sentences. Empty means both are exactly equal. */
export function disagreements(found: Excess, allowed: Excess): string[] {
  const keys = new Set([...Object.keys(found), ...Object.keys(allowed)]);
  return [...keys].toSorted().flatMap((limit) => {
    const [now, may] = [found[limit] ?? {}, allowed[limit] ?? {}];
    const paths = [...new Set([...Object.keys(now), ...Object.keys(may)])].toSorted();
    return paths.flatMap((path) => {
      const [n, m] = [now[path] ?? 0, may[path] ?? 0];
      if (n === m) return [];
      const advice = n > m ? "mend it" : "it got better: lower tools/allowances.json in the same change";
      return [`${limit}: ${path} is over by ${n}, allowed ${m}; ${advice}`];
    });
  });
}

/** Every module folder that exists has its face and its page; returns what is missing. */
export function missingParts(paths: readonly string[]): string[] {
  const present = new Set(paths);
  return modules
    .filter((m) => paths.some((p) => p.startsWith(`server/modules/${m}/`)))
    .flatMap((m) => ["index.ts", "README.md"].map((f) => `server/modules/${m}/${f}`))
    .filter((p) => !present.has(p));
}
