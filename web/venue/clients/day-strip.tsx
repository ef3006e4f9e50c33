import type { guide } from "#contract";
import { useWords, words } from "#parts";
import { Tooltip } from "antd";
import { wallTime } from "../kit/time.ts";
import { useNow } from "../kit/clock.tsx";
import css from "./clients.module.css";
import { useEffect, useRef } from "react";

const t = words({
  label: { zh: "当天的半小时段", en: "The half hours of the day" },
  slot: {
    zh: (at: string, taken: number, of: number) => `${at}：已约 ${taken} / ${of}`,
    en: (at: string, taken: number, of: number) => `${at}: ${taken} of ${of} booked`,
  },
});

type Props = {
  readonly slots: readonly guide.Slot[];
  readonly zone: string | undefined;
  /** Presses a half hour that has room. */
  readonly onPick?: (slot: guide.Slot) => void;
};

/** The day as a strip of half hours: how many are taken, how many are free; free ones can be pressed to book. */
export function DayStrip({ slots, zone, onPick }: Props) {
  const say = useWords(t);
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const [first] = slots;
  useEffect(() => {
    const box = list.current;
    const here = box?.querySelector<HTMLElement>('[data-now="true"]')?.parentElement;
    // Only the strip moves, never the page.
    if (box && here) box.scrollLeft = here.offsetLeft - box.offsetLeft - 80;
  }, [first?.from]);
  return (
    <ul ref={list} className={css["strip"]} aria-label={say.label}>
      {slots.map((slot) => {
        const from = Date.parse(slot.from);
        const at = wallTime(from, zone);
        const taken = slot.capacity - slot.free;
        const name = say.slot(at, taken, slot.capacity);
        const past = Date.parse(slot.until) <= now;
        return (
          <li key={slot.from}>
            <Tooltip title={name}>
              <button
                type="button"
                aria-label={name}
                data-past={past}
                data-now={from <= now && !past}
                disabled={past || slot.free <= 0 || onPick === undefined}
                onClick={() => onPick?.(slot)}
              >
                <span aria-hidden style={{ height: `${slot.capacity > 0 ? (taken / slot.capacity) * 100 : 0}%` }} />
              </button>
            </Tooltip>
            <small aria-hidden>{at.endsWith(":00") ? at.slice(0, 2) : ""}</small>
          </li>
        );
      })}
    </ul>
  );
}
