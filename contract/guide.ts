import { z } from "zod";
import { day, instant, no, pageOf, paging, text, uuid } from "./common.ts";
import {
  guide,
  guideProfile,
  slot,
  appointment,
  venueAppointment,
  chatMessage,
  conversation,
  venueConversation,
  clientCard,
} from "./guide-shapes.ts";
import { route } from "./route.ts";

export * from "./guide-shapes.ts";

const phone = z
  .string()
  .trim()
  .regex(/^\+?\d{6,15}$/, "a phone number in digits");
const booking = z.object({
  from: instant,
  topic: z.string().trim().max(200).default(""),
  brand: no.optional(),
  sku: no.optional(),
  guide: uuid.optional(),
});

const said = z
  .object({ text: z.string().trim().max(1000).default(""), sku: no.optional() })
  .refine((m) => m.text !== "" || m.sku !== undefined, "a text or a product");
const readFrom = z.object({ after: z.coerce.number().int().min(0).default(0) });
const messages = z.object({ conversation, messages: z.array(chatMessage).max(200) });

const byId = z.object({ id: uuid });
const byClient = z.object({ client: uuid });
const range = z.object({ from: day.optional(), days: z.coerce.number().int().min(1).max(14).default(7) });

export const routes = {
  slots: route({
    method: "GET",
    path: "/v1/shop/venues/:venue/slots",
    who: ["public", "consumer"],
    summary: "Half hours at a venue that can still be booked for advice.",
    params: z.object({ venue: no }),
    query: range.extend({ guide: uuid.optional() }),
    reply: z.object({
      zone: z.string().max(64),
      guides: z.array(guide.pick({ id: true, name: true, specialities: true, languages: true })).max(100),
      slots: z.array(slot).max(700),
    }),
  }),
  book: route({
    method: "POST",
    path: "/v1/shop/venues/:venue/appointments",
    who: ["consumer"],
    summary: "Books advice at a venue; a guest leaves a phone number. 409 when the half hour is full.",
    params: z.object({ venue: no }),
    body: booking.extend({ phone: phone.optional(), name: text(100).optional() }),
    reply: appointment,
    status: 201,
  }),
  myAppointments: route({
    method: "GET",
    path: "/v1/shop/appointments",
    who: ["consumer"],
    summary: "One's own appointments, newest first.",
    query: paging,
    reply: pageOf(appointment),
  }),
  cancel: route({
    method: "POST",
    path: "/v1/shop/appointments/:id/cancel",
    who: ["consumer"],
    summary: "Gives an appointment back before it begins.",
    params: byId,
    reply: appointment,
  }),
  openChat: route({
    method: "POST",
    path: "/v1/shop/chats",
    who: ["consumer"],
    summary: "Asks a guide of a venue or of a brand; goes to one who is free, else into the queue.",
    body: z
      .object({
        venue: no.optional(),
        brand: no.optional(),
        sku: no.optional(),
        text: text(1000),
        language: z.enum(["zh", "en", "ja", "ko"]).optional(),
        anonymous_id: z.string().min(1).max(100).optional(),
      })
      .refine(
        (c) => c.venue !== undefined || c.brand !== undefined || c.sku !== undefined,
        "a venue, a brand or a SKU",
      ),
    reply: messages,
    status: 201,
  }),
  myChats: route({
    method: "GET",
    path: "/v1/shop/chats",
    who: ["consumer"],
    summary: "One's own conversations, the latest first.",
    query: paging,
    reply: pageOf(conversation),
  }),
  readChat: route({
    method: "GET",
    path: "/v1/shop/chats/:id",
    who: ["consumer"],
    summary: "Messages after a place in the conversation; reading marks them seen. Ask again every few seconds.",
    params: byId,
    query: readFrom,
    reply: messages,
  }),
  say: route({
    method: "POST",
    path: "/v1/shop/chats/:id/messages",
    who: ["consumer"],
    summary: "Says something in one's own conversation.",
    params: byId,
    body: said,
    reply: chatMessage,
    status: 201,
  }),
  closeChat: route({
    method: "POST",
    path: "/v1/shop/chats/:id/close",
    who: ["consumer"],
    summary: "Ends one's own conversation.",
    params: byId,
    reply: conversation,
  }),

  guides: route({
    method: "GET",
    path: "/v1/guides",
    who: ["operator", "venue"],
    summary: "Guides; a venue sees its own.",
    query: z.object({ venue: no.optional() }),
    reply: z.object({ items: z.array(guide).max(1000) }),
  }),
  me: route({
    method: "GET",
    path: "/v1/guides/me",
    who: ["venue"],
    summary: "Oneself as a guide; null before the profile is written.",
    reply: z.object({ guide: guide.nullable() }),
  }),
  putMe: route({
    method: "PUT",
    path: "/v1/guides/me",
    who: ["venue"],
    summary: "Writes one's own guide profile: name, specialities, languages, working hours.",
    body: guideProfile,
    reply: guide,
  }),
  presence: route({
    method: "PUT",
    path: "/v1/guides/me/presence",
    who: ["venue"],
    summary: "Says whether one takes chats now; must be repeated within two minutes. Waiting chats come at once.",
    body: z.object({ available: z.boolean() }),
    reply: guide,
    idempotent: false,
  }),
  setCapacity: route({
    method: "PUT",
    path: "/v1/venue/slots",
    who: ["venue"],
    summary: "Sets how many a half hour takes (0 closes it); null goes back to the number of guides on duty.",
    body: z.object({ from: instant, capacity: z.number().int().min(0).max(500).nullable() }),
    reply: slot,
  }),
  venueSlots: route({
    method: "GET",
    path: "/v1/venue/slots",
    who: ["venue"],
    summary: "The venue's half hours with capacity and what is left, full ones too.",
    query: range,
    reply: z.object({ zone: z.string().max(64), slots: z.array(slot).max(700) }),
  }),
  venueAppointments: route({
    method: "GET",
    path: "/v1/venue/appointments",
    who: ["venue"],
    summary: "The venue's appointments of a day, today unless said.",
    query: z.object({ day: day.optional() }),
    reply: z.object({ day, items: z.array(venueAppointment).max(1000) }),
  }),
  venueBook: route({
    method: "POST",
    path: "/v1/venue/appointments",
    who: ["venue"],
    summary: "Books for somebody who calls or stands at the counter.",
    body: booking.extend({ phone, name: text(100) }),
    reply: venueAppointment,
    status: 201,
  }),
  settle: route({
    method: "POST",
    path: "/v1/venue/appointments/:id",
    who: ["venue"],
    summary: "Notes that the person came, did not come, or that the venue cancels.",
    params: byId,
    body: z.object({ state: z.enum(["attended", "missed", "cancelled"]) }),
    reply: venueAppointment,
  }),
  chats: route({
    method: "GET",
    path: "/v1/venue/chats",
    who: ["venue"],
    summary: "Conversations that wait for this venue and those its guides have, longest wait first.",
    query: z.object({ state: z.enum(["active", "closed"]).default("active") }),
    reply: z.object({ items: z.array(venueConversation).max(200) }),
  }),
  chat: route({
    method: "GET",
    path: "/v1/venue/chats/:id",
    who: ["venue"],
    summary: "Messages after a place in the conversation; reading marks them seen when it is one's own.",
    params: byId,
    query: readFrom,
    reply: z.object({ conversation: venueConversation, messages: z.array(chatMessage).max(200) }),
  }),
  take: route({
    method: "POST",
    path: "/v1/venue/chats/:id/take",
    who: ["venue"],
    summary: "Takes a waiting conversation, or takes it over from a colleague of the venue.",
    params: byId,
    reply: venueConversation,
  }),
  reply: route({
    method: "POST",
    path: "/v1/venue/chats/:id/messages",
    who: ["venue"],
    summary: "Answers, also with a product card; a waiting conversation becomes one's own by it.",
    params: byId,
    body: said,
    reply: chatMessage,
    status: 201,
  }),
  endChat: route({
    method: "POST",
    path: "/v1/venue/chats/:id/close",
    who: ["venue"],
    summary: "Ends a conversation.",
    params: byId,
    reply: venueConversation,
  }),
  card: route({
    method: "GET",
    path: "/v1/venue/clients/:client",
    who: ["venue"],
    summary:
      "The card of a person behind an appointment or a conversation of this venue (its id names the card); audited.",
    params: byClient,
    reply: clientCard,
  }),
  note: route({
    method: "POST",
    path: "/v1/venue/clients/:client/notes",
    who: ["venue"],
    summary: "Adds a note for the colleagues of this venue, or a wish by SKU.",
    params: byClient,
    body: z
      .object({ text: z.string().trim().max(500).default(""), wish: no.optional() })
      .refine((n) => n.text !== "" || n.wish !== undefined, "a text or a SKU"),
    reply: clientCard,
    status: 201,
  }),
  replyTimes: route({
    method: "GET",
    path: "/v1/guides/reply-times",
    who: ["operator", "venue"],
    summary: "How fast first answers were by venue, and how many conversations nobody answered.",
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    reply: z.object({
      items: z
        .array(
          z.object({
            venue: no.nullable(),
            chats: z.number().int(),
            answered: z.number().int(),
            median_seconds: z.number().nullable(),
            within_60_seconds: z.number().int(),
          }),
        )
        .max(1000),
    }),
  }),
};
