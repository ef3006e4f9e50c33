/** The shapes we can draw. */
export type Shape =
  | "bottle"
  | "carton"
  | "cup"
  | "jar"
  | "tube"
  | "dropper"
  | "lipstick"
  | "pump"
  | "pouch"
  | "box"
  | "can"
  | "tin"
  | "shirt"
  | "shoe"
  | "handbag"
  | "phone"
  | "speaker"
  | "lamp"
  | "chair"
  | "blocks"
  | "diapers"
  | "fruit"
  | "pot"
  | "bowl"
  | "book"
  | "watch";

// The first fitting line wins, so the narrow words stand before the wide ones.
const lines: readonly (readonly [RegExp, Shape])[] = [
  [/\b(tops|trousers)\b|baby_wear|童装|连体衣/i, "shirt"],
  [/wearable|穿戴/i, "watch"],
  [/yoghurt/i, "cup"],
  [/cheese|奶酪|\bbase\b|底妆|\beye\b|眼妆/i, "box"],
  [/crisps|jerky|biscuit|肉脯|薯片/i, "pouch"],
  [/toner|爽肤水|feeding|奶瓶/i, "bottle"],
  [/\b(body|hair)\b|身体护理/i, "pump"],
  [/charging|充电/i, "phone"],
  [/\b(air|cleaning)\b|环境电器|清洁电器/i, "speaker"],
  [/shelf|shelves|柜架|\btables?\b|餐桌/i, "chair"],
  [/\bgear\b|户外装备/i, "handbag"],
  [/奶粉|formula|milk.?powder|protein|蛋白粉/i, "tin"],
  [/尿裤|纸尿|尿不湿|diaper|nappy|纸巾|抽纸|tissue|卫生巾/i, "diapers"],
  [/口红|唇|lip/i, "lipstick"],
  [/精华|serum|essence|oil|精油|香水|perfume|fragrance/i, "dropper"],
  [/面霜|乳霜|cream|mask|面膜|彩妆|makeup|粉底|foundation|眼霜/i, "jar"],
  [/洁面|洗面|防晒|牙膏|cleanser|sunscreen|toothpaste|护手|lotion/i, "tube"],
  [/洗发|沐浴|洗衣|洗手|shampoo|conditioner|wash|detergent|laundry|清洁|clean/i, "pump"],
  [/护肤|美妆|skin|beauty|cosmetic/i, "jar"],
  [/牛奶|酸奶|dairy|milk|yogurt|juice|果汁|豆奶/i, "carton"],
  [/咖啡|茶|coffee|tea\b|cocoa/i, "cup"],
  [/啤酒|可乐|beer|soda|cola|罐头|canned/i, "can"],
  [/水|酒|饮料|饮|water|wine|drink|beverage|sauce|酱油|食用油/i, "bottle"],
  [/水果|蔬菜|生鲜|fruit|vegetable|fresh|produce/i, "fruit"],
  [/零食|坚果|饼干|糖|snack|nut|chip|candy|cookie|chocolate|米|rice|面粉|flour|粮/i, "pouch"],
  [/宠物|pet|猫|狗|cat food|dog/i, "bowl"],
  [/玩具|积木|toy|play|baby|母婴|婴/i, "blocks"],
  [/鞋|shoe|sneaker|boot|footwear/i, "shoe"],
  [/包|bag|luggage|箱包/i, "handbag"],
  [/衣|裤|裙|服|shirt|dress|cloth|apparel|fashion|wear|coat/i, "shirt"],
  [/手表|watch|珠宝|jewel|accessor|配饰/i, "watch"],
  [/手机|数码|平板|电脑|phone|tablet|laptop|computer|digital|electronic/i, "phone"],
  [/音箱|耳机|speaker|audio|headphone|小家电|appliance|家电/i, "speaker"],
  [/灯|lamp|light/i, "lamp"],
  [/家具|椅|沙发|furniture|chair|sofa|家居|home/i, "chair"],
  [/锅|厨|餐具|cook|kitchen|pot|tableware/i, "pot"],
  [/书|文具|book|station|office/i, "book"],
  [/食|food|grocery|超市|fmcg/i, "pouch"],
];
const others: readonly Shape[] = ["box", "jar", "bottle", "pouch", "box"];

/** A steady number from a text (FNV-1a, 32 bits): the same product always looks the same. */
export function steady(text: string): number {
  let hash = 0x811c9dc5;
  for (const c of text) hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** The shape for a category's code or name, in Chinese or English; an unknown category gets a plain pack. */
export function shapeOf(category: string, code: string): Shape {
  const found = lines.find(([words]) => words.test(category));
  return found?.[1] ?? others[steady(code) % others.length] ?? "box";
}

export type Tones = { readonly ground: string; readonly main: string; readonly deep: string; readonly pale: string };
const tones: readonly Tones[] = [
  { ground: "#F3EAE0", main: "#C97B4A", deep: "#8F4F28", pale: "#F0CBAF" },
  { ground: "#E6EEEA", main: "#4F8F7B", deep: "#2D6152", pale: "#B9DACE" },
  { ground: "#ECEAF4", main: "#7A72B8", deep: "#4C4587", pale: "#CFCBEA" },
  { ground: "#F6E8EA", main: "#C9647A", deep: "#913B50", pale: "#F1C3CD" },
  { ground: "#E7EEF5", main: "#4F83B5", deep: "#2C5780", pale: "#BBD4EA" },
  { ground: "#F5EFD9", main: "#D3A032", deep: "#94690F", pale: "#F2DCA0" },
  { ground: "#EAEDE0", main: "#84974A", deep: "#566526", pale: "#D3DDB0" },
  { ground: "#EFEAE6", main: "#8B7465", deep: "#594739", pale: "#D8CABF" },
  { ground: "#E4EFF0", main: "#3F929A", deep: "#205F66", pale: "#B0DADD" },
  { ground: "#F4E7E0", main: "#B8503A", deep: "#7E2E1C", pale: "#EDBDB1" },
];

/** The colours for a product: a matter of its code alone. */
export const tonesOf = (code: string): Tones =>
  tones[(steady(code) >>> 5) % tones.length] ?? {
    ground: "#EFEAE6",
    main: "#8B7465",
    deep: "#594739",
    pale: "#D8CABF",
  };
