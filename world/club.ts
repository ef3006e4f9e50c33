import { audiences, identity, marketing, parties, trade } from "#contract";
import { drawChance, drawOne, drawWhole, seeded } from "#quant";
import { Client, patiently } from "./client.ts";
import type { Server, SignIn } from "./client.ts";
import type { World } from "./history.ts";
import type { Person } from "./people.ts";
import { memberNo, phoneOf } from "./people.ts";
import type { Numbers, Stage } from "./setup.ts";
import { known } from "./setup.ts";

const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"];
const given = [
  "小雨",
  "思远",
  "晓彤",
  "子轩",
  "雨桐",
  "浩然",
  "梓涵",
  "佳怡",
  "明哲",
  "欣然",
  "文博",
  "静怡",
  "俊杰",
  "诗涵",
  "建国",
  "秀英",
  "丽华",
  "志强",
  "桂兰",
  "海燕",
];
/** A name that belongs to a number, always the same. */
export function nameOf(no: number): string {
  const random = seeded(9_000_000 + no);
  return `${drawOne(random, surnames)}${drawOne(random, given)}`;
}
const NOTICE = "privacy-2025-01";
const agreed = (
  purpose: "marketing" | "personalisation" | "sharing",
  status: "given" | "refused",
  brand = 0,
): identity.Consent => ({ purpose, channel: "any", brand, status, notice: NOTICE });

/** People of the history who can join a club: members that like the first brand. */
export const candidates = (world: World): Person[] =>
  world.people.filter((p) => p.kind === "member" && p.phone === undefined && p.home === 0);

/** Makes somebody of the history a member of the platform's club or the first brand's, with their answer about consent. */
export async function join(s: Stage, n: Numbers, person: Person): Promise<void> {
  const random = seeded(8_000_000 + person.no);
  const brand = drawChance(random, 0.7) ? (n.brands.get("qingyu") ?? 0) : 0;
  const says = drawChance(random, 0.85) ? "given" : "refused";
  const consents = [
    agreed("marketing", says),
    agreed("personalisation", drawChance(random, 0.95) ? "given" : "refused"),
  ];
  const level = ["basic", "silver", "gold"][drawWhole(random, 0, 2)] ?? "basic";
  const body = {
    phone: phoneOf(person.no),
    member_no: memberNo(person.no),
    name: nameOf(person.no),
    brand,
    level,
    phone_verified: true,
    consents,
  };
  await s.notes.trying("members joined", () =>
    patiently(s.signal, () => s.operator.call(identity.routes.memberJoin, { body })),
  );
}

/** A consumer account, opened or signed in again; `fresh` when it was opened now. */
export async function consumer(server: Server, how: SignIn, name: string): Promise<{ client: Client; fresh: boolean }> {
  const client = new Client(server);
  const { login, password } = how;
  try {
    const body = { platform: server.platform, login, password, name };
    await patiently(server.signal, () => client.call(parties.routes.signUp, { body }));
    return { client, fresh: true };
  } catch (error) {
    if (!known(error)) throw error;
    await patiently(server.signal, () => client.signIn(how));
    return { client, fresh: false };
  }
}

/** Opens the demo's consumer account: consent, two clubs, coupons, and orders under way beside those of the history. */
export async function openDemoConsumer(s: Stage, server: Server, n: Numbers, signIn: SignIn): Promise<void> {
  await s.notes.trying("demo consumer", async () => {
    const { client, fresh } = await consumer(server, signIn, "王小雨");
    if (!fresh) return;
    await client.call(identity.routes.setConsents, {
      body: { consents: [agreed("marketing", "given"), agreed("personalisation", "given")] },
    });
    await client.call(identity.routes.joinClub, { body: { brand: 0 } });
    // At the counter, where the phone is proven: from then on the account and what its phone did before are one person.
    const { member_no } = await client.call(parties.routes.me);
    const proven = { phone: signIn.login, member_no, name: "王小雨", level: "silver", phone_verified: true };
    const brand = n.brands.get("qingyu") ?? 0;
    await s.operator.call(identity.routes.memberJoin, { body: { ...proven, brand } });
    const { offered } = await client.call(marketing.routes.offered);
    const coupons = [];
    for (const c of offered.filter((o) => o.form === "coupon").slice(0, 3))
      coupons.push(await client.call(marketing.routes.claim, { params: { id: c.id } }));
    await placeFirstOrders(s, client);
  });
}
async function placeFirstOrders(s: Stage, client: Client): Promise<void> {
  const address = {
    name: "王小雨",
    phone: "13800000001",
    region: "上海",
    city: "上海",
    line: "静安区 南京西路 1000 号",
  };
  const [stocked, collected] = ["qingyu-web_shop-1", "qingyu-store-1"].map((venue) =>
    s.market.rows.stock.find((l) => l.venue === venue && l.quantity > 10),
  );
  if (stocked === undefined || collected === undefined) return;
  const baskets = [
    {
      lines: [{ sku: stocked.sku, merchant: stocked.merchant, quantity: 1 }],
      fulfilment: { kind: "deliver" as const },
      address,
    },
    {
      lines: [{ sku: collected.sku, merchant: collected.merchant, quantity: 2 }],
      fulfilment: { kind: "collect" as const, venue: collected.venue },
    },
  ];
  for (const [i, basket] of baskets.entries()) {
    const placed = await client.call(trade.routes.place, {
      body: { ...basket, request_id: `world-demo-${i}`, coupons: [] },
    });
    await client.call(trade.routes.pay, { params: { id: placed.parent }, body: {} });
  }
}

/** Two audiences of the first brand, frozen, so that the brand team finds something to work with. */
export async function openAudiences(s: Stage, n: Numbers, yesterday: string): Promise<void> {
  const brand = n.brands.get("qingyu");
  if (brand === undefined) return;
  const stage = (of: "A" | "I" | "P" | "L") => ({
    cell: { kind: "stage" as const, stage: of, day: yesterday },
    rolling: true,
  });
  const wanted = [
    { name: "感兴趣、还没买的人 / Interested, not yet buyers", definition: stage("I") },
    {
      name: "买过一次、愿意被联系的人 / Bought once and may be reached",
      definition: {
        op: "and" as const,
        of: [stage("P"), { consent: { purpose: "marketing" as const, channel: "any" as const } }],
      },
    },
    { name: "忠诚会员 / Loyal members", definition: { op: "and" as const, of: [stage("L"), { members: { brand } }] } },
  ];
  const there = await patiently(s.signal, () => s.operator.call(audiences.routes.list, { query: { limit: 200 } }));
  for (const { name, definition } of wanted) {
    if (there.items.some((a) => a.name === name)) continue;
    await s.notes.trying(
      "audiences",
      async () => {
        const made = await patiently(s.signal, () =>
          s.operator.call(audiences.routes.create, { body: { name, definition, brand, daily: true } }),
        );
        await patiently(s.signal, () => s.operator.call(audiences.routes.freeze, { params: { audience: made.id } }));
      },
      known,
    );
  }
}
