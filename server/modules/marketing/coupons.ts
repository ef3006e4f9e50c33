import { randomInt } from "node:crypto";
import type { marketing } from "#contract";
import { append } from "#facts";
import { accountId } from "#identity";
import type { Tx } from "#kernel";
import { conflict, newId, notFound } from "#kernel";
import { holding } from "./benefits.ts";
import type { BenefitRow, CouponRow, Tables } from "./tables.ts";
import { openBenefit } from "./tables.ts";

const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/** Twelve letters nobody confuses: a code to show at a till. */
const newCode = (): string => Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join("");
const gone = () =>
  conflict("coupon_gone", "All coupons of this benefit have been claimed.", {
    zh: "优惠券已被领完。",
    en: "All coupons are gone.",
  });

/** Claims a coupon for a consumer: one conditional update counts it, so the limit holds however many ask at once. */
export async function claim(tx: Tx, benefitId: string, consumer: string): Promise<marketing.Coupon> {
  const now = tx.now();
  const benefit = await tx
    .as<Tables>()
    .updateTable("marketing.benefit")
    .set((e) => ({ claimed: e("claimed", "+", 1) }))
    .where("platform_id", "=", tx.platform)
    .where("id", "=", benefitId)
    .where("form", "=", "coupon")
    .where("active", "=", true)
    .where("from_at", "<=", now)
    .where("until_at", ">", now)
    .where((e) => e("claimed", "<", e.ref("use_limit")))
    .returningAll()
    .executeTakeFirst();
  if (!benefit) throw await whyNot(tx, benefitId);
  // The update above holds the benefit's row, so claims of one benefit are counted one after the other.
  const own = await tx
    .as<Tables>()
    .selectFrom("marketing.coupon")
    .select("nth")
    .where("benefit", "=", benefitId)
    .where("consumer_id", "=", consumer)
    .execute();
  if (own.length >= benefit.per_consumer)
    throw conflict("claimed_already", `Each consumer may claim ${benefit.per_consumer}.`, {
      zh: "您已领取过。",
      en: "You have claimed it already.",
    });
  const row = {
    id: newId(),
    platform_id: tx.platform,
    benefit: benefitId,
    consumer_id: consumer,
    code: newCode(),
    nth: own.length + 1,
    used_at: null,
    claimed_at: now,
  };
  await tx.as<Tables>().insertInto("marketing.coupon").values(row).execute();
  await append(tx, [
    {
      id: row.id,
      name: "benefit.claimed",
      at: now.toISOString(),
      brand: benefit.brand_id,
      ids: [accountId(consumer)],
      props: { benefit: benefitId, campaign: benefit.campaign },
    },
  ]);
  return shownCoupon(row, benefit, now);
}
async function whyNot(tx: Tx, id: string): Promise<Error> {
  const b = await tx
    .as<Tables>()
    .selectFrom("marketing.benefit")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!b || b.form !== "coupon" || !b.active) return notFound("The coupon");
  return b.claimed >= b.use_limit ? gone() : conflict("not_now", "This coupon cannot be claimed at this time.");
}
function shownCoupon(c: CouponRow, b: BenefitRow, now: Date): marketing.Coupon {
  const state = c.used_at ? "used" : b.until_at <= now || !b.active ? "expired" : "claimed";
  return {
    id: c.id,
    code: c.code,
    state,
    claimed_at: c.claimed_at.toISOString(),
    used_at: c.used_at?.toISOString() ?? null,
    benefit: openBenefit(b),
  };
}

/** Coupons a consumer owns, newest first; at most 200. */
export async function couponsOf(tx: Tx, consumer: string): Promise<marketing.Coupon[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("marketing.coupon")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("consumer_id", "=", consumer)
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  const benefits = await byIds(
    tx,
    rows.map((r) => r.benefit),
  );
  return rows.flatMap((r) => {
    const b = benefits.get(r.benefit);
    return b ? [shownCoupon(r, b, tx.now())] : [];
  });
}
export async function byIds(tx: Tx, ids: readonly string[]): Promise<Map<string, BenefitRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .as<Tables>()
    .selectFrom("marketing.benefit")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map((b) => [b.id, b]));
}
/** What can be claimed now and is not gone. */
export const offered = async (tx: Tx): Promise<BenefitRow[]> =>
  (await holding(tx, "coupon")).filter((b) => b.claimed < b.use_limit).slice(0, 200);

/** Unused coupons by code, with their benefits. In consumer scope only one's own are found; a till looks wider. */
export async function unusedByCode(
  tx: Tx,
  codes: readonly string[],
): Promise<{ coupon: CouponRow; benefit: BenefitRow }[]> {
  if (codes.length === 0) return [];
  const rows = await tx
    .as<Tables>()
    .selectFrom("marketing.coupon")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("code", "in", [...codes])
    .where("used_at", "is", null)
    .execute();
  const benefits = await byIds(
    tx,
    rows.map((r) => r.benefit),
  );
  return rows.flatMap((coupon) => {
    const benefit = benefits.get(coupon.benefit);
    return benefit ? [{ coupon, benefit }] : [];
  });
}
