import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";

let segmenter: Jieba | undefined;
const known = new Set<string>();

/** Chinese word segmentation; loaded once (up to two seconds), then about 100,000 sentences a second. */
function jieba(): Jieba {
  segmenter ??= Jieba.withDict(dict);
  return segmenter;
}
/** Names the dictionary cannot know (brands, products, venues); at most 50,000 are kept. */
export function learn(names: readonly string[]): void {
  const fresh = names.map((n) => n.trim()).filter((n) => /^\p{Script=Han}{2,12}$/u.test(n) && !known.has(n));
  if (fresh.length === 0 || known.size + fresh.length > 50_000) return;
  for (const n of fresh) known.add(n);
  jieba().loadDict(Buffer.from(fresh.map((n) => `${n} 10000 n`).join("\n")));
}
/** The words to index or to search for: lower case, no signs, each once, at most `max`. */
export function wordsOf(text: string, max = 50): string[] {
  const parts = jieba().cutForSearch(text.normalize("NFKC").toLowerCase().slice(0, 2000), true);
  return [...new Set(parts.map((p) => p.replaceAll(/[^\p{L}\p{N}]+/gu, "")).filter((p) => p !== ""))].slice(0, max);
}
