import { rules } from "#contract";
import { formatTime, Page, Panel, ToneTag, type Tone, useLang, useText, useWords, words } from "#parts";
import { useRead, useUser } from "#shell";
import { Link } from "@tanstack/react-router";
import { useNow } from "../shared/use-days.ts";
import css from "./service.module.css";

const t = words({
  title: { zh: "有哪些规则？", en: "Which rules are there?" },
  sub: {
    zh: "规则先公示、后生效，不溯及既往；条件就是下面写的，没有别的。",
    en: "Rules are announced before they bind and never bind backwards; the condition is what stands here and nothing else.",
  },
  back: { zh: "服务与规则", en: "Service and rules" },
  none: { zh: "平台还没有发布规则", en: "The platform has published no rules yet" },
  reward: { zh: "激励", en: "Reward" },
  nudge: { zh: "提醒", en: "Reminder" },
  sanction: { zh: "处罚", en: "Sanction" },
  from: { zh: (at: string) => `${at} 起生效`, en: (at: string) => `binds from ${at}` },
  ahead: { zh: "公示中", en: "announced" },
  condition: { zh: "条件", en: "Condition" },
  effect: {
    zh: (theta: string, days: number) => `θ = ${theta}，${days} 天`,
    en: (theta: string, days: number) => `θ = ${theta} for ${days} days`,
  },
  version: { zh: (n: number) => `第 ${n} 版`, en: (n: number) => `version ${n}` },
});
const tones: Readonly<Record<rules.Consequence["kind"], Tone>> = { reward: "good", nudge: "warn", sanction: "bad" };

/** The rules in force and those announced, in plain words and exactly. */
export function Rules() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const now = useNow();
  const { zone } = useUser().platform;
  const read = useRead(rules.routes.list);
  const items = read.data?.items ?? [];
  return (
    <Page
      title={say.title}
      sub={say.sub}
      back={<Link to="/service">← {say.back}</Link>}
      reads={read}
      isEmpty={items.length === 0}
      empty={{ title: say.none }}
      narrow
    >
      {items.map((one) => (
        <Panel
          key={`${one.rule} ${one.version}`}
          title={
            <>
              {text(one.title)} <ToneTag tone={tones[one.consequence.kind]}>{say[one.consequence.kind]}</ToneTag>{" "}
              {Date.parse(one.effective_from) > now ? <ToneTag tone="accent">{say.ahead}</ToneTag> : null}
            </>
          }
          sub={`${say.version(one.version)} · ${say.from(formatTime(one.effective_from, zone, lang))} · ${one.basis}`}
        >
          <p className={css["rule"]}>{text(one.plain)}</p>
          <div>
            <small className={css["quiet"]}>{say.condition}</small>
            <br />
            <code>{one.condition}</code>
          </div>
          {one.consequence.theta ? (
            <p className={css["quiet"]}>{say.effect(one.consequence.theta, one.consequence.days)}</p>
          ) : null}
        </Panel>
      ))}
    </Page>
  );
}
