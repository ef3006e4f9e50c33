import { Client, patiently } from "./client.ts";
import type { Server } from "./client.ts";
import { candidates, join, openAudiences, openDemoConsumer } from "./club.ts";
import { judgeNow, openCommerce } from "./commerce.ts";
import { makeWorld } from "./history.ts";
import type { World } from "./history.ts";
import { dayText } from "./orders.ts";
import { live } from "./live.ts";
import { loadHistory, settled } from "./load.ts";
import { Notes, isEnd } from "./notes.ts";
import type { DemoSignIn, Numbers, Stage } from "./setup.ts";
import { openAccounts, openMarket, numbersOf } from "./setup.ts";
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
const signIns = JSON.parse(WORLD_SIGN_INS) as DemoSignIn[];
const notes = new Notes((line) => void process.stderr.write(`${line}\n`));

/** Members that join before the consoles open; the others join as the world lives on. */
const FIRST_MEMBERS = 120;
/** A line for the starter's progress bar. */
const TOTAL = 100;
const show = (done: number, what: string): void =>
  void process.stdout.write(`${JSON.stringify({ done, total: TOTAL, what })}\n`);

async function main(): Promise<void> {
  const owner = signIns.find((s) => s.console === "operator");
  if (!owner) throw new Error("WORLD_SIGN_INS names no operator");
  const operator = new Client(server);
  await patiently(signal, () => operator.signIn(owner));
  const memory = await remember(operator, signal);
  const until = memory.until ?? new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const world = makeWorld({ until, consumers: Number(WORLD_CONSUMERS), days: Number(WORLD_DAYS) });
  const stage: Stage = { operator, market: world.market, notes, signal };
  const numbers = memory.loaded ? await numbersOf(stage) : await load(stage, world);
  const key = await enter("live", operator, server, until);
  await live({ stage, world, server, numbers, key, password: owner.password });
}

async function load(stage: Stage, world: World): Promise<Numbers> {
  const began = performance.now();
  let done = 0;
  const step = (what: string) => show((done += 1), what);
  const numbers = await openMarket(stage, world.from, step);
  await openAccounts(stage, numbers, signIns);
  await openCommerce(stage, numbers, world.until, step);
  const key = await enter("loading", stage.operator, server, world.until);
  const sum = await loadHistory({ key, notes, signal }, world, (day, sent) =>
    show(done + Math.floor((80 * day) / world.days), `history, day ${day} of ${world.days}, ${sent} facts`),
  );
  process.stderr.write(`world: ${JSON.stringify(sum)} after ${Math.round(performance.now() - began)} ms\n`);
  show(92, "figures");
  await settled(stage);
  await judgeNow(stage);
  const shopper = signIns.find((s) => s.console === "shop");
  if (shopper) await openDemoConsumer(stage, server, numbers, shopper);
  show(96, "members");
  for (const person of candidates(world).slice(0, FIRST_MEMBERS)) await join(stage, numbers, person);
  await openAudiences(stage, numbers, dayText(world.until.getTime() - 86_400_000));
  const cpu = process.cpuUsage();
  process.stderr.write(
    `world: loaded after ${Math.round(performance.now() - began)} ms, cpu ${(cpu.user + cpu.system) / 1e6} s; ${notes.sum()}\n`,
  );
  show(TOTAL, "loaded");
  return numbers;
}

main().catch((error: unknown) => {
  if (signal.aborted || isEnd(error)) return;
  process.stderr.write(`world: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
