import { lab, plans } from "#contract";
import { drawNormal, seeded } from "#quant";
import { Client, Refused, patiently } from "./client.ts";
import type { Server } from "./client.ts";
import type { DemoSignIn, Numbers, Stage } from "./setup.ts";
import { known } from "./setup.ts";

const bounded = (value: number): number => Math.min(5, Math.max(1, Math.round(value)));
/** What the number-th person thinks of the concept: most like it, at a price around 129 yuan. */
export function opinion(no: number): lab.Answer {
  const random = seeded(7_000_000 + no);
  const taste = drawNormal(random, 3.7, 0.9);
  const fair = Math.exp(drawNormal(random, Math.log(129), 0.22));
  const minor = (ratio: number) => Math.round(fair * ratio) * 100;
  return {
    intent: bounded(taste),
    uniqueness: bounded(drawNormal(random, 3.4, 1)),
    relevance: bounded(taste + drawNormal(random, 0.1, 0.7)),
    prices: {
      too_cheap_minor: minor(0.5),
      cheap_minor: minor(0.8),
      expensive_minor: minor(1.25),
      too_expensive_minor: minor(1.7),
    },
    intent_at_cheap: bounded(taste + 0.6),
    intent_at_expensive: bounded(taste - 1.1),
  };
}
const FIRST_ANSWERS = 90;

/** The first brand asks about a new product that people search for in vain; passers-by answer. */
export async function openSurvey(s: Stage, server: Server, n: Numbers): Promise<void> {
  await s.notes.trying("survey", async () => {
    const brand = n.brands.get("qingyu") ?? 1;
    const concept = {
      title: { zh: "青屿清透防晒霜 50 ml", en: "Qingyu Light Sunscreen, 50 ml" },
      description: {
        zh: "成膜快、不泛白的日常防晒，敏感肌可用。",
        en: "A daily sunscreen that sets fast and leaves no cast, for sensitive skin too.",
      },
      price_from_minor: 6_900,
      price_until_minor: 19_900,
      currency: "CNY",
      term: "防晒霜",
    };
    const survey = await patiently(s.signal, () =>
      s.operator.call(lab.routes.createSurvey, { body: { brand, concept }, once: "world-survey-1" }),
    );
    await patiently(s.signal, () =>
      s.operator.call(lab.routes.openSurvey, { params: { id: survey.id }, once: "world-survey-open-1" }),
    );
    const visitor = new Client(server);
    for (let no = 0; no < FIRST_ANSWERS; no++) {
      const body = { ...opinion(no), anonymous_id: `panel-browser-${no}` };
      await s.notes.trying(
        "survey answers",
        () => visitor.call(lab.routes.answerSurvey, { params: { id: survey.id }, body }),
        known,
      );
    }
  });
}
/** Somebody who finds an open survey in the shop answers it. */
export async function answerOne(s: Stage, visitor: Client, no: number): Promise<void> {
  const anonymous_id = `shop-browser-${no}`;
  const { items } = await visitor.call(lab.routes.shopSurveys, { query: { anonymous_id } });
  const open = items.find((i) => !i.answered);
  if (open)
    await s.notes.trying(
      "survey answers",
      () => visitor.call(lab.routes.answerSurvey, { params: { id: open.id }, body: { ...opinion(no), anonymous_id } }),
      known,
    );
}

/** The plan that the first brand and the platform sign for a year; what the history sold sets its scale. */
function contentOf(year: number): plans.ContentInput {
  const target = (id: string, metric: plans.MetricName, value: number, quarter: number | null = null) => ({
    id,
    metric,
    quarter,
    venue_kind: null,
    value,
  });
  return {
    goal: {
      zh: "让更多人认识青屿，让买过的人更满意、再回来。",
      en: "More people know Qingyu; those who bought are happier and come back.",
    },
    targets: [
      target("gmv-year", "gmv", 180_000_000),
      target("gmv-q4", "gmv", 60_000_000, 4),
      target("orders-year", "orders", 9_000),
      target("new-buyers-year", "new_buyers", 3_600),
      target("loyal", "aipl_l", 1_000),
      target("interested", "aipl_i", 1_200),
      target("service", "service_score", 450),
    ],
    ledger: ledgerOf(`${year}-12-31`),
    initiatives: [
      {
        id: "skin-season",
        title: "焕肤季 / Skin Season",
        owner: "brand",
        from: `${year}-10-01`,
        until: `${year}-12-31`,
      },
    ],
  };
}
const ledgerOf = (due: string): plans.ContentInput["ledger"] => [
  {
    id: "home-slots",
    side: "platform",
    kind: "traffic_slot",
    text: "首页推荐位每季 20 天 / home feed slots, 20 days a quarter",
    quantity: 80,
    amount_minor: 24_000_000,
    due,
  },
  {
    id: "coupon-budget",
    side: "brand",
    kind: "budget",
    text: "优惠券预算 / coupon budget",
    quantity: 1,
    amount_minor: 20_000_000,
    due,
  },
  {
    id: "first-launch",
    side: "brand",
    kind: "exclusive_sku",
    text: "防晒霜首发 / sunscreen launches here first",
    quantity: 1,
    amount_minor: 8_000_000,
    due,
  },
];
export async function signPlan(s: Stage, server: Server, n: Numbers, team: DemoSignIn, year: number): Promise<void> {
  await s.notes.trying("plan", async () => {
    const brand = new Client(server);
    await patiently(s.signal, () => brand.signIn(team));
    const items = await plansOf(s, n.brands.get("qingyu") ?? 1, year);
    if (items === undefined || items.some((p) => p.in_force !== null)) return;
    const plan =
      items[0] ?? (await brand.call(plans.routes.create, { body: { year, title: `青屿 ${year} 年度联合生意计划` } }));
    await brand.call(plans.routes.saveDraft, { params: { id: plan.id }, body: { content: contentOf(year) } });
    const { version, hash } = await brand.call(plans.routes.propose, {
      params: { id: plan.id },
      body: { reason: "年度计划 / plan of the year" },
    });
    for (const side of [brand, s.operator])
      await side.call(plans.routes.sign, { params: { id: plan.id, version }, body: { hash } });
  });
}
/** A platform may run without the last modules: then there is nothing to sign. */
async function plansOf(s: Stage, brand: number, year: number): Promise<plans.Plan[] | undefined> {
  try {
    return (await s.operator.call(plans.routes.list, { query: { brand, year } })).items;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}
