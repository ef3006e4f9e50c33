import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Config } from "#kernel";
import { inTx, systemScope } from "#kernel";
import { openPlatform } from "#parties";
import { Presets, SingleBar } from "cli-progress";

/** People of the demo platform; the world makes the last three through the API. */
export const signIns = [
  { console: "operator", login: "operator", password: "fairground-demo" },
  { console: "merchant", login: "brand", password: "fairground-demo" },
  { console: "venue", login: "store", password: "fairground-demo" },
  { console: "shop", login: "13800000001", password: "fairground-demo" },
] as const;

export type DemoWorld = { stop(): void };

/** Opens the demo platform when it is not there, and lets the simulated world act on it through the public API. */
export async function openDemo(url: string, config: Config, say: (line: string) => void): Promise<DemoWorld> {
  const [operator] = signIns;
  await inTx(systemScope, (tx) =>
    openPlatform(tx, {
      code: config.FAIRGROUND_PLATFORM,
      name: { zh: "乐集新零售", en: "Fairground Demo" },
      currency: "CNY",
      zone: config.TZ_BUSINESS,
      demo: true,
      signIns,
      operator: { login: operator.login, password: operator.password, name: "运营小二" },
    }),
  );
  const file = path.resolve(import.meta.dirname, "../world/main.ts");
  const env = {
    ...process.env,
    WORLD_URL: url,
    WORLD_PLATFORM: config.FAIRGROUND_PLATFORM,
    WORLD_SIGN_INS: JSON.stringify(signIns),
  };
  const leash = path.resolve(import.meta.dirname, "../bin/leash.js");
  const child = spawn(process.execPath, ["--import", leash, file], {
    env: { ...env, FAIRGROUND_LEASH: "3" },
    stdio: ["ignore", "pipe", "inherit", "pipe"],
  });
  if (child.stdout) follow(createInterface({ input: child.stdout }), say);
  child.on("exit", (code) => {
    if (code !== 0 && code !== null) say(`The simulated world stopped (code ${code}); everything else goes on.`);
  });
  return { stop: () => void child.kill("SIGTERM") };
}

/** Draws the world's progress lines ({"done","total","what"}) as a bar; other lines are said as they are. */
function follow(lines: ReturnType<typeof createInterface>, say: (line: string) => void): void {
  let bar: SingleBar | undefined;
  lines.on("line", (line) => {
    const step = readStep(line);
    if (!step) return say(line);
    bar ??= new SingleBar(
      {
        format: "Demo world [{bar}] {percentage}% {what}",
        stream: process.stderr,
        noTTYOutput: true,
        notTTYSchedule: 5000,
      },
      Presets.legacy,
    );
    if (!bar.isActive) bar.start(step.total, step.done, { what: step.what });
    bar.setTotal(step.total);
    bar.update(step.done, { what: step.what });
    if (step.done >= step.total) bar.stop();
  });
}
function readStep(line: string): { done: number; total: number; what: string } | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const step = JSON.parse(line) as { done?: unknown; total?: unknown; what?: unknown };
    if (typeof step.done !== "number" || typeof step.total !== "number") return undefined;
    return { done: step.done, total: step.total, what: typeof step.what === "string" ? step.what : "" };
  } catch {
    return undefined;
  }
}
