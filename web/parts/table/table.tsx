import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Table, type TableColumnType } from "antd";
import { type ReactNode, useState } from "react";
import { formatCount } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import type { ListState } from "../list.ts";
import { type EmptyProps, EmptyState, Wait } from "../page.tsx";
import { errorText } from "../problem.ts";
import { csvText, saveText } from "./csv.ts";
import css from "./table.module.css";

const t = words({
  more: { zh: "再看一些", en: "Show more" },
  shown: { zh: (n: string) => `已显示 ${n} 条`, en: (n: string) => `${n} shown` },
  export: { zh: "导出", en: "Export" },
  none: { zh: "还没有内容", en: "Nothing here yet" },
});

export type Column<Row> = {
  readonly key: string;
  readonly title: ReactNode;
  readonly render: (row: Row, index: number) => ReactNode;
  /** What stands in the export; a column without it is left out of the file. */
  readonly csv?: (row: Row) => string | number | null | undefined;
  /** Title in the export when `title` is not a text. */
  readonly csvTitle?: string;
  /** Figures stand right, aligned by their digits. */
  readonly figure?: boolean;
  readonly width_px?: number;
};

type Props<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** A cursor-paged list ... */
  readonly list?: ListState<Row>;
  /** ... or rows that are all here. */
  readonly rows?: readonly Row[];
  readonly empty?: EmptyProps;
  /** File name without ending; the export button is shown when given. */
  readonly exportName?: string;
  /** Opens a row; the whole row can be pressed, and Enter works on it. */
  readonly onOpen?: (row: Row) => void;
  /** Chosen rows by key, for deeds on several at once. */
  readonly chosen?: readonly string[];
  readonly onChoose?: (keys: readonly string[]) => void;
  /** Left of the export button, for example what to do with the chosen rows. */
  readonly tools?: ReactNode;
  readonly small?: boolean;
};

function antdColumns<Row>(columns: readonly Column<Row>[]): TableColumnType<Row>[] {
  return columns.map((column) => ({
    key: column.key,
    title: column.title,
    render: (_, row, index) => column.render(row, index),
    ...(column.figure ? { align: "end" as const, className: "fg-figure" } : {}),
    ...(column.width_px === undefined ? {} : { width: column.width_px }),
  }));
}

function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const told = columns.flatMap((column) => (column.csv ? [{ ...column, csv: column.csv }] : []));
  const head = told.map((column) => column.csvTitle ?? (typeof column.title === "string" ? column.title : column.key));
  return csvText([head, ...rows.map((row) => told.map((column) => column.csv(row)))]);
}

function ExportButton<Row>({ columns, list, rows = [], exportName = "export" }: Props<Row>) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      saveText(`${exportName}.csv`, csvOf(columns, list ? await list.all() : rows));
    } catch (error) {
      const content = errorText(error, lang);
      void message.error({ content, key: content });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void run()}>
      {say.export}
    </Button>
  );
}

const rowDoor = (open: () => void) => ({
  className: css["door"] ?? "",
  tabIndex: 0,
  onClick: open,
  onKeyDown: (event: React.KeyboardEvent) => {
    if (event.key === "Enter" && event.target === event.currentTarget) open();
  },
});

/** A list as a table: cursor paging, export, choosing and opening rows; wide tables scroll inside their own box. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { columns, rowKey, list, rows = [], empty, exportName, onOpen, chosen, onChoose, tools, small } = props;
  const say = useWords(t);
  const lang = useLang();
  const data = list ? list.rows : rows;
  return (
    <div className={css["box"]}>
      {tools || exportName ? (
        <div className={css["tools"]}>
          {tools}
          {exportName ? <ExportButton {...props} /> : null}
        </div>
      ) : null}
      <Wait {...(list ? { reads: list } : {})}>
        {data.length === 0 ? (
          <EmptyState {...(empty ?? { title: say.none })} />
        ) : (
          <Table<Row>
            columns={antdColumns(columns)}
            dataSource={data}
            rowKey={rowKey}
            pagination={false}
            scroll={{ x: "max-content" }}
            size={small ? "small" : "medium"}
            {...(onOpen ? { onRow: (row: Row) => rowDoor(() => onOpen(row)) } : {})}
            {...(onChoose
              ? {
                  rowSelection: {
                    selectedRowKeys: [...(chosen ?? [])],
                    onChange: (keys) => onChoose(keys.map(String)),
                  },
                }
              : {})}
          />
        )}
      </Wait>
      {list && data.length > 0 ? (
        <div className={css["foot"]}>
          <span>{say.shown(formatCount(data.length, lang))}</span>
          {list.hasMore ? (
            <Button onClick={list.more} loading={list.isFetching}>
              {say.more}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
