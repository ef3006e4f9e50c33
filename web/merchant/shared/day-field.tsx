import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, DatePicker, Space } from "antd";
import dayjs from "dayjs";
import { useWords, words } from "#parts";
import { addDays } from "./days.ts";

const t = words({
  before: { zh: "前一天", en: "Day before" },
  after: { zh: "后一天", en: "Day after" },
});

type Props = {
  readonly label: string;
  /** `YYYY-MM-DD`. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly lastDay?: string;
  readonly firstDay?: string;
};

/** One calendar day, with the neighbours one press away. */
export function DayField({ label, value, onChange, lastDay, firstDay }: Props) {
  const say = useWords(t);
  return (
    <Space.Compact>
      <Button
        icon={<LeftOutlined aria-hidden />}
        aria-label={say.before}
        disabled={firstDay !== undefined && value <= firstDay}
        onClick={() => onChange(addDays(value, -1))}
      />
      <DatePicker
        aria-label={label}
        allowClear={false}
        value={dayjs(value)}
        {...(lastDay === undefined ? {} : { maxDate: dayjs(lastDay) })}
        {...(firstDay === undefined ? {} : { minDate: dayjs(firstDay) })}
        onChange={(day) => day && onChange(day.format("YYYY-MM-DD"))}
      />
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={say.after}
        disabled={lastDay !== undefined && value >= lastDay}
        onClick={() => onChange(addDays(value, 1))}
      />
    </Space.Compact>
  );
}
