import { readdirSync } from "node:fs";
import path from "node:path";
import { module as databank, report } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope } from "#kernel";
import { module as parties, registerParties } from "#parties";
import { testServer } from "#testing";
import { beforeAll, describe, expect, test } from "vitest";
import { absent, folder, openTest, rowsOf, sender } from "./reports-data.ts";

testServer([parties, facts, identity, databank]);
type Row = Record<string, string>;
async function table(set: string, file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of rowsOf(set, file)) rows.push(row);
  return rows;
}
const minor = (text = "0") => Math.round(Number(text) * 100);

describe.skipIf(absent)("olist_sample (needs ../shared/data)", () => {
  type Part = {
    order: string;
    seller: string;
    status: string;
    limit: string;
    promise: string;
    carrier: string;
    arrived: string;
    stars: number;
  };
  const parts: Part[] = [];
  let platform = 0;
  const utc = (local: string) => `${local.replace(" ", "T")}Z`;

  beforeAll(async () => {
    platform = await openTest("BRL", "UTC");
    const set = "olist_sample";
    const orders = await table(set, "olist_orders_dataset.csv.gz");
    const items = Map.groupBy(await table(set, "olist_order_items_dataset.csv.gz"), (i) => i.order_id ?? "");
    const reviews = Map.groupBy(await table(set, "olist_order_reviews_dataset.csv.gz"), (r) => r.order_id ?? "");
    const codes = [...new Set([...items.values()].flat().map((i) => i.seller_id ?? ""))];
    const merchants = await inTx(
      platformScope(platform),
      async (tx) => (await registerParties(tx, { merchants: codes.map((code) => ({ code, name: code })) })).merchants,
    );
    const to = sender(platform);
    for (const o of orders) {
      const own = items.get(o.order_id ?? "") ?? [];
      const answered = (reviews.get(o.order_id ?? "") ?? []).toSorted((a, b) =>
        (a.review_answer_timestamp ?? "") < (b.review_answer_timestamp ?? "") ? -1 : 1,
      );
      for (const [n, r] of answered.entries())
        await to.add({
          id: `r:${o.order_id}:${n}`,
          name: "review.given",
          at: utc(r.review_answer_timestamp ?? ""),
          order: o.order_id,
          props: { stars: Number(r.review_score), review: r.review_id },
        });
      const sellers = own.length === 0 ? [""] : [...new Set(own.map((i) => i.seller_id ?? ""))];
      for (const seller of sellers) {
        const lines = own.filter((i) => i.seller_id === seller);
        const part = {
          order: o.order_id ?? "",
          seller,
          status: o.order_status ?? "",
          limit:
            lines
              .map((l) => l.shipping_limit_date ?? "")
              .sort()
              .at(-1) ?? "",
          promise: (o.order_estimated_delivery_date ?? "").slice(0, 10),
          carrier: o.order_delivered_carrier_date ?? "",
          arrived: o.order_delivered_customer_date ?? "",
          stars: Number(answered.at(-1)?.review_score ?? 0),
        };
        parts.push(part);
        const common = { order: part.order, ...(seller === "" ? {} : { merchant: merchants.get(seller) }) };
        const id = (what: string) => `${what}:${part.order}:${seller}`;
        await to.add({
          ...common,
          id: id("placed"),
          name: "order.placed",
          at: utc(o.order_purchase_timestamp ?? ""),
          currency: "BRL",
          lines: lines.map((l) => ({
            sku: l.product_id,
            quantity: 1,
            amount_minor: minor(l.price) + minor(l.freight_value),
          })),
          ids: [{ type: "platform_id", value: o.customer_id ?? "", verified: true }],
          props: {
            promised_day: part.promise,
            ...(part.limit === "" ? {} : { promised_dispatch_at: utc(part.limit) }),
          },
        });
        if (part.carrier !== "")
          await to.add({ ...common, id: id("sent"), name: "order.dispatched", at: utc(part.carrier) });
        if (part.arrived !== "")
          await to.add({
            ...common,
            id: id("came"),
            name: "order.delivered",
            at: utc(part.arrived),
            props: { delivered_day: part.arrived.slice(0, 10) },
          });
        if (part.status === "canceled")
          await to.add({
            ...common,
            id: id("off"),
            name: "order.cancelled",
            at: utc(o.order_purchase_timestamp ?? ""),
            props: { by: "platform" },
          });
      }
    }
    await to.end();
  }, 300_000);

  const came = (p: Part) => p.arrived !== "" && p.status !== "canceled";
  const inTime = (p: Part) => came(p) && p.arrived.slice(0, 10) <= p.promise;
  const days = (p: Part) => (Date.parse(p.arrived.slice(0, 10)) - Date.parse(p.promise)) / 86_400_000;
  const mean = (some: Part[]) => {
    const rated = some.filter((p) => p.stars > 0);
    return {
      reviews: rated.length,
      mean_stars: rated.length === 0 ? null : rated.reduce((s, p) => s + p.stars, 0) / rated.length,
    };
  };
  function byHand(some: Part[]) {
    const sent = some.filter((p) => p.carrier !== "" && p.limit !== "");
    return {
      orders: some.length,
      delivered: some.filter(came).length,
      promised: some.filter(came).length,
      on_time_by_day: some.filter(inTime).length,
      on_time_by_timestamp: some.filter((p) => came(p) && p.arrived <= `${p.promise} 00:00:00`).length,
      dispatched: sent.length,
      dispatched_on_time: sent.filter((p) => p.carrier <= p.limit).length,
      reviews: {
        on_time: mean(some.filter(inTime)),
        late_1_3: mean(some.filter((p) => came(p) && days(p) >= 1 && days(p) <= 3)),
        late_4_7: mean(some.filter((p) => came(p) && days(p) >= 4 && days(p) <= 7)),
        late_8_more: mean(some.filter((p) => came(p) && days(p) >= 8)),
        late: mean(some.filter((p) => came(p) && days(p) >= 1)),
        not_delivered: mean(some.filter((p) => !came(p))),
      },
    };
  }

  test("every seller and the total as counted by hand, and the score between the seller and all", async () => {
    const { total, sellers } = await report(platformScope(platform), "service", {});
    const wanted = Map.groupBy(
      parts.filter((p) => p.seller !== ""),
      (p) => p.seller,
    );
    expect(sellers).toHaveLength(wanted.size);
    for (const { code, merchant: _m, score, ...figures } of sellers) {
      const own = byHand(wanted.get(code) ?? []);
      expect(figures, code).toEqual(own);
      const all = total.prior?.on_time_ratio ?? 0;
      const ratio = own.on_time_by_day / own.promised;
      if (score) expect((score.on_time_ratio - ratio) * (score.on_time_ratio - all)).toBeLessThanOrEqual(1e-12);
      else expect(own.promised).toBe(0);
    }
    const single = [...Map.groupBy(parts, (p) => p.order).values()].flatMap(([p]) => (p ? [p] : []));
    expect(total).toMatchObject({
      orders: 8135,
      delivered: byHand(single).delivered,
      on_time_by_day: byHand(single).on_time_by_day,
    });
    expect(total.on_time_by_timestamp).toBeLessThan(total.on_time_by_day);
    expect(total.reviews.on_time).toEqual(byHand(single).reviews.on_time);
    expect(total.reviews.late.mean_stars).toBeLessThan(total.reviews.on_time.mean_stars ?? 0);
  });
});

describe.skipIf(absent)("lgsr_5k, four of its 94 weeks (needs ../shared/data)", () => {
  const baskets = new Map<
    string,
    { who: string; store: string; week: string; day: string; hour: string; lines: Row[] }
  >();
  const formats = new Map<string, string>();
  let platform = 0;

  beforeAll(async () => {
    platform = await openTest("GBP", "Europe/London");
    const files = readdirSync(path.join(folder, "lgsr_5k"))
      .filter((f) => f.startsWith("transactions_"))
      .sort()
      .slice(60, 64);
    for (const file of files)
      for await (const r of rowsOf("lgsr_5k", file)) {
        const basket = baskets.get(r.BASKET_ID ?? "") ?? {
          who: (r.CUST_CODE ?? "").replaceAll('"', ""),
          store: r.STORE_CODE ?? "",
          week: r.SHOP_WEEK ?? "",
          day: (r.SHOP_DATE ?? "").replace(/^(\d{4})(\d{2})/, "$1-$2-"),
          hour: (r.SHOP_HOUR ?? "").padStart(2, "0"),
          lines: [],
        };
        basket.lines.push(r);
        baskets.set(r.BASKET_ID ?? "", basket);
        formats.set(r.STORE_CODE ?? "", r.STORE_FORMAT ?? "");
      }
    const venues = await inTx(platformScope(platform), async (tx) => {
      await registerParties(tx, { merchants: [{ code: "chain", name: "Chain" }] });
      const rows = [...formats].map(([code, format]) => ({
        code,
        name: code,
        kind: "store",
        merchant: "chain",
        format,
      }));
      return (await registerParties(tx, { venues: rows })).venues;
    });
    const to = sender(platform);
    for (const [id, b] of baskets)
      await to.add({
        id,
        name: "purchase",
        at: `${b.day}T${b.hour}:00:00Z`,
        venue: venues.get(b.store),
        order: id,
        currency: "GBP",
        ids: b.who === "" ? [] : [{ type: "loyalty_card", value: b.who, verified: true }],
        lines: b.lines.map((l) => ({
          sku: l.PROD_CODE,
          category: l.PROD_CODE_10,
          quantity: Number(l.QUANTITY),
          amount_minor: minor(l.SPEND),
        })),
        props: { week: b.week },
      });
    await to.end();
  }, 300_000);

  test("spend, baskets, people and formats as counted by hand", async () => {
    const all = [...baskets.values()];
    const spend = (some: typeof all) => some.flatMap((b) => b.lines).reduce((s, l) => s + minor(l.SPEND), 0);
    const got = await report(platformScope(platform), "stores", {});
    const nobody = all.filter((b) => b.who === "");
    const known = Map.groupBy(
      all.filter((b) => b.who !== ""),
      (b) => b.who,
    );
    expect(got).toMatchObject({
      spend_minor: spend(all),
      baskets: all.length,
      anonymous: { baskets: nobody.length, spend_minor: spend(nobody) },
      known_customers: known.size,
      multi_format_customers: [...known.values()].filter(
        (own) => new Set(own.map((b) => formats.get(b.store))).size >= 2,
      ).length,
    });
    const weeks = [...Map.groupBy(all, (b) => b.week)].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(got.weeks).toEqual(weeks.map(([week, some]) => ({ week, spend_minor: spend(some), baskets: some.length })));
    expect(got.formats.map((f) => f.format)).toEqual([...new Set(formats.values())].sort());
    expect(got.formats.reduce((s, f) => s + f.spend_minor, 0)).toBe(got.spend_minor);
  });
});
