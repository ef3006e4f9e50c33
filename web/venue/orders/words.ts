import { currentLang, say, words } from "#parts";

/** Words of orders, parcels and returns; one word per state, the same everywhere in the console. */
export const orderWords = words({
  collect: { zh: "自提", en: "Pick-up" },
  deliver: { zh: "快递", en: "Parcel" },
  handover: { zh: "柜台", en: "Counter" },
  waiting: { zh: "待付款", en: "Unpaid" },
  open: { zh: "待拣", en: "To pick" },
  ready: { zh: "待取", en: "Ready" },
  shipped: { zh: "在途", en: "On its way" },
  delivered: { zh: "已交付", en: "Handed over" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  placed: { zh: "待付款", en: "Placed" },
  paid: { zh: "已付款", en: "Paid" },
  dispatched: { zh: "已发出", en: "Dispatched" },
  expired: { zh: "已超时关闭", en: "Expired" },
  refunded: { zh: "已退款", en: "Refunded" },
  requested: { zh: "待收货", en: "Requested" },
  received: { zh: "已收货", en: "Received" },
  refused: { zh: "已拒绝", en: "Refused" },
  on_hand: { zh: "完好，重新上架", en: "Sound, back on sale" },
  quarantined: { zh: "待检，先隔离", en: "To be inspected, kept apart" },
  damaged: { zh: "破损，不再销售", en: "Damaged, not for sale" },
});

const events = words({
  placed: { zh: "下单", en: "Placed" },
  sold: { zh: "柜台售出", en: "Sold at the till" },
  paid: { zh: "付款", en: "Paid" },
  payment_declined: { zh: "付款被拒", en: "Payment declined" },
  paid_too_late: { zh: "付款超时，已退", en: "Paid too late, given back" },
  ready: { zh: "备好待取", en: "Ready for pick-up" },
  shipped: { zh: "发货", en: "Shipped" },
  delivered: { zh: "签收", en: "Delivered" },
  handed_over: { zh: "当面交付", en: "Handed over" },
  cancelled: { zh: "取消", en: "Cancelled" },
  expired: { zh: "超时关闭", en: "Expired" },
  return_requested: { zh: "申请退货", en: "Return asked for" },
  return_received: { zh: "退货已收", en: "Return received" },
  return_refused: { zh: "退货被拒", en: "Return refused" },
  refunded: { zh: "退款", en: "Refunded" },
  reviewed: { zh: "评价", en: "Reviewed" },
});
/** What happened to an order, in the reader's language; an event that is newer than this page keeps its own name. */
export function eventName(name: string): string {
  const said: Readonly<Record<string, string>> = say(events, currentLang());
  return said[name] ?? name;
}
