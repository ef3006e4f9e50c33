import { currentLang, say, words } from "#parts";

/** Words of stock; the same figure has the same name everywhere in the console. */
export const stockWords = words({
  available: { zh: "可卖", en: "Available" },
  on_hand: { zh: "在库", en: "On hand" },
  reserved: { zh: "已留", en: "Reserved" },
  safety: { zh: "安全量", en: "Safety" },
  leased: { zh: "借出", en: "Lent" },
  incoming: { zh: "在订", en: "On order" },
  in_transit: { zh: "在途", en: "In transit" },
  damaged: { zh: "破损", en: "Damaged" },
  quarantined: { zh: "待检", en: "To inspect" },
  lot: { zh: "批次", en: "Lot" },
  noLot: { zh: "无批次", en: "no lot" },
  expires: { zh: "到期", en: "Expires" },
  owner: { zh: "货主", en: "Owner" },
});

const causes = words({
  receive: { zh: "收货", en: "Received" },
  sale: { zh: "线上订单出库", en: "Order sent" },
  pos_sale: { zh: "柜台售出", en: "Sold at the till" },
  return_in: { zh: "退货入库", en: "Came back" },
  transfer_out: { zh: "调出", en: "Moved out" },
  transfer_in: { zh: "调入", en: "Moved in" },
  count_adjust: { zh: "盘点调整", en: "Counted" },
  correction: { zh: "更正", en: "Corrected" },
  damage: { zh: "报损", en: "Damaged" },
  quality_pass: { zh: "检验合格", en: "Passed inspection" },
  quality_fail: { zh: "检验不合格", en: "Failed inspection" },
});
/** Why stock changed, in the reader's language. */
export const causeName = (cause: keyof typeof causes): string => say(causes, currentLang())[cause];
