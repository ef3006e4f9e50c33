import { marketing, parties, rules, trade, traffic } from "#contract";
import { upsertProducts } from "#catalog";
import { append, drain } from "#facts";
import { inTx, platformScope, systemScope } from "#kernel";
import { createUser, openPlatform, registerParties } from "#parties";
import { computeScores, latestScores } from "#service";
import { Browser } from "#testing";
import { modules } from "../server/modules.ts";

const day_ms = 86_400_000;
export const password = "loop-password";
/** Two merchants sell one cream at one price; `slow` has a store where it can be collected. */
export type Market = {
  readonly platform: number;
  readonly good: number;
  readonly slow: number;
  readonly sku: number;
  readonly operator: Browser;
};

export async function openMarket(url: string, code: string): Promise<Market> {
  const signIn = { login: "loop-operator", password, name: "小二" };
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, {
      code,
      name: { zh: "闭环", en: "Loop" },
      currency: "CNY",
      zone: "Asia/Shanghai",
      operator: signIn,
    }),
  );
  const scope = platformScope(p.id);
  const made = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "ruo", name: { zh: "若汐", en: "Ruoxi" } }],
      merchants: [
        { code: "slow", name: { zh: "慢慢店", en: "Slow Shop" }, brand: "ruo" },
        { code: "good", name: { zh: "好好店", en: "Good Shop" }, brand: "ruo" },
      ],
      venues: [
        {
          code: "slow-store",
          name: { zh: "慢慢旗舰店", en: "Slow Store" },
          kind: "store",
          merchant: "slow",
          brands: ["ruo"],
          city: "杭州",
        },
        {
          code: "good-web",
          name: { zh: "好好网店", en: "Good Web" },
          kind: "web_shop",
          merchant: "good",
          brands: ["ruo"],
        },
      ],
    }),
  );
  const goods = await inTx(scope, (tx) =>
    upsertProducts(tx, {
      categories: [{ code: "skin", name: { zh: "护肤", en: "Skin care" } }],
      products: [
        {
          code: "cream",
          name: { zh: "玫瑰面霜", en: "Rose cream" },
          brand: "ruo",
          category: "skin",
          skus: [{ code: "cream-50" }],
        },
      ],
      offers: ["slow", "good"].map((merchant) => ({ sku: "cream-50", merchant, price_minor: 9900 })),
    }),
  );
  const store = made.venues.get("slow-store") ?? 0;
  const [slow, good] = [made.merchants.get("slow") ?? 0, made.merchants.get("good") ?? 0];
  await inTx(scope, (tx) =>
    createUser(tx, { login: "loop-store", password, name: "小慢", assignments: [{ role: "venue", venue: store }] }),
  );
  const operator = new Browser({ url }, code);
  await operator.call(parties.routes.signIn, { body: { platform: code, login: signIn.login, password } });
  await fill(operator, store, made.venues.get("good-web") ?? 0);
  await history(p.id, [slow, good]);
  return { platform: p.id, good, slow, sku: goods.skus.get("cream-50") ?? 0, operator };
}

/** Stock, places, one campaign at home and on the store's screen, and one rule. */
async function fill(operator: Browser, store: number, web: number): Promise<void> {
  const lines = [
    { sku: "cream-50", merchant: "slow", venue: store, quantity: 20 },
    { sku: "cream-50", merchant: "good", venue: web, quantity: 20 },
  ];
  must(await operator.call(trade.routes.receive, { body: { lines } }), 201);
  const places: traffic.Place[] = [
    { code: "home", kind: "feed", venue: null, name: { zh: "首页", en: "Home" }, slots: 2 },
    { code: "screen-slow", kind: "screen", venue: store, name: { zh: "店内屏", en: "Store screen" }, slots: 2 },
  ];
  must(await operator.call(traffic.routes.addPlaces, { body: { places } }), 200);
  const now = Date.now();
  const creative = {
    title: { zh: "玫瑰季", en: "Rose season" },
    line: { zh: "来试试玫瑰", en: "Try the rose" },
    link: "/search?q=rose",
    colour: "#b52e52",
  };
  const times = { from: new Date(now - day_ms).toISOString(), until: new Date(now + 30 * day_ms).toISOString() };
  const body = {
    brand: 1,
    name: creative.title,
    goal: "awareness" as const,
    audience: null,
    hold_out_ratio: 0,
    creative,
    places: ["home", "screen-slow"],
    ...times,
  };
  const campaign = must(await operator.call(marketing.routes.createCampaign, { body }), 201);
  must(await operator.call(marketing.routes.startCampaign, { params: { id: campaign.id } }), 200);
  const words = { zh: "延迟发货减流量", en: "Late dispatch costs traffic" };
  const consequence = { kind: "sanction" as const, part: "sanction" as const, theta: "-0.3", days: 28 };
  const rule = {
    rule: "late",
    family: "fulfilment" as const,
    venue_scope: "all" as const,
    title: words,
    plain: words,
    basis: "test",
    condition: "ldr_raw > 0.02 && orders >= 10",
    consequence,
    effective_from: new Date().toISOString(),
  };
  must(await operator.call(rules.routes.publish, { body: rule }), 201);
}
/** Twenty orders of each merchant, all in time. */
async function history(platform: number, merchants: readonly number[]): Promise<void> {
  const iso = (t: number) => new Date(t).toISOString();
  const facts = merchants.flatMap((merchant) =>
    Array.from({ length: 20 }, (_, i) => {
      const placed = Date.now() - (8 + i) * day_ms;
      const order = `h-${merchant}-${i}`;
      const own = { merchant, order, ids: [{ type: "member_no" as const, value: `h${i}` }] };
      return [
        {
          ...own,
          id: `${order}-p`,
          name: "order.placed" as const,
          at: iso(placed),
          amount_minor: 9900,
          currency: "CNY",
          props: {
            promised_dispatch_at: iso(placed + 2 * day_ms),
            promised_day: iso(placed + 4 * day_ms).slice(0, 10),
          },
        },
        { ...own, id: `${order}-y`, name: "order.paid" as const, at: iso(placed + 1000) },
        { ...own, id: `${order}-d`, name: "order.dispatched" as const, at: iso(placed + day_ms) },
        {
          ...own,
          id: `${order}-e`,
          name: "order.delivered" as const,
          at: iso(placed + 3 * day_ms),
          props: { delivered_day: iso(placed + 3 * day_ms).slice(0, 10) },
        },
      ];
    }).flat(),
  );
  await inTx(platformScope(platform), (tx) => append(tx, facts));
  await index();
  await drain(modules);
}
/** Lets the search index follow the catalogue, as its loop does in a running server. */
async function index(): Promise<void> {
  const loop = modules.flatMap((m) => m.loops ?? []).find((l) => l.name === "traffic.index");
  await loop?.step({} as never);
}
function must<T>(answer: { readonly status: number; readonly body: T; readonly text: string }, status: number): T {
  if (answer.status !== status) throw new Error(`wanted ${status}, got ${answer.status}: ${answer.text.slice(0, 500)}`);
  return answer.body;
}
/** Computes the scores of all merchants now. */
export async function scores(m: Market): Promise<Map<number, number>> {
  await drain(modules);
  const list = await inTx(platformScope(m.platform), async (tx) => {
    await computeScores(tx);
    return latestScores(tx);
  });
  return new Map(list.map((s) => [s.merchant, s.score]));
}
