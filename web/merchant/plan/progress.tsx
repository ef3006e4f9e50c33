import { plans } from "#contract";
import { formatDay, formatRatio, Lineage, Panel, ToneTag, useLang, useText, useWords, Wait, words } from "#parts";
import { useRead } from "#shell";
import css from "./plan.module.css";
import { statusTones, statusWords, targetText, valueText } from "./words.ts";

const t = words({
  title: { zh: "走到哪里了？", en: "Are we on the way?" },
  sub: {
    zh: (day: string) => `截至 ${day}，双方看到同样的数；竖线是到今天应该到的位置`,
    en: (day: string) => `As of ${day}, the same figures for both sides; the line marks where we should be by now`,
  },
  none: { zh: "还没有生效的版本", en: "No version is in force yet" },
  noneHint: {
    zh: "双方签署后，目标会对着实时数据走。",
    en: "Once both sides have signed, targets run against live measures.",
  },
  of: {
    zh: (actual: string, target: string) => `${actual} / ${target}`,
    en: (actual: string, target: string) => `${actual} of ${target}`,
  },
  expected: { zh: (v: string) => `到今天应为 ${v}`, en: (v: string) => `${v} expected by now` },
  bar: { zh: (name: string, r: string) => `${name}：完成 ${r}`, en: (name: string, r: string) => `${name}: ${r} done` },
  period: {
    zh: (from: string, to: string) => `${from} 至 ${to}`,
    en: (from: string, to: string) => `${from} to ${to}`,
  },
});

/** How far along its bar a value is: a flow from nothing, a stock from where it stood. */
const along = (value: number, target: plans.Target): number => {
  const way = target.value - target.baseline;
  return way <= 0 ? (value >= target.value ? 1 : 0) : Math.max(0, Math.min(1.15, (value - target.baseline) / way));
};

function FigureRow({ one, currency }: { readonly one: plans.Figure; readonly currency: string }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { target } = one;
  const value = (n: number) => valueText(target.metric, n, currency, lang);
  const name = targetText(target, lang);
  const done = one.actual === null ? 0 : along(one.actual, target);
  const day = (d: string) => formatDay(d, lang, { short: true });
  return (
    <li className={css["figure"]}>
      <div>
        <b>{name}</b>
        <Lineage
          info={{
            definition: text(one.lineage.definition),
            source: one.lineage.source,
            ...(one.lineage.computed_at ? { asOf: one.lineage.computed_at } : {}),
          }}
        />
        <small>{say.period(day(one.from), day(one.to))}</small>
      </div>
      <div className={css["bullet"]} role="img" aria-label={say.bar(name, formatRatio(done, lang))}>
        <span
          className={css["fill"]}
          data-tone={statusTones[one.status]}
          style={{ width: `${(done / 1.15) * 100}%` }}
        />
        <span className={css["goal"]} style={{ left: `${(1 / 1.15) * 100}%` }} />
        {one.status === "not_begun" ? null : (
          <span className={css["due"]} style={{ left: `${(along(one.expected, target) / 1.15) * 100}%` }} />
        )}
      </div>
      <div className={css["figureEnd"]}>
        <b>{one.actual === null ? "–" : say.of(value(one.actual), value(target.value))}</b>
        <small>{one.reason ? text(one.reason) : say.expected(value(one.expected))}</small>
      </div>
      <ToneTag tone={statusTones[one.status]}>{text(statusWords[one.status])}</ToneTag>
    </li>
  );
}

/** Every target of the version in force beside its live measure. */
export function Progress({ plan }: { readonly plan: plans.Plan }) {
  const say = useWords(t);
  const lang = useLang();
  const read = useRead(plans.routes.progress, { params: { id: plan.id } }, { enabled: plan.in_force !== null });
  if (plan.in_force === null) {
    return (
      <Panel title={say.title}>
        <p className={css["quiet"]}>
          {say.none} {say.noneHint}
        </p>
      </Panel>
    );
  }
  return (
    <Panel title={say.title} sub={read.data ? say.sub(formatDay(read.data.as_of, lang)) : undefined}>
      <Wait reads={read}>
        <ul className={css["figures"]}>
          {(read.data?.figures ?? []).map((one) => (
            <FigureRow key={one.target.id} one={one} currency={plan.currency} />
          ))}
        </ul>
      </Wait>
    </Panel>
  );
}
