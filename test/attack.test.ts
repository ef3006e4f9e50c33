import type { Route } from "#contract";
import { allRoutes, trade } from "#contract";
import type { Principal } from "#kernel";
import { testServer } from "#testing";
import { beforeAll, describe, expect, test } from "vitest";
import { modules } from "../server/modules.ts";
import { asks } from "./attack/asks.ts";
import { changed, digest } from "./attack/digest.ts";
import { faultsOf, isOpen, leaksOf, mayCall } from "./attack/judge.ts";
import type { Scene, Side } from "./attack/scene.ts";
import { attackers, ghostOf, openScene, ownerOf } from "./attack/scene.ts";
import type { Build, Input } from "./attack/shape.ts";

const server = testServer(modules);
const mounted = new Set(modules.map((m) => m.name));
const routes = allRoutes
  .filter((r) => mounted.has(r.module))
  .map((r) => ({ ...r, key: `${r.module}.${r.name}`, ask: asks[`${r.module}.${r.name}`] ?? {} }));
type Target = (typeof routes)[number];
const names = [...mounted];

let scene: Scene;
let before: Map<string, string>;
/** What reading and asking writes: lines of the log of changes, what a place served, counts that were asked for. */
const living = ["kernel.audit", "traffic.served", "facts.log", "facts.head", "parties.attempt", "traffic.met"];
beforeAll(async () => {
  scene = await openScene(server, mounted);
  before = await digest([scene.p, scene.q], living);
}, 300_000);

const call = (route: Route, input: Input, as: Principal) => server.call(route, input, as);
/** To these, a number of B is their own number on another platform: they only read. */
const itself = (as: Principal) => as.platform !== scene.p && as.role !== "operator";
const sideOf = (as: Principal): Side => (as.platform === scene.p ? scene.a : scene.other);

async function attack({ route, ask }: Target, build: Build, as: Principal): Promise<string[]> {
  const me = sideOf(as);
  const [input, ghostInput] = [build(scene.b, me), build(ghostOf(scene.b), me)];
  const open = isOpen(ask, as, scene.p);
  if (open && route.method !== "GET") return [];
  const got = await call(route, input, as);
  if (got.status >= 500) return [`${got.status}: ${got.text}`];
  const banned = open ? [scene.b.mark.secret] : [scene.b.mark.secret, scene.b.mark.open];
  const leaks = mayCall(route, as) ? leaksOf(got, input, banned) : [];
  if (open) return leaks;
  if (itself(as)) return leaks;
  // What a bulk call does not know it would make.
  const ghost = ask.bulk === undefined ? await call(route, ghostInput, as) : got;
  return [...leaks, ...faultsOf({ route, ask, as, input }, got, ghost, ghostInput)];
}
/** The caller reads what is its own: lists and details must not hold anything of B. */
async function readOwn({ route, ask }: Target, as: Principal): Promise<string[]> {
  const everywhere = isOpen(ask, as, scene.p) || (as.platform === scene.p && route.who.includes("public"));
  const { mark } = scene.b;
  const banned = everywhere || ask.shows !== undefined ? [mark.secret] : [mark.secret, mark.open];
  const me = sideOf(as);
  const inputs: Input[] = (ask.asks ?? []).map((build) => build(me, me));
  if (!route.path.includes(":")) inputs.push({});
  const faults: string[] = [];
  for (const input of inputs) {
    const got = await call(route, input, as);
    if (got.status >= 500) faults.push(`${got.status}: ${got.text}`);
    faults.push(...leaksOf(got, input, banned));
  }
  return faults;
}

describe("somebody else's things", () => {
  test("every route says how it is attacked", () => {
    const all = allRoutes.map((r) => `${r.module}.${r.name}`);
    expect(Object.keys(asks).sort()).toEqual(all.sort());
    for (const { key, route, ask } of routes)
      if (route.path.includes(":") && key !== "parties.putVenueKind")
        expect(ask.asks?.length ?? 0, `${key} has an id in its path`).toBeGreaterThan(0);
    expect(routes.length).toBeGreaterThan(120);
  });
  test("the scene has one of every kind", () => {
    for (const side of [scene.a, scene.b, scene.other])
      expect(Object.entries(side).filter(([, v]) => v === "" || v === 0)).toEqual([]);
    const numbers = (s: Side) => [s.brand, s.merchant, s.venue, s.product, s.sku, s.offer, s.node];
    expect(Math.min(...numbers(scene.b).map((n, i) => n - (numbers(scene.other)[i] ?? 0)))).toBeGreaterThan(0);
  });
  test.each(names)(
    "%s: named by others, they are as if they were not there",
    async (module) => {
      const faults: string[] = [];
      for (const target of routes.filter((r) => r.module === module)) {
        for (const [who, as] of Object.entries(attackers(scene))) {
          if (target.ask.as && !target.ask.as.includes(as.role)) continue;
          if (itself(as) && target.route.method !== "GET") continue;
          for (const [i, build] of (target.ask.asks ?? []).entries())
            for (const fault of await attack(target, build, as)) faults.push(`${target.key}[${i}] by ${who}: ${fault}`);
        }
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );
  test("whoever guesses numbers one after the other finds nothing private", async () => {
    const faults: string[] = [];
    const guessed = routes.filter((r) => r.route.method === "GET" && r.route.path.includes(":"));
    for (const { key, route, ask } of guessed)
      for (const [who, as] of Object.entries(attackers(scene)))
        for (let n = 1; n <= 8 && mayCall(route, as); n += 1) {
          const params = Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => [name, n]));
          const got = await call(route, { params: { ...params, metric: "ldr" } }, as);
          const banned = isOpen(ask, as, scene.p) ? [scene.b.mark.secret] : [scene.b.mark.secret, scene.b.mark.open];
          if (got.status === 400 && n > 1) break;
          if (got.status >= 500) faults.push(`${key} ${n} by ${who}: ${got.status}`);
          for (const fault of leaksOf(got, {}, banned)) faults.push(`${key} ${n} by ${who}: ${fault}`);
        }
    expect(faults).toEqual([]);
  }, 120_000);
  test("an order of two brands shows each of them its own lines, and not what the other's are about", async () => {
    const { order } = trade.routes;
    const got = await server.call(order, { params: { id: scene.mixed } }, scene.a.by.brand);
    expect(got.body.lines.map((l) => l.sku)).toEqual([scene.a.sku]);
    expect(leaksOf(got, {}, [scene.b.mark.open, scene.b.mark.secret])).toEqual([]);
  });
  test("after all of it nothing was written", async () => {
    expect(changed(before, await digest([scene.p, scene.q], living))).toEqual([]);
  });
  test.each(names)(
    "%s: what others read about themselves does not hold them",
    async (module) => {
      const faults: string[] = [];
      for (const target of routes.filter((r) => r.module === module && r.route.method === "GET"))
        for (const [who, as] of Object.entries(attackers(scene)))
          if (mayCall(target.route, as))
            for (const fault of await readOwn(target, as)) faults.push(`${target.key} by ${who}: ${fault}`);
      expect(faults).toEqual([]);
    },
    120_000,
  );
  test.each(names)(
    "%s: the owner gets through, so that the names above are real",
    async (module) => {
      const order = (t: Target) => (t.route.method === "GET" ? 0 : t.route.method === "DELETE" ? 2 : 1);
      const mine = routes.filter((r) => r.module === module).sort((x, y) => order(x) - order(y));
      const faults: string[] = [];
      for (const { key, route, ask } of mine)
        for (const [i, build] of (ask.asks ?? []).entries()) {
          const got = await call(route, build(scene.b, scene.b), ownerOf(scene.b, route, ask));
          const expected = got.status < 300 || [409, 422, ...(ask.owner ?? [])].includes(got.status);
          if (!expected) faults.push(`${key}[${i}]: ${got.status} ${got.text.slice(0, 300)}`);
        }
      expect(faults).toEqual([]);
    },
    120_000,
  );
});
