import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./sources.ts";

/** What one gate saw: how much it looked at, and what is wrong. Looking at nothing is wrong too. */
export type Verdict = { readonly count: number; readonly of: string; readonly faults: readonly string[] };
export type Gate = { readonly name: string; run(): Promise<Verdict> };
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

const output_bytes_max = 32 * 1024 * 1024;

/** Runs one of our tools (a file in node_modules or in the repository) under this very Node. */
export function runTool(file: string, args: readonly string[], cwd: string = root): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve(root, file), ...args], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (out.length < output_bytes_max) out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (err.length < output_bytes_max) err += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, out, err }));
  });
}

/** A run as a verdict: red by exit code even when no line of its output names a fault. */
export function verdict(ran: Ran, count: number, of: string, faults: readonly string[]): Verdict {
  if (ran.code === 0 || faults.length > 0) return { count, of, faults };
  const said = `${ran.err}\n${ran.out}`.split("\n").filter((line) => line.trim() !== "");
  return { count, of, faults: [`ended with code ${ran.code}`, ...said.slice(-20)] };
}

/** The JSON object in a text, or an empty one: tools print banners around it. */
export function jsonIn(text: string): Record<string, unknown> {
  const [from, to] = [text.indexOf("{"), text.lastIndexOf("}")];
  if (from === -1 || to < from) return {};
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return {};
  }
}

/** Runs the gates, at most `side` at a time, and says for each what it looked at. Returns the number of red ones. */
export async function runGates(gates: readonly Gate[], side: number, say: (line: string) => void): Promise<number> {
  const waiting = [...gates];
  let red = 0;
  const work = async (): Promise<void> => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const started = performance.now();
      const { count, of, faults } = await gate.run().catch((error: unknown) => ({
        count: 0,
        of: "things",
        faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      }));
      const wrong = count > 0 ? faults : ["looked at nothing", ...faults];
      if (wrong.length > 0) red += 1;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      say(`${wrong.length > 0 ? "RED " : "ok  "} ${gate.name.padEnd(14)} ${`${count} ${of}`.padEnd(28)} ${seconds} s`);
      for (const fault of wrong.slice(0, 200)) say(`       ${fault}`);
      if (wrong.length > 200) say(`       ... and ${wrong.length - 200} more`);
    }
  };
  await Promise.all(Array.from({ length: side }, work));
  return red;
}
