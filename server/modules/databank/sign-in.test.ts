import { databank } from "#contract";
import type { facts as contract } from "#contract";
import { append, caughtUp, module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { expect, test } from "vitest";
import { module, settle } from "./index.ts";

const server = testServer([parties, facts, identity, module]);

test("a browser that signs in becomes the member it was all along", async () => {
  const { id } = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(id);
  const made = await inTx(scope, (tx) => registerParties(tx, { brands: [{ code: "a" }] }));
  const browser = { type: "anonymous_id" as const, value: "browser-1", verified: false };
  const member = { type: "member_no" as const, value: "m1", verified: true };
  const common = { brand: made.brands.get("a") ?? 0, at: "2026-05-10T01:00:00Z" };
  const seen: contract.FactInput[] = [
    { ...common, id: unique("f"), name: "search", ids: [browser] },
    { ...common, id: unique("f"), name: "purchase", ids: [member], amount_minor: 100 },
  ];
  const figures = async () => {
    await caughtUp();
    await settle(id);
    const { body } = await server.call(databank.routes.aipl, { query: { as_of: "2026-05-10" } }, as.operator(id));
    return Object.fromEntries(body.stages.map((s) => [s.stage, s.people]));
  };
  await inTx(scope, (tx) => append(tx, seen));
  expect(await figures()).toEqual({ A: 0, I: 1, P: 1, L: 0 });
  const signsIn: contract.FactInput = { id: unique("f"), name: "identify", at: common.at, ids: [member, browser] };
  await inTx(scope, (tx) => append(tx, [signsIn]));
  expect(await figures()).toEqual({ A: 0, I: 0, P: 1, L: 0 });
});
