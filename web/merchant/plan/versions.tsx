import { plans } from "#contract";
import { ConfirmButton, formatTime, Panel, ToneTag, useLang, useText, useWords, words } from "#parts";
import { useUser, useWrite } from "#shell";
import { changesOf } from "./changes.ts";
import css from "./plan.module.css";
import { sideWords, targetText, valueText, versionTones, versionWords } from "./words.ts";

const t = words({
  title: { zh: "谈到第几版了？", en: "Which version do we stand at?" },
  sub: {
    zh: "签的是内容的指纹：改一个字，指纹就变。",
    en: "What is signed is the fingerprint of the content: change one letter and it changes.",
  },
  none: { zh: "还没有提案。先写草稿，再提交给平台。", en: "No proposal yet. Write a draft, then propose it." },
  version: { zh: (n: number) => `第 ${n} 版`, en: (n: number) => `Version ${n}` },
  by: {
    zh: (who: string, side: string, at: string) => `${side} ${who} 提于 ${at}`,
    en: (who: string, side: string, at: string) => `Proposed by ${who} (${side}), ${at}`,
  },
  answerBy: { zh: (at: string) => `请在 ${at} 前答复`, en: (at: string) => `Answer by ${at}` },
  answered: { zh: (text: string) => `答复：${text}`, en: (text: string) => `Answer: ${text}` },
  signed: {
    zh: (who: string, at: string) => `${who} 签于 ${at}`,
    en: (who: string, at: string) => `Signed by ${who}, ${at}`,
  },
  unsigned: { zh: "未签", en: "Not signed" },
  sign: { zh: "签署", en: "Sign" },
  signAsk: { zh: (n: number) => `签署第 ${n} 版？`, en: (n: number) => `Sign version ${n}?` },
  signNote: {
    zh: (hash: string) => `签的正是指纹为 ${hash}… 的内容；双方都签后立即生效，不能再改。`,
    en: (hash: string) =>
      `You sign exactly the content with fingerprint ${hash}…; with both signatures it is in force and cannot be changed.`,
  },
  decline: { zh: "拒绝", en: "Decline" },
  declineAsk: { zh: "拒绝这个提案？", en: "Decline this proposal?" },
  takeBack: { zh: "收回提案", en: "Take it back" },
  takeBackAsk: { zh: "收回自己的提案？", en: "Take your proposal back?" },
  changes: { zh: "和现行版本比，改了什么", en: "What it changes in the version in force" },
  first: { zh: "这是第一版，全部是新的", en: "The first version: everything is new" },
  nothing: { zh: "目标与约定都没有变", en: "Targets and promises are unchanged" },
  fresh: { zh: "新增", en: "new" },
  gone: { zh: "取消", en: "dropped" },
  promise: { zh: (text: string) => `约定：${text}`, en: (text: string) => `Promise: ${text}` },
  initiatives: { zh: (n: number) => `${n} 个行动有变化`, en: (n: number) => `${n} initiatives differ` },
});
const refresh = [plans.routes.get, plans.routes.list, plans.routes.progress];

function Signatures({ version }: { readonly version: plans.VersionLine }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  return (
    <div className={css["signatures"]}>
      {plans.sides.map((side) => {
        const signature = version.signatures.find((one) => one.side === side);
        return (
          <div key={side} className={css["signature"]} data-signed={signature !== undefined}>
            <b>{text(sideWords[side])}</b>
            <br />
            {signature ? say.signed(signature.by, formatTime(signature.at, zone, lang)) : say.unsigned}
            {signature ? (
              <>
                <br />
                <code>{signature.hash.slice(0, 16)}…</code>
              </>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}

function Deeds({ version }: { readonly version: plans.VersionLine }) {
  const say = useWords(t);
  const sign = useWrite(plans.routes.sign, { refresh, quiet: true });
  const decline = useWrite(plans.routes.decline, { refresh, quiet: true });
  const open = version.state === "proposed" || version.state === "signed";
  if (!open) return null;
  const params = { id: version.plan, version: version.version };
  const mine = version.author === "brand";
  const signed = version.signatures.some((one) => one.side === "brand");
  const no = mine ? say.takeBack : say.decline;
  return (
    <span className={css["deeds"]}>
      <ConfirmButton
        danger
        askReason
        title={mine ? say.takeBackAsk : say.declineAsk}
        verb={no}
        onConfirm={(reason) => decline.mutateAsync({ params, body: { reason } })}
      >
        {no}
      </ConfirmButton>
      {signed ? null : (
        <ConfirmButton
          button={{ type: "primary" }}
          title={say.signAsk(version.version)}
          detail={say.signNote(version.hash.slice(0, 16))}
          verb={say.sign}
          onConfirm={() => sign.mutateAsync({ params, body: { hash: version.hash } })}
        >
          {say.sign}
        </ConfirmButton>
      )}
    </span>
  );
}

function ChangeList({
  proposal,
  current,
  currency,
}: {
  readonly proposal: plans.Version;
  readonly current: plans.Version | null;
  readonly currency: string;
}) {
  const say = useWords(t);
  const lang = useLang();
  const { targets, added, removed, initiatives } = changesOf(current?.content, proposal.content);
  const empty = targets.length + added.length + removed.length + initiatives === 0;
  const value = (target: plans.Target, n: number | undefined, none: string) =>
    n === undefined ? none : valueText(target.metric, n, currency, lang);
  return (
    <details open>
      <summary>{current ? say.changes : say.first}</summary>
      {empty ? <p className={css["quiet"]}>{say.nothing}</p> : null}
      <ul className={css["changes"]}>
        {targets.map(({ target, before, after }) => (
          <li key={target.id}>
            {targetText(target, lang)}: {current ? `${value(target, before, say.fresh)} → ` : ""}
            <b>{value(target, after, say.gone)}</b>
          </li>
        ))}
        {added.map((one) => (
          <li key={`+${one.id}`}>+ {say.promise(one.text)}</li>
        ))}
        {removed.map((one) => (
          <li key={`-${one.id}`}>− {say.promise(one.text)}</li>
        ))}
        {initiatives > 0 && current ? <li>{say.initiatives(initiatives)}</li> : null}
      </ul>
    </details>
  );
}

type Props = {
  readonly plan: plans.Plan;
  readonly versions: readonly plans.VersionLine[];
  readonly current: plans.Version | null;
  readonly proposal: plans.Version | null;
};

/** The versions of a plan with their signatures; an open proposal says what it changes and can be signed or declined. */
export function Versions({ plan, versions, current, proposal }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  const at = (instant: string) => formatTime(instant, zone, lang);
  const newest = [...versions].sort((a, b) => b.version - a.version);
  const open = (one: plans.VersionLine) => one.state === "proposed" || one.state === "signed";
  return (
    <Panel title={say.title} sub={say.sub}>
      {newest.length === 0 ? <p className={css["quiet"]}>{say.none}</p> : null}
      <ul className={css["versions"]}>
        {newest.map((one) => (
          <li key={one.version} className={css["version"]}>
            <div style={{ flex: 1, minWidth: 260 }}>
              <b>{say.version(one.version)}</b>{" "}
              <ToneTag tone={versionTones[one.state]}>{text(versionWords[one.state])}</ToneTag>
              <small>
                {say.by(one.author_name, text(sideWords[one.author]), at(one.proposed_at))} · {one.reason}
              </small>
              <small>{open(one) ? say.answerBy(at(one.answer_by)) : one.answer ? say.answered(one.answer) : ""}</small>
              {proposal?.version === one.version ? (
                <ChangeList proposal={proposal} current={current} currency={plan.currency} />
              ) : null}
              {open(one) || one.state === "in_force" ? <Signatures version={one} /> : null}
            </div>
            <Deeds version={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
