import { parties } from "#contract";
import { Client, patiently } from "./client.ts";
import type { Server } from "./client.ts";
import { makeWorld } from "./history.ts";
import { loadHistory } from "./load.ts";
import { Notes, isEnd } from "./notes.ts";
import type { SignIn } from "./setup.ts";
import { openAccounts, openMarket } from "./setup.ts";
import { enter, remember } from "./state.ts";

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => ending.abort());
const { signal } = ending;
const {
  WORLD_URL = "http://127.0.0.1:8080",
  WORLD_PLATFORM = "demo",
  WORLD_SIGN_INS = "[]",
  WORLD_CONSUMERS = "24000",
  WORLD_DAYS = "90",
} = process.env;
const server: Server = { url: WORLD_URL, platform: WORLD_PLATFORM, signal };
const signIns = JSON.parse(WORLD_SIGN_INS) as SignIn[];
const notes = new Notes((line) => void process.stderr.write(`${line}\n`));

/** A line for the starter's progress bar. */
const TOTAL = 100;
const show = (done: number, what: string): void =>
  void process.stdout.write(`${JSON.stringify({ done, total: TOTAL, what })}\n`);

async function main(): Promise<void> {
  const owner = signIns.find((s) => s.console === "operator");
  if (!owner) throw new Error("WORLD_SIGN_INS names no operator");
  const operator = new Client(server);
  await patiently(signal, () =>
    operator.call(parties.routes.signIn, {
      body: { platform: WORLD_PLATFORM, login: owner.login, password: owner.password },
    }),
  );
  const memory = await remember(operator, signal);
  const until = memory.until ?? new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const world = makeWorld({ until, consumers: Number(WORLD_CONSUMERS), days: Number(WORLD_DAYS) });
  if (!memory.loaded) {
    const began = performance.now();
    const stage = { operator, market: world.market, notes, signal };
    let done = 0;
    const step = (what: string) => show((done += 2), what);
    const numbers = await openMarket(stage, world.from, step);
    await openAccounts(stage, numbers, signIns);
    process.stderr.write(`world: set-up ${Math.round(performance.now() - began)} ms\n`);
    const key = await enter("loading", operator, server, until);
    const sum = await loadHistory({ key, notes, signal }, world, (day, sent) =>
      show(10 + Math.floor((80 * day) / world.days), `history, day ${day} of ${world.days}, ${sent} facts`),
    );
    const cpu = process.cpuUsage();
    process.stderr.write(
      `world: ${JSON.stringify(sum)} after ${Math.round(performance.now() - began)} ms, cpu ${(cpu.user + cpu.system) / 1e6} s\n`,
    );
    show(TOTAL, "loaded");
  }
}

main().catch((error: unknown) => {
  if (signal.aborted || isEnd(error)) return;
  process.stderr.write(`world: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
