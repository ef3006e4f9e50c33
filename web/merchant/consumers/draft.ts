import type { audiences } from "#contract";

type Leaf = Exclude<audiences.Definition, { op: unknown }>;
export type Op = "and" | "or" | "minus";
/** A definition while it is being built: its groups may still have too few parts. */
export type Draft = Leaf | DraftGroup;
export type DraftGroup = { readonly op: Op; readonly of: readonly Draft[] };
/** The way to a part: positions from the root down. */
export type Path = readonly number[];

export const isGroup = (draft: Draft): draft is DraftGroup => "op" in draft;

/** A definition as the builder opens it: always a group at the top. */
export function draftOf(definition: audiences.Definition | undefined): DraftGroup {
  if (definition === undefined) return { op: "and", of: [] };
  return "op" in definition ? definition : { op: "and", of: [definition] };
}

/** The definition that a draft stands for: groups of one are that one, empty groups are nothing. */
export function definitionOf(draft: Draft): audiences.Definition | undefined {
  if (!isGroup(draft)) return draft;
  const parts = draft.of.flatMap((part) => definitionOf(part) ?? []);
  const [first] = parts;
  return parts.length < 2 ? first : { op: draft.op, of: parts };
}

/** The draft with the group at `path` changed. */
export function changeGroup(root: DraftGroup, path: Path, change: (group: DraftGroup) => DraftGroup): DraftGroup {
  const [step, ...rest] = path;
  if (step === undefined) return change(root);
  return {
    ...root,
    of: root.of.map((part, i) => (i === step && isGroup(part) ? changeGroup(part, rest, change) : part)),
  };
}

export const addPart = (root: DraftGroup, path: Path, part: Draft): DraftGroup =>
  changeGroup(root, path, (group) => ({ ...group, of: [...group.of, part] }));

const parentOf = (path: Path): Path => path.slice(0, -1);
const placeOf = (path: Path): number => path.at(-1) ?? 0;

export const replacePart = (root: DraftGroup, path: Path, part: Draft): DraftGroup =>
  changeGroup(root, parentOf(path), (group) => ({
    ...group,
    of: group.of.map((one, i) => (i === placeOf(path) ? part : one)),
  }));

export const removePart = (root: DraftGroup, path: Path): DraftGroup =>
  changeGroup(root, parentOf(path), (group) => ({ ...group, of: group.of.filter((_, i) => i !== placeOf(path)) }));
