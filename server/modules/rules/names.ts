import type { Bilingual } from "#contract";
import { metrics } from "#service";
import type { Name, Names } from "./language.ts";

const own: readonly Name[] = [
  { name: "score", type: "number", meaning: { zh: "体验分", en: "the experience score" } },
  { name: "score_low", type: "number", meaning: { zh: "体验分下限", en: "the lower bound of the experience score" } },
  { name: "q", type: "number", meaning: { zh: "质量值", en: "quality against peers" } },
  { name: "q_low", type: "number", meaning: { zh: "质量值下限", en: "the lower bound of quality against peers" } },
  { name: "orders", type: "number", meaning: { zh: "统计订单数", en: "orders counted" } },
];
const forms: readonly { suffix: string; meaning: (n: Bilingual) => Bilingual }[] = [
  { suffix: "_ratio", meaning: (n) => ({ zh: `${n.zh}（平滑）`, en: `${n.en} (smoothed)` }) },
  { suffix: "_raw", meaning: (n) => ({ zh: `${n.zh}（原始）`, en: `${n.en} (raw)` }) },
  { suffix: "_peer", meaning: (n) => ({ zh: `同行${n.zh}`, en: `${n.en} of the peers` }) },
  {
    suffix: "_p_nudge",
    meaning: (n) => ({ zh: `${n.zh}超过提醒线的概率`, en: `the chance that ${n.en} is over the nudge limit` }),
  },
  {
    suffix: "_p_sanction",
    meaning: (n) => ({ zh: `${n.zh}超过处罚线的概率`, en: `the chance that ${n.en} is over the sanction limit` }),
  },
  { suffix: "_orders", meaning: (n) => ({ zh: `${n.zh}的统计订单数`, en: `orders behind ${n.en}` }) },
];

/** Every name a condition may use, made from the metric catalogue: a rule cannot speak of what is not measured. */
export const names: Names = new Map(
  [
    ...own,
    ...metrics.flatMap((m) =>
      forms.map((f): Name => ({ name: `${m.id}${f.suffix}`, type: "number", meaning: f.meaning(m.name) })),
    ),
  ].map((n) => [n.name, n]),
);
