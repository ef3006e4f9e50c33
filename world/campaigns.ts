import { catalog, marketing } from "#contract";
import { patiently } from "./client.ts";
import type { Market } from "./market.ts";
import type { Numbers, Stage } from "./setup.ts";

type Coupon = { readonly zh: string; readonly en: string; readonly threshold: number; readonly off: number | "tenth" };
type Idea = {
  readonly brand: string;
  readonly zh: string;
  readonly en: string;
  readonly line: readonly [string, string];
  readonly goal: (typeof marketing.campaignGoals)[number];
  readonly coupons: readonly Coupon[];
  /** Also on the screens of venues whose code begins so. */
  readonly screens: readonly string[];
};
/** What the brands run. Money in yuan. */
const ideas: readonly Idea[] = [
  {
    brand: "qingyu",
    zh: "青屿焕肤季",
    en: "Qingyu Skin Season",
    line: ["一瓶精华，换季不慌", "One serum for the change of season"],
    goal: "purchase",
    coupons: [
      { zh: "满 199 减 30", en: "30 off 199", threshold: 199, off: 30 },
      { zh: "新客九折", en: "10 % off for newcomers", threshold: 0, off: "tenth" },
    ],
    screens: ["qingyu-"],
  },
  {
    brand: "muyungu",
    zh: "牧云谷早餐奶周",
    en: "Muyungu Breakfast Week",
    line: ["每天一杯牧场奶", "A glass from the pasture each day"],
    goal: "loyalty",
    coupons: [{ zh: "满 79 减 12", en: "12 off 79", threshold: 79, off: 12 }],
    screens: ["muyungu-"],
  },
  {
    brand: "feixia",
    zh: "绯霞新色上市",
    en: "Feixia New Shades",
    line: ["奶茶色，刚刚好", "Milk-tea shades, just right"],
    goal: "interest",
    coupons: [{ zh: "满 150 减 20", en: "20 off 150", threshold: 150, off: 20 }],
    screens: ["feixia-"],
  },
  {
    brand: "yayashu",
    zh: "芽芽树宝贝日",
    en: "Yayashu Baby Day",
    line: ["云柔纸尿裤，安睡整夜", "Cloud-soft diapers, quiet nights"],
    goal: "purchase",
    coupons: [{ zh: "满 299 减 50", en: "50 off 299", threshold: 299, off: 50 }],
    screens: ["yayashu-"],
  },
  {
    brand: "jiyao",
    zh: "极曜开学数码",
    en: "Jiyao Back to School",
    line: ["轻羽耳机，听见安静", "Hear the quiet with Feather"],
    goal: "awareness",
    coupons: [{ zh: "满 399 减 40", en: "40 off 399", threshold: 399, off: 40 }],
    screens: ["jiyao-"],
  },
  {
    brand: "suli",
    zh: "素里焕新衣橱",
    en: "Suli Wardrobe Refresh",
    line: ["一件好棉T，穿一整季", "One good tee for a season"],
    goal: "purchase",
    coupons: [{ zh: "满 239 减 35", en: "35 off 239", threshold: 239, off: 35 }],
    screens: ["suli-"],
  },
];
const LENGTH_DAYS = 45;

/** Starts the next wave when hardly anything runs any more. */
export async function keepCampaigns(s: Stage, n: Numbers): Promise<void> {
  const { items } = await s.operator.call(marketing.routes.campaigns, { query: { state: "running", limit: 50 } });
  if (items.length < ideas.length / 2) await startCampaigns(s, n, new Date());
}
/**
 * Starts the brands' campaigns with their coupons, and the first brand's full reduction that needs no coupon. Each wave has
 * its own name, so that a repeat starts nothing new and a later wave does.
 */
export async function startCampaigns(s: Stage, n: Numbers, from: Date): Promise<void> {
  const wave = from.toISOString().slice(0, 10);
  const until = new Date(from.getTime() + LENGTH_DAYS * 86_400_000).toISOString();
  for (const idea of ideas)
    await s.notes.trying("campaigns", async () => {
      const body = await draftOf(s, n, idea, { from: from.toISOString(), until });
      const made = await patiently(s.signal, () =>
        s.operator.call(marketing.routes.createCampaign, { body, once: `world-campaign-${idea.brand}-${wave}` }),
      );
      await patiently(s.signal, () =>
        s.operator.call(marketing.routes.startCampaign, {
          params: { id: made.id },
          once: `world-start-${idea.brand}-${wave}`,
        }),
      );
    });
  await s.notes.trying("full reduction", () =>
    patiently(s.signal, () =>
      s.operator.call(marketing.routes.createBenefit, {
        body: {
          ...benefitOf(
            { zh: "每满 300 减 40，可叠加", en: "40 off every 300", threshold: 300, off: 40 },
            from.toISOString(),
            until,
          ),
          form: "automatic",
          effect: { kind: "every", step_minor: 30_000, value_minor: 4_000, most_times: 5 },
          brand: n.brands.get("qingyu") ?? 1,
        },
        once: `world-reduction-${wave}`,
      }),
    ),
  );
}

async function draftOf(s: Stage, n: Numbers, idea: Idea, time: { from: string; until: string }) {
  const brand = s.market.brands.find((b) => b.code === idea.brand);
  const hero = s.market.skus.find((k) => k.brandCode === idea.brand);
  const sku =
    hero === undefined ? undefined : (await s.operator.call(catalog.routes.scan, { query: { code: hero.gtin } })).id;
  return {
    brand: n.brands.get(idea.brand) ?? 1,
    name: { zh: idea.zh, en: idea.en },
    goal: idea.goal,
    audience: null,
    ...time,
    creative: {
      title: { zh: idea.zh, en: idea.en },
      line: { zh: idea.line[0], en: idea.line[1] },
      link: sku === undefined ? "/search" : `/p/${sku}`,
      ...(sku === undefined ? {} : { sku }),
      ...(brand === undefined ? {} : { colour: brand.colour }),
    },
    places: ["home", ...placesOf(s.market, idea)],
    benefits: idea.coupons.map((c) => benefitOf(c, time.from, time.until)),
  };
}
const placesOf = (market: Market, idea: Idea): string[] =>
  market.rows.places
    .filter((p) => p.kind === "screen" && idea.screens.some((stem) => p.venue?.startsWith(stem) === true))
    .map((p) => p.code)
    .slice(0, 20);
const benefitOf = (c: Coupon, from: string, until: string): marketing.BenefitDraft => ({
  form: "coupon",
  title: { zh: c.zh, en: c.en },
  effect: c.off === "tenth" ? { kind: "percent", rate_bp: 1_000 } : { kind: "amount", amount_minor: c.off * 100 },
  threshold_minor: c.threshold * 100,
  skus: null,
  venues: null,
  from,
  until,
  limit: 50_000,
  per_consumer: 3,
  budget_minor: 100_000_000,
});
