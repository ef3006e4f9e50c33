import type { trade } from "#contract";
import { gs1CheckDigit } from "#quant";

type OrderState = trade.OrderState;
type FulfilmentState = trade.FulfilmentState;
type Kind = trade.FulfilmentKind;

/** How an order may move. `expired` to `paid`: the money came after the hold had ended and the goods were still there. */
export const orderMoves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  placed: ["paid", "cancelled", "expired"],
  expired: ["paid"],
  paid: ["dispatched", "delivered", "cancelled"],
  dispatched: ["delivered", "refunded"],
  delivered: ["refunded"],
  cancelled: [],
  refunded: [],
};
export const fulfilmentMoves: Readonly<Record<FulfilmentState, readonly FulfilmentState[]>> = {
  waiting: ["open", "cancelled"],
  open: ["ready", "shipped", "delivered", "cancelled"],
  ready: ["delivered", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: ["open"],
};
export const mayMove = <S extends string>(moves: Readonly<Record<S, readonly S[]>>, from: S, to: S): boolean =>
  moves[from].includes(to);

/** The state of an order from those of its fulfilments once it is paid; the cancelled ones do not count. */
export function foldOrder(fulfilments: readonly FulfilmentState[]): OrderState {
  const open = fulfilments.filter((s) => s !== "cancelled");
  if (open.length === 0) return "cancelled";
  if (open.every((s) => s === "delivered")) return "delivered";
  return open.every((s) => s === "delivered" || s === "shipped" || s === "ready") ? "dispatched" : "paid";
}

export type Level = {
  readonly on_hand: number;
  readonly safety: number;
  readonly reserved: number;
  readonly leased: number;
};
/** Pieces of a stock row that may be promised now. */
export const availableOf = (s: Level): number => s.on_hand - s.safety - s.reserved - s.leased;

/** How long stock is held for an order that is not paid. */
export const HOLD_MS = 15 * 60_000;
const hour_ms = 3_600_000;
/** After this hour of the venue's clock a pick-up is promised for the next day. */
const LAST_COLLECT_HOUR = 20;

/** What is promised when an order is placed: dispatch (or ready to collect) by an instant, arrival on a calendar day. */
export type Promised = { readonly dispatch_at: Date; readonly day: string };
/** `localDay` and `localHour` tell calendar day and hour in the venue's zone. Deliveries: dispatch in 48 h, arrival on the third day. */
export function promiseOf(
  kind: Kind,
  now: Date,
  localDay: (at: Date) => string,
  localHour: (at: Date) => number,
): Promised {
  const later = (hours: number) => new Date(now.getTime() + hours * hour_ms);
  if (kind === "deliver") return { dispatch_at: later(48), day: localDay(later(72)) };
  if (kind === "handover") return { dispatch_at: now, day: localDay(now) };
  const late = localHour(now) >= LAST_COLLECT_HOUR;
  return { dispatch_at: later(late ? 16 : 4), day: localDay(late ? later(24) : now) };
}

/** Letters that people do not mix up when they read a number to one another (Crockford's base 32). */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** An order number: the day, and 50 random bits, so that nobody counts a merchant's orders or guesses the next one. */
export function orderNo(day: string, random: Uint8Array): string {
  const tail = [...random.subarray(0, 10)].map((b) => letters[b % 32]).join("");
  return `${day.replaceAll("-", "").slice(2)}-${tail}`;
}

export const CODE_TRIES = 5;
export const CODE_PAUSE_MS = 15 * 60_000;
// GS1 numbers start at seven digits; zeros in front change no check digit.
const checkOf = (digits: string): string => String(gs1CheckDigit(digits.padStart(7, "0")));
/** The six digits of a pick-up code from a secret hash; the last is a check digit, so a slip costs no try. */
export function pickUpCode(hash: string): string {
  const digits = String(Number.parseInt(hash.slice(0, 12), 16) % 100_000).padStart(5, "0");
  return digits + checkOf(digits);
}
/** False for a text that cannot be any code. */
export const couldBeCode = (text: string): boolean => /^\d{6}$/.test(text) && checkOf(text.slice(0, 5)) === text[5];
