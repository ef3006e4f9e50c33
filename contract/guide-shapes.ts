import { z } from "zod";
import { amountMinor, bilingual, code, currency, instant, no, text, uuid } from "./common.ts";

/** Local time of day, on the half hour. */
const halfHour = z.string().regex(/^([01]\d|2[0-3]):(00|30)$/, "a half hour such as 09:30");
/** Working hours on one weekday (1 = Monday), in the venue's zone. */
export const weeklySlot = z.object({
  weekday: z.number().int().min(1).max(7),
  from: halfHour,
  /** 24:00 ends the day. */
  until: z.union([halfHour, z.literal("24:00")]),
});
const languages = z
  .array(z.enum(["zh", "en", "ja", "ko"]))
  .min(1)
  .max(4);
/** A venue's associate who advises. `code` is how facts name the person, never as an identifier. */
export const guide = z.object({
  id: uuid,
  code,
  name: text(100),
  venue: no,
  specialities: z.array(text(40)).max(20),
  languages,
  hours: z.array(weeklySlot).max(50),
  /** Takes chats now. */
  available: z.boolean(),
  open_chats: z.number().int(),
});
export type Guide = z.output<typeof guide>;
export const guideProfile = guide.pick({ name: true, specialities: true, languages: true, hours: true });

/** A bookable half hour; `free` is what is left of its capacity. */
export const slot = z.object({
  from: instant,
  until: instant,
  capacity: z.number().int(),
  free: z.number().int(),
});
export type Slot = z.output<typeof slot>;
export const appointmentStates = ["booked", "attended", "missed", "cancelled"] as const;
/** What a guide and a consumer both see of an appointment. */
export const appointment = z.object({
  id: uuid,
  /** To show at the venue. */
  code: z.string().max(12),
  venue: no,
  venue_name: bilingual,
  from: instant,
  until: instant,
  state: z.enum(appointmentStates),
  topic: z.string().max(200),
  brand: no.nullable(),
  sku: no.nullable(),
  guide: z.object({ id: uuid, name: z.string().max(100) }).nullable(),
  booked_at: instant,
});
export type Appointment = z.output<typeof appointment>;
/** With what the venue needs to receive the person. */
export const venueAppointment = appointment.extend({
  name: z.string().max(100),
  /** In full while booked, so that the venue can call; masked afterwards. */
  phone: z.string().max(40).nullable(),
  /** Has an account, so a card can be opened. */
  has_card: z.boolean(),
});
export type VenueAppointment = z.output<typeof venueAppointment>;
export const productCard = z.object({
  sku: no,
  sku_code: z.string().max(100),
  title: bilingual,
  brand: no.nullable(),
  amount_minor: amountMinor.nullable(),
  currency: currency.nullable(),
});
export type ProductCard = z.output<typeof productCard>;
export const chatMessage = z.object({
  /** Place in the conversation, from 1. */
  seq: z.number().int(),
  from: z.enum(["consumer", "guide", "system"]),
  text: z.string().max(1000),
  card: productCard.nullable(),
  at: instant,
});
export type ChatMessage = z.output<typeof chatMessage>;
export const chatStates = ["waiting", "open", "closed"] as const;
export const conversation = z.object({
  id: uuid,
  state: z.enum(chatStates),
  brand: no.nullable(),
  venue: no.nullable(),
  topic: z.string().max(200),
  guide: z.object({ id: uuid, name: z.string().max(100), venue: no }).nullable(),
  opened_at: instant,
  last_at: instant,
  last_text: z.string().max(100),
  /** Messages of the other side that the reader has not seen. */
  unread: z.number().int(),
  /** Place in the queue while nobody has taken it, from 1. */
  place_in_queue: z.number().int().nullable(),
  first_reply_seconds: z.number().nullable(),
});
export type Conversation = z.output<typeof conversation>;
export const venueConversation = conversation.extend({ name: z.string().max(100), mine: z.boolean() });
export type VenueConversation = z.output<typeof venueConversation>;
/** What a guide sees of a person who came to the venue, as far as the person agreed. */
export const clientCard = z.object({
  /** The appointment or conversation it was opened from. */
  client: uuid,
  name: z.string().max(100),
  /** Null for a guest. */
  member: z.object({ member_no: z.string().max(100) }).nullable(),
  may: z.object({ marketing: z.boolean(), personalisation: z.boolean() }),
  /** What this venue remembers; null without consent to personalisation. */
  history: z
    .object({
      wishes: z.array(z.object({ sku: no, title: bilingual, at: instant })).max(100),
      notes: z.array(z.object({ id: uuid, text: z.string().max(500), by: z.string().max(100), at: instant })).max(100),
      visits: z.object({ appointments: z.number().int(), attended: z.number().int(), chats: z.number().int() }),
    })
    .nullable(),
});
export type ClientCard = z.output<typeof clientCard>;
