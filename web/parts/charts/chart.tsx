import { TableOutlined } from "@ant-design/icons";
import { Button, Skeleton, Tooltip } from "antd";
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import css from "./chart.module.css";

const t = words({
  asTable: { zh: "看表格", en: "Show as table" },
  asPicture: { zh: "看图", en: "Show as picture" },
  broken: { zh: "图画不出来，请看表格。", en: "The picture could not be drawn; see the table." },
});

/** The same data in words, for readers who cannot or do not want to see the picture. */
export type ChartTable = {
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly string[];
    readonly onPick?: (() => void) | undefined;
  }[];
};

/** What was pressed in a chart. */
export type Picked = {
  readonly dataType?: string | undefined;
  readonly dataIndex: number;
  readonly seriesIndex?: number | undefined;
  readonly data: unknown;
};

type Props = {
  readonly option: EChartsCoreOption;
  /** What the picture shows, in a sentence. */
  readonly label: string;
  readonly height_px?: number;
  readonly table: ChartTable;
  readonly onPick?: ((picked: Picked) => void) | undefined;
  /** Beside the switch to the table. */
  readonly extra?: ReactNode;
};

/** Whoever asked the device for calm gets pictures that do not move. */
const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Most rows of the table view; a longer series is read better as an export. */
const tableRowsMax = 400;

function Drawing({
  option,
  height_px,
  label,
  onPick,
}: Omit<Props, "table" | "extra"> & { readonly height_px: number }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const [state, setState] = useState<"loading" | "drawn" | "broken">("loading");
  const picked = useEffectEvent((what: Picked) => onPick?.(what));
  const draw = useEffectEvent(() =>
    chart.current?.setOption(calm() ? { ...option, animation: false } : option, { notMerge: true }),
  );

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let gone = false;
    const watch = new ResizeObserver(() => chart.current?.resize());
    const begin = async () => {
      const { newChart } = await import("./engine.ts");
      if (gone) return;
      chart.current = newChart(element);
      chart.current.on("click", (event) =>
        picked({
          dataType: event.dataType,
          dataIndex: event.dataIndex ?? 0,
          seriesIndex: event.seriesIndex,
          data: event.data,
        }),
      );
      draw();
      watch.observe(element);
      setState("drawn");
    };
    begin().catch(() => setState("broken"));
    return () => {
      gone = true;
      watch.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    draw();
  }, [option]);

  const say = useWords(t);
  return (
    <div className={css["drawing"]} style={{ height: height_px }}>
      <div ref={place} role="img" aria-label={label} className={css["place"]} data-pickable={onPick !== undefined} />
      {state === "loading" ? <Skeleton.Node active className={css["veil"] ?? ""} /> : null}
      {state === "broken" ? <p className={css["broken"]}>{say.broken}</p> : null}
    </div>
  );
}

function AsTable({ table }: { readonly table: ChartTable }) {
  return (
    <div className={css["tableBox"]}>
      <table className={css["table"]}>
        <thead>
          <tr>
            {table.head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, tableRowsMax).map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, i) => (
                <td key={table.head[i]}>
                  {i === 0 && row.onPick ? (
                    <button type="button" className={css["pick"]} onClick={row.onPick}>
                      {cell}
                    </button>
                  ) : (
                    cell
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The drawing step of every ECharts picture: loads the engine on demand, follows its box, and offers the same data as a table. */
export function Chart({ option, label, height_px = 280, table, onPick, extra }: Props) {
  const say = useWords(t);
  const lang = useLang(); // a new language draws anew: axes and labels are texts
  const [asTable, setAsTable] = useState(false);
  const other = asTable ? say.asPicture : say.asTable;
  return (
    <figure className={css["figure"]}>
      <div className={css["tools"]}>
        {extra}
        <Tooltip title={other}>
          <Button
            size="small"
            type="text"
            icon={<TableOutlined />}
            aria-label={other}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
        </Tooltip>
      </div>
      {asTable ? (
        <AsTable table={table} />
      ) : (
        <Drawing key={lang} option={option} height_px={height_px} label={label} onPick={onPick} />
      )}
    </figure>
  );
}
