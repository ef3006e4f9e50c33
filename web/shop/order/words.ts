import type { trade } from "#contract";
import { type Tone, words } from "#parts";

/** States of an order as its buyer reads them. */
export const stateWords = words({
  placed: { zh: "待付款", en: "To pay" },
  paid: { zh: "备货中", en: "Being prepared" },
  dispatched: { zh: "在路上", en: "On its way" },
  ready: { zh: "可以来取了", en: "Ready to collect" },
  delivered: { zh: "已收到", en: "Received" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  expired: { zh: "超时未付款", en: "Not paid in time" },
  refunded: { zh: "已退款", en: "Refunded" },
});

type Shown = keyof typeof stateWords;
/** A pick-up that waits at the counter is "dispatched" for the books and "ready" for its buyer. */
export const shownState = (order: Pick<trade.Order, "state" | "kind">): Shown =>
  order.state === "dispatched" && order.kind === "collect" ? "ready" : order.state;

const tones: Readonly<Record<Shown, Tone>> = {
  placed: "warn",
  paid: "accent",
  dispatched: "accent",
  ready: "good",
  delivered: "good",
  cancelled: "plain",
  expired: "plain",
  refunded: "plain",
};
export const stateTone = (order: Pick<trade.Order, "state" | "kind">): Tone => tones[shownState(order)];

/** What happened to an order, by the name of the event. */
export const eventWords = words({
  placed: { zh: "提交了订单", en: "Order placed" },
  paid: { zh: "付款成功", en: "Paid" },
  payment_declined: { zh: "付款没有成功", en: "Payment declined" },
  paid_too_late: {
    zh: "付款来晚了，货已售出，款项退回",
    en: "Paid too late: the goods were gone, the money goes back",
  },
  expired: { zh: "超时未付款，订单关闭", en: "Not paid in time; the order is closed" },
  ready: { zh: "备好了，等您来取", en: "Picked and waiting for you" },
  shipped: { zh: "交给快递了", en: "Given to the carrier" },
  delivered: { zh: "送到了", en: "Delivered" },
  handed_over: { zh: "门店交给您了", en: "Handed over at the store" },
  cancelled: { zh: "订单取消", en: "Cancelled" },
  return_requested: { zh: "申请退货", en: "Return asked for" },
  return_received: { zh: "退货已收到", en: "Return received" },
  return_refused: { zh: "退货未通过", en: "Return refused" },
  refunded: { zh: "退款", en: "Refunded" },
  reviewed: { zh: "给了评价", en: "Reviewed" },
});

const bad = new Set(["payment_declined", "paid_too_late", "expired", "cancelled", "return_refused"]);
const good = new Set(["paid", "ready", "delivered", "handed_over", "refunded"]);
export const eventTone = (name: string): Tone => (bad.has(name) ? "bad" : good.has(name) ? "good" : "plain");

type Known = keyof typeof eventWords;
const isKnown = (name: string): name is Known => Object.hasOwn(eventWords, name);
/** An event's name for the reader; one that is new to this page is shown as it is. */
export const eventText = (name: string, lang: "zh" | "en"): string =>
  isKnown(name) ? eventWords[name][lang] : name.replaceAll("_", " ");

/** Notes that people wrote are shown; those that the platform wrote for its books are not. */
export const noteOf = (event: { readonly name: string; readonly note: string | null }): string | undefined =>
  ["shipped", "cancelled", "return_requested", "return_refused"].includes(event.name)
    ? (event.note ?? undefined)
    : undefined;

export const returnWords = words({
  requested: { zh: "等商家处理", en: "Waiting for the merchant" },
  received: { zh: "已收到退货", en: "Goods received" },
  refunded: { zh: "已退款", en: "Refunded" },
  refused: { zh: "未通过", en: "Refused" },
});
