import { type audiences, databank } from "#contract";
import {
  type FlowData,
  formatCount,
  formatDay,
  formatRatio,
  Grid,
  Lineage,
  Page,
  Panel,
  SankeyChart,
  StatCard,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useRead } from "#shell";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { addDays } from "../shared/days.ts";
import { DayField } from "../shared/day-field.tsx";
import { freshness, lineageInfo } from "../shared/lineage.ts";
import { placeWords } from "../shared/names.ts";
import { usePlatformDays } from "../shared/use-days.ts";
import css from "./consumers.module.css";
import flowCss from "./flow.module.css";
import { FlowMatrix } from "./flow-matrix.tsx";
import { type Move, placesInOrder, sumMoves } from "./flow-shape.ts";
import { useSaveAudience } from "./save-audience.tsx";

const t = words({
  title: { zh: "他们怎么流转的？", en: "How did they move?" },
  from: { zh: "从哪一天", en: "First day" },
  to: { zh: "到哪一天", en: "Second day" },
  arrow: { zh: "到", en: "to" },
  picture: { zh: "两天之间的流转", en: "From one day to the other" },
  pictureSub: { zh: "点一条流，可把这些人存成人群。", en: "Press a stream to keep its people as an audience." },
  matrix: { zh: "每一格都是一群人", en: "Every cell is a group of people" },
  matrixSub: {
    zh: "颜色越深，占该行的人越多。点一格存成人群。",
    en: "The deeper the colour, the larger its share of the row. Press a cell to keep its people.",
  },
  up: { zh: "升到更高阶段", en: "Moved up" },
  stayed: { zh: "留在原阶段", en: "Stayed" },
  down: { zh: "退到较低阶段", en: "Moved down" },
  fresh: { zh: "新来的人", en: "New" },
  lost: { zh: "离开的人", en: "Lost" },
  least: { zh: (n: string) => `至少 ${n}`, en: (n: string) => `${n} or more` },
  few: { zh: "为保护个人未显示", en: "Hidden to protect people" },
  ofStart: { zh: (r: string) => `占开始那天的 ${r}`, en: (r: string) => `${r} of the first day` },
  newcomers: { zh: "新来", en: "New" },
  leavers: { zh: "离开", en: "Lost" },
  name: { zh: (a: string, b: string) => `${a} → ${b}`, en: (a: string, b: string) => `${a} → ${b}` },
  none: { zh: "这两天都还没有消费者", en: "No consumers on either day yet" },
  noneHint: { zh: "换两天看看？", en: "Try other days?" },
  small: {
    zh: "人数太少的格子，和可能反推出它的格子，不显示人数。",
    en: "Cells of too few people, and those that would give them away, show no count.",
  },
});
type Cell = { readonly from: databank.Place; readonly to: databank.Place; readonly people: number | null };

function useFlowData(cells: readonly Cell[]): FlowData {
  const text = useText();
  const say = useWords(t);
  const nameOf = (place: databank.Place, column: 0 | 1) =>
    place === "none" ? (column === 0 ? say.newcomers : say.leavers) : text(placeWords[place]);
  const nodes = ([0, 1] as const).flatMap((column) =>
    placesInOrder.map((place) => ({
      id: `${place}${column}`,
      name: nameOf(place, column),
      column,
      ...(place === "none" ? {} : { stage: place }),
    })),
  );
  const links = cells.map((cell) => ({ from: `${cell.from}0`, to: `${cell.to}1`, value: cell.people ?? 0 }));
  const used = new Set(links.filter((link) => link.value > 0).flatMap((link) => [link.from, link.to]));
  return { nodes: nodes.filter((node) => used.has(node.id)), links };
}

function Sums({ cells }: { readonly cells: readonly Cell[] }) {
  const say = useWords(t);
  const lang = useLang();
  const sums = sumMoves(cells);
  const start = cells.filter((cell) => cell.from !== "none");
  const startPeople = start.reduce((sum, cell) => sum + (cell.people ?? 0), 0);
  const known = startPeople > 0 && start.every((cell) => cell.people !== null);
  const noteOf = (move: Move, people: number) =>
    move === "fresh" || !known ? {} : { note: say.ofStart(formatRatio(people / startPeople, lang)) };
  const valueOf = (people: number, partly: boolean) =>
    !partly ? (
      formatCount(people, lang)
    ) : people === 0 ? (
      <span className={css["hidden"]}>{say.few}</span>
    ) : (
      say.least(formatCount(people, lang))
    );
  return (
    <Grid min_px={150}>
      {sums.map(({ move, people, partly }) => (
        <StatCard key={move} label={say[move]} value={valueOf(people, partly)} {...noteOf(move, people)} />
      ))}
    </Grid>
  );
}

/** How the brand's consumers moved between two days; every stream and cell can become an audience. */
export function Flow() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const save = useSaveAudience();
  const navigate = useNavigate();
  const { today, yesterday } = usePlatformDays();
  const search: { readonly from?: string; readonly to?: string } = useSearch({ strict: false });
  const to = search.to ?? yesterday;
  const from = search.from ?? addDays(to, -30);
  const show = (days: { from?: string; to?: string }) =>
    void navigate({ to: "/flow", search: { from, to, ...days }, replace: true });
  const read = useRead(databank.routes.flow, { query: { from, to } });
  const cells = read.data?.cells ?? [];
  const data = useFlowData(cells);
  const keep = (cell: Pick<Cell, "from" | "to">) => {
    const definition: audiences.Definition = {
      cell: { kind: "flow", from, to, from_stage: cell.from, to_stage: cell.to },
      rolling: false,
    };
    const name = say.name(text(placeWords[cell.from]), text(placeWords[cell.to]));
    save({ name: `${name} ${formatDay(to, lang, { short: true })}`, definition });
  };
  const keepLink = (id: { readonly from: string; readonly to: string }) => {
    const cell = cells.find((one) => `${one.from}0` === id.from && `${one.to}1` === id.to);
    if (cell) keep(cell);
  };
  return (
    <Page
      title={say.title}
      sub={read.data ? freshness(read.data, lang) : undefined}
      filters={
        <div className={flowCss["dates"]}>
          <DayField label={say.from} value={from} onChange={(day) => show({ from: day })} lastDay={to} />
          {say.arrow}
          <DayField label={say.to} value={to} onChange={(day) => show({ to: day })} firstDay={from} lastDay={today} />
        </div>
      }
      reads={read}
      isEmpty={data.nodes.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      <Sums cells={cells} />
      <Panel
        title={say.picture}
        sub={say.pictureSub}
        actions={read.data ? <Lineage info={lineageInfo(read.data.lineage, lang)} /> : undefined}
      >
        <SankeyChart data={data} label={say.picture} height_px={460} onPickLink={keepLink} />
      </Panel>
      <Panel title={say.matrix} sub={say.matrixSub}>
        <FlowMatrix cells={cells} onPick={keep} />
        {cells.some((cell) => cell.people === null) ? <p className={css["note"]}>{say.small}</p> : null}
      </Panel>
    </Page>
  );
}
