import type { databank } from "#contract";
import { formatAgo, formatCount, type Lang, type LineageInfo, say, words } from "#parts";

const t = words({
  bitmaps: { zh: "每日人群集合", en: "Daily sets of people" },
  raw: { zh: "原始事件", en: "Raw events" },
  rows: { zh: (n: string) => `读取 ${n} 行`, en: (n: string) => `${n} rows read` },
  model: {
    zh: (v: number, text: string) => `模型 v${v}（${text}）`,
    en: (v: number, text: string) => `Model v${v} (${text})`,
  },
  computed: { zh: (ago: string) => `${ago}计算`, en: (ago: string) => `computed ${ago}` },
  never: { zh: "还没有计算过", en: "not computed yet" },
  upToDate: { zh: "数据已是最新", en: "nothing pending" },
  pending: {
    zh: (n: number) => `还有 ${n} 天的新数据在计算中`,
    en: (n: number) => `news of ${n} days still being computed`,
  },
});

/** The server's lineage as the question mark beside a figure shows it. */
export function lineageInfo(lineage: databank.Lineage, lang: Lang): LineageInfo {
  const told = say(t, lang);
  return {
    definition: lineage.definition[lang],
    source: `${told[lineage.source]} · ${told.rows(formatCount(lineage.rows, lang))}`,
    ...(lineage.computed_at === null ? {} : { asOf: lineage.computed_at }),
    query: lineage.query,
  };
}

/** One line under a title: which model, how fresh. */
export function freshness(
  from: { readonly model: { readonly version: number; readonly text: string }; readonly lineage: databank.Lineage },
  lang: Lang,
): string {
  const told = say(t, lang);
  const { computed_at, pending_days } = from.lineage;
  return [
    told.model(from.model.version, from.model.text),
    computed_at === null ? told.never : told.computed(formatAgo(computed_at, lang)),
    pending_days === 0 ? told.upToDate : told.pending(pending_days),
  ].join(" · ");
}
