import { rules } from "#contract";
import {
  ConfirmButton,
  Explain,
  formatRatio,
  formatTime,
  Panel,
  ToneTag,
  type Tone,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Button } from "antd";
import { clauseOf, isGuard, trafficChange } from "./clauses.ts";
import css from "./service.module.css";

const t = words({
  title: { zh: "平台判定了什么？", en: "What did the platform decide?" },
  sub: {
    zh: "每条都写明看了哪个值、线在哪、还差多少；不同意可以申诉。",
    en: "Each says which value it saw, where the line is and how far away; object if you disagree.",
  },
  none: { zh: "还没有判定", en: "No verdict yet" },
  noneHint: { zh: "平台每晚按现行规则判定一次。", en: "The platform judges every night by the rules in force." },
  earlier: { zh: (n: number) => `之前的判定（${n}）`, en: (n: number) => `Earlier verdicts (${n})` },
  more: { zh: "再看一些", en: "Show more" },
  reward: { zh: "激励", en: "Reward" },
  nudge: { zh: "提醒", en: "Reminder" },
  sanction: { zh: "处罚", en: "Sanction" },
  applies: { zh: "成立", en: "applies" },
  does_not_apply: { zh: "不成立", en: "does not apply" },
  undetermined: { zh: "数据不足", en: "undetermined" },
  in_force: { zh: "生效中", en: "in force" },
  no_effect: { zh: "无影响", en: "no effect" },
  appealed: { zh: "申诉中", en: "under appeal" },
  upheld: { zh: "申诉后维持", en: "upheld" },
  overturned: { zh: "申诉后撤销", en: "overturned" },
  suspended: { zh: "暂停执行", en: "suspended" },
  traffic: { zh: (r: string) => `流量 ${r}`, en: (r: string) => `traffic ${r}` },
  until: { zh: (at: string) => `到 ${at}`, en: (at: string) => `until ${at}` },
  guard: {
    zh: (n: string, now: string) => `至少 ${n} 单才判定；现有 ${now} 单。`,
    en: (n: string, now: string) => `Judged from ${n} orders on; there are ${now}.`,
  },
  evidence: { zh: (n: number) => `依据的订单（${n}）`, en: (n: number) => `Orders as evidence (${n})` },
  appeal: { zh: "申诉", en: "Object" },
  appealAsk: { zh: "对这条判定有异议？", en: "Object to this verdict?" },
  appealNote: {
    zh: "写清楚哪里不对。平台 7 天内答复，逾期未答则暂停执行。",
    en: "Say what is wrong. The platform answers within 7 days; without an answer the effect is suspended.",
  },
  yours: { zh: "您的申诉", en: "Your objection" },
  answer: { zh: "平台答复", en: "The platform's answer" },
  due: { zh: (at: string) => `平台须在 ${at} 前答复`, en: (at: string) => `The platform answers by ${at}` },
});
const kindTone = (verdict: rules.Verdict): Tone =>
  verdict.outcome !== "applies"
    ? "plain"
    : verdict.kind === "reward"
      ? "good"
      : verdict.kind === "sanction"
        ? "bad"
        : "warn";
const canAppeal = (verdict: rules.Verdict): boolean =>
  verdict.outcome === "applies" && verdict.kind !== "reward" && verdict.state === "in_force";

function Appeal({ appeal }: { readonly appeal: rules.Appeal }) {
  const say = useWords(t);
  const lang = useLang();
  const { zone } = useUser().platform;
  return (
    <div className={css["appeal"]}>
      <b>{say.yours}</b> · {appeal.text}
      <br />
      {appeal.answer ? (
        <>
          <b>{say.answer}</b> · {appeal.answer}
        </>
      ) : (
        say.due(formatTime(appeal.due_at, zone, lang))
      )}
    </div>
  );
}

function Verdict({ verdict, appeal }: { readonly verdict: rules.Verdict; readonly appeal: rules.Appeal | undefined }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  const object = useWrite(rules.routes.appeal, { refresh: [rules.routes.verdicts, rules.routes.appeals], quiet: true });
  const guards = verdict.clauses.filter((clause) => isGuard(clause, verdict.kind));
  const lines = verdict.clauses.filter((clause) => !guards.includes(clause));
  const signed = (ratio: number) => `${ratio > 0 ? "+" : ""}${formatRatio(ratio, lang)}`;
  const told = [
    formatTime(verdict.at, zone, lang),
    say[verdict.outcome],
    verdict.theta === null || verdict.theta === 0 ? "" : say.traffic(signed(trafficChange(verdict.theta))),
    verdict.until === null ? "" : say.until(formatTime(verdict.until, zone, lang)),
  ].filter(Boolean);
  return (
    <article className={css["verdict"]}>
      <div className={css["verdictHead"]}>
        <div>
          <h3>{text(verdict.title)}</h3>
          <ToneTag tone={kindTone(verdict)}>{say[verdict.kind]}</ToneTag> <ToneTag>{say[verdict.state]}</ToneTag>
          <small>{told.join(" · ")}</small>
        </div>
        {canAppeal(verdict) && !appeal ? (
          <ConfirmButton
            askReason
            title={say.appealAsk}
            detail={say.appealNote}
            verb={say.appeal}
            onConfirm={(reason) => object.mutateAsync({ params: { verdict: verdict.id }, body: { text: reason } })}
          >
            {say.appeal}
          </ConfirmButton>
        ) : null}
      </div>
      <Explain clauses={lines.map((clause) => clauseOf(clause, verdict.kind, lang))} />
      {guards.map((clause) => (
        <p key={clause.text} className={css["guard"]}>
          {say.guard(String(clause.limit ?? ""), String(clause.value ?? "–"))}
        </p>
      ))}
      {verdict.evidence.length > 0 ? (
        <details>
          <summary>{say.evidence(verdict.evidence.length)}</summary>
          <p className={css["quiet"]}>{verdict.evidence.join(", ")}</p>
        </details>
      ) : null}
      {appeal ? <Appeal appeal={appeal} /> : null}
    </article>
  );
}

/** The newest verdict of each rule, which is the one that counts, and those before it. */
function split(verdicts: readonly rules.Verdict[]): {
  readonly newest: readonly rules.Verdict[];
  readonly earlier: readonly rules.Verdict[];
} {
  const seen = new Set<string>();
  const newest = verdicts.filter((one) => !seen.has(one.rule) && seen.add(one.rule));
  return { newest, earlier: verdicts.filter((one) => !newest.includes(one)) };
}

/** Verdicts about a merchant, newest first, each explained clause by clause, with the way to object. */
export function Verdicts({ merchant }: { readonly merchant: number }) {
  const say = useWords(t);
  const list = useList(rules.routes.verdicts, { query: { merchant, limit: 30 } });
  const appeals = useList(rules.routes.appeals, { query: { limit: 100 } });
  const appealOf = (verdict: rules.Verdict) => appeals.rows.find((one) => one.verdict === verdict.id);
  const { newest, earlier } = split(list.rows);
  return (
    <Panel title={say.title} sub={say.sub}>
      <Wait reads={list} isEmpty={list.rows.length === 0} empty={{ title: say.none, hint: say.noneHint }}>
        {newest.map((one) => (
          <Verdict key={one.id} verdict={one} appeal={appealOf(one)} />
        ))}
        {earlier.length > 0 ? (
          <details className={css["earlier"]}>
            <summary>{say.earlier(earlier.length)}</summary>
            {earlier.map((one) => (
              <Verdict key={one.id} verdict={one} appeal={appealOf(one)} />
            ))}
            {list.hasMore ? (
              <Button onClick={list.more} loading={list.isFetching}>
                {say.more}
              </Button>
            ) : null}
          </details>
        ) : null}
      </Wait>
    </Panel>
  );
}
