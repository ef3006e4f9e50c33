import { identity, rules } from "#contract";
import type { Route } from "#contract";
import { settle } from "#databank";
import { caughtUp } from "#facts";
import type { Principal } from "#kernel";
import { inTx, platformScope, systemScope } from "#kernel";
import { openPlatform } from "#parties";
import { computeScores } from "#service";
import { as, unique } from "#testing";
import type { TestServer } from "#testing";
import { both, hours, must } from "./call.ts";
import { openMall } from "./mall.ts";
import type { Parties } from "./parties-side.ts";
import { markOf, openParties } from "./parties-side.ts";
import type { Ask } from "./shape.ts";
import { openAdvice, openPeople } from "./people-side.ts";
import * as team from "./team-side.ts";

/** Names of the modules that this server mounts; what is not mounted is not filled. */
type Mounted = ReadonlySet<string>;

async function openSide(server: TestServer, mounted: Mounted, platform: number, side: "A" | "B" | "Q") {
  const phones = {
    A: ["13900000001", "13900000002"],
    B: ["13900000003", "13900000004"],
    Q: ["13900000001", "13900000002"],
  } as const;
  const parties = await openParties(server, platform, markOf(side));
  const people = { ...parties, ...(await openPeople(server, parties, phones[side])) };
  await caughtUp(); // so that the people told of are known
  const last = { type: "member_no" as const, value: people.known.at(-1) ?? "" };
  const { node } = await must(server, identity.routes.find, { body: last }, parties.by.operator);
  const has = <T>(module: string, work: () => Promise<T>): Promise<T | undefined> =>
    mounted.has(module) ? work() : Promise.resolve(undefined);
  const { node: _node, me, scope: _scope, ...ids } = people;
  return {
    ...ids,
    me,
    node,
    ...(await team.openAudiences(server, people)),
    ...(await team.openCampaigns(server, people)),
    ...(await team.openModel(server, people)),
    ...(await has("supply", () => team.openSupply(server, people))),
    ...(await has("guide", () => openAdvice(server, people, people))),
    ...(await has("lab", () => team.openSurveys(server, people))),
    ...(await has("plans", () => team.openPlans(server, people))),
    audit: await team.auditOf(server, parties),
  };
}
type Filled = Awaited<ReturnType<typeof openSide>>;

/** Scores, a rule that meets every merchant, its verdicts, and an appeal of each side. */
async function judge(server: TestServer, platform: number, sides: readonly Parties[]) {
  const operator = as.operator(platform);
  await inTx(platformScope(platform), (tx) => computeScores(tx));
  const rule = {
    rule: "for-all",
    family: "service" as const,
    venue_scope: "all" as const,
    title: both("for all"),
    plain: both("for all"),
    basis: "test",
    condition: "orders >= 0",
    consequence: { kind: "nudge" as const, part: null, theta: null, days: 28 },
    effective_from: hours(0),
  };
  await must(server, rules.routes.publish, { body: rule }, operator);
  await must(server, rules.routes.judge, {}, operator);
  const found: { verdict: string; appeal: string }[] = [];
  for (const s of sides) {
    const { items } = await must(server, rules.routes.verdicts, { query: { merchant: s.merchant } }, s.by.brand);
    const verdict = items[0]?.id ?? "";
    const text = { params: { verdict }, body: { text: `${s.mark.secret}-appeal` } };
    found.push({ verdict, appeal: (await must(server, rules.routes.appeal, text, s.by.brand)).id });
  }
  return found;
}

export type Side = Filled & { readonly verdict: string; readonly appeal: string };

/** One platform with brands A and B, and platform Q with one of its own; each is filled with one object of every kind. */
export async function openScene(server: TestServer, mounted: Mounted) {
  const open = (code: string) =>
    inTx(systemScope, (tx) => openPlatform(tx, { code, name: code, currency: "CNY", zone: "Asia/Shanghai" }));
  const [codeP, codeQ] = [unique("attack-p"), unique("attack-q")];
  const [p, q] = [(await open(codeP)).id, (await open(codeQ)).id];
  // B comes last in its platform, so that none of its numbers exists in Q.
  const [a, b] = [await openSide(server, mounted, p, "A"), await openSide(server, mounted, p, "B")];
  const other = await openSide(server, mounted, q, "Q");
  await caughtUp();
  for (const platform of [p, q]) await settle(platform);
  const [ofA, ofB] = await judge(server, p, [a, b].map(partiesOf));
  const [ofQ] = await judge(server, q, [partiesOf(other)]);
  if (!ofA || !ofB || !ofQ) throw new Error("every side has a verdict");
  const sides = { a: { ...a, ...ofA }, b: { ...b, ...ofB }, other: { ...other, ...ofQ } };
  return { p, q, codeP, codeQ, ...sides, ...(await openMall(server, sides.a, sides.b)) };
}
const partiesOf = (s: Filled): Parties => ({ ...s, scope: platformScope(s.platform) });
export type Scene = Awaited<ReturnType<typeof openScene>>;

const isId = (text: string) => /^([0-9a-f-]{36}|[0-9a-f]{64})$/.test(text);
/** The same kinds of names, but of nothing that exists. */
export function ghostOf(side: Side): Side {
  const made = Object.entries(side).map(([key, value]): [string, unknown] => {
    if (typeof value === "number" && key !== "platform" && key !== "version") return [key, 1_999_999_999];
    if (typeof value !== "string") return [key, value];
    // Beside the real one in every order, so that a cursor cuts a list in the same place.
    const [last = ""] = value.slice(-1);
    return [key, isId(value) ? `${value.slice(0, -1)}${last === "f" ? "e" : "f"}` : `${value.slice(0, 20)}-ghost`];
  });
  return { ...side, ...(Object.fromEntries(made) as Partial<Side>) };
}

/** Those who try: they know every number and code of B, but are not B. */
export function attackers({ p, q, a, b }: Scene): Record<string, Principal> {
  return {
    "brand A": a.by.brand,
    "venue A": a.by.venue,
    "consumer A": a.me,
    "key of A": a.by.key,
    visitor: as.visitor(p),
    "operator of Q": as.operator(q),
    "brand of Q with B's number": as.brand(q, b.brand),
    "venue of Q with B's number": as.venue(q, b.venue),
  };
}

/** Somebody of the side who may call a route. */
export function ownerOf({ by, me }: Side, { who }: Route, { as: only }: Ask): Principal {
  const owners = { brand: by.brand, venue: by.venue, consumer: me, key: by.key, operator: by.operator, public: me };
  const role = (["brand", "venue", "consumer", "key", "operator", "public"] as const).find(
    (r) => who.includes(r) && only?.includes(r) !== false,
  );
  return owners[role ?? "operator"];
}
