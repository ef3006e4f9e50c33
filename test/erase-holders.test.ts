import { identity, marketing, traffic } from "#contract";
import { append, caughtUp } from "#facts";
import { accountId } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { createConsumer, openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { expect, test, vi } from "vitest";
import { modules } from "../server/modules.ts";

const server = testServer(modules, { work: true });
const shifted = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** A consumer with a coupon, a search and an order. */
async function somebody() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("hold"), name: "x", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const { consumer } = await inTx(platformScope(p.id), async (tx) => {
    await registerParties(tx, { brands: [{ code: "a" }], merchants: [{ code: "ma", brand: "a" }], venues: [] });
    return createConsumer(tx, { name: "Li" });
  });
  const me = as.consumer(p.id, consumer);
  const benefit: marketing.BenefitDraft = {
    form: "coupon",
    title: { zh: "减十元", en: "10 off" },
    effect: { kind: "amount", amount_minor: 1_000 },
    threshold_minor: 5_000,
    skus: null,
    venues: null,
    from: shifted(-1),
    until: shifted(24),
    limit: 10,
    per_consumer: 1,
    budget_minor: 100_000,
  };
  const made = await server.call(marketing.routes.createBenefit, { body: benefit }, as.brand(p.id, 1));
  expect((await server.call(marketing.routes.claim, { params: { id: made.body.id } }, me)).status).toBe(201);
  expect((await server.call(traffic.routes.search, { query: { q: "面霜" } }, me)).status).toBe(200);
  await inTx(platformScope(p.id), (tx) =>
    append(tx, [
      {
        id: "o-1",
        name: "order.placed",
        at: shifted(-1),
        merchant: 1,
        order: "o-1",
        ids: [accountId(consumer)],
        currency: "CNY",
        amount_minor: 100,
      },
    ]),
  );
  await caughtUp();
  return { me, operator: as.operator(p.id) };
}

test("coupons, served lists and cases of an order are handed out on request and erased with the person", async () => {
  const { me, operator } = await somebody();
  const taken = (await server.call(identity.routes.exportMe, { body: undefined }, me)).body.data;
  expect(taken.marketing).toMatchObject([{ used_at: null }]);
  expect(taken.traffic).toMatchObject([{ place: "search" }]);
  expect(taken.service).toMatchObject([{ order: "o-1" }]);
  const asked = await server.call(identity.routes.eraseMe, {}, me);
  const certificate = await vi.waitFor(
    async () => {
      const { items } = (await server.call(identity.routes.erasures, {}, operator)).body;
      const done = items.find((e) => e.id === asked.body.id && e.done_at !== null);
      expect(done).toBeDefined();
      return done?.certificate ?? [];
    },
    { timeout: 60_000, interval: 300 },
  );
  for (const store of ["marketing", "traffic", "service"])
    expect(certificate).toContainEqual({ store, removed: 1, left: 0 });
}, 120_000);
