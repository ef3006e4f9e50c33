import { guide, identity, lab, parties, trade, traffic } from "#contract";
import { caughtUp } from "#facts";
import { inTx, newId, olapRows, systemScope } from "#kernel";
import { openPlatform } from "#parties";
import { as, testServer, unique } from "#testing";
import { Browser } from "#testing";
import { sql } from "kysely";
import { describe, expect, test, vi } from "vitest";
import { modules } from "../server/modules.ts";
import { hours, must } from "./attack/call.ts";
import { olapTables, tablesOf } from "./attack/digest.ts";
import { markOf, openParties } from "./attack/parties-side.ts";
import type { Parties } from "./attack/parties-side.ts";
import { conceptBody } from "./attack/team-side.ts";

const server = testServer(modules, { work: true });
const password = "correct horse battery";

/** A consumer who leaves a word of their own everywhere, signed in by a browser. */
async function live(code: string, s: Parties, word: string, phone: string) {
  const browser = new Browser(server, code);
  const opened = await browser.call(parties.routes.signUp, { body: { login: phone, password, name: `${word}-name` } });
  expect(opened.status).toBe(201);
  const me = as.consumer(s.platform, opened.body.user.consumer ?? "");
  const consents = [{ purpose: "personalisation" as const, status: "given" as const, notice: "n1" }];
  await must(server, identity.routes.setConsents, { body: { consents } }, me);
  await must(server, identity.routes.joinClub, { body: { brand: s.brand } }, me);
  const query = { q: "OPEN", anonymous_id: `${word}-browser` };
  await must(server, traffic.routes.search, { query }, me);
  const address = { name: `${word}-name`, phone, line: `${word}-street` };
  const lines = [{ sku: s.skuCode, merchant: s.merchantCode, quantity: 2 }];
  const wish = { request_id: newId(), lines, address, anonymous_id: `${word}-browser` };
  const placed = await must(server, trade.routes.place, { body: wish }, me);
  const [order] = placed.orders;
  const id = order?.id ?? "";
  await must(server, trade.routes.pay, { params: { id }, body: {} }, me);
  const parcel = { id: order?.fulfilments[0]?.id ?? "" };
  await must(server, trade.routes.ship, { params: parcel, body: { carrier: "SF", tracking: "1" } }, s.by.brand);
  await must(server, trade.routes.delivered, { params: parcel, body: {} }, s.by.brand);
  await must(server, trade.routes.giveReview, { params: { id }, body: { stars: 5, text: `${word}-review` } }, me);
  const back = { lines: [{ line: 1, quantity: 1 }], reason: `${word}-reason` };
  await must(server, trade.routes.askReturn, { params: { id }, body: back }, me);
  await advice(s, me, word, phone);
  const concept = { body: { concept: conceptBody("x") } };
  const survey = { id: (await must(server, lab.routes.createSurvey, concept, s.by.brand)).id };
  await must(server, lab.routes.openSurvey, { params: survey }, s.by.brand);
  const answer = { intent: 1, uniqueness: 1, relevance: 1, anonymous_id: `${word}-browser` };
  await must(server, lab.routes.answerSurvey, { params: survey, body: answer }, me);
  return { me, browser };
}
async function advice(s: Parties, me: ReturnType<typeof as.consumer>, word: string, phone: string) {
  const { routes } = guide;
  const all = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: "00:00", until: "24:00" as const }));
  const profile = { name: "Guide", specialities: [], languages: ["zh" as const], hours: all };
  await must(server, routes.putMe, { body: profile }, s.by.venue);
  const { slots } = await must(server, routes.slots, { params: { venue: s.venue } }, me);
  const from = slots.at(-1)?.from ?? hours(24);
  const wish = { from, topic: `${word}-topic`, phone, name: `${word}-name` };
  const booked = await must(server, routes.book, { params: { venue: s.venue }, body: wish }, me);
  const asked = { venue: s.venue, text: `${word}-question`, anonymous_id: `${word}-browser` };
  const chat = await must(server, routes.openChat, { body: asked }, me);
  const params = { id: chat.conversation.id };
  await must(server, routes.reply, { params, body: { text: `${word}-answer` } }, s.by.venue);
  await must(server, routes.note, { params: { client: booked.id }, body: { text: `${word}-note` } }, s.by.venue);
}

/** Tables of both engines in whose rows a text stands. */
async function holding(platform: number, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { table, columns } of await tablesOf()) {
    if (!columns.includes("platform_id")) continue;
    const read = await inTx(systemScope, (tx) =>
      sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)} t
        WHERE platform_id = ${platform} AND strpos(t::text, ${text}) > 0`.execute(tx.as<object>()),
    );
    if (read.rows[0]?.n !== 0) found.push(table);
  }
  for (const { table, columns } of await olapTables()) {
    if (!columns.includes("platform")) continue;
    const texts = await olapRows<{ name: string }>(
      systemScope,
      "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String} AND type LIKE '%String%'",
      { table },
    );
    for (const { name } of texts) {
      const where = `platform = {platform:UInt32} AND position(toString(${name}), {text:String}) > 0`;
      const query = `SELECT count() AS n FROM ${table} WHERE ${where}`;
      const [row] = await olapRows<{ n: number }>(systemScope, query, { platform, text });
      if (row?.n !== 0) found.push(`olap ${table}.${name}`);
    }
  }
  return found;
}

describe("a consumer who asks to be erased", () => {
  test("leaves no word of theirs anywhere, and nobody signs in as them any more", async () => {
    const code = unique("erase");
    const p = await inTx(systemScope, (tx) =>
      openPlatform(tx, { code, name: code, currency: "CNY", zone: "Asia/Shanghai" }),
    );
    const s = await openParties(server, p.id, markOf("A"));
    const [word, phone] = [unique("MYSELF"), "13912345678"];
    const { me, browser } = await live(code, s, word, phone);
    await caughtUp();
    const before = await holding(p.id, word);
    for (const table of ["parties.consumer", "trade.parent_order", "guide.message", "guide.appointment", "facts.log"])
      expect(before).toContain(table);
    const asked = await must(server, identity.routes.eraseMe, {}, me);
    await vi.waitFor(
      async () => {
        const { items } = await must(server, identity.routes.erasures, {}, s.by.operator);
        expect(items.find((e) => e.id === asked.id)?.done_at).not.toBeNull();
      },
      { timeout: 240_000, interval: 300 },
    );
    await caughtUp();
    const left = [...(await holding(p.id, word)), ...(await holding(p.id, phone))];
    expect([...new Set(left)]).toEqual([]);
    expect((await browser.call(parties.routes.session)).status).toBe(401);
    const again = new Browser(server, code);
    expect((await again.call(parties.routes.signIn, { body: { login: phone, password } })).status).toBe(401);
  }, 300_000);
});
