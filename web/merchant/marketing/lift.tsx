import type { marketing } from "#contract";
import { formatCount, formatRatio, useLang, useWords, words } from "#parts";
import css from "./lift.module.css";

const t = words({
  reached: { zh: "看得到的人", en: "Could see it" },
  heldOut: { zh: "对照组", en: "Held out" },
  of: {
    zh: (buyers: string, people: string) => `${people} 人中 ${buyers} 人购买`,
    en: (buyers: string, people: string) => `${buyers} of ${people} bought`,
  },
  few: { zh: "不足 50 人，不显示", en: "Fewer than 50 people, not shown" },
  more: {
    zh: (low: string, high: string) => `活动让购买的人多了 ${low} 到 ${high} 个百分点（95% 区间）。`,
    en: (low: string, high: string) =>
      `It brought between ${low} and ${high} percentage points more buyers (95% interval).`,
  },
  fewer: {
    zh: (low: string, high: string) => `看得到的人买得更少：${low} 到 ${high} 个百分点（95% 区间）。`,
    en: (low: string, high: string) =>
      `Those who could see it bought less: ${low} to ${high} percentage points (95% interval).`,
  },
  unclear: {
    zh: (low: string, high: string) => `还说不清：差别在 ${low} 到 ${high} 个百分点之间（95% 区间），包含 0。`,
    en: (low: string, high: string) =>
      `Not clear yet: the difference lies between ${low} and ${high} percentage points (95% interval), which includes 0.`,
  },
  difference: { zh: "购买率之差与 95% 区间", en: "Difference of buyer shares with its 95% interval" },
});

type Arm = NonNullable<marketing.Results["reached"]>;
const points = (ratio: number) => (ratio * 100).toFixed(Math.abs(ratio) < 0.01 ? 2 : 1);

function ArmBar({
  label,
  arm,
  most,
  strong,
}: {
  readonly label: string;
  readonly arm: Arm;
  readonly most: number;
  readonly strong: boolean;
}) {
  const say = useWords(t);
  const lang = useLang();
  const ratio = arm.buyer_ratio;
  return (
    <div className={css["arm"]}>
      <span>{label}</span>
      <span className={css["track"]}>
        <span data-strong={strong} style={{ width: `${ratio === null || most === 0 ? 0 : (ratio / most) * 100}%` }} />
      </span>
      <span className={css["figure"]}>
        {ratio === null ? say.few : <b>{formatRatio(ratio, lang, 2)}</b>}
        {arm.people === null || arm.buyers === null ? null : (
          <small>{say.of(formatCount(arm.buyers, lang), formatCount(arm.people, lang))}</small>
        )}
      </span>
    </div>
  );
}

/** The interval of the difference on a line with its zero: left of zero it hurt, right of zero it helped. */
function Interval({ lift }: { readonly lift: NonNullable<marketing.Results["lift"]> }) {
  const say = useWords(t);
  const reach = Math.max(Math.abs(lift.low), Math.abs(lift.high), 0.001) * 1.15;
  const at = (ratio: number) => 50 + (ratio / reach) * 50;
  const mood = lift.low > 0 ? "good" : lift.high < 0 ? "bad" : "plain";
  return (
    <div
      className={css["interval"]}
      role="img"
      aria-label={`${say.difference}: ${points(lift.low)} … ${points(lift.ratio)} … ${points(lift.high)}`}
    >
      <span className={css["zero"]} />
      <span
        className={css["range"]}
        data-mood={mood}
        style={{ left: `${at(lift.low)}%`, width: `${at(lift.high) - at(lift.low)}%` }}
      />
      <span className={css["point"]} data-mood={mood} style={{ left: `${at(lift.ratio)}%` }} />
      <small style={{ left: `${at(lift.low)}%` }}>{points(lift.low)}</small>
      <small style={{ left: "50%" }}>0</small>
      <small style={{ left: `${at(lift.high)}%` }}>{points(lift.high)}</small>
    </div>
  );
}

/** What a campaign caused: buyer shares of those who could see it and of those held out, and their difference with its interval. */
export function Lift({
  reached,
  heldOut,
  lift,
}: {
  readonly reached: Arm;
  readonly heldOut: Arm;
  readonly lift: marketing.Results["lift"];
}) {
  const say = useWords(t);
  const most = Math.max(reached.buyer_ratio ?? 0, heldOut.buyer_ratio ?? 0);
  const told = lift
    ? (lift.low > 0 ? say.more : lift.high < 0 ? say.fewer : say.unclear)(points(lift.low), points(lift.high))
    : undefined;
  return (
    <div className={css["lift"]}>
      <ArmBar label={say.reached} arm={reached} most={most} strong />
      <ArmBar label={say.heldOut} arm={heldOut} most={most} strong={false} />
      {lift ? <Interval lift={lift} /> : null}
      {told ? <p>{told}</p> : null}
    </div>
  );
}
