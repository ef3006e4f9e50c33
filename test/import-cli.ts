import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Engines } from "#kernel";
import { startEngines } from "#kernel";
import { afterAll, beforeAll, expect } from "vitest";
import { folder } from "./reports-data.ts";

const root = path.resolve(import.meta.dirname, "..");

/** What a command left behind. */
export type Done = { readonly code: number | null; readonly out: string; readonly err: string };

/** A data folder of its own for a test file; removed at the end, whatever happens. */
export function ownHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), "fairground-cli-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** The same with engines that run on it already, as beside a server: commands attach to them and start quicker. */
export function homeWithEngines(): string {
  const home = ownHome();
  const log = { info: () => undefined, warn: (text: string) => process.stderr.write(`${text}\n`) };
  let engines: Engines | undefined;
  beforeAll(async () => {
    chmodSync(home, 0o711); // the user that PostgreSQL runs as must pass through
    engines = await startEngines({ home, log, throwaway: true });
  }, 120_000);
  afterAll(() => engines?.stop());
  return home;
}

/** Starts `npx fairground ...` on a data folder, with embedded engines whatever this run uses. */
export function launch(home: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { DATABASE_URL: _d, CLICKHOUSE_URL: _c, FAIRGROUND_SECRET: _s, ...rest } = process.env;
  const child = spawn(process.execPath, [path.join(root, "bin/fairground.js"), ...args], {
    env: { ...rest, NODE_OPTIONS: "", FAIRGROUND_HOME: home, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (s: string) => (text.out += s));
  child.stderr.setEncoding("utf8").on("data", (s: string) => (text.err += s));
  const done = new Promise<Done>((resolve) => {
    child.on("close", (code) => resolve({ code, ...text }));
  });
  return { child, text, done };
}
export const fairground = (home: string, ...args: readonly string[]): Promise<Done> => launch(home, args).done;

/** Runs a command that must succeed and gives the JSON on its standard output, which must hold nothing else. */
export async function asked<T>(home: string, ...args: readonly string[]): Promise<T> {
  const { code, out, err } = await fairground(home, ...args, "--json");
  expect(code, err).toBe(0);
  expect(out.endsWith("\n") && out.trim().split("\n").length === 1, out.slice(0, 500)).toBe(true);
  return JSON.parse(out);
}

export type Imported = {
  readonly read: number;
  readonly written: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly file: string; readonly line: number; readonly reason: string }[];
};

/** Processes that still work in a data folder, by what the system says about them. */
export function left(home: string): string[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(home) ? [line] : [];
      } catch {
        return [];
      }
    });
}
export const dataOf = (set: string): string => path.join(folder, set);
