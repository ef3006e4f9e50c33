import type { audiences, databank } from "#contract";

type Definition = audiences.Definition;
export type Joined = Extract<Definition, { op: string }>;
export type Leaf = Exclude<Definition, Joined>;

export const DEPTH_MAX = 8;
export const LEAVES_MAX = 40;
/** Counts a brand sees are multiples of this. */
export const ROUNDING = 10;

export const isJoined = (d: Definition): d is Joined => "op" in d;
/** All leaves, from left to right. */
export const leavesOf = (d: Definition): Leaf[] => (isJoined(d) ? d.of.flatMap(leavesOf) : [d]);
const depthOf = (d: Definition): number => (isJoined(d) ? 1 + Math.max(...d.of.map(depthOf)) : 1);

export type Wrong = { readonly reason: string; readonly expected: string };
/**
 * Puts other audiences' definitions in the place of their names and moves rolling cells on to today; says what is wrong with
 * the result, if anything. `self`: the audience being defined, on which nothing in it may be built.
 */
export function expand(
  definition: Definition,
  known: ReadonlyMap<string, { readonly definition: Definition; readonly made_on: string }>,
  { made_on, today, self }: { readonly made_on: string; readonly today: string; readonly self?: string | undefined },
): { definition: Definition; wrong?: Wrong } {
  const faults: Wrong[] = [];
  const walk = (d: Definition, since: string, path: readonly string[]): Definition => {
    if (faults.length > 0 || path.length > DEPTH_MAX) {
      if (faults.length === 0) faults.push(tooDeep);
      return d;
    }
    if (isJoined(d)) return { op: d.op, of: d.of.map((part) => walk(part, since, path)) };
    if ("cell" in d) return d.rolling ? { ...d, cell: rolled(d.cell, since, today), rolling: false } : d;
    if (!("audience" in d)) return d;
    const other = known.get(d.audience);
    if (path.includes(d.audience))
      faults.push({
        reason: "an audience that is built on itself",
        expected: "audiences that do not refer back to this one",
      });
    else if (!other)
      faults.push({ reason: `audience ${d.audience} was not found`, expected: "the id of a saved audience" });
    return other && faults.length === 0 ? walk(other.definition, other.made_on, [...path, d.audience]) : d;
  };
  const whole = walk(definition, made_on, self === undefined ? [] : [self]);
  const [fault] = faults;
  if (fault) return { definition: whole, wrong: fault };
  if (depthOf(whole) > DEPTH_MAX) return { definition: whole, wrong: tooDeep };
  const leaves = leavesOf(whole).length;
  if (leaves > LEAVES_MAX)
    return {
      definition: whole,
      wrong: {
        reason: `${leaves} sets in one audience`,
        expected: `${LEAVES_MAX} at most, those of other audiences included`,
      },
    };
  return { definition: whole };
}
const tooDeep: Wrong = {
  reason: "nested too deeply",
  expected: `${DEPTH_MAX} levels at most, those of other audiences included`,
};

const DAY_MS = 86_400_000;
const shift = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
/** A cell whose days have moved on with the calendar since the day it was made. */
function rolled(cell: databank.Cell, since: string, today: string): databank.Cell {
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${since}T00:00:00Z`)) / DAY_MS);
  return cell.kind === "stage"
    ? { ...cell, day: shift(cell.day, days) }
    : { ...cell, from: shift(cell.from, days), to: shift(cell.to, days) };
}

/**
 * What a brand sees of a count. Hidden when the whole or any set it is built of holds 1 to k - 1 people, or when it differs by
 * fewer than k people from a count shown today for another question (0 included: that two sets are equal can tell about one
 * person too). A plain data bank cell is shown there anyway, so only its own size counts. Otherwise rounded to tens.
 * Source: static and difference checks of Ads Data Hub.
 */
export function shownTo(
  people: number,
  {
    parts,
    nearest,
    plain,
  }: { readonly parts: readonly number[]; readonly nearest: number | undefined; readonly plain: boolean },
  k: number,
): audiences.ShownCount {
  const small = [people, ...parts].some((n) => n > 0 && n < k);
  const similar = !plain && nearest !== undefined && nearest < k;
  const hidden = small ? "small" : similar ? "similar" : null;
  return { people: hidden ? null : Math.round(people / ROUNDING) * ROUNDING, rounded_to: ROUNDING, hidden };
}
/** What the operator sees. */
export const exact = (people: number): audiences.ShownCount => ({ people, rounded_to: 1, hidden: null });
