import type { service } from "#contract";
import { formatCount, formatRatio, Lineage, ToneTag, type Tone, useLang, useText, useWords, words } from "#parts";
import css from "./service.module.css";

const t = words({
  orders: { zh: "看订单", en: "See the orders" },
  ordersOf: { zh: (name: string) => `${name}背后的订单`, en: (name: string) => `Orders behind ${name}` },
  counted: { zh: (d: string, n: string) => `${n} 单中 ${d} 单`, en: (d: string, n: string) => `${d} of ${n} orders` },
  hits: {
    zh: (d: string, n: string) => `${n} 单中 ${d} 单达到`,
    en: (d: string, n: string) => `${d} of ${n} orders reach it`,
  },
  excluded: { zh: (n: string) => `另有 ${n} 单不计入`, en: (n: string) => `${n} more do not count` },
  peers: { zh: "同行", en: "Peers" },
  nudge: { zh: "提醒线", en: "Nudge" },
  sanction: { zh: "处罚线", en: "Sanction" },
  range: {
    zh: (value: string, low: string, high: string, peer: string) =>
      `真实水平约 ${value}，90% 可能在 ${low} 到 ${high} 之间；同行 ${peer}`,
    en: (value: string, low: string, high: string, peer: string) =>
      `True level about ${value}, with 90% chance between ${low} and ${high}; peers ${peer}`,
  },
  danger: { zh: "很可能越过处罚线", en: "very likely over the sanction line" },
  warn: { zh: "可能越过提醒线", en: "may be over the nudge line" },
  fine: { zh: "好于同行", en: "better than the peers" },
  usual: { zh: "与同行相当", en: "like the peers" },
  below: { zh: "不如同行", en: "behind the peers" },
  formula: {
    zh: (num: string, den: string, lag: number, half: number, window: number) =>
      `${num} ÷ ${den}；${lag} 天后计入，每 ${half} 天权重减半，看 ${window} 天`,
    en: (num: string, den: string, lag: number, half: number, window: number) =>
      `${num} ÷ ${den}; counted after ${lag} days, half the weight every ${half} days, over ${window} days`,
  },
  smoothed: {
    zh: "按新旧加权、并向同行收缩后的比率：单少时不会大起大落。",
    en: "The rate with older orders fading and drawn towards the peers, so that few orders do not swing it.",
  },
});
type Props = {
  readonly value: service.MetricValue;
  readonly definition: service.MetricDefinition;
  readonly onOpen: () => void;
};

/** How a metric stands, in a word. */
function standing(
  v: service.MetricValue,
  better: boolean,
): { readonly tone: Tone; readonly word: "danger" | "warn" | "fine" | "usual" | "below" } {
  if ((v.p_over_sanction ?? 0) > 0.9) return { tone: "bad", word: "danger" };
  if ((v.p_over_nudge ?? 0) > 0.5) return { tone: "warn", word: "warn" };
  const good = better ? v.low_ratio > v.peer_ratio : v.high_ratio < v.peer_ratio;
  const bad = better ? v.high_ratio < v.peer_ratio : v.low_ratio > v.peer_ratio;
  return good
    ? { tone: "good", word: "fine" }
    : bad
      ? { tone: "warn", word: "below" }
      : { tone: "plain", word: "usual" };
}

function Plot({ value: v, definition: d }: Omit<Props, "onOpen">) {
  const say = useWords(t);
  const lang = useLang();
  const percent = (ratio: number) => formatRatio(ratio, lang, 1);
  const most = Math.min(
    1,
    Math.max(v.high_ratio, v.peer_ratio, d.sanction_ratio ?? 0, d.nudge_ratio ?? 0, 0.01) * 1.18,
  );
  const at = (ratio: number) => `${(ratio / most) * 100}%`;
  const limits = [
    ["peer", v.peer_ratio, say.peers],
    ["nudge", d.nudge_ratio, say.nudge],
    ["sanction", d.sanction_ratio, say.sanction],
  ] as const;
  return (
    <div
      className={css["plot"]}
      role="img"
      aria-label={say.range(
        percent(v.smoothed_ratio),
        percent(v.low_ratio),
        percent(v.high_ratio),
        percent(v.peer_ratio),
      )}
    >
      <span
        className={css["range"]}
        style={{ left: at(v.low_ratio), width: `calc(${at(v.high_ratio)} - ${at(v.low_ratio)})` }}
      />
      {limits.map(([kind, ratio, name]) =>
        ratio === null ? null : (
          <span
            key={kind}
            className={css["limit"]}
            data-kind={kind}
            style={{ left: at(ratio) }}
            title={`${name} ${percent(ratio)}`}
          >
            <small>
              {name} {percent(ratio)}
            </small>
          </span>
        ),
      )}
      <span className={css["dot"]} style={{ left: at(v.smoothed_ratio) }} />
    </div>
  );
}

/** One metric: where the merchant stands with its uncertainty, the peers and the limits; opens to the orders behind it. */
export function MetricRow({ value: v, definition: d, onOpen }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const stands = standing(v, d.higher_is_better);
  const count = (n: number) => formatCount(n, lang);
  const told = d.higher_is_better
    ? say.hits(count(v.orders - v.defects), count(v.orders))
    : say.counted(count(v.defects), count(v.orders));
  return (
    <li className={css["metric"]}>
      <div className={css["metricName"]}>
        <b>{text(d.name)}</b>
        <Lineage
          info={{
            definition: say.smoothed,
            formula: say.formula(text(d.numerator), text(d.denominator), d.lag_days, d.half_life_days, d.window_days),
          }}
        />
        <small>
          {told}
          {v.excluded > 0 ? ` · ${say.excluded(count(v.excluded))}` : ""}
        </small>
      </div>
      <Plot value={v} definition={d} />
      <div className={css["metricEnd"]}>
        <b>{formatRatio(v.smoothed_ratio, lang, 1)}</b>
        <ToneTag tone={stands.tone}>{say[stands.word]}</ToneTag>
        <button type="button" className={css["open"]} onClick={onOpen} aria-label={say.ordersOf(text(d.name))}>
          {say.orders}
        </button>
      </div>
    </li>
  );
}
