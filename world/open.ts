import type { Client, Server } from "./client.ts";
import { candidates, join, openAudiences, openDemoConsumer } from "./club.ts";
import { judgeNow, openCommerce } from "./commerce.ts";
import type { World } from "./history.ts";
import type { Loaded } from "./load.ts";
import { loadHistory, settled } from "./load.ts";
import type { Notes } from "./notes.ts";
import { dayText } from "./orders.ts";
import { openSurvey, signPlan } from "./research.ts";
import type { DemoSignIn, Numbers, Stage } from "./setup.ts";
import { openAccounts, openMarket } from "./setup.ts";
import { enter } from "./state.ts";

/** Members that join before the consoles open; the others join as the world lives on. */
const FIRST_MEMBERS = 120;
/** Whole numbers from 0 to 100, and what is being done. */
export type Show = (percent: number, what: string) => void;
export type Opening = {
  readonly operator: Client;
  readonly server: Server;
  readonly world: World;
  readonly notes: Notes;
  readonly signIns: readonly DemoSignIn[];
  readonly show: Show;
};
export type Opened = {
  readonly numbers: Numbers;
  readonly sent: Loaded;
  readonly load_ms: number;
  readonly all_ms: number;
};
export const stageOf = (o: Opening): Stage => ({
  operator: o.operator,
  market: o.world.market,
  notes: o.notes,
  signal: o.server.signal,
});

/** Opens the market, loads the history and lets the platform draw its conclusions. A second time changes next to nothing. */
export async function openWorld(o: Opening): Promise<Opened> {
  const began = performance.now();
  const passed = () => Math.round(performance.now() - began);
  const { server, world, notes } = o;
  const stage = stageOf(o);
  let done = 0;
  const step = (what: string) => o.show((done += 1), what);
  const numbers = await openMarket(stage, world.from, step);
  await openAccounts(stage, numbers, o.signIns);
  await openCommerce(stage, numbers, world.until, step);
  const key = await enter("loading", o.operator, server, world.until);
  const sent = await loadHistory({ key, notes, signal: server.signal }, world, (day, n) =>
    o.show(done + Math.floor((80 * day) / world.days), `history, day ${day} of ${world.days}, ${n} facts`),
  );
  const load_ms = passed();
  o.show(90, "figures");
  await settled(stage);
  await judgeNow(stage);
  o.show(95, "members, audiences, survey and plan");
  const [shopper, team] = ["shop", "merchant"].map((c) => o.signIns.find((s) => s.console === c));
  if (shopper) await openDemoConsumer(stage, server, numbers, shopper);
  for (const person of candidates(world).slice(0, FIRST_MEMBERS)) await join(stage, numbers, person);
  await openAudiences(stage, numbers, dayText(world.until.getTime() - 86_400_000));
  await openSurvey(stage, server, numbers);
  if (team) await signPlan(stage, server, numbers, team, Number(dayText(world.until.getTime()).slice(0, 4)));
  return { numbers, sent, load_ms, all_ms: passed() };
}
