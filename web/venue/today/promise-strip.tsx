import { formatCount, useLang, useWords, words } from "#parts";
import { wallTime } from "../kit/time.ts";
import type { Hour } from "./tasks.ts";
import css from "./today.module.css";

const t = words({
  label: { zh: "未来 12 小时到期的承诺", en: "Promises that fall due in the next 12 hours" },
  late: { zh: "已超时", en: "Late" },
  pickUps: { zh: "自提", en: "Pick-ups" },
  parcels: { zh: "快递", en: "Parcels" },
  hour: {
    zh: (at: string, a: number, b: number) => `${at}：自提 ${a}，快递 ${b}`,
    en: (at: string, a: number, b: number) => `${at}: ${a} pick-ups, ${b} parcels`,
  },
});

type Props = { readonly late: Hour; readonly hours: readonly Hour[]; readonly zone: string | undefined };

/** The coming hours as columns: how many orders are promised for each, and what is late already. */
export function PromiseStrip({ late, hours, zone }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const tallest = Math.max(1, ...[late, ...hours].map((h) => h.parcels + h.pickUps));
  const columns = [
    { ...late, name: say.late, tone: "late" },
    ...hours.map((h) => ({ ...h, name: wallTime(h.at_ms, zone).slice(0, 2), tone: "due" })),
  ];
  return (
    <div>
      <ul className={css["columns"]} aria-label={say.label}>
        {columns.map((one, i) => {
          const sum = one.parcels + one.pickUps;
          return (
            <li key={i} data-tone={one.tone} title={say.hour(one.name, one.pickUps, one.parcels)}>
              <span className="fg-hidden">{say.hour(one.name, one.pickUps, one.parcels)}</span>
              <b aria-hidden>{sum > 0 ? formatCount(sum, lang) : ""}</b>
              <span className={css["bar"]} aria-hidden style={{ height: `${(sum / tallest) * 100}%` }}>
                <i style={{ flex: one.pickUps }} />
                <i data-kind="parcels" style={{ flex: one.parcels }} />
              </span>
              <small aria-hidden>{one.name}</small>
            </li>
          );
        })}
      </ul>
      <p className={css["legend"]}>
        <i /> {say.pickUps}
        <i data-kind="parcels" /> {say.parcels}
      </p>
    </div>
  );
}
