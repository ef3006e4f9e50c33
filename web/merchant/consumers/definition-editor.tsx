import { ApartmentOutlined, DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import type { audiences } from "#contract";
import { useWords, words } from "#parts";
import { Button, Segmented, Tooltip } from "antd";
import { Fragment, useState } from "react";
import type { KnownNames } from "../shared/describe.ts";
import { useDescribe } from "../shared/use-describe.ts";
import css from "./builder.module.css";
import {
  addPart,
  changeGroup,
  type Draft,
  type DraftGroup,
  isGroup,
  type Op,
  type Path,
  removePart,
  replacePart,
} from "./draft.ts";
import { LeafDialog } from "./leaf-dialog.tsx";

const t = words({
  and: { zh: "同时满足", en: "All of" },
  or: { zh: "满足任一", en: "Any of" },
  minus: { zh: "第一个减去其余", en: "The first minus the others" },
  andWord: { zh: "并且", en: "and" },
  orWord: { zh: "或者", en: "or" },
  minusWord: { zh: "减去", en: "minus" },
  how: { zh: "条件之间的关系", en: "How the conditions join" },
  add: { zh: "加条件", en: "Add condition" },
  group: { zh: "加一组", en: "Add group" },
  edit: { zh: "修改", en: "Change" },
  remove: { zh: "移除", en: "Remove" },
  none: { zh: "还没有条件。加第一个：", en: "No condition yet. Add the first one:" },
});
/** Deepest nesting that a person can still read. */
const depthMax = 3;
type Leaf = Exclude<audiences.Definition, { op: unknown }>;
type Asking = { readonly path: Path; readonly leaf?: Leaf };
type Shared = {
  readonly names: KnownNames;
  readonly change: (next: (root: DraftGroup) => DraftGroup) => void;
  readonly ask: (asking: Asking) => void;
};

function LeafCard({ leaf, path, shared }: { readonly leaf: Leaf; readonly path: Path; readonly shared: Shared }) {
  const say = useWords(t);
  const text = useDescribe(shared.names)(leaf);
  return (
    <div className={css["leaf"]}>
      <span>{text}</span>
      <span className={css["tools"]}>
        <Tooltip title={say.edit}>
          <Button
            type="text"
            size="small"
            icon={<EditOutlined aria-hidden />}
            aria-label={`${say.edit}: ${text}`}
            onClick={() => shared.ask({ path, leaf })}
          />
        </Tooltip>
        <Tooltip title={say.remove}>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={`${say.remove}: ${text}`}
            onClick={() => shared.change((root) => removePart(root, path))}
          />
        </Tooltip>
      </span>
    </div>
  );
}

function Group({ group, path, shared }: { readonly group: DraftGroup; readonly path: Path; readonly shared: Shared }) {
  const say = useWords(t);
  const joined = { and: say.andWord, or: say.orWord, minus: say.minusWord }[group.op];
  const setOp = (op: Op) => shared.change((root) => changeGroup(root, path, (one) => ({ ...one, op })));
  return (
    <div className={css["group"]} data-op={group.op} role="group" aria-label={say[group.op]}>
      <div className={css["head"]}>
        <Segmented<Op>
          size="small"
          aria-label={say.how}
          value={group.op}
          onChange={setOp}
          options={(["and", "or", "minus"] as const).map((op) => ({ value: op, label: say[op] }))}
        />
        {path.length > 0 ? (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={say.remove}
            onClick={() => shared.change((root) => removePart(root, path))}
          />
        ) : null}
      </div>
      {group.of.length === 0 && path.length === 0 ? <p className={css["none"]}>{say.none}</p> : null}
      {group.of.map((part, i) => (
        <Fragment key={JSON.stringify([i, part])}>
          {i > 0 ? <span className={css["join"]}>{joined}</span> : null}
          <Part part={part} path={[...path, i]} shared={shared} />
        </Fragment>
      ))}
      <div className={css["foot"]}>
        <Button
          size="small"
          type={group.of.length === 0 ? "primary" : "default"}
          icon={<PlusOutlined aria-hidden />}
          onClick={() => shared.ask({ path: [...path, group.of.length] })}
        >
          {say.add}
        </Button>
        {path.length < depthMax - 1 ? (
          <Button
            size="small"
            type="text"
            icon={<ApartmentOutlined aria-hidden />}
            onClick={() => shared.change((root) => addPart(root, path, { op: "or", of: [] }))}
          >
            {say.group}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Part({ part, path, shared }: { readonly part: Draft; readonly path: Path; readonly shared: Shared }) {
  if (isGroup(part)) return <Group group={part} path={path} shared={shared} />;
  return <LeafCard leaf={part} path={path} shared={shared} />;
}

type Props = { readonly value: DraftGroup; readonly names: KnownNames; readonly onChange: (next: DraftGroup) => void };

/** Builds a set of people from conditions: all of, any of, the first minus the others, in groups. */
export function DefinitionEditor({ value, names, onChange }: Props) {
  const [asking, setAsking] = useState<Asking>();
  const done = (leaf: Draft) => {
    if (asking)
      onChange(asking.leaf ? replacePart(value, asking.path, leaf) : addPart(value, asking.path.slice(0, -1), leaf));
    setAsking(undefined);
  };
  return (
    <>
      <Group group={value} path={[]} shared={{ names, change: (next) => onChange(next(value)), ask: setAsking }} />
      {asking ? <LeafDialog leaf={asking.leaf} onDone={done} onClose={() => setAsking(undefined)} /> : null}
    </>
  );
}
