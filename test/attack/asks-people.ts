import { newId } from "#kernel";

import { both, hours } from "./call.ts";
import type { Side } from "./scene.ts";
import type { Ask } from "./shape.ts";
import { many, one, own, publicly } from "./shape.ts";

const today = () => new Date().toISOString().slice(0, 10);
const club = "a consumer may belong to any brand's club";
const shop = publicly("the shop shows every party");
const parties = {
  "parties.signIn": own,
  "parties.session": own,
  "parties.signOut": own,
  "parties.changePassword": own,
  "parties.signUp": own,
  "parties.guest": own,
  "parties.me": own,
  "parties.changeMe": own,
  "parties.users": one((t) => ({ query: { q: t.mark.secret } })),
  "parties.createUser": many(
    [(t: Side) => ({ role: "brand", brand: t.brand }), (t: Side) => ({ role: "venue", venue: t.venue })].map(
      (place) => (t: Side) => ({
        body: { login: newId(), password: "correct horse", name: "x", assignments: [place(t)] },
      }),
    ),
  ),
  "parties.changeUser": one((t) => ({ params: { id: t.user }, body: { name: t.mark.secret } })),
  "parties.assign": many([
    (t, me) => ({ params: { id: t.user }, body: { role: "brand", brand: me.brand } }),
    (t, me) => ({ params: { id: me.user }, body: { role: "brand", brand: t.brand } }),
    (t, me) => ({ params: { id: me.user }, body: { role: "venue", venue: t.venue } }),
  ]),
  "parties.unassign": many(
    [
      (t, me) => ({ params: { id: me.user, assignment: t.assignment } }),
      (t) => ({ params: { id: t.user, assignment: t.assignment } }),
    ],
    { owner: [404] },
  ),
  "parties.keys": own,
  "parties.createKey": one((t) => ({ body: { name: "x", scopes: ["facts:write"], brand: t.brand } })),
  "parties.revokeKey": one((t) => ({ params: { id: t.key } })),
  "parties.brands": one((t) => ({ query: { q: t.brandCode } })),
  "parties.brand": one((t) => ({ params: { id: t.brand } })),
  "parties.createBrand": own,
  "parties.bulkBrands": one((t) => ({ body: { items: [{ code: t.brandCode, name: both("x") }] } }), {
    as: ["key"],
    refused: "a brand's key registers no parties",
    owner: [403],
  }),
  "parties.merchants": one((t) => ({ query: { q: t.merchantCode } })),
  "parties.merchant": one((t) => ({ params: { id: t.merchant } }), shop),
  "parties.createMerchant": one((t) => ({ body: { code: newId(), name: both("x"), brand: t.brandCode } })),
  "parties.bulkMerchants": one((t) => ({ body: { items: [{ code: t.merchantCode, name: both("x") }] } }), {
    as: ["key"],
    refused: "a brand's key registers no parties",
    owner: [403],
  }),
  "parties.venues": many([(t) => ({ query: { q: t.venueCode } }), (t) => ({ query: { merchant: t.merchant } })], shop),
  "parties.venue": one((t) => ({ params: { id: t.venue } }), shop),
  "parties.createVenue": many([
    (t) => ({ body: { code: newId(), name: both("x"), kind: "store", merchant: t.merchantCode } }),
    (t, me) => ({
      body: { code: newId(), name: both("x"), kind: "store", merchant: me.merchantCode, brands: [t.brandCode] },
    }),
  ]),
  "parties.bulkVenues": one(
    (t) => ({ body: { items: [{ code: t.venueCode, name: both("x"), kind: "store", merchant: t.merchantCode }] } }),
    { as: ["key"], refused: "a brand's key registers no parties", owner: [403] },
  ),
  "parties.venueKinds": own,
  "parties.putVenueKind": own,
  "parties.config": own,
  "parties.platforms": own,
  "parties.job": one((t) => ({ params: { id: t.job } })),
  "parties.cancelJob": one((t) => ({ params: { id: t.job } })),
  "parties.audit": one((t) => ({ query: { after: t.audit } })),
} satisfies Record<string, Ask>;

const told = (t: Partial<Record<"brand" | "merchant" | "venue", string>>) => ({
  id: newId(),
  name: "exposure",
  at: hours(-1),
  ids: [{ type: "member_no", value: "m1", verified: true }],
  ...t,
});
const tracked = (t: Side) => ({
  type: "track",
  messageId: newId(),
  event: "Product Viewed",
  userId: "m1",
  timestamp: hours(-1),
  context: { retail: { brandId: t.brandCode, venueId: t.venueCode } },
});
const segment = (type: string) =>
  one((t: Side) => ({ body: { ...tracked(t), type, name: "x", groupId: "g", previousId: "p" } }), { bulk: "rejected" });
const facts = {
  "facts.track": segment("track"),
  "facts.page": segment("page"),
  "facts.screen": segment("screen"),
  "facts.identify": own,
  "facts.alias": own,
  "facts.group": own,
  "facts.batch": one((t) => ({ body: { batch: [tracked(t)] } }), { bulk: "rejected" }),
  "facts.facts": many(
    [
      (t) => ({ body: { facts: [told({ brand: t.brandCode })] } }),
      (t) => ({ body: { facts: [told({ merchant: t.merchantCode })] } }),
      (t) => ({ body: { facts: [told({ venue: t.venueCode })] } }),
    ],
    { bulk: "rejected" },
  ),
  "facts.log": own,
  "facts.flow": own,
} satisfies Record<string, Ask>;

const why = "because";
const identity = {
  "identity.known": own,
  "identity.setConsents": one(
    (t) => ({ body: { consents: [{ purpose: "marketing", brand: t.brand, status: "refused", notice: "n" }] } }),
    { open: { to: ["consumer"], why: club } },
  ),
  "identity.exportMe": own,
  "identity.eraseMe": own,
  "identity.joinClub": one((t) => ({ body: { brand: t.brand } }), { open: { to: ["consumer"], why: club } }),
  "identity.overview": own,
  "identity.merges": one((t) => ({ query: { after: t.merge } })),
  "identity.explain": one((t) => ({ params: { node: t.node } })),
  "identity.find": one((t) => ({ body: { type: "member_no", value: t.member_no } })),
  "identity.unmerge": one((t) => ({ body: { merge: t.merge, why } })),
  "identity.cut": one((t) => ({ body: { strong: t.node, weak: t.node, why } }), { owner: [404, 400] }),
  "identity.accept": one((t) => ({ body: { strong: t.node, weak: t.node, why } }), { owner: [404, 400] }),
  "identity.block": own,
  "identity.erasures": own,
  "identity.memberCounts": own,
  "identity.memberLookup": one((t) => ({ body: { by: "member_no", value: t.member_no } }), {
    open: { to: ["venue"], why: "every venue serves the members of the platform's club" },
  }),
  "identity.memberJoin": one((t) => ({ body: { card: newId(), brand: t.brand } }), {
    as: ["venue", "operator"],
    known: "brands are listed in the shop",
  }),
} satisfies Record<string, Ask>;

const databank = {
  "databank.aipl": many([
    (t) => ({ query: { as_of: today(), brand: t.brand } }),
    (t) => ({ query: { as_of: today(), version: t.model } }),
  ]),
  "databank.trend": one((t) => ({ query: { from: today(), to: today(), brand: t.brand } })),
  "databank.flow": one((t) => ({ query: { from: today(), to: today(), brand: t.brand } })),
  "databank.touchpoints": one((t) => ({ query: { as_of: today(), brand: t.brand } })),
  "databank.models": one((t) => ({ query: { brand: t.brand } })),
  "databank.putModel": one((t) => ({ body: { ...t.modelBody, brand: t.brand } })),
} satisfies Record<string, Ask>;

const cell = (t: Side) => ({ cell: { kind: "stage", stage: "A", day: today() }, brand: t.brand });
const definitions: readonly ((t: Side) => object)[] = [
  cell,
  (t) => ({ audience: t.audience }),
  (t) => ({ upload: t.upload }),
  (t) => ({ members: { brand: t.brand } }),
  (t) => ({ op: "or", of: [{ members: {} }, { audience: t.audience }] }),
];
const named = (t: Side) => ({ audience: t.audience });
const audiences = {
  "audiences.list": own,
  "audiences.create": many([
    ...definitions.map((d) => (t: Side) => ({ body: { name: "x", definition: d(t) } })),
    (t) => ({ body: { name: "x", definition: { members: {} }, brand: t.brand } }),
  ]),
  "audiences.get": one((t) => ({ params: named(t) })),
  "audiences.change": many(
    [
      (t) => ({ params: named(t), body: { daily: true } }),
      ...definitions.map((d) => (t: Side, me: Side) => ({ params: named(me), body: { definition: d(t) } })),
    ],
    { owner: [400] },
  ),
  "audiences.remove": one((t) => ({ params: named(t) })),
  "audiences.count": many([
    ...definitions.map((d) => (t: Side) => ({ body: { definition: d(t) } })),
    (t) => ({ body: { definition: { members: {} }, brand: t.brand } }),
  ]),
  "audiences.freeze": one((t) => ({ params: named(t) })),
  "audiences.upload": own,
  "audiences.uploads": one((t) => ({ query: { after: t.upload } })),
  "audiences.handOut": one((t) => ({ params: named(t), body: { purpose: "marketing", channel: "external" } })),
  "audiences.handedOut": one((t) => ({ params: { hand_out: t.handOut } })),
  "audiences.policy": own,
  "audiences.setPolicy": own,
} satisfies Record<string, Ask>;

const shoppers = "every consumer may ask any venue for advice";
const byId = (t: Side) => ({ params: { id: t.appointment } });
const byChat = (t: Side) => ({ params: { id: t.chat } });
const wish = { topic: "", phone: "13800000009", name: "x" };
const guide = {
  "guide.slots": one((t) => ({ params: { venue: t.venue } }), publicly(shoppers)),
  "guide.book": one((t) => ({ params: { venue: t.venue }, body: { ...wish, from: t.slot } }), publicly(shoppers)),
  "guide.myAppointments": one((t) => ({ query: { after: t.appointment } })),
  "guide.cancel": one(byId),
  "guide.openChat": one((t) => ({ body: { venue: t.venue, text: "x" } }), publicly(shoppers)),
  "guide.myChats": one((t) => ({ query: { after: t.chat } })),
  "guide.readChat": one(byChat),
  "guide.say": one((t) => ({ ...byChat(t), body: { text: "x" } })),
  "guide.closeChat": one(byChat),
  "guide.guides": one((t) => ({ query: { venue: t.venue } })),
  "guide.me": own,
  "guide.putMe": own,
  "guide.presence": own,
  "guide.setCapacity": own,
  "guide.venueSlots": own,
  "guide.venueAppointments": own,
  "guide.venueBook": many([(t, me) => ({ body: { ...wish, from: me.slot, guide: t.guide } })]),
  "guide.settle": one((t) => ({ ...byId(t), body: { state: "cancelled" } })),
  "guide.chats": own,
  "guide.chat": one(byChat),
  "guide.take": one(byChat),
  "guide.reply": one((t) => ({ ...byChat(t), body: { text: "x" } })),
  "guide.endChat": one(byChat),
  "guide.card": many([(t) => ({ params: { client: t.appointment } }), (t) => ({ params: { client: t.chat } })]),
  "guide.note": one((t) => ({ params: { client: t.appointment }, body: { text: "x" } })),
  "guide.replyTimes": own,
} satisfies Record<string, Ask>;

export const peopleAsks: Readonly<Record<string, Ask>> = {
  ...parties,
  ...facts,
  ...identity,
  ...databank,
  ...audiences,
  ...guide,
};
