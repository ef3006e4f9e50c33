import { guide } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { badInput, serve } from "#kernel";
import { find } from "#parties";
import * as appointments from "./appointments.ts";
import { ownChats, replyTimes, shownAtVenue, shownChats, venueChats } from "./chat-lists.ts";
import * as chats from "./chats.ts";
import { addNote, cardFor } from "./clients.ts";
import { callerOf, guidesOf, me, myself, putMe, shownGuide } from "./guides.ts";
import { setPresence } from "./queue.ts";
import { bookable, setCapacity, slotsOf } from "./slots.ts";

const { routes } = guide;
const consumerOf = (p: Principal): string => {
  if (p.consumer === undefined) throw new Error("a consumer route without an account");
  return p.consumer;
};

const slots = serve(routes.slots, async ({ tx }, { params, query }) => {
  const venue = await bookable(tx, params.venue);
  const guides = (await guidesOf(tx, venue.id))
    .slice(0, 100)
    .map(({ id, name, specialities, languages }) => ({ id, name, specialities, languages }));
  const all = await slotsOf(tx, venue, query, { guide: query.guide });
  return { zone: venue.zone, guides, slots: all.filter((s) => s.free > 0) };
});
const venueSlots = serve(routes.venueSlots, async ({ tx, principal }, { query }) => {
  const venue = await bookable(tx, callerOf(principal).venue);
  return { zone: venue.zone, slots: await slotsOf(tx, venue, query, { past: true }) };
});

const book = serve(routes.book, async ({ tx, principal }, { params, body }) => {
  const consumer = consumerOf(principal);
  const account = await find.consumer(tx, consumer);
  if (body.phone === undefined && (account?.phone ?? null) === null)
    throw badInput("phone", "the account has no phone number", "a phone number in digits");
  const row = await appointments.book(tx, {
    ...body,
    venue: params.venue,
    consumer,
    name: body.name ?? account?.name ?? principal.name,
    phone: body.phone ?? null,
  });
  return one(await appointments.shown(tx, [row]));
});
const venueBook = serve(routes.venueBook, async ({ tx, principal }, { body }) => {
  const row = await appointments.book(tx, { ...body, venue: callerOf(principal).venue, consumer: null });
  return one(await appointments.shownAtVenue(tx, [row]));
});
const cancel = serve(routes.cancel, async ({ tx }, { params }) => {
  const row = await appointments.settle(tx, params.id, "cancelled", "consumer");
  return one(await appointments.shown(tx, [row]));
});
const settle = serve(routes.settle, async ({ tx }, { params, body }) => {
  const row = await appointments.settle(tx, params.id, body.state, "venue");
  return one(await appointments.shownAtVenue(tx, [row]));
});
function one<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("a row vanished while it was shown");
  return row;
}

async function ownConversation(tx: Tx, id: string, after: number) {
  const messages = await chats.messagesAfter(tx, id, after);
  await chats.markSeen(tx, id, "consumer", messages.at(-1)?.seq ?? 0);
  const conversation = one(await shownChats(tx, [await chats.byId(tx, id)], "consumer"));
  return { conversation, messages: messages.map(chats.shownMessage) };
}
const openChat = serve(routes.openChat, async ({ tx, principal }, { body }) => {
  const row = await chats.openChat(tx, { ...body, consumer: consumerOf(principal) });
  return ownConversation(tx, row.id, 0);
});
const readChat = serve(routes.readChat, async ({ tx }, { params, query }) => {
  await chats.byId(tx, params.id);
  return ownConversation(tx, params.id, query.after);
});
const say = serve(routes.say, async ({ tx }, { params, body }) =>
  chats.shownMessage(await chats.say(tx, params.id, { side: "consumer" }, body)),
);
const closeChat = serve(routes.closeChat, async ({ tx }, { params }) =>
  one(await shownChats(tx, [await chats.close(tx, params.id)], "consumer")),
);

async function venueConversation(tx: Tx, principal: Principal, id: string) {
  return one(await shownAtVenue(tx, [await chats.byId(tx, id)], await myself(tx, principal)));
}
const chat = serve(routes.chat, async ({ tx, principal }, { params, query }) => {
  const row = await chats.byId(tx, params.id);
  const messages = await chats.messagesAfter(tx, params.id, query.after);
  const guideMe = await myself(tx, principal);
  if (guideMe && row.guide_id === guideMe.id) await chats.markSeen(tx, params.id, "guide", messages.at(-1)?.seq ?? 0);
  return {
    conversation: await venueConversation(tx, principal, params.id),
    messages: messages.map(chats.shownMessage),
  };
});
const take = serve(routes.take, async ({ tx, principal }, { params }) => {
  await chats.take(tx, params.id, await me(tx, principal));
  return venueConversation(tx, principal, params.id);
});
const reply = serve(routes.reply, async ({ tx, principal }, { params, body }) =>
  chats.shownMessage(await chats.say(tx, params.id, { side: "guide", guide: await me(tx, principal) }, body)),
);
const endChat = serve(routes.endChat, async ({ tx, principal }, { params }) => {
  await chats.close(tx, params.id);
  return venueConversation(tx, principal, params.id);
});

const presence = serve(routes.presence, async ({ tx, principal }, { body }) => {
  await setPresence(tx, await me(tx, principal), body.available);
  return shownGuide(await me(tx, principal));
});

export const endpoints: readonly Endpoint[] = [
  slots,
  venueSlots,
  book,
  venueBook,
  cancel,
  settle,
  openChat,
  readChat,
  say,
  closeChat,
  chat,
  take,
  reply,
  endChat,
  presence,
  serve(routes.myAppointments, async ({ tx }, { query }) => appointments.ofConsumer(tx, query)),
  serve(routes.myChats, async ({ tx }, { query }) => ownChats(tx, query)),
  serve(routes.guides, async ({ tx }, { query }) => ({ items: (await guidesOf(tx, query.venue)).map(shownGuide) })),
  serve(routes.me, async ({ tx, principal }) => {
    const row = await myself(tx, principal);
    return { guide: row ? shownGuide(row) : null };
  }),
  serve(routes.putMe, async ({ tx, principal }, { body }) => putMe(tx, principal, body)),
  serve(routes.setCapacity, async ({ tx, principal }, { body }) =>
    setCapacity(tx, callerOf(principal).venue, body.from, body.capacity),
  ),
  serve(routes.venueAppointments, async ({ tx, principal }, { query }) =>
    appointments.ofDay(tx, callerOf(principal).venue, query.day),
  ),
  serve(routes.chats, async ({ tx, principal }, { query }) => {
    const rows = await venueChats(tx, callerOf(principal).venue, query.state);
    return { items: await shownAtVenue(tx, rows, await myself(tx, principal)) };
  }),
  serve(routes.card, async ({ tx, principal }, { params }) => cardFor(tx, principal, params.client)),
  serve(routes.note, async ({ tx, principal }, { params, body }) => addNote(tx, principal, params.client, body)),
  serve(routes.replyTimes, async ({ tx }, { query }) => {
    const since = new Date(tx.now().getTime() - query.days * 86_400_000);
    return { items: await replyTimes(tx, since) };
  }),
];
