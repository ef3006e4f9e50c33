import { QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import type { ReactNode } from "react";
import { formatTime } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import css from "./lineage.module.css";

const t = words({
  how: { zh: "这个数怎么算的？", en: "How is this computed?" },
  definition: { zh: "定义", en: "Definition" },
  formula: { zh: "算式", en: "Formula" },
  query: { zh: "查询", en: "Query" },
  asOf: { zh: "截至", en: "As of" },
  source: { zh: "来源", en: "Source" },
  rows: { zh: "涉及记录", en: "Rows" },
});

/** Where a figure comes from. */
export type LineageInfo = {
  readonly definition: string;
  readonly formula?: string;
  /** The query that was sent, as text. */
  readonly query?: string;
  /** Instant up to which facts are in it. */
  readonly asOf?: string;
  /** Which facts or tables, or which publication. */
  readonly source?: string;
  /** A link or button to the rows behind it, where privacy allows. */
  readonly rows?: ReactNode;
};

function Told({ info }: { readonly info: LineageInfo }) {
  const say = useWords(t);
  const lang = useLang();
  const lines: readonly (readonly [string, ReactNode])[] = [
    [say.definition, info.definition],
    [say.formula, info.formula ? <code>{info.formula}</code> : null],
    [say.source, info.source],
    [say.asOf, info.asOf ? formatTime(info.asOf, undefined, lang) : null],
    [say.query, info.query ? <pre>{info.query}</pre> : null],
    [say.rows, info.rows],
  ];
  return (
    <dl className={css["told"]}>
      {lines.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** The small question mark beside a figure that opens its definition, formula, query and rows. */
export function Lineage({ info }: { readonly info: LineageInfo }) {
  const say = useWords(t);
  return (
    <Popover trigger="click" title={say.how} content={<Told info={info} />} styles={{ root: { maxWidth: 440 } }}>
      <Button
        type="text"
        size="small"
        shape="circle"
        icon={<QuestionCircleOutlined />}
        aria-label={say.how}
        className={css["mark"] ?? ""}
      />
    </Popover>
  );
}
