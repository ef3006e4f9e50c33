import type { audiences, databank } from "#contract";
import { formatDay, formatMoney, type Lang, say, words } from "#parts";
import { behaviourWords, channelWords, placeWords, purposeWords, touchpointWord } from "./names.ts";

const t = words({
  on: {
    zh: (what: string, day: string) => `${day}处于「${what}」`,
    en: (what: string, day: string) => `${what} on ${day}`,
  },
  moved: {
    zh: (a: string, b: string, from: string, to: string) => `${from}「${a}」→ ${to}「${b}」`,
    en: (a: string, b: string, from: string, to: string) => `${a} on ${from} → ${b} on ${to}`,
  },
  did: {
    zh: (what: string, from: string, to: string) => `${from}至${to}有过${what}`,
    en: (what: string, from: string, to: string) => `${what}, ${from} to ${to}`,
  },
  via: { zh: (what: string) => `经由${what}`, en: (what: string) => `by ${what}` },
  days: { zh: (n: number) => `至少 ${n} 个不同日子`, en: (n: number) => `on at least ${n} different days` },
  bought: {
    zh: (what: string, from: string, to: string) => `${from}至${to}购买过${what}`,
    en: (what: string, from: string, to: string) => `Bought ${what}, ${from} to ${to}`,
  },
  anything: { zh: "本品牌商品", en: "anything of the brand" },
  spent: { zh: (m: string) => `满 ${m}`, en: (m: string) => `for ${m} or more` },
  rolling: { zh: (what: string) => `${what}（每日顺延）`, en: (what: string) => `${what} (rolling)` },
  audience: { zh: (name: string) => `人群「${name}」`, en: (name: string) => `Audience “${name}”` },
  upload: { zh: (name: string) => `名单「${name}」`, en: (name: string) => `List “${name}”` },
  unknown: { zh: "（已看不到）", en: "(no longer here)" },
  club: { zh: "平台会员", en: "Members of the platform" },
  members: { zh: "本品牌会员", en: "Members of the brand" },
  agreed: {
    zh: (purpose: string, channel: string) => `同意「${purpose}」，${channel}`,
    en: (purpose: string, channel: string) => `Agreed to ${purpose.toLowerCase()}, ${channel.toLowerCase()}`,
  },
  and: { zh: "并且", en: "and" },
  or: { zh: "或者", en: "or" },
  minus: { zh: "减去", en: "minus" },
});

/** Names of other audiences and lists by id, for a definition that refers to them. */
export type KnownNames = ReadonlyMap<string, string>;

const listed = (items: readonly string[], lang: Lang): string => {
  const shown = items.slice(0, 4).join(lang === "zh" ? "、" : ", ");
  return items.length > 4 ? `${shown} +${items.length - 4}` : shown;
};

type Telling = {
  readonly lang: Lang;
  /** ISO 4217, for amounts in a condition. */ readonly currency: string;
  readonly names: KnownNames;
};

function describeCell(cell: databank.Cell, { lang, currency }: Telling): string {
  const told = say(t, lang);
  const day = (d: string) => formatDay(d, lang);
  switch (cell.kind) {
    case "stage":
      return told.on(placeWords[cell.stage][lang], day(cell.day));
    case "flow":
      return told.moved(
        placeWords[cell.from_stage][lang],
        placeWords[cell.to_stage][lang],
        day(cell.from),
        day(cell.to),
      );
    case "behaviour":
      return [
        told.did(
          listed(
            cell.behaviours.map((b) => behaviourWords[b][lang]),
            lang,
          ),
          day(cell.from),
          day(cell.to),
        ),
        ...(cell.touchpoints
          ? [
              told.via(
                listed(
                  cell.touchpoints.map((c) => touchpointWord(c)[lang]),
                  lang,
                ),
              ),
            ]
          : []),
        ...(cell.min_distinct_days > 1 ? [told.days(cell.min_distinct_days)] : []),
      ].join(lang === "zh" ? "，" : ", ");
    case "bought":
      return [
        told.bought(
          listed([...(cell.skus ?? []), ...(cell.categories ?? [])], lang) || told.anything,
          day(cell.from),
          day(cell.to),
        ),
        ...(cell.min_amount_minor === undefined
          ? []
          : [told.spent(formatMoney(cell.min_amount_minor, currency, lang))]),
      ].join(lang === "zh" ? "，" : ", ");
  }
}

/** What an audience is, as a sentence; brackets show how its parts hang together. */
export function describe(definition: audiences.Definition, telling: Telling): string {
  const { lang, names } = telling;
  const told = say(t, lang);
  if ("op" in definition) {
    const parts = definition.of.map((part) => {
      const text = describe(part, telling);
      return "op" in part ? (lang === "zh" ? `（${text}）` : `(${text})`) : text;
    });
    return parts.join(` ${told[definition.op]} `);
  }
  if ("cell" in definition) {
    const text = describeCell(definition.cell, telling);
    return definition.rolling ? told.rolling(text) : text;
  }
  if ("audience" in definition) return told.audience(names.get(definition.audience) ?? told.unknown);
  if ("upload" in definition) return told.upload(names.get(definition.upload) ?? told.unknown);
  if ("members" in definition) return definition.members.brand === 0 ? told.club : told.members;
  const { purpose, channel } = definition.consent;
  return told.agreed(purposeWords[purpose][lang], channelWords[channel][lang]);
}

/** The single conditions of a definition, in reading order. */
export const leavesOf = (definition: audiences.Definition): readonly audiences.Definition[] =>
  "op" in definition ? definition.of.flatMap(leavesOf) : [definition];
