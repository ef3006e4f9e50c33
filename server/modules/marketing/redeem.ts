import type { Bilingual } from "#contract";
import { append } from "#facts";
import type { Tx } from "#kernel";
import type { Benefit } from "#quant";
import { sql } from "kysely";
import { holding } from "./benefits.ts";
import { unusedByCode } from "./coupons.ts";
import type { BenefitRow, Tables } from "./tables.ts";

/** A line of a cart as benefits see it. */
export type CartLine = { readonly id: string; readonly sku: number; readonly brand: number | null };
export type Cart = {
  readonly lines: readonly CartLine[];
  readonly consumer?: string | undefined;
  /** Venue of sale; the web shop is a venue too. */
  readonly venue?: number | undefined;
  /** Coupon codes the buyer shows. */
  readonly coupons: readonly string[];
};

/** A benefit for the price engine, with what people call it: its title, and the code that was shown for it. */
type NamedBenefit = Benefit & { readonly title: Bilingual | null; readonly code: string | null };

/**
 * Everything that may lower the price of each cart, for the price engine, in the order of the carts and with the queries of
 * one. A code that is not good is listed with its reason.
 */
export async function benefitsForAll(tx: Tx, carts: readonly Cart[]): Promise<NamedBenefit[][]> {
  const now = tx.now();
  const automatic = await holding(tx, "automatic");
  const codes = [...new Set(carts.flatMap((c) => c.coupons))];
  const byCode = new Map((await unusedByCode(tx, codes)).map((k) => [k.coupon.code, k]));
  return carts.map((cart) => [
    ...automatic.map((b) => engineBenefit(b, `benefit:${b.id}`, cart, undefined)),
    ...[...new Set(cart.coupons)].map((shown) => {
      const known = byCode.get(shown);
      if (!known) return refused(shown);
      const { coupon, benefit } = known;
      const other = cart.consumer !== undefined && coupon.consumer_id !== cart.consumer;
      const ended = !benefit.active || benefit.until_at <= now || benefit.from_at > now;
      const why = other ? "not_yours" : ended ? "expired" : undefined;
      return { ...engineBenefit(benefit, `coupon:${coupon.id}`, cart, why), code: shown };
    }),
  ]);
}
const refused = (code: string): NamedBenefit => ({
  id: `code:${code}`,
  title: null,
  code,
  layer: "store",
  effect: { kind: "amount", amount_minor: 0 },
  lines: [],
  refusal: "unknown_code",
});

function engineBenefit(b: BenefitRow, id: string, cart: Cart, refusal: string | undefined): NamedBenefit {
  const lines = cart.lines
    .filter((l) => l.brand === b.brand_id && (b.skus === null || b.skus.includes(l.sku)))
    .map((l) => l.id);
  const elsewhere =
    b.venues !== null && (cart.venue === undefined || !b.venues.includes(cart.venue))
      ? "venue_not_eligible"
      : undefined;
  const reason = refusal ?? elsewhere;
  return {
    id,
    title: b.title,
    code: null,
    layer: "store",
    effect: b.effect,
    lines,
    threshold_minor: b.threshold_minor,
    // One coupon of a benefit per cart; different benefits of a brand may meet.
    group: b.id,
    uses_left: b.used < b.use_limit && b.spent_minor < b.budget_minor ? 1 : 0,
    funder: `brand:${b.brand_id}`,
    ...(reason === undefined ? {} : { refusal: reason }),
  };
}

/** A benefit the price engine used on an order: its id in the proof, and what it took off. */
export type Use = { readonly id: string; readonly amount_minor: number };
export type Redemption = {
  readonly order: string;
  readonly consumer?: string | undefined;
  readonly uses: readonly Use[];
};

/**
 * Uses up what the proofs of some orders used, inside the transaction that writes the orders. Returns the orders whose
 * benefits were gone by now; nothing of those was used. Benefits are locked in the order of their ids, so batches never
 * block each other for good. The same order twice uses once.
 */
export async function redeem(tx: Tx, redemptions: readonly Redemption[]): Promise<Map<string, string>> {
  const wanted = redemptions.flatMap((r) => r.uses.map((u) => ({ ...r, use: u })));
  if (wanted.length === 0) return new Map();
  const coupons = await lockCoupons(
    tx,
    wanted.flatMap((w) => couponId(w.use.id) ?? []),
  );
  const ids = wanted.flatMap((w) => benefitId(w.use.id) ?? coupons.get(couponId(w.use.id) ?? "")?.benefit ?? []);
  const left = await lockBenefits(tx, ids);
  const done = await alreadyDone(
    tx,
    redemptions.map((r) => r.order),
  );
  const refusals = new Map<string, string>();
  const rows: Tables["marketing.redemption"][] = [];
  for (const r of redemptions) {
    if (done.has(r.order)) continue;
    const own = r.uses.map((use) => rowOf(tx, r, use, coupons));
    const why = own.map((o) => (o ? notLeft(o, left, coupons, own) : "coupon_used")).find((w) => w !== undefined);
    if (why !== undefined) refusals.set(r.order, why);
    else for (const o of own) if (o) take(o, left, coupons, rows);
  }
  await write(tx, rows);
  return refusals;
}
type Row = Tables["marketing.redemption"];
type Left = Map<string, { uses: number; money: number; brand: number; campaign: string | null }>;
type Held = Map<string, { benefit: string; free: boolean }>;
const couponId = (id: string): string | undefined => (id.startsWith("coupon:") ? id.slice(7) : undefined);
const benefitId = (id: string): string | undefined => (id.startsWith("benefit:") ? id.slice(8) : undefined);

function rowOf(tx: Tx, r: Redemption, use: Use, coupons: Held): Row | undefined {
  const coupon = couponId(use.id);
  const benefit = benefitId(use.id) ?? coupons.get(coupon ?? "")?.benefit;
  if (benefit === undefined) return undefined;
  return {
    platform_id: tx.platform,
    order_key: r.order,
    benefit,
    coupon: coupon ?? null,
    consumer: r.consumer ?? null,
    amount_minor: use.amount_minor,
    at: tx.now(),
    released_at: null,
  };
}
function notLeft(row: Row, left: Left, coupons: Held, own: readonly (Row | undefined)[]): string | undefined {
  if (row.coupon !== null && coupons.get(row.coupon)?.free !== true) return "coupon_used";
  if (own.filter((o) => o?.benefit === row.benefit).length > 1) return "benefit_twice";
  const l = left.get(row.benefit);
  if (!l || l.uses < 1) return "benefit_used_up";
  return l.money < row.amount_minor ? "budget_used_up" : undefined;
}
function take(row: Row, left: Left, coupons: Held, rows: Row[]): void {
  const l = left.get(row.benefit);
  if (l) {
    l.uses -= 1;
    l.money -= row.amount_minor;
  }
  const held = row.coupon === null ? undefined : coupons.get(row.coupon);
  if (held) held.free = false;
  rows.push(row);
}

async function lockCoupons(tx: Tx, ids: readonly string[]): Promise<Held> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .as<Tables>()
    .selectFrom("marketing.coupon")
    .select(["id", "benefit", "used_at"])
    .where("platform_id", "=", tx.platform)
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute();
  return new Map(rows.map((r) => [r.id, { benefit: r.benefit, free: r.used_at === null }]));
}
async function lockBenefits(tx: Tx, ids: readonly string[]): Promise<Left> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .as<Tables>()
    .selectFrom("marketing.benefit")
    .select(["id", "use_limit", "used", "budget_minor", "spent_minor", "brand_id", "campaign"])
    .where("platform_id", "=", tx.platform)
    .where("id", "in", [...new Set(ids)])
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return new Map(
    rows.map((r) => [
      r.id,
      { uses: r.use_limit - r.used, money: r.budget_minor - r.spent_minor, brand: r.brand_id, campaign: r.campaign },
    ]),
  );
}
async function alreadyDone(tx: Tx, orders: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("marketing.redemption")
    .select("order_key")
    .where("platform_id", "=", tx.platform)
    .where("order_key", "in", [...orders])
    .execute();
  return new Set(rows.map((r) => r.order_key));
}
async function write(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .as<Tables>()
    .insertInto("marketing.redemption")
    .values([...rows])
    .execute();
  const coupons = rows.flatMap((r) => r.coupon ?? []);
  if (coupons.length > 0)
    await tx
      .as<Tables>()
      .updateTable("marketing.coupon")
      .set({ used_at: tx.now() })
      .where("platform_id", "=", tx.platform)
      .where("id", "in", coupons)
      .execute();
  await sql`UPDATE marketing.benefit b SET used = b.used + s.uses, spent_minor = b.spent_minor + s.money
    FROM (SELECT benefit, count(*) AS uses, sum(amount) AS money FROM jsonb_to_recordset(${JSON.stringify(rows.map((r) => ({ benefit: r.benefit, amount: r.amount_minor })))}::jsonb)
      AS f(benefit uuid, amount bigint) GROUP BY benefit) s
    WHERE b.platform_id = ${tx.platform} AND b.id = s.benefit`.execute(tx.as<Tables>());
  const brands = await lockBenefits(
    tx,
    rows.map((r) => r.benefit),
  );
  await append(
    tx,
    rows
      .map((r) => ({
        id: `redeem:${r.order_key}:${r.benefit}`,
        name: "benefit.redeemed" as const,
        at: r.at.toISOString(),
        brand: brands.get(r.benefit)?.brand,
        order: r.order_key,
        amount_minor: r.amount_minor,
        props: { benefit: r.benefit, campaign: brands.get(r.benefit)?.campaign ?? null },
      }))
      .map(({ brand, ...f }) => (brand === undefined ? f : { ...f, brand })),
  );
}

/** Gives back what an order had used (it was cancelled before payment, or whole before dispatch); a second call gives nothing more. */
export async function release(tx: Tx, order: string): Promise<number> {
  const rows = await tx
    .as<Tables>()
    .updateTable("marketing.redemption")
    .set({ released_at: tx.now() })
    .where("platform_id", "=", tx.platform)
    .where("order_key", "=", order)
    .where("released_at", "is", null)
    .returningAll()
    .execute();
  for (const r of [...rows].sort((a, b) => (a.benefit < b.benefit ? -1 : 1)))
    await tx
      .as<Tables>()
      .updateTable("marketing.benefit")
      .set((e) => ({ used: e("used", "-", 1), spent_minor: e("spent_minor", "-", r.amount_minor) }))
      .where("platform_id", "=", tx.platform)
      .where("id", "=", r.benefit)
      .execute();
  const coupons = rows.flatMap((r) => r.coupon ?? []);
  if (coupons.length > 0)
    await tx
      .as<Tables>()
      .updateTable("marketing.coupon")
      .set({ used_at: null })
      .where("platform_id", "=", tx.platform)
      .where("id", "in", coupons)
      .execute();
  return rows.length;
}
