import type { parties } from "#contract";
import { brandSeeds } from "./brands.ts";

/** Towns with where they lie; `people` is their share of the consumers. */
export const cities = [
  { zh: "上海", en: "Shanghai", region: "上海", lat: 31.2304, lng: 121.4737, people: 18 },
  { zh: "杭州", en: "Hangzhou", region: "浙江", lat: 30.2741, lng: 120.1551, people: 13 },
  { zh: "北京", en: "Beijing", region: "北京", lat: 39.9042, lng: 116.4074, people: 13 },
  { zh: "广州", en: "Guangzhou", region: "广东", lat: 23.1291, lng: 113.2644, people: 11 },
  { zh: "成都", en: "Chengdu", region: "四川", lat: 30.5728, lng: 104.0668, people: 10 },
  { zh: "武汉", en: "Wuhan", region: "湖北", lat: 30.5928, lng: 114.3055, people: 8 },
  { zh: "西安", en: "Xi'an", region: "陕西", lat: 34.3416, lng: 108.9398, people: 7 },
  { zh: "郑州", en: "Zhengzhou", region: "河南", lat: 34.7466, lng: 113.6254, people: 6 },
  { zh: "桐庐县", en: "Tonglu", region: "浙江", lat: 29.7971, lng: 119.6853, people: 3 },
  { zh: "安吉县", en: "Anji", region: "浙江", lat: 30.6386, lng: 119.6802, people: 3 },
  { zh: "蒲江县", en: "Pujiang", region: "四川", lat: 30.1967, lng: 103.5061, people: 3 },
  { zh: "兰考县", en: "Lankao", region: "河南", lat: 34.8235, lng: 114.8213, people: 3 },
  { zh: "周至县", en: "Zhouzhi", region: "陕西", lat: 34.1635, lng: 108.2223, people: 2 },
] as const;

/** What a merchant is really like, which no screen shows and every record follows: chances per order. */
export type Quality = {
  /** Dispatched after the promise. */
  readonly late: number;
  /** Refunded for quality. */
  readonly defect: number;
  /** Cancelled by the merchant. */
  readonly cancel: number;
  /** How content its buyers are, 0..1. */
  readonly kindness: number;
};
const qualities = {
  fine: { late: 0.008, defect: 0.006, cancel: 0.002, kindness: 0.95 },
  fair: { late: 0.035, defect: 0.018, cancel: 0.006, kindness: 0.85 },
  weak: { late: 0.11, defect: 0.035, cancel: 0.018, kindness: 0.68 },
  poor: { late: 0.24, defect: 0.07, cancel: 0.04, kindness: 0.45 },
} as const satisfies Record<string, Quality>;

export type MerchantSeed = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly kind: parties.Merchant["kind"];
  readonly brand?: string;
  readonly quality: Quality;
  /** Brands it sells, and the share of their SKUs that it keeps. */
  readonly brands: readonly string[];
  readonly share: number;
  /** Its prices relative to the brand's own. */
  readonly price: number;
  /** Town, for those that have one place. */
  readonly city: number;
};
type Kind = keyof typeof qualities;

const flagshipQuality: Readonly<Record<string, Kind>> = {
  qingyu: "fine",
  helu: "fair",
  feixia: "fair",
  yayashu: "fine",
  muyungu: "fine",
  cuixiaoman: "poor",
  qimu: "weak",
  miandao: "fair",
  jiyao: "fine",
  xiaoche: "fair",
  suli: "fine",
  yebu: "fair",
};
const flagships = brandSeeds.map((b, i): MerchantSeed => ({
  code: `${b.code}-flagship`,
  zh: `${b.zh}官方旗舰店`,
  en: `${b.en} Flagship`,
  kind: "flagship",
  brand: b.code,
  quality: qualities[flagshipQuality[b.code] ?? "fair"],
  brands: [b.code],
  share: 1,
  price: 1,
  city: i % 8,
}));
const beauty = ["qingyu", "helu", "feixia"];
const grocery = ["muyungu", "cuixiaoman", "helu"];
const home = ["qimu", "miandao", "xiaoche"];
const device = ["jiyao", "xiaoche"];
const family = ["yayashu", "muyungu", "helu"];
const wear = ["suli", "yebu"];
const multi = (
  code: string,
  zh: string,
  en: string,
  quality: Kind,
  brands: readonly string[],
  share: number,
  city = 0,
  price = 0.97,
): MerchantSeed => ({
  code,
  zh,
  en,
  kind: "multi_brand",
  quality: qualities[quality],
  brands,
  share,
  price,
  city,
});
const multis: readonly MerchantSeed[] = [
  multi("yuemei", "悦美集合店", "Yuemei Beauty", "fine", beauty, 0.6),
  multi("lianxiang", "莲巷美妆", "Lianxiang Beauty", "fair", beauty, 0.5, 1),
  multi("xingye", "星叶美妆折扣", "Xingye Beauty Outlet", "poor", beauty, 0.4, 3, 0.9),
  multi("baobeijia", "宝贝佳母婴", "Baobeijia Mother and Baby", "fine", family, 0.6, 2),
  multi("tongxin", "童心树母婴", "Tongxin Mother and Baby", "weak", family, 0.4, 5, 0.94),
  multi("shiweizhai", "食味斋零食", "Shiweizhai Snacks", "fair", grocery, 0.6, 4),
  multi("xiangcheng", "巷橙超市", "Xiangcheng Market", "fine", [...grocery, "yayashu"], 0.5, 0),
  multi("kuaihuo", "快活零食铺", "Kuaihuo Snack Store", "weak", grocery, 0.4, 6, 0.93),
  multi("qijia", "栖家家居广场", "Qijia Home Mall", "fair", home, 0.7, 1),
  multi("anshe", "安舍家居", "Anshe Home", "weak", home, 0.5, 4),
  multi("diandong", "点动电器连锁", "Diandong Electronics", "fine", device, 0.8, 2),
  multi("shuguang", "数光数码", "Shuguang Digital", "fair", device, 0.6, 3),
  multi("yiqiao", "衣桥服饰", "Yiqiao Apparel", "fair", wear, 0.6, 0),
  multi("shanfeng", "山风户外", "Shanfeng Outdoor", "fine", ["yebu"], 0.7, 4),
  multi("haidao", "海岛百货", "Haidao Department Store", "fair", [...beauty, ...wear, "miandao"], 0.3, 5, 1),
];
const corner = (code: string, zh: string, en: string, city: number, quality: Kind = "fair"): MerchantSeed => ({
  code,
  zh,
  en,
  kind: "corner_shop",
  quality: qualities[quality],
  brands: [...grocery, "yayashu"],
  share: 0.28,
  price: 1.04,
  city,
});
const corners = [
  corner("axiang", "阿香便利店", "Axiang Corner Shop", 0, "fine"),
  corner("laowu", "老吴小店", "Laowu's Shop", 1, "fine"),
  corner("hutongkou", "胡同口小卖部", "Alley Corner Shop", 2),
  corner("rongshu", "榕树头士多", "Banyan Corner Store", 3),
  corner("chaguan", "茶馆旁小店", "Teahouse Corner Shop", 4),
  corner("dongmen", "东门小超市", "East Gate Mini-market", 5, "weak"),
  corner("chengqiang", "城墙根便利店", "City Wall Corner Shop", 6),
  corner("jinshui", "金水邻里店", "Jinshui Neighbours", 7),
  corner("xiaoqu", "小区里生鲜店", "Courtyard Grocery", 0, "fine"),
];
const stations = cities.slice(8).map((c, i): MerchantSeed => {
  const town = c.zh.replace("县", "");
  return {
    code: `station-${c.en.toLowerCase().replaceAll(/\W/g, "")}`,
    zh: `${town}乡村服务站`,
    en: `${c.en} Rural Station`,
    kind: "station",
    quality: qualities[i === 3 ? "weak" : "fair"],
    brands: ["muyungu", "helu", "xiaoche", "yayashu"],
    share: 0.2,
    price: 1.02,
    city: 8 + i,
  };
});
const plain = (code: string, zh: string, en: string, kind: MerchantSeed["kind"], city: number): MerchantSeed => ({
  code,
  zh,
  en,
  kind,
  quality: qualities.fair,
  brands: [],
  share: 0,
  price: 1,
  city,
});
export const merchantSeeds: readonly MerchantSeed[] = [
  ...flagships,
  ...multis,
  ...corners,
  ...stations,
  plain("anjia", "安佳到家服务", "Anjia Home Services", "service", 1),
  plain("zhiyan", "栀颜护理馆", "Zhiyan Care Studio", "service", 0),
  plain("huaxing-supply", "华星日化供应", "Huaxing Care Supply", "supplier", 3),
  plain("guyuan-supply", "谷源食品供应", "Guyuan Food Supply", "supplier", 4),
];

export type VenueSeed = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly kind: string;
  readonly merchant: string;
  readonly city: number;
  readonly street: string;
  readonly format: string;
};
const streets = ["人民路", "中山路", "解放路", "滨江大道", "长宁路", "文化街", "新华路", "望江路", "学府路", "花园路"];
const at = (kind: string, format: string, merchant: string, zh: string, en: string, city: number): VenueSeed => ({
  code: "",
  zh,
  en,
  kind,
  merchant,
  city,
  street: "",
  format,
});
const townOf = (i: number) => cities[i] ?? cities[0];
const flagshipStores = (brand: string, towns: readonly number[], kind: string, zh: string, en: string): VenueSeed[] => {
  const b = brandSeeds.find((x) => x.code === brand);
  return towns.map((c) =>
    at(
      kind,
      kind,
      `${brand}-flagship`,
      `${b?.zh ?? ""}${townOf(c).zh}${zh}`,
      `${b?.en ?? ""} ${townOf(c).en} ${en}`,
      c,
    ),
  );
};
const webShop = (m: MerchantSeed): VenueSeed =>
  at("web_shop", "online", m.code, `${m.zh}（网店）`, `${m.en} Online`, m.city);
const named = new Map(merchantSeeds.map((m) => [m.code, m]));
const shopOf = (code: string, kind: string, format: string, zh = "", en = "", city?: number): VenueSeed => {
  const m = named.get(code);
  return at(kind, format, code, `${m?.zh ?? ""}${zh}`, `${m?.en ?? ""}${en}`, city ?? m?.city ?? 0);
};
const unnumbered: readonly VenueSeed[] = [
  ...flagshipStores("qingyu", [0, 1, 4], "store", "旗舰店", "Store"),
  ...flagshipStores("qingyu", [0, 2], "store_in_store", "百货专柜", "Counter"),
  ...flagshipStores("helu", [3], "store_in_store", "商场专柜", "Counter"),
  ...flagshipStores("feixia", [0], "store", "体验店", "Studio"),
  ...flagshipStores("feixia", [5], "store_in_store", "百货专柜", "Counter"),
  ...flagshipStores("yayashu", [1], "store_in_store", "母婴专区", "Corner"),
  ...flagshipStores("yayashu", [0, 2, 4], "mother_baby_room", "智能母婴室", "Nursing Room"),
  ...flagshipStores("miandao", [1], "store", "睡眠体验店", "Sleep Store"),
  ...flagshipStores("suli", [0, 4], "store", "门店", "Store"),
  ...flagshipStores("yebu", [4], "store", "户外店", "Store"),
  ...flagshipStores("feixia", [3], "pop_up", "快闪店", "Pop-up"),
  ...flagshipStores("cuixiaoman", [0], "pop_up", "零食快闪车", "Pop-up Van"),
  ...flagshipStores("qingyu", [0], "screen", "商场互动屏", "Mall Screen"),
  ...flagshipStores("muyungu", [1], "screen", "地铁互动屏", "Metro Screen"),
  ...flagshipStores("jiyao", [2], "screen", "影院互动屏", "Cinema Screen"),
  ...merchantSeeds
    .filter((m) => m.kind === "flagship" || (m.kind === "multi_brand" && !["qijia", "diandong"].includes(m.code)))
    .map(webShop),
  shopOf("yuemei", "store", "beauty_store", "静安店", " Jing'an"),
  shopOf("baobeijia", "store", "baby_store", "朝阳店", " Chaoyang"),
  shopOf("xiangcheng", "store", "supermarket", "徐汇店", " Xuhui"),
  shopOf("haidao", "store", "department_store"),
  shopOf("qijia", "home_furnishing_mall", "mall"),
  shopOf("qijia", "home_furnishing_mall", "mall", "成都馆", " Chengdu", 4),
  shopOf("diandong", "electronics_chain", "electronics", "王府井店", " Wangfujing"),
  shopOf("diandong", "electronics_chain", "electronics", "天河店", " Tianhe", 3),
  shopOf("diandong", "electronics_chain", "electronics", "光谷店", " Optics Valley", 5),
  shopOf("anjia", "local_service_shop", "service"),
  shopOf("zhiyan", "local_service_shop", "service"),
  ...merchantSeeds.filter((m) => m.kind === "corner_shop").map((m) => shopOf(m.code, "corner_shop", "convenience")),
  ...merchantSeeds.filter((m) => m.kind === "station").map((m) => shopOf(m.code, "rural_station", "station")),
];
const counts = new Map<string, number>();
export const venueSeeds: readonly VenueSeed[] = unnumbered.map((v, i) => {
  const stem = `${v.merchant.replace("-flagship", "")}-${v.kind}`;
  const n = (counts.get(stem) ?? 0) + 1;
  counts.set(stem, n);
  return { ...v, code: `${stem}-${n}`, street: `${streets[i % streets.length] ?? ""} ${20 + ((i * 37) % 480)} 号` };
});
