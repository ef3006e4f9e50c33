import { formatCount, useLang } from "#parts";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import css from "./loop.module.css";
import type { Counts, Drawn, Station } from "./shape.ts";
import { drawn, size, stations } from "./shape.ts";

type Props = {
  readonly label: string;
  readonly countOf: (arrow: Drawn) => Counts;
  /** A line under each station, where there is one. */
  readonly noteOf: (station: Station) => string | undefined;
};

/** The loop as a live picture: an arrow runs while facts travelled on it in the last hour. */
export function LoopPicture({ label, countOf, noteOf }: Props) {
  const paths = useMemo(() => drawn(), []);
  return (
    <div className={css["frame"]}>
      <svg
        className={css["picture"]}
        viewBox={`0 50 ${size.width} ${size.height - 60}`}
        role="group"
        aria-label={label}
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L8 4L0 8Z" fill="var(--fg-accent)" />
          </marker>
        </defs>
        {paths.map((a) => (
          <ArrowLine key={a.id} arrow={a} counts={countOf(a)} />
        ))}
        {stations.map((s) => (
          <StationBox key={s.id} station={s} note={noteOf(s)} />
        ))}
      </svg>
    </div>
  );
}

function ArrowLine({ arrow, counts }: { readonly arrow: Drawn; readonly counts: Counts }) {
  const lang = useLang();
  const { x, y } = arrow.middle;
  const says = lang === "zh" ? arrow.zh : arrow.en;
  const shown = counts.today > 0 ? counts.today : counts.total;
  return (
    <g>
      <title>{`${says}: ${formatCount(counts.today, lang)} / ${formatCount(counts.total, lang)}`}</title>
      <path
        className={css["arrow"]}
        d={arrow.path}
        data-live={counts.last_hour > 0 ? "yes" : "no"}
        markerEnd="url(#tip)"
      />
      <text className={css["count"]} x={x} y={y - 9} data-arrow={arrow.id}>
        {formatCount(shown, lang, { short: true })}
      </text>
      <text className={css["says"]} x={x} y={y + 16}>
        {says}
      </text>
    </g>
  );
}

function StationBox({ station, note }: { readonly station: Station; readonly note: string | undefined }) {
  const lang = useLang();
  const navigate = useNavigate();
  const { to } = station;
  const open = to === undefined ? undefined : () => void navigate({ to });
  const name = lang === "zh" ? station.zh : station.en;
  return (
    <g
      className={css["station"]}
      data-link={open ? "yes" : "no"}
      transform={`translate(${station.x - 75} ${station.y - 34})`}
      {...(open
        ? {
            role: "link",
            tabIndex: 0,
            "aria-label": name,
            onClick: open,
            onKeyDown: (e) => e.key === "Enter" && open(),
          }
        : {})}
    >
      <rect width="150" height="68" rx="14" />
      <text x="75" y={note === undefined ? 40 : 31}>
        {name}
      </text>
      {note === undefined ? null : (
        <text className={css["says"]} x="75" y="52">
          {note}
        </text>
      )}
    </g>
  );
}
