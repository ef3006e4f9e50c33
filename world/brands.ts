/** Invented brands and what they make. Each product is a series times a type; each type comes in one to three options. */
export type TypeSeed = {
  readonly zh: string;
  readonly en: string;
  /** Category code. */
  readonly category: string;
  readonly price_minor: number;
  /** Size, colour or count: what tells the SKUs apart, each with its price relative to the first. */
  readonly options: readonly (readonly [name: string, ratio: number])[];
};
export type BrandSeed = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** How often people come for it, relative to the others. */
  readonly weight: number;
  /** Mean days between two purchases of somebody who likes it. */
  readonly cycle_days: number;
  readonly colour: string;
  readonly option: string;
  readonly series: readonly (readonly [zh: string, en: string])[];
  readonly types: readonly TypeSeed[];
};
const type = (
  zh: string,
  en: string,
  category: string,
  yuan: number,
  ...options: (readonly [string, number])[]
): TypeSeed => ({
  zh,
  en,
  category,
  price_minor: yuan * 100,
  options: options.length === 0 ? [["1", 1]] : options,
});
const sizes = [
  ["S", 1],
  ["M", 1],
  ["L", 1],
] as const;

export const brandSeeds: readonly BrandSeed[] = [
  {
    code: "qingyu",
    zh: "青屿",
    en: "Qingyu",
    weight: 1.5,
    cycle_days: 38,
    colour: "#2f7d6b",
    option: "size",
    series: [
      ["玻尿酸", "Hyaluronic"],
      ["积雪草", "Cica"],
      ["烟酰胺", "Niacinamide"],
      ["山茶花", "Camellia"],
      ["青瓜", "Cucumber"],
    ],
    types: [
      type("洁面乳", "Cleanser", "cleanser", 59, ["100 g", 1], ["150 g", 1.35]),
      type("爽肤水", "Toner", "toner", 89, ["150 ml", 1]),
      type("精华液", "Serum", "serum", 199, ["30 ml", 1], ["50 ml", 1.5]),
      type("面霜", "Face Cream", "cream", 169, ["50 g", 1]),
      type("面膜", "Sheet Mask", "mask", 69, ["5 片", 1], ["10 片", 1.75]),
    ],
  },
  {
    code: "helu",
    zh: "禾露",
    en: "Helu",
    weight: 1.1,
    cycle_days: 42,
    colour: "#7aa04a",
    option: "size",
    series: [
      ["燕麦", "Oat"],
      ["栀子花", "Gardenia"],
      ["海盐", "Sea Salt"],
      ["生姜", "Ginger"],
      ["白茶", "White Tea"],
    ],
    types: [
      type("沐浴露", "Body Wash", "body", 45, ["500 ml", 1], ["1 L", 1.7]),
      type("洗发水", "Shampoo", "hair", 49, ["400 ml", 1], ["750 ml", 1.6]),
      type("护发素", "Conditioner", "hair", 49, ["400 ml", 1]),
      type("身体乳", "Body Lotion", "body", 59, ["300 ml", 1]),
      type("护手霜", "Hand Cream", "body", 25, ["60 g", 1]),
    ],
  },
  {
    code: "feixia",
    zh: "绯霞",
    en: "Feixia",
    weight: 1.2,
    cycle_days: 48,
    colour: "#b8375a",
    option: "shade",
    series: [
      ["雾感", "Matte"],
      ["水光", "Dewy"],
      ["丝绒", "Velvet"],
      ["云朵", "Cloud"],
      ["琉璃", "Crystal"],
    ],
    types: [
      type("口红", "Lipstick", "lip", 99, ["豆沙", 1], ["正红", 1], ["奶茶", 1]),
      type("粉底液", "Foundation", "base", 159, ["01", 1], ["02", 1]),
      type("腮红", "Blush", "base", 79, ["蜜桃", 1]),
      type("眼影盘", "Eyeshadow Palette", "eye", 129, ["九色", 1]),
      type("睫毛膏", "Mascara", "eye", 89, ["黑", 1]),
    ],
  },
  {
    code: "yayashu",
    zh: "芽芽树",
    en: "Yayashu",
    weight: 1.1,
    cycle_days: 24,
    colour: "#e0a33e",
    option: "size",
    series: [
      ["云柔", "Cloud-soft"],
      ["初生", "Newborn"],
      ["小森林", "Little Forest"],
      ["亲肤", "Gentle"],
      ["晚安", "Goodnight"],
    ],
    types: [
      type("纸尿裤", "Diapers", "diaper", 109, ["M 48 片", 1], ["L 44 片", 1.05], ["XL 38 片", 1.1]),
      type("婴儿湿巾", "Baby Wipes", "baby_care", 29, ["80 抽", 1], ["80 抽 × 5", 4.2]),
      type("宽口奶瓶", "Feeding Bottle", "feeding", 69, ["240 ml", 1]),
      type("洗发沐浴露", "Baby Wash", "baby_care", 55, ["400 ml", 1]),
      type("连体衣", "Romper", "baby_wear", 79, ["66", 1], ["73", 1]),
    ],
  },
  {
    code: "muyungu",
    zh: "牧云谷",
    en: "Muyungu",
    weight: 1.3,
    cycle_days: 14,
    colour: "#3d6fb4",
    option: "pack",
    series: [
      ["有机", "Organic"],
      ["高钙", "High-calcium"],
      ["低脂", "Low-fat"],
      ["原生", "Pasture"],
      ["儿童", "Kids"],
    ],
    types: [
      type("纯牛奶", "Milk", "milk", 39, ["250 ml × 10", 1], ["1 L × 6", 1.6]),
      type("酸奶", "Yoghurt", "yoghurt", 32, ["200 g × 8", 1]),
      type("奶粉", "Milk Powder", "milk_powder", 128, ["700 g", 1]),
      type("奶酪棒", "Cheese Sticks", "cheese", 36, ["500 g", 1]),
      type("燕麦奶", "Oat Drink", "milk", 42, ["1 L × 4", 1]),
    ],
  },
  {
    code: "cuixiaoman",
    zh: "脆小满",
    en: "Cuixiaoman",
    weight: 1.2,
    cycle_days: 18,
    colour: "#c8642a",
    option: "pack",
    series: [
      ["海苔", "Seaweed"],
      ["蜂蜜", "Honey"],
      ["香辣", "Spicy"],
      ["原味", "Original"],
      ["芝士", "Cheese"],
    ],
    types: [
      type("薯片", "Crisps", "crisps", 9, ["75 g", 1], ["135 g", 1.6]),
      type("混合坚果", "Mixed Nuts", "nuts", 59, ["750 g", 1]),
      type("酥脆饼干", "Crackers", "biscuits", 16, ["300 g", 1], ["1 kg", 2.6]),
      type("猪肉脯", "Pork Jerky", "jerky", 35, ["200 g", 1]),
      type("果干", "Dried Fruit", "nuts", 26, ["250 g", 1]),
    ],
  },
  {
    code: "qimu",
    zh: "栖木",
    en: "Qimu",
    weight: 0.5,
    cycle_days: 240,
    colour: "#7b5a3c",
    option: "size",
    series: [
      ["北山", "Beishan"],
      ["溪谷", "Xigu"],
      ["暖阳", "Nuanyang"],
      ["素白", "Subai"],
      ["拾光", "Shiguang"],
    ],
    types: [
      type("餐桌", "Dining Table", "table", 1899, ["1.4 m", 1], ["1.6 m", 1.2]),
      type("布艺沙发", "Fabric Sofa", "sofa", 3299, ["三人位", 1]),
      type("书架", "Bookshelf", "shelf", 699, ["1.8 m", 1]),
      type("床头柜", "Bedside Table", "shelf", 399, ["45 cm", 1]),
      type("餐椅", "Dining Chair", "table", 299, ["单把", 1], ["四把", 3.7]),
    ],
  },
  {
    code: "miandao",
    zh: "眠岛",
    en: "Miandao",
    weight: 0.7,
    cycle_days: 120,
    colour: "#54709b",
    option: "size",
    series: [
      ["长绒棉", "Long-staple Cotton"],
      ["天丝", "Lyocell"],
      ["蚕丝", "Silk"],
      ["羽绒", "Down"],
      ["亚麻", "Linen"],
    ],
    types: [
      type("四件套", "Bedding Set", "bedding", 399, ["1.5 m", 1], ["1.8 m", 1.1]),
      type("枕头", "Pillow", "pillow", 129, ["低枕", 1], ["高枕", 1]),
      type("被子", "Quilt", "bedding", 499, ["200 × 230", 1]),
      type("薄床垫", "Mattress Topper", "pillow", 599, ["1.5 m", 1]),
      type("毛毯", "Blanket", "bedding", 199, ["150 × 200", 1]),
    ],
  },
  {
    code: "jiyao",
    zh: "极曜",
    en: "Jiyao",
    weight: 0.9,
    cycle_days: 160,
    colour: "#3a3f58",
    option: "colour",
    series: [
      ["极光", "Aurora"],
      ["星轨", "Startrail"],
      ["流光", "Flow"],
      ["深空", "Deep Space"],
      ["轻羽", "Feather"],
    ],
    types: [
      type("真无线耳机", "Wireless Earbuds", "audio", 399, ["白", 1], ["黑", 1]),
      type("智能手表", "Smart Watch", "wearable", 899, ["黑", 1], ["银", 1]),
      type("平板电脑", "Tablet", "tablet", 1999, ["128 GB", 1], ["256 GB", 1.2]),
      type("蓝牙音箱", "Bluetooth Speaker", "audio", 259, ["灰", 1]),
      type("移动电源", "Power Bank", "charging", 129, ["10000 mAh", 1]),
    ],
  },
  {
    code: "xiaoche",
    zh: "小澈",
    en: "Xiaoche",
    weight: 0.8,
    cycle_days: 140,
    colour: "#3b8f9c",
    option: "colour",
    series: [
      ["净界", "Clear"],
      ["暖居", "Warm Home"],
      ["轻厨", "Light Kitchen"],
      ["静音", "Silent"],
      ["晨光", "Morning"],
    ],
    types: [
      type("空气炸锅", "Air Fryer", "kitchen", 299, ["4 L", 1], ["6 L", 1.4]),
      type("破壁机", "Blender", "kitchen", 399, ["1.75 L", 1]),
      type("吸尘器", "Vacuum Cleaner", "cleaning", 699, ["无线", 1]),
      type("加湿器", "Humidifier", "air", 169, ["白", 1], ["绿", 1]),
      type("电热水壶", "Kettle", "kitchen", 99, ["1.5 L", 1]),
    ],
  },
  {
    code: "suli",
    zh: "素里",
    en: "Suli",
    weight: 1.2,
    cycle_days: 45,
    colour: "#8a6f8f",
    option: "size",
    series: [
      ["经典", "Classic"],
      ["轻盈", "Light"],
      ["都市", "City"],
      ["周末", "Weekend"],
      ["暖绒", "Warm"],
    ],
    types: [
      type("棉T恤", "Cotton T-shirt", "tops", 79, ...sizes),
      type("衬衫", "Shirt", "tops", 159, ["M", 1], ["L", 1]),
      type("卫衣", "Sweatshirt", "tops", 199, ["M", 1], ["L", 1]),
      type("牛仔裤", "Jeans", "trousers", 229, ["30", 1], ["32", 1]),
      type("针织衫", "Knitwear", "tops", 189, ["M", 1]),
    ],
  },
  {
    code: "yebu",
    zh: "野步",
    en: "Yebu",
    weight: 0.8,
    cycle_days: 90,
    colour: "#4d7a3a",
    option: "size",
    series: [
      ["山径", "Trail"],
      ["溪流", "Stream"],
      ["云海", "Cloud Sea"],
      ["极地", "Polar"],
      ["旷野", "Wild"],
    ],
    types: [
      type("徒步鞋", "Hiking Shoes", "shoes", 399, ["39", 1], ["41", 1], ["43", 1]),
      type("冲锋衣", "Shell Jacket", "outdoor_wear", 599, ["M", 1], ["L", 1]),
      type("双肩包", "Backpack", "gear", 299, ["25 L", 1]),
      type("速干裤", "Quick-dry Trousers", "outdoor_wear", 199, ["M", 1]),
      type("双人帐篷", "Two-person Tent", "gear", 499, ["绿", 1]),
    ],
  },
];

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
