import { guide, identity, traffic } from "#contract";
import type { trade as tradeContract } from "#contract";
import { trade } from "#contract";
import { append } from "#facts";
import { resolve } from "#identity";
import { inTx, newId } from "#kernel";
import { createConsumer } from "#parties";
import { as } from "#testing";
import type { TestServer } from "#testing";
import { hours, must } from "./call.ts";
import type { Parties } from "./parties-side.ts";

/** A consumer of the side: an account with consents and a membership; its node is found as an operator finds it. */
async function openConsumer(server: TestServer, s: Parties, phone: string) {
  const { secret } = s.mark;
  const made = await inTx(s.scope, (tx) =>
    createConsumer(tx, { name: `${secret}-name`, login: phone, password: "correct horse battery" }),
  );
  const me = as.consumer(s.platform, made.consumer);
  const given = { status: "given" as const, notice: `${secret}-notice` };
  const consents = [
    { ...given, purpose: "marketing" as const },
    { ...given, purpose: "sharing" as const },
    { ...given, purpose: "personalisation" as const },
  ];
  await must(server, identity.routes.setConsents, { body: { consents } }, me);
  await must(server, identity.routes.joinClub, { body: { brand: s.brand } }, me);
  const asked = { body: { type: "member_no" as const, value: made.member_no } };
  const found = await must(server, identity.routes.find, asked, s.by.operator);
  return { me, consumer: made.consumer, member_no: made.member_no, node: found.node };
}

/** Two people who were known apart and then joined. */
async function joinTwo(server: TestServer, s: Parties): Promise<string> {
  const { secret } = s.mark;
  const member = { type: "member_no" as const, value: `${secret}-member`, verified: true };
  const mail = { type: "email" as const, value: `${secret}@example.org`, verified: true };
  await inTx(s.scope, (tx) => resolve(tx, s.platform, [{ ids: [member] }, { ids: [mail] }]));
  await inTx(s.scope, (tx) => resolve(tx, s.platform, [{ ids: [member, mail] }]));
  const merges = await must(server, identity.routes.merges, {}, s.by.operator);
  return merges.items[0]?.id ?? "";
}

const order = (s: Parties, more: Partial<tradeContract.PlaceBody> = {}) => ({
  body: {
    request_id: newId(),
    lines: [{ sku: s.skuCode, merchant: s.merchantCode, quantity: 2 }],
    fulfilment: { kind: "deliver" as const },
    address: { name: `${s.mark.secret}-name`, phone: "13800000000", line: `${s.mark.secret}-street` },
    ...more,
  },
});
type Shopper = Awaited<ReturnType<typeof openConsumer>>;

/** Orders in every state, their parcels, payments, a return and a review. */
async function openOrders(server: TestServer, s: Parties, { me, member_no }: Shopper) {
  const { secret, open, barcode } = s.mark;
  const { routes } = trade;
  const buy = async (more: Partial<tradeContract.PlaceBody> = {}, outcome: "approve" | "later" = "approve") => {
    const placed = await must(server, routes.place, order(s, more), me);
    const id = placed.orders[0]?.id ?? "";
    const paid = await must(server, routes.pay, { params: { id: placed.parent }, body: { outcome } }, me);
    return { id, parent: placed.parent, payment: paid.payment.id, parcel: placed.orders[0]?.fulfilments[0]?.id ?? "" };
  };
  const done = await buy();
  const sent = { carrier: `${secret}-carrier`, tracking: `${secret}-track` };
  await must(server, routes.ship, { params: { id: done.parcel }, body: sent }, s.by.brand);
  await must(server, routes.delivered, { params: { id: done.parcel }, body: {} }, s.by.brand);
  await must(server, routes.giveReview, { params: { id: done.id }, body: { stars: 4, text: open } }, me);
  const back = { lines: [{ line: 1, quantity: 1 }], reason: `${secret}-reason` };
  const returned = await must(server, routes.askReturn, { params: { id: done.id }, body: back }, me);
  const parcel = await buy();
  const collect = await buy({ fulfilment: { kind: "collect", venue: s.venueCode } });
  const unpaid = await buy({}, "later");
  const till = { request_id: newId(), lines: [{ code: barcode, quantity: 1 }], tender: "cash" as const };
  const sold = await must(server, routes.sell, { body: { ...till, member: member_no } }, s.by.venue);
  return {
    order: parcel.id,
    done: done.id,
    parcel: parcel.parcel,
    pickUp: collect.parcel,
    unpaid: unpaid.id,
    payment: unpaid.payment,
    returned: returned.id,
    sold: sold.orders[0]?.id ?? "",
    soldNo: sold.orders[0]?.no ?? "",
  };
}

/** What a consumer and a venue's guides have with each other. */
export async function openAdvice(server: TestServer, s: Parties, { me }: Shopper) {
  const { secret, open } = s.mark;
  const { routes } = guide;
  const hoursOfWeek = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: "00:00", until: "24:00" as const }));
  const profile = { name: open, specialities: [open], languages: ["zh" as const], hours: hoursOfWeek };
  const one = await must(server, routes.putMe, { body: profile }, s.by.venue);
  await must(server, routes.presence, { body: { available: true } }, s.by.venue);
  const { slots } = await must(server, routes.slots, { params: { venue: s.venue } }, me);
  const from = slots.at(-1)?.from ?? hours(24);
  const wish = { from, topic: `${secret}-topic`, phone: "13800000001", name: `${secret}-name` };
  const booked = await must(server, routes.book, { params: { venue: s.venue }, body: wish }, me);
  const chat = await must(server, routes.openChat, { body: { venue: s.venue, text: `${secret}-question` } }, me);
  const said = { params: { id: chat.conversation.id }, body: { text: `${secret}-answer` } };
  await must(server, routes.reply, said, s.by.venue);
  const note = { params: { client: booked.id }, body: { text: `${secret}-note` } };
  await must(server, routes.note, note, s.by.venue);
  return { guide: one.id, appointment: booked.id, chat: chat.conversation.id, slot: from };
}

/** Consumers of a side with all that they do; facts are told in the side's name. */
export async function openPeople(server: TestServer, s: Parties, phones: readonly [string, string]) {
  const { secret } = s.mark;
  const shopper = await openConsumer(server, s, phones[0]);
  await openConsumer(server, s, phones[1]);
  const merge = await joinTwo(server, s);
  const orders = await openOrders(server, s, shopper);
  const anonymous = `${secret}-browser`;
  const found = { query: { q: "", anonymous_id: anonymous } };
  const { served } = await must(server, traffic.routes.search, found, shopper.me);
  // More than a hundred people, so that lists and counts are not too small to show.
  const told = Array.from({ length: 120 }, (_, i) => ({
    id: newId(),
    name: i % 2 === 0 ? ("exposure" as const) : ("purchase" as const),
    at: hours(-30),
    brand: s.brand,
    merchant: s.merchant,
    venue: s.venue,
    device: `${secret}-device`,
    ids: [{ type: "member_no" as const, value: `${secret}-m${i}`, verified: true }],
    lines: [{ sku: s.skuCode, brand: s.brand, quantity: 1, amount_minor: 700 }],
    props: { note: `${secret}-note` },
  }));
  await inTx(s.scope, (tx) => append(tx, told));
  const known = Array.from({ length: 120 }, (_, i) => `${secret}-m${i}`);
  return { ...shopper, merge, ...orders, served, anonymous, known };
}
export type People = Awaited<ReturnType<typeof openPeople>>;
