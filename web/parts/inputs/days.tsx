import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useWords, words } from "../lang/words.ts";

const t = words({
  last: { zh: (n: number) => `最近 ${n} 天`, en: (n: number) => `Last ${n} days` },
  from: { zh: "开始", en: "From" },
  to: { zh: "结束", en: "To" },
  period: { zh: "时间范围", en: "Period" },
});

/** Calendar days `YYYY-MM-DD`, both included. */
export type DayRange = { readonly from: string; readonly to: string };

type Props = {
  readonly value: DayRange;
  readonly onChange: (range: DayRange) => void;
  /** Last day that has data; nothing later can be chosen. */
  readonly lastDay?: string;
  readonly firstDay?: string;
  /** Longest range, in days. */
  readonly maxDays?: number;
  /** Short ways, in days back from `lastDay`. */
  readonly presets?: readonly number[];
};

const text = (day: dayjs.Dayjs) => day.format("YYYY-MM-DD");

/** Chooses a range of days, with the common ones one click away. */
export function DayRangePicker({ value, onChange, lastDay, firstDay, maxDays = 366, presets = [7, 30, 90] }: Props) {
  const say = useWords(t);
  const end = dayjs(lastDay ?? value.to);
  return (
    <DatePicker.RangePicker
      allowClear={false}
      aria-label={say.period}
      value={[dayjs(value.from), dayjs(value.to)]}
      presets={presets.map((n) => ({ label: say.last(n), value: [end.subtract(n - 1, "day"), end] }))}
      placeholder={[say.from, say.to]}
      {...(lastDay === undefined ? {} : { maxDate: dayjs(lastDay) })}
      {...(firstDay === undefined ? {} : { minDate: dayjs(firstDay) })}
      disabledDate={(day, { from }) => (from ? Math.abs(day.diff(from, "day")) >= maxDays : false)}
      onChange={(days) => {
        const [from, to] = days ?? [];
        if (from && to) onChange({ from: text(from), to: text(to) });
      }}
    />
  );
}
