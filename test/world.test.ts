import { audiences, facts, identity, parties, rules, service, trade } from "#contract";
import { inTx, systemScope } from "#kernel";
import { openPlatform } from "#parties";
import { testServer, unique } from "#testing";
import { expect, test } from "vitest";
import { modules } from "../server/modules.ts";
import { Client } from "../world/client.ts";
import { makeWorld } from "../world/history.ts";
import { live } from "../world/live.ts";
import { Notes } from "../world/notes.ts";
import { openWorld, stageOf } from "../world/open.ts";
import { enter, remember } from "../world/state.ts";

const server = testServer(modules, { work: true });
const password = "a-password-of-the-demo";
const signIns = [
  { console: "operator", login: "operator", password },
  { console: "merchant", login: "brand", password },
  { console: "venue", login: "store", password },
  { console: "shop", login: "13800000001", password },
];

async function platformOf(code: string) {
  await inTx(systemScope, (tx) =>
    openPlatform(tx, {
      code,
      name: "World",
      currency: "CNY",
      zone: "Asia/Shanghai",
      operator: { login: "operator", password, name: "Operator" },
    }),
  );
  const ending = new AbortController();
  const to = { url: server.url, platform: code, signal: ending.signal };
  const operator = new Client(to);
  await operator.signIn({ login: "operator", password });
  return { to, operator, ending };
}

test("a small world opens on a real server, twice is once, and then it lives", async () => {
  const { to, operator, ending } = await platformOf(unique("w"));
  const until = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const world = makeWorld({ seed: "small", days: 10, consumers: 200, until });
  const said: string[] = [];
  const notes = new Notes((line) => void said.push(line));
  const percents: number[] = [];
  const opening = {
    operator,
    server: to,
    world,
    notes,
    signIns,
    show: (percent: number) => void percents.push(percent),
  };
  const total = [...world.facts()].length;

  expect(await remember(operator, to.signal)).toEqual({ until: undefined, loaded: false });
  const first = await openWorld(opening);
  expect(said).toEqual([]);
  expect(first.sent).toEqual({ accepted: total, duplicates: 0, rejected: 0 });
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(await remember(operator, to.signal)).toEqual({ until, loaded: false });

  const count = async () => ({
    skus: (await operator.call(trade.routes.stock, { query: { limit: 200 } })).items.map((r) => r.on_hand),
    rules: (await operator.call(rules.routes.list)).items.length,
    audiences: (await operator.call(audiences.routes.list, { query: {} })).items.length,
    accounts: (await operator.call(parties.routes.users, { query: {} })).items.length,
    orders: (await operator.call(trade.routes.orders, { query: {} })).items.length,
  });
  const before = await count();
  expect(before).toMatchObject({ rules: 4, audiences: 3, accounts: 4, orders: 2 });
  const again = await openWorld(opening);
  expect(again.sent).toEqual({ accepted: 0, duplicates: total, rejected: 0 });
  expect(await count()).toEqual(before);
  expect(said).toEqual([]);

  const shopper = new Client(to);
  await shopper.signIn({ login: "13800000001", password });
  const { identifiers } = await shopper.call(identity.routes.known);
  expect(identifiers.map((i) => i.type)).toEqual(expect.arrayContaining(["member_no", "phone", "platform_id"]));
  const scores = await operator.call(service.routes.scores, { query: {} });
  expect(scores.items.length).toBeGreaterThan(3);
  const brand = new Client(to);
  await brand.signIn({ login: "brand", password });
  expect((await brand.call(trade.routes.orders, { query: {} })).items.length).toBeGreaterThan(0);

  const key = await enter("live", operator, to, until);
  expect(await remember(operator, to.signal)).toEqual({ until, loaded: true });
  const living = live({ stage: stageOf(opening), world, server: to, numbers: first.numbers, key, password });
  await expect.poll(() => notes.done.get("visits") ?? 0, { timeout: 30_000 }).toBeGreaterThan(1);
  ending.abort();
  await living;
  const { names } = await flowOf(to.url, to.platform);
  expect(names.find((n) => n.name === "exposure.served")?.total ?? 0).toBeGreaterThan(0);
}, 240_000);

/** A fresh operator session: the one of the world ended with it. */
async function flowOf(url: string, platform: string) {
  const client = new Client({ url, platform, signal: new AbortController().signal });
  await client.signIn({ login: "operator", password });
  return client.call(facts.routes.flow);
}
