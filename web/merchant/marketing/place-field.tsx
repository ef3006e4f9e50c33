import { traffic } from "#contract";
import { EmptyState, useText, useWords, Wait, words } from "#parts";
import { useRead } from "#shell";
import { Checkbox } from "antd";
import css from "./marketing.module.css";
import { useVenues } from "./fields.tsx";
import { placeKindWords } from "./words.ts";

const t = words({
  free: {
    zh: (free: number, all: number) => `空 ${free} / 共 ${all}`,
    en: (free: number, all: number) => `${free} of ${all} free`,
  },
  full: { zh: "现在已满", en: "full now" },
  online: { zh: "线上", en: "Online" },
  none: { zh: "平台还没有开放资源位", en: "The platform offers no places yet" },
});

type Props = { readonly value?: readonly string[]; readonly onChange?: (codes: readonly string[]) => void };

/** Places to book, each with its free slots; a full one can still be chosen for another time. */
export function PlaceField({ value = [], onChange }: Props) {
  const say = useWords(t);
  const text = useText();
  const read = useRead(traffic.routes.places);
  const venues = new Map(useVenues().map((one) => [one.value, one.label]));
  const places = (read.data?.items ?? []).filter((one) => one.slots > 0);
  const toggle = (code: string, on: boolean) => onChange?.(on ? [...value, code] : value.filter((one) => one !== code));
  return (
    <Wait reads={read}>
      {places.length === 0 ? <EmptyState title={say.none} /> : null}
      <div className={css["places"]}>
        {places.map((one) => {
          const free = Math.max(0, one.slots - one.booked);
          const where = one.venue === null ? say.online : (venues.get(one.venue) ?? "");
          return (
            <label
              key={one.code}
              className={css["place"]}
              data-chosen={value.includes(one.code)}
              data-full={free === 0}
            >
              <Checkbox
                checked={value.includes(one.code)}
                onChange={(event) => toggle(one.code, event.target.checked)}
              />
              <span>
                {text(one.name)}
                <small>
                  {text(placeKindWords[one.kind])} · {where}
                </small>
                <small>{free === 0 ? say.full : say.free(free, one.slots)}</small>
              </span>
            </label>
          );
        })}
      </div>
    </Wait>
  );
}
