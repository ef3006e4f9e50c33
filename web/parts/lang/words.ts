import { type Lang, useLang } from "./lang.ts";

type Phrase = (...values: never[]) => string;
/** One entry: a text, or a function for a sentence with values in it, in both languages. */
type Entry = { readonly zh: string; readonly en: string } | { readonly zh: Phrase; readonly en: Phrase };
type Dict = Readonly<Record<string, Entry>>;
/** A dictionary in one language. */
export type Spoken<D extends Dict> = { readonly [K in keyof D]: D[K]["zh"] extends string ? string : D[K]["zh"] };

/**
 * Declares the words of a page; both languages are demanded by the type.
 * `words({ title: { zh: "订单", en: "Orders" }, left: { zh: (n: number) => `剩 ${n}`, en: (n: number) => `${n} left` } })`
 */
export const words = <const D extends Dict>(dict: D): D => dict;

const spoken = new WeakMap<Dict, Partial<Record<Lang, object>>>();

/** The dictionary in a given language, for code outside a component. */
export function say<D extends Dict>(dict: D, lang: Lang): Spoken<D> {
  const kept = spoken.get(dict) ?? {};
  kept[lang] ??= Object.fromEntries(Object.entries(dict).map(([key, entry]) => [key, entry[lang]]));
  spoken.set(dict, kept);
  return kept[lang] as Spoken<D>;
}

/** The dictionary in the reader's language. */
export const useWords = <D extends Dict>(dict: D): Spoken<D> => say(dict, useLang());

/** Picks one language of a bilingual text that came from the server. */
export function useText(): (text: { readonly zh: string; readonly en: string }) => string {
  const lang = useLang();
  return (text) => text[lang];
}
