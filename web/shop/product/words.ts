import type { Lang } from "#parts";

/** Names of options and attributes that merchants commonly use; any other is shown as it is written. */
const names: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  size: { zh: "规格", en: "Size" },
  shade: { zh: "色号", en: "Shade" },
  colour: { zh: "颜色", en: "Colour" },
  color: { zh: "颜色", en: "Colour" },
  pack: { zh: "包装", en: "Pack" },
  series: { zh: "系列", en: "Series" },
  origin: { zh: "产地", en: "Origin" },
  material: { zh: "材质", en: "Material" },
  flavour: { zh: "口味", en: "Flavour" },
  capacity: { zh: "容量", en: "Capacity" },
  weight: { zh: "重量", en: "Weight" },
  model: { zh: "型号", en: "Model" },
};

/** An option's or attribute's name for the reader. */
export const optionName = (name: string, lang: Lang): string => names[name.toLowerCase()]?.[lang] ?? name;
