import { modules } from "./law.ts";
import { isCode, isTestFile } from "./sources.ts";
import type { Source } from "./sources.ts";
import { syntax } from "./syntax.ts";

type Finding = { readonly says: string; readonly line?: number };

const schemas = ["kernel", ...modules].join("|");
/** A table named after a word of SQL that takes one. */
const named = new RegExp(
  `\\b(?:from|into|update|join|table|on|references|using|truncate|exists)\\s+(?:only\\s+)?"?(${schemas})"?\\."?[a-z_]`,
  "gi",
);
/** Kysely's verbs that take a table as their first argument; `Owned` declares whose tables a store sees. */
const verbs = /^(selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|\w*[jJ]oin|using|table|from|ref)$/;
const tableText = new RegExp(`^"?(${schemas})"?\\."?[a-z_]+`);
/** The kernel's functions that migrations and queries call; its tables stay its own. */
const kernelCalls = /\bkernel\.[a-z_]+\s*\(/gi;

const moduleOf = (path: string): string | undefined => /^server\/modules\/([a-z]+)\//.exec(path)?.[1];
const withoutComments = (sql: string): string =>
  sql.replace(/--[^\n]*/g, "").replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, " "));
const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** Tables of another module (or of the kernel) that a module's SQL names: each module reads its own schema only. */
export function foreignTables(source: Source): Finding[] {
  const own = moduleOf(source.path);
  if (own === undefined || isTestFile(source.path)) return [];
  if (source.path.endsWith(".sql")) return inSql(source.text, own);
  return isCode(source.path) ? inCode(source, own) : [];
}

function inSql(text: string, own: string, line = 0): Finding[] {
  const sql = withoutComments(text).replace(kernelCalls, (c) => "?".padEnd(c.length));
  return [...sql.matchAll(named)]
    .filter((m) => m[1]?.toLowerCase() !== own)
    .map((m) => ({ says: `${own} names ${m[0].replaceAll(/\s+/g, " ")}…`, line: line + lineOf(sql, m.index) }));
}

function inCode(source: Source, own: string): Finding[] {
  return syntax(source).texts.flatMap(({ text, calledBy, line }) => {
    const owner = calledBy === "Owned" ? text : verbs.test(calledBy) ? tableText.exec(text)?.[1] : undefined;
    const foreign =
      owner !== undefined && owner !== own ? [{ says: `${own} opens ${owner} by ${calledBy}`, line }] : [];
    return [...foreign, ...inSql(text, own, line - 1)];
  });
}

const created = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?("?[a-z_]+"?\."?[a-z_0-9]+"?)/i;
const protectedTable = /\bkernel\.protect\(\s*'([a-z_]+)(?:\.|'\s*,\s*')([a-z_0-9]+)'/gi;

/**
 * PostgreSQL tables that a migration creates without `kernel.protect(...)` in the same file, which switches on
 * row-level security. ClickHouse tables (they name an engine) and partitions (reached through their parent) are apart.
 */
export function unprotectedTables(source: Source): Finding[] {
  if (!/^server\/modules\/[a-z]+\/.*\.sql$/.test(source.path) || source.path.includes("/recorded/")) return [];
  const sql = withoutComments(source.text);
  const safe = new Set([...sql.matchAll(protectedTable)].map((m) => `${m[1]}.${m[2]}`));
  return sql.split(";").flatMap((statement) => {
    const table = created.exec(statement)?.[1]?.replaceAll('"', "");
    if (table === undefined || safe.has(table)) return [];
    return /\bengine\s*=|\bpartition\s+of\b/i.test(statement) ? [] : [{ says: `${table} without kernel.protect` }];
  });
}
