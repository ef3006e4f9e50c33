import { Client, patiently } from "./client.ts";
import type { Server } from "./client.ts";
import { makeWorld } from "./history.ts";
import { live } from "./live.ts";
import { Notes, isEnd } from "./notes.ts";
import { openWorld, stageOf } from "./open.ts";
import type { Opening } from "./open.ts";
import type { DemoSignIn } from "./setup.ts";
import { numbersOf } from "./setup.ts";
import { enter, remember } from "./state.ts";

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => ending.abort());
const { WORLD_URL = "http://127.0.0.1:8080", WORLD_PLATFORM = "demo", WORLD_SIGN_INS = "[]" } = process.env;
const server: Server = { url: WORLD_URL, platform: WORLD_PLATFORM, signal: ending.signal };
const say = (line: string): void => void process.stderr.write(`${line}\n`);
/** A line for the starter's progress bar. */
const show = (done: number, what: string): void =>
  void process.stdout.write(`${JSON.stringify({ done, total: 100, what })}\n`);

/** Loads the world when it is not there yet, and lets it live until it is asked to end. */
async function main(): Promise<void> {
  const signIns = JSON.parse(WORLD_SIGN_INS) as DemoSignIn[];
  const owner = signIns.find((s) => s.console === "operator");
  if (!owner) throw new Error("WORLD_SIGN_INS names no operator");
  const operator = new Client(server);
  await patiently(server.signal, () => operator.signIn(owner));
  const memory = await remember(operator, server.signal);
  const until = memory.until ?? new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const { WORLD_CONSUMERS = "24000", WORLD_DAYS = "90" } = process.env;
  const world = makeWorld({ until, consumers: Number(WORLD_CONSUMERS), days: Number(WORLD_DAYS) });
  const opening: Opening = { operator, server, world, notes: new Notes(say), signIns, show };
  const stage = stageOf(opening);
  const numbers = memory.loaded ? await numbersOf(stage) : await load(opening);
  const key = await enter("live", operator, server, until);
  if (!memory.loaded) show(100, "loaded");
  await live({ stage, world, server, numbers, key, password: owner.password });
}
async function load(opening: Opening) {
  const { numbers, sent, load_ms, all_ms } = await openWorld(opening);
  const { user, system } = process.cpuUsage();
  const cpu_s = Math.round((user + system) / 1e5) / 10;
  say(
    `world: ${sent.accepted} facts (${sent.duplicates} known, ${sent.rejected} refused) in ${load_ms} ms, ready after ${all_ms} ms, ${cpu_s} s of CPU; ${opening.notes.sum()}`,
  );
  return numbers;
}

main().catch((error: unknown) => {
  if (server.signal.aborted || isEnd(error)) return;
  say(`world: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
});
