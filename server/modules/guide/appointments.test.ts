import { facts as log, guide } from "#contract";
import { module as catalog } from "#catalog";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { newId } from "#kernel";
import { module as parties } from "#parties";
import { as, testServer } from "#testing";
import { beforeEach, describe, expect, test } from "vitest";
import { guideAt, market, phone, shopper, staff } from "./example.ts";
import { module } from "./index.ts";
import { halfHours, instantOf, localTime, onDuty } from "./model.ts";

const server = testServer([parties, catalog, facts, identity, module]);
const { routes } = guide;
/** A Monday, 08:00 in Shanghai. */
const monday = new Date("2030-03-04T00:00:00Z");
beforeEach(() => server.setNow(monday));
const logged = async (platform: number, name: log.FactName) =>
  (await server.call(log.routes.log, { query: { name } }, as.operator(platform))).body.items;
const at = (time: string) => `2030-03-04T${time}:00.000Z`;

describe("half hours", () => {
  test("hours are the venue's own, through both changes of clocks", () => {
    expect(instantOf("Asia/Shanghai", "2030-03-04", 600)?.toISOString()).toBe(at("02:00"));
    expect(halfHours("Europe/Berlin", "2030-03-31")).toHaveLength(46);
    expect(instantOf("Europe/Berlin", "2030-03-31", 150)).toBeUndefined();
    expect(halfHours("Europe/Berlin", "2030-10-27").map((t) => t.toISOString())[5]).toBe("2030-10-27T00:30:00.000Z");
    expect(localTime("Europe/Berlin", new Date("2030-03-31T01:00:00Z"))).toEqual({ weekday: 7, minute: 180 });
    const hours = [{ weekday: 1, from: "10:00", until: "11:00" }];
    expect(["01:30", "02:00", "02:30", "03:00"].map((t) => onDuty(hours, "Asia/Shanghai", new Date(at(t))))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("appointments", () => {
  test("forty ask at once for a half hour of three: three get it, each with a guide of their own", async () => {
    const m = await market();
    for (const name of ["一", "二", "三"]) await guideAt(m, m.s1, name);
    const params = { venue: m.s1 };
    const people = await Promise.all(Array.from({ length: 40 }, () => shopper(m)));
    const asked = await Promise.all(
      people.map((who) => server.call(routes.book, { params, body: { from: at("02:00"), phone } }, who)),
    );
    const got = asked.filter((r) => r.status === 201);
    expect(got).toHaveLength(3);
    expect(asked.filter((r) => r.status === 409)).toHaveLength(37);
    expect(new Set(got.map((r) => r.body.guide?.id)).size).toBe(3);
    const slots = await server.call(routes.slots, { params, query: { from: "2030-03-04", days: 1 } }, people[0]);
    expect(slots.body.slots.map((s) => s.from)).toEqual([at("02:30"), at("03:00"), at("03:30")]);
    expect(await logged(m.id, "appointment.booked")).toHaveLength(3);
  });
  test("a cancelled place can be taken again; what has begun cannot be cancelled", async () => {
    const m = await market();
    await guideAt(m, m.s1);
    const [me, other] = [await shopper(m), await shopper(m)];
    const ask = { params: { venue: m.s1 }, body: { from: at("02:00"), phone } };
    const mine = await server.call(routes.book, ask, me);
    expect((await server.call(routes.book, ask, other)).status).toBe(409);
    const params = { id: mine.body.id };
    expect((await server.call(routes.cancel, { params }, other)).status).toBe(404);
    expect((await server.call(routes.cancel, { params }, me)).body.state).toBe("cancelled");
    const second = await server.call(routes.book, ask, other);
    expect(second.status).toBe(201);
    server.setNow(new Date(at("02:10")));
    expect((await server.call(routes.cancel, { params: { id: second.body.id } }, other)).status).toBe(409);
    expect((await server.call(routes.book, ask, me)).status).toBe(400);
  });
  test("the venue sees its day, calls the number while booked, and notes who came; another venue sees nothing", async () => {
    const m = await market();
    const g = await guideAt(m, m.s1);
    const me = await shopper(m);
    const made = await server.call(
      routes.book,
      { params: { venue: m.s1 }, body: { from: at("02:00"), phone, sku: m.sku, guide: g.id } },
      me,
    );
    const day = (await server.call(routes.venueAppointments, {}, g.who)).body;
    expect(day.day).toBe("2030-03-04");
    expect(day.items[0]).toMatchObject({ name: "王小明", phone, brand: m.brand, has_card: true, state: "booked" });
    const elsewhere = staff(m, m.s2);
    expect((await server.call(routes.venueAppointments, {}, elsewhere)).body.items).toEqual([]);
    const params = { id: made.body.id };
    expect((await server.call(routes.settle, { params, body: { state: "attended" } }, elsewhere)).status).toBe(404);
    const came = await server.call(routes.settle, { params, body: { state: "attended" } }, g.who);
    expect(came.body).toMatchObject({ state: "attended", phone: "138****8000" });
    await server.call(routes.settle, { params, body: { state: "attended" } }, g.who);
    const [fact, ...more] = await logged(m.id, "consult_guide");
    expect(more).toEqual([]);
    expect([fact?.brand, fact?.staff]).toEqual([m.brand, g.code]);
  });
  test("a venue sets a half hour by hand, not below what is booked; bad times and strangers are refused", async () => {
    const m = await market();
    const g = await guideAt(m, m.s1);
    const walkIn = { from: at("02:00"), phone, name: "李女士" };
    expect((await server.call(routes.venueBook, { body: walkIn }, g.who)).status).toBe(201);
    expect((await server.call(routes.setCapacity, { body: { from: at("02:00"), capacity: 0 } }, g.who)).status).toBe(
      409,
    );
    const wide = await server.call(routes.setCapacity, { body: { from: at("02:00"), capacity: 2 } }, g.who);
    expect(wide.body).toMatchObject({ capacity: 2, free: 1 });
    const second = await server.call(routes.venueBook, { body: walkIn }, g.who);
    expect([second.status, second.body.guide]).toEqual([201, null]);
    const me = await shopper(m);
    const book = (from: string, more = {}) =>
      server.call(routes.book, { params: { venue: m.s1 }, body: { from, phone, ...more } }, me);
    expect(JSON.parse((await book(at("02:10"))).text)).toMatchObject({ status: 400, fields: [{ field: "from" }] });
    expect((await book("2030-06-04T02:00:00Z")).status).toBe(400);
    expect((await book(at("06:00"))).status).toBe(409);
    expect(JSON.parse((await book(at("02:30"), { guide: newId() })).text)).toMatchObject({
      fields: [{ field: "guide" }],
    });
    const bare = await server.call(routes.book, { params: { venue: m.s1 }, body: { from: at("02:30") } }, me);
    expect(JSON.parse(bare.text)).toMatchObject({ status: 400, fields: [{ field: "phone" }] });
    const overlapping = [
      { weekday: 1, from: "09:00", until: "12:00" },
      { weekday: 1, from: "11:30", until: "13:00" },
    ];
    const profile = { name: "x", specialities: [], languages: ["zh" as const], hours: overlapping };
    expect(JSON.parse((await server.call(routes.putMe, { body: profile }, g.who)).text)).toMatchObject({
      fields: [{ field: "hours.1" }],
    });
  });
});
