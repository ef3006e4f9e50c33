import type { guide } from "#contract";
import type { Owned } from "#kernel";

export type GuideRow = {
  id: string;
  platform_id: number;
  venue_id: number;
  user_id: string;
  code: string;
  name: string;
  specialities: string[];
  languages: guide.Guide["languages"];
  hours: guide.Guide["hours"];
  available: boolean;
  seen_at: Date | null;
  open_chats: number;
};
export type SlotRow = { platform_id: number; venue_id: number; starts_at: Date; booked: number; fixed: number | null };
export type AppointmentRow = {
  id: string;
  platform_id: number;
  venue_id: number;
  consumer_id: string | null;
  code: string;
  starts_at: Date;
  ends_at: Date;
  state: guide.Appointment["state"];
  topic: string;
  about_brand: number | null;
  sku_id: number | null;
  guide_id: string | null;
  name: string;
  phone: string | null;
  booked_at: Date;
};
export type ConversationRow = {
  id: string;
  platform_id: number;
  consumer_id: string;
  for_venues: number[];
  at_venue: number | null;
  about_brand: number | null;
  sku_id: number | null;
  language: string | null;
  topic: string;
  state: guide.Conversation["state"];
  guide_id: string | null;
  guide_venue: number | null;
  opened_at: Date;
  first_reply_at: Date | null;
  closed_at: Date | null;
  last_seq: number;
  last_at: Date;
  last_text: string;
  consumer_seen: number;
  guide_seen: number;
};
export type MessageRow = {
  platform_id: number;
  conversation: string;
  seq: number;
  side: guide.ChatMessage["from"];
  guide_id: string | null;
  body: string;
  card: guide.ChatMessage["card"];
  at: Date;
};
export type NoteRow = {
  id: string;
  platform_id: number;
  venue_id: number;
  consumer_id: string;
  body: string;
  sku_id: number | null;
  guide_id: string | null;
  at: Date;
};
/** The tables of this module, as its migrations made them. */
export type Tables = Owned<
  "guide",
  {
    guide: GuideRow;
    slot: SlotRow;
    appointment: AppointmentRow;
    conversation: ConversationRow;
    message: MessageRow;
    note: NoteRow;
  }
>;
