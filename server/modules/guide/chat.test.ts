import { facts as log, guide, identity as identityContract, parties as directory } from "#contract";
import { module as catalog } from "#catalog";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx } from "#kernel";
import { module as parties } from "#parties";
import { as, testServer } from "#testing";
import { beforeEach, describe, expect, test } from "vitest";
import { guideAt, market, phone, shopper } from "./example.ts";
import { clients } from "./holder.ts";
import { module } from "./index.ts";

const server = testServer([parties, catalog, facts, identity, module]);
const { routes } = guide;
/** A Monday, 08:00 in Shanghai. */
const monday = new Date("2030-03-04T00:00:00Z");
beforeEach(() => server.setNow(monday));
const logged = async (platform: number, name: log.FactName) =>
  (await server.call(log.routes.log, { query: { name } }, as.operator(platform))).body.items;
const at = (time: string) => `2030-03-04T${time}:00.000Z`;

describe("chat", () => {
  test("waits in the queue, comes to a guide who turns free, and both see one order and what is unread", async () => {
    const m = await market();
    const g = await guideAt(m, m.s1);
    const me = await shopper(m);
    const opened = await server.call(routes.openChat, { body: { sku: m.sku, text: "适合敏感肌吗？" } }, me);
    expect(opened.body.conversation).toMatchObject({
      state: "waiting",
      place_in_queue: 1,
      guide: null,
      brand: m.brand,
    });
    expect(opened.body.messages[0]?.card).toMatchObject({ sku_code: "cream-50", amount_minor: 10_000 });
    const second = await server.call(routes.openChat, { body: { venue: m.s1, text: "在吗" } }, await shopper(m));
    expect(second.body.conversation.place_in_queue).toBe(2);

    server.setNow(new Date(monday.getTime() + 40_000));
    const here = await server.call(routes.presence, { body: { available: true } }, g.who);
    expect(here.body.open_chats).toBe(2);
    const list = (await server.call(routes.chats, {}, g.who)).body.items;
    expect(list.map((c) => [c.mine, c.name, c.unread])).toEqual([
      [true, "王**", 1],
      [true, "王**", 1],
    ]);
    const params = { id: opened.body.conversation.id };
    const said = await server.call(routes.reply, { params, body: { text: "适合的", sku: m.sku } }, g.who);
    expect([said.status, said.body.seq, said.body.from]).toEqual([201, 2, "guide"]);
    const unread = (await server.call(routes.myChats, {}, me)).body.items[0];
    expect([unread?.unread, unread?.first_reply_seconds]).toEqual([1, 40]);
    const news = await server.call(routes.readChat, { params, query: { after: 1 } }, me);
    expect(news.body.messages.map((x) => x.text)).toEqual(["适合的"]);
    expect(news.body.conversation.unread).toBe(0);
    const times = (await server.call(routes.replyTimes, {}, as.operator(m.id))).body.items;
    expect(times).toEqual([{ venue: m.s1, chats: 2, answered: 1, median_seconds: 40, within_60_seconds: 1 }]);
    const [fact] = await logged(m.id, "chat.opened");
    expect([fact?.brand, fact?.staff]).toEqual([m.brand, undefined]);
  });
  test("a free guide has it at once, three at most; ending one brings the next", async () => {
    const m = await market();
    const g = await guideAt(m, m.s1);
    await server.call(routes.presence, { body: { available: true } }, g.who);
    const open = async () =>
      (await server.call(routes.openChat, { body: { brand: m.brand, text: "你好" } }, await shopper(m))).body;
    const chats = await Promise.all([open(), open(), open(), open(), open()]);
    const states = chats.map((c) => c.conversation.state).sort();
    expect(states).toEqual(["open", "open", "open", "waiting", "waiting"]);
    const taken = chats.find((c) => c.conversation.state === "open");
    await server.call(routes.endChat, { params: { id: taken?.conversation.id ?? "" } }, g.who);
    const after = (await server.call(routes.chats, {}, g.who)).body.items;
    expect(after.map((c) => c.state).sort()).toEqual(["open", "open", "open", "waiting"]);
    expect((await server.call(routes.me, {}, g.who)).body.guide?.open_chats).toBe(3);
    const again = await server.call(
      routes.reply,
      { params: { id: taken?.conversation.id ?? "" }, body: { text: "x" } },
      g.who,
    );
    expect(again.status).toBe(409);
    server.setNow(new Date(monday.getTime() + 10 * 60_000));
    expect((await open()).conversation.state).toBe("waiting");
  });
  test("nobody reads another's conversation: not a consumer, not a venue it does not wait for, nor one it was not given to", async () => {
    const m = await market();
    const [g1, g2] = [await guideAt(m, m.s1), await guideAt(m, m.s2)];
    const [me, other] = [await shopper(m), await shopper(m)];
    const mine = (await server.call(routes.openChat, { body: { venue: m.s1, text: "秘密" } }, me)).body.conversation;
    const params = { id: mine.id };
    const body = { text: "x" };
    for (const got of [
      await server.call(routes.readChat, { params }, other),
      await server.call(routes.say, { params, body }, other),
      await server.call(routes.closeChat, { params }, other),
      await server.call(routes.chat, { params }, g2.who),
      await server.call(routes.take, { params }, g2.who),
      await server.call(routes.reply, { params, body }, g2.who),
      await server.call(routes.endChat, { params }, g2.who),
      await server.call(routes.card, { params: { client: mine.id } }, g2.who),
    ])
      expect(got.status).toBe(404);
    expect((await server.call(routes.myChats, {}, other)).body.items).toEqual([]);
    expect((await server.call(routes.chats, {}, g2.who)).body.items).toEqual([]);
    const wide = (await server.call(routes.openChat, { body: { brand: m.brand, text: "谁在" } }, me)).body.conversation;
    expect((await server.call(routes.chat, { params: { id: wide.id } }, g2.who)).status).toBe(200);
    expect((await server.call(routes.take, { params: { id: wide.id } }, g1.who)).body.mine).toBe(true);
    expect((await server.call(routes.chat, { params: { id: wide.id } }, g2.who)).status).toBe(404);
    const colleague = await guideAt(m, m.s1, "小周");
    expect((await server.call(routes.take, { params: { id: wide.id } }, colleague.who)).body.guide?.name).toBe("小周");
    expect((await server.call(routes.me, {}, g1.who)).body.guide?.open_chats).toBe(0);
  });
  test("what a venue remembers needs the person's consent, every look is audited, and erasing takes it all", async () => {
    const m = await market();
    const g = await guideAt(m, m.s1);
    const me = await shopper(m);
    const chat = (await server.call(routes.openChat, { body: { venue: m.s1, text: "你好" } }, me)).body.conversation;
    const params = { client: chat.id };
    const note = { params, body: { text: "喜欢清爽质地", wish: m.sku } };
    expect((await server.call(routes.card, { params }, g.who)).body).toMatchObject({
      name: "王**",
      member: null,
      history: null,
    });
    expect((await server.call(routes.note, note, g.who)).status).toBe(409);
    const consents = [{ purpose: "personalisation" as const, status: "given" as const, notice: "v1" }];
    expect((await server.call(identityContract.routes.setConsents, { body: { consents } }, me)).status).toBe(200);
    expect((await server.call(routes.note, note, g.who)).status).toBe(201);
    const again = await server.call(routes.note, { params, body: { text: "", wish: m.sku } }, g.who);
    expect(again.body.history?.wishes.map((w) => w.sku)).toEqual([m.sku]);
    expect(again.body.history).toMatchObject({ notes: [{ text: "喜欢清爽质地", by: "小林" }], visits: { chats: 1 } });
    const audit = (await server.call(directory.routes.audit, {}, as.operator(m.id))).body.items;
    expect(audit.filter((line) => line.action === "guide.card")).toHaveLength(3);
    const exported = await server.call(identityContract.routes.exportMe, {}, me);
    expect(exported.body.data.guide).toHaveLength(2);
    const subject = { person: 0, nodes: [], memberNos: [], consumers: [me.consumer ?? ""] };
    const booked = await server.call(routes.book, { params: { venue: m.s1 }, body: { from: at("02:00"), phone } }, me);
    expect(booked.status).toBe(201);
    expect(await inTx(m.scope, (tx) => clients.erase(tx, subject))).toBe(3);
    expect(await inTx(m.scope, (tx) => clients.count(tx, subject))).toBe(0);
    const left = (await server.call(routes.venueAppointments, {}, g.who)).body.items;
    expect(left).toMatchObject([{ name: "", phone: null, state: "cancelled" }]);
    expect((await server.call(routes.venueSlots, { query: { days: 1 } }, g.who)).body.slots[0]?.free).toBe(1);
  });
});
