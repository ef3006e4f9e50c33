import { dailyBrands } from "./brands-daily.ts";
import { lastingBrands } from "./brands-lasting.ts";
import type { BrandSeed } from "./kinds.ts";

export const brandSeeds: readonly BrandSeed[] = [...dailyBrands, ...lastingBrands];

/** The category tree: each root with its children. */
export const categorySeeds: readonly {
  code: string;
  zh: string;
  en: string;
  children: readonly (readonly [string, string, string])[];
}[] = [
  {
    code: "beauty",
    zh: "美妆护肤",
    en: "Beauty",
    children: [
      ["cleanser", "洁面", "Cleansers"],
      ["toner", "爽肤水", "Toners"],
      ["serum", "精华", "Serums"],
      ["cream", "面霜", "Face creams"],
      ["mask", "面膜", "Masks"],
      ["lip", "唇妆", "Lips"],
      ["base", "底妆", "Base make-up"],
      ["eye", "眼妆", "Eyes"],
    ],
  },
  {
    code: "personal_care",
    zh: "个人护理",
    en: "Personal care",
    children: [
      ["body", "身体护理", "Body care"],
      ["hair", "洗护发", "Hair care"],
    ],
  },
  {
    code: "baby",
    zh: "母婴",
    en: "Mother and baby",
    children: [
      ["diaper", "纸尿裤", "Diapers"],
      ["baby_care", "宝宝洗护", "Baby care"],
      ["feeding", "喂养", "Feeding"],
      ["baby_wear", "童装", "Baby wear"],
    ],
  },
  {
    code: "food",
    zh: "食品饮料",
    en: "Food and drink",
    children: [
      ["milk", "牛奶", "Milk"],
      ["yoghurt", "酸奶", "Yoghurt"],
      ["milk_powder", "奶粉", "Milk powder"],
      ["cheese", "奶酪", "Cheese"],
      ["crisps", "薯片", "Crisps"],
      ["nuts", "坚果果干", "Nuts and fruit"],
      ["biscuits", "饼干", "Biscuits"],
      ["jerky", "肉脯", "Jerky"],
    ],
  },
  {
    code: "home",
    zh: "家居家装",
    en: "Home",
    children: [
      ["table", "餐桌餐椅", "Tables and chairs"],
      ["sofa", "沙发", "Sofas"],
      ["shelf", "柜架", "Shelves"],
      ["bedding", "床品", "Bedding"],
      ["pillow", "枕头床垫", "Pillows and toppers"],
      ["home_service", "到家服务", "Home services"],
    ],
  },
  {
    code: "electronics",
    zh: "数码家电",
    en: "Electronics",
    children: [
      ["audio", "影音", "Audio"],
      ["wearable", "穿戴", "Wearables"],
      ["tablet", "平板", "Tablets"],
      ["charging", "充电", "Charging"],
      ["kitchen", "厨房电器", "Kitchen appliances"],
      ["cleaning", "清洁电器", "Cleaning"],
      ["air", "环境电器", "Air"],
    ],
  },
  {
    code: "apparel",
    zh: "服饰户外",
    en: "Apparel and outdoor",
    children: [
      ["tops", "上装", "Tops"],
      ["trousers", "裤装", "Trousers"],
      ["shoes", "鞋", "Shoes"],
      ["outdoor_wear", "户外服饰", "Outdoor wear"],
      ["gear", "户外装备", "Gear"],
    ],
  },
];
