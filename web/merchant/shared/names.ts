import type { Bilingual, databank, facts, identity } from "#contract";

/** Every behaviour in words. */
export const behaviourWords: Readonly<Record<facts.Behaviour, Bilingual>> = {
  exposure: { zh: "曝光", en: "Exposure" },
  click: { zh: "点击", en: "Click" },
  content_view: { zh: "看内容", en: "Content viewed" },
  item_view: { zh: "看商品", en: "Product viewed" },
  venue_visit: { zh: "到店", en: "Venue visited" },
  device_play: { zh: "屏幕播放", en: "Screen play" },
  scan: { zh: "扫码", en: "Code scanned" },
  search: { zh: "搜索", en: "Search" },
  follow: { zh: "关注", en: "Follow" },
  join_member: { zh: "入会", en: "Joined as member" },
  claim_trial: { zh: "申领试用", en: "Trial claimed" },
  add_to_cart: { zh: "加购", en: "Added to cart" },
  favourite: { zh: "收藏", en: "Favourite" },
  interact: { zh: "互动", en: "Interaction" },
  try_on: { zh: "试妆试穿", en: "Try-on" },
  consult_guide: { zh: "咨询导购", en: "Guide consulted" },
  purchase: { zh: "购买", en: "Purchase" },
  refund: { zh: "退款", en: "Refund" },
  review_positive: { zh: "好评", en: "Positive review" },
  review_negative: { zh: "差评", en: "Negative review" },
  review_followup: { zh: "追评", en: "Follow-up review" },
  share: { zh: "分享", en: "Share" },
};

export const placeWords: Readonly<Record<databank.Place, Bilingual>> = {
  A: { zh: "A 认知", en: "A Awareness" },
  I: { zh: "I 兴趣", en: "I Interest" },
  P: { zh: "P 购买", en: "P Purchase" },
  L: { zh: "L 忠诚", en: "L Loyalty" },
  none: { zh: "不在资产内", en: "In no stage" },
};

export const purposeWords: Readonly<Record<identity.Purpose, Bilingual>> = {
  marketing: { zh: "营销触达", en: "Marketing" },
  personalisation: { zh: "个性化", en: "Personalisation" },
  sharing: { zh: "向外部共享", en: "Sharing outside" },
};

export const channelWords: Readonly<Record<identity.Channel, Bilingual>> = {
  any: { zh: "任意渠道", en: "Any channel" },
  shop: { zh: "商城站内", en: "In the shop" },
  push: { zh: "推送", en: "Push" },
  sms: { zh: "短信", en: "SMS" },
  email: { zh: "邮件", en: "E-mail" },
  phone: { zh: "电话", en: "Phone" },
  external: { zh: "平台外", en: "Outside the platform" },
};

/** Touchpoints are data of the platform; the usual ones have a name, any other is shown by its code. */
const touchpointWords: Readonly<Record<string, Bilingual>> = {
  app: { zh: "应用", en: "App" },
  appointment: { zh: "预约", en: "Appointment" },
  brand_zone: { zh: "品牌专区", en: "Brand zone" },
  chat: { zh: "在线咨询", en: "Chat" },
  corner_shop: { zh: "街角小店", en: "Corner shop" },
  electronics_chain: { zh: "电器连锁", en: "Electronics chain" },
  feed: { zh: "推荐流", en: "Feed" },
  guide: { zh: "导购", en: "Guide" },
  home: { zh: "首页", en: "Home page" },
  home_furnishing_mall: { zh: "家居卖场", en: "Home-furnishing mall" },
  live_room: { zh: "直播间", en: "Live room" },
  local_service_shop: { zh: "本地服务店", en: "Local-service shop" },
  mini_program: { zh: "小程序", en: "Mini-program" },
  mother_baby_room: { zh: "母婴室", en: "Mother-and-baby room" },
  pop_up: { zh: "快闪店", en: "Pop-up" },
  push: { zh: "推送", en: "Push" },
  rural_station: { zh: "乡村服务站", en: "Rural station" },
  scan: { zh: "扫码", en: "Code scan" },
  screen: { zh: "店内屏", en: "Store screen" },
  search: { zh: "搜索", en: "Search" },
  shelf: { zh: "货架", en: "Shelf" },
  shop: { zh: "商城", en: "Shop" },
  short_video: { zh: "短视频", en: "Short video" },
  social: { zh: "社交分享", en: "Social" },
  store: { zh: "门店", en: "Store" },
  store_in_store: { zh: "店中店", en: "Store-in-store" },
  survey: { zh: "问卷", en: "Survey" },
  till: { zh: "收银台", en: "Till" },
  web: { zh: "网页", en: "Web" },
};
export const touchpointWord = (code: string): Bilingual =>
  code === "" ? { zh: "未注明", en: "Not named" } : (touchpointWords[code] ?? { zh: code, en: code });
