import type { Bilingual, trade } from "#contract";
import type { Tone } from "#parts";

export const orderStateWords: Readonly<Record<trade.OrderState, Bilingual>> = {
  placed: { zh: "待付款", en: "Awaiting payment" },
  paid: { zh: "待发货", en: "To send" },
  dispatched: { zh: "已发货", en: "On its way" },
  delivered: { zh: "已送达", en: "Delivered" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  expired: { zh: "超时未付", en: "Not paid in time" },
  refunded: { zh: "已退款", en: "Refunded" },
};
export const orderStateTones: Readonly<Record<trade.OrderState, Tone>> = {
  placed: "plain",
  paid: "warn",
  dispatched: "accent",
  delivered: "good",
  cancelled: "plain",
  expired: "plain",
  refunded: "bad",
};
export const kindWords: Readonly<Record<trade.FulfilmentKind, Bilingual>> = {
  deliver: { zh: "快递送达", en: "Delivery" },
  collect: { zh: "到店自提", en: "Pick-up" },
  handover: { zh: "当场交付", en: "Over the counter" },
};
export const fulfilmentStateWords: Readonly<Record<trade.FulfilmentState, Bilingual>> = {
  waiting: { zh: "等待付款", en: "Waiting for payment" },
  open: { zh: "待处理", en: "To do" },
  ready: { zh: "已备好", en: "Ready" },
  shipped: { zh: "已交承运商", en: "With the carrier" },
  delivered: { zh: "已送达", en: "Delivered" },
  cancelled: { zh: "已取消", en: "Cancelled" },
};
export const returnStateWords: Readonly<Record<trade.ReturnCase["state"], Bilingual>> = {
  requested: { zh: "待处理", en: "To decide" },
  received: { zh: "已收货", en: "Received" },
  refunded: { zh: "已退款", en: "Refunded" },
  refused: { zh: "已拒绝", en: "Refused" },
};
export const returnStateTones: Readonly<Record<trade.ReturnCase["state"], Tone>> = {
  requested: "warn",
  received: "accent",
  refunded: "good",
  refused: "plain",
};
export const inspectionWords: Readonly<Record<trade.InspectionResult, Bilingual>> = {
  on_hand: { zh: "完好，重新上架", en: "Sound, back on sale" },
  quarantined: { zh: "待质检", en: "Keep apart to inspect" },
  damaged: { zh: "损坏", en: "Damaged" },
};

/** What happened to an order, by the name its timeline gives it. */
const eventWords: Readonly<Record<string, Bilingual>> = {
  placed: { zh: "下单", en: "Ordered" },
  paid: { zh: "付款", en: "Paid" },
  payment_declined: { zh: "付款被拒", en: "Payment declined" },
  paid_too_late: { zh: "付款太晚，已退回", en: "Paid too late, given back" },
  expired: { zh: "超时未付，已释放库存", en: "Not paid in time, stock released" },
  shipped: { zh: "交给承运商", en: "Given to the carrier" },
  ready: { zh: "已备好，等待自提", en: "Ready to collect" },
  handed_over: { zh: "凭码交付", en: "Handed over" },
  delivered: { zh: "送达", en: "Delivered" },
  cancelled: { zh: "取消", en: "Cancelled" },
  refunded: { zh: "退款", en: "Refunded" },
  return_requested: { zh: "申请退货", en: "Return asked for" },
  return_received: { zh: "收到退货", en: "Return received" },
  return_refused: { zh: "拒绝退货", en: "Return refused" },
  reviewed: { zh: "评价", en: "Reviewed" },
};
export const eventWord = (name: string): Bilingual => eventWords[name] ?? { zh: name, en: name };
const eventTones: Readonly<Record<string, Tone>> = {
  paid: "good",
  delivered: "good",
  handed_over: "good",
  shipped: "accent",
  ready: "accent",
  payment_declined: "bad",
  cancelled: "bad",
  refunded: "warn",
  return_requested: "warn",
  return_refused: "bad",
};
export const eventTone = (name: string): Tone => eventTones[name] ?? "plain";

const actorWords: Readonly<Record<string, Bilingual>> = {
  consumer: { zh: "消费者", en: "consumer" },
  merchant: { zh: "商家", en: "merchant" },
  venue: { zh: "门店", en: "venue" },
  operator: { zh: "平台", en: "platform" },
  provider: { zh: "支付机构", en: "payment provider" },
  clock: { zh: "系统", en: "system" },
};
export const actorWord = (by: string): Bilingual => actorWords[by] ?? { zh: by, en: by };
