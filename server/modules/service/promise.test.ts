import { service } from "#contract";
import { append, drain, module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { openPlatform, module as parties, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { expect, test } from "vitest";
import { computeScores, module as serviceModule } from "./index.ts";

const all = [parties, facts, identity, serviceModule];
const server = testServer(all);
const noon = new Date("2026-06-30T04:00:00Z"); // 12:00 in Shanghai

test("an order whose promised time has not come yet is neither late nor counted, also on the day of its promise", async () => {
  server.setNow(noon);
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("s"), name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const made = await inTx(scope, (tx) =>
    registerParties(tx, { brands: [{ code: "a" }], merchants: [{ code: "ma", brand: "a" }] }),
  );
  const merchant = made.merchants.get("ma") ?? 0;
  const order = (id: string, promised: string) => [
    {
      id: `${id}-p`,
      name: "order.placed" as const,
      at: "2026-06-29T02:00:00Z",
      merchant,
      order: id,
      amount_minor: 100,
      currency: "CNY",
      props: { promised_dispatch_at: promised, promised_day: "2026-07-02" },
    },
    { id: `${id}-y`, name: "order.paid" as const, at: "2026-06-29T02:01:00Z", merchant, order: id },
  ];
  await inTx(scope, (tx) =>
    append(tx, [...order("gone", "2026-06-30T03:00:00Z"), ...order("ahead", "2026-06-30T09:00:00Z")]),
  );
  await drain(all);
  await inTx(scope, (tx) => computeScores(tx));
  const brand = as.brand(p.id, made.brands.get("a") ?? 0);
  const scores = await server.call(service.routes.scores, {}, brand);
  const late = scores.body.items[0]?.metrics.find((m) => m.metric === "ldr");
  expect([late?.orders, late?.defects]).toEqual([1, 1]);
  const rows = await server.call(
    service.routes.evidence,
    { params: { merchant, metric: "ldr" }, query: { defects_only: "no" } },
    brand,
  );
  expect(rows.body.items.map((row) => row.order)).toEqual(["gone"]);
  server.setNow(undefined);
});
