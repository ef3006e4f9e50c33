import path from "node:path";
import { linesOf, Damage } from "./lines.ts";
import type { Column, Columns, Part, Pass, Rec, Rejected, Run, Source, Table } from "./mapping.ts";
import { Wrong } from "./columns.ts";
import type { RawRecord } from "./records.ts";
import { Records } from "./records.ts";

/** Records that a pass may hold at once: those of one file when it groups, those of all joined tables when it joins. */
const held_max = 3_000_000;
/** There is more to be held at once than the memory is meant for. */
export class TooMuch extends Error {
  override readonly name = "TooMuch";
}

type Block<C extends Columns> = { readonly good: readonly Rec<C>[]; readonly bad: readonly Broken[] };
/** A record that could not be read, with its fields where they could be told apart. */
type Broken = Rejected & { readonly fields: Readonly<Record<string, string>> };

/** The records of the files of a table, block by block. What is wrong with a whole file goes to `run.damage`. */
async function* read<C extends Columns>(
  run: Run,
  table: Table<C>,
): AsyncGenerator<Block<C> & { readonly file: string }> {
  for (const full of run.files(table)) {
    const file = path.basename(full);
    const records = new Records(table.multiline === true);
    let reader: Reader<C> | undefined;
    let last = 0;
    try {
      for await (const lines of linesOf(full, run.progress)) {
        last = lines.first + lines.lines.length - 1;
        let { first, lines: rest } = lines;
        for (; reader === undefined && rest.length > 0; first += 1, rest = rest.slice(1))
          reader = headerOf(records.push({ first, lines: rest.slice(0, 1) })[0], file, table, records);
        if (reader !== undefined) yield { file, ...reader(records.push({ first, lines: rest })) };
      }
      if (reader === undefined) throw new Damage("the file has no header", 1);
      yield { file, ...reader(records.end()) };
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      if (reader !== undefined) yield { file, ...reader(records.end()) };
      run.damage({
        file,
        line: error.line ?? last + 1,
        reason: `${error.message}; ${reader === undefined ? "nothing of this file is read" : "everything from here on is missing"}`,
      });
    }
  }
}

type Reader<C extends Columns> = (raw: readonly RawRecord[]) => Block<C>;
/** Finds the columns in the header, in whatever order they stand. */
function headerOf<C extends Columns>(
  header: RawRecord | undefined,
  file: string,
  table: Table<C>,
  records: Records,
): Reader<C> | undefined {
  if (header === undefined) return undefined;
  if ("reason" in header) throw new Damage(`the header ${header.reason}`, header.line);
  const names = header.fields.map((f) => f.trim());
  const wanted = Object.entries(table.columns).map(([name, column]) => ({
    name,
    column,
    at: names.indexOf(column.column),
  }));
  const missing = wanted.filter((w) => w.at === -1).map((w) => w.column.column);
  if (missing.length > 0)
    throw new Damage(
      `the header has no column ${missing.join(", ").slice(0, 300)}; it reads ${names.join(",").slice(0, 300)}`,
      header.line,
    );
  records.expect(names.length);
  return (some) => {
    const good: Rec<C>[] = [];
    const bad: Broken[] = [];
    for (const one of some) {
      const at: Source = { file, line: one.line };
      if ("reason" in one) bad.push({ ...at, reason: one.reason, fields: {} });
      else readRecord(one.fields, at, wanted, good, bad);
    }
    return { good, bad };
  };
}
function readRecord<C extends Columns>(
  fields: readonly string[],
  at: Source,
  wanted: readonly { name: string; column: Column<unknown>; at: number }[],
  good: Rec<C>[],
  bad: Broken[],
): void {
  const row: Record<string, unknown> = {};
  for (const { name, column, at: place } of wanted) {
    const text = fields[place] ?? "";
    try {
      row[name] = column.read(text);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      const all = Object.fromEntries(wanted.map((w) => [w.name, fields[w.at] ?? ""]));
      bad.push({ ...at, reason: `${column.column}: ${error.message}`, fields: all });
      return;
    }
  }
  good.push({ row: row as Rec<C>["row"], at });
}

type Made = Omit<Part, "from">;
/** Makes a part; when the records do not fit together (the maker throws Wrong), all of them are refused. */
function made(run: Run, from: readonly Source[], what: string, make: () => Made): Part[] {
  try {
    return [{ from, ...make() }];
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    run.reject(from.map((at) => ({ ...at, reason: `${what} ${error.message}` })));
    return [];
  }
}

/** Each record by itself. */
export function eachRow<C extends Columns>(table: Table<C>, part: (rec: Rec<C>, run: Run) => Made): Pass {
  return {
    tables: [table],
    async *parts(run) {
      for await (const { good, bad } of read(run, table)) {
        run.reject(bad);
        yield good.flatMap((rec) => made(run, [rec.at], "the record", () => part(rec, run)));
      }
    },
  };
}

const partOf = (bad: Rejected, what: string): string =>
  `belongs to ${what} as line ${bad.line} of ${bad.file}, which is refused (${bad.reason})`.slice(0, 500);

/**
 * Records of one key inside one file together, in whatever order they stand; keys come out in the order of their first record.
 * When one record of a key is refused, all are: half a basket is no basket.
 */
export function eachGroup<C extends Columns>(
  table: Table<C>,
  { by, what }: { readonly by: keyof C & string; readonly what: string },
  part: (group: readonly Rec<C>[], run: Run) => Made,
): Pass {
  const whole = function* (groups: Map<unknown, Rec<C>[]>, broken: Map<unknown, Broken>, run: Run) {
    let some: Part[] = [];
    for (const [key, group] of groups) {
      const bad = broken.get(key);
      if (bad) run.reject(group.map(({ at }) => ({ ...at, reason: partOf(bad, `the same ${what}`) })));
      else {
        const from = group.map((g) => g.at);
        some.push(...made(run, from, `${what} ${String(key)}`, () => part(group, run)));
      }
      if (some.length >= 500) {
        yield some;
        some = [];
      }
    }
    yield some;
  };
  return {
    tables: [table],
    async *parts(run) {
      let groups = new Map<unknown, Rec<C>[]>();
      let broken = new Map<unknown, Broken>();
      let [file, held] = ["", 0];
      for await (const block of read(run, table)) {
        if (block.file !== file) {
          yield* whole(groups, broken, run);
          [groups, broken, file, held] = [new Map(), new Map(), block.file, 0];
        }
        run.reject(block.bad);
        held += block.good.length;
        if (held > held_max)
          throw new TooMuch(`${file} has more than ${held_max} records; split it so that no ${what} is cut`);
        for (const bad of block.bad) if (bad.fields[by] !== undefined) broken.set(bad.fields[by], bad);
        for (const rec of block.good) {
          const group = groups.get(rec.row[by]);
          if (group) group.push(rec);
          else groups.set(rec.row[by], [rec]);
        }
      }
      yield* whole(groups, broken, run);
    },
  };
}

type Side<C extends Columns = Columns> = { readonly table: Table<C>; readonly by: string };
/** A table whose records belong to a record of another one by a key. */
export const side = <C extends Columns>(table: Table<C>, by: keyof C & string): Side<C> => ({ table, by });
type Sides = Readonly<Record<string, Side>>;
type Found<S extends Sides> = {
  readonly [K in keyof S]: S[K] extends Side<infer C> ? readonly Rec<C>[] : never;
};
/** Records of the other tables that wait for theirs, by key. */
type Held = { readonly side: string; readonly by: Map<unknown, Rec<Columns>[]>; readonly broken: Map<unknown, Broken> };

/**
 * Records of one table, each with those of others that name it. The others are held in memory; what names nobody is refused, and so
 * is everything of a record when one of its parts is: half an order is no order.
 */
export function eachJoined<C extends Columns, S extends Sides>(
  {
    main,
    on,
    what,
    sides,
  }: { main: Table<C>; on: { readonly [K in keyof S]: keyof C & string }; what: string; sides: S },
  part: (rec: Rec<C>, found: Found<S>, run: Run) => Made,
): Pass {
  return {
    tables: [main, ...Object.values(sides).map((s) => s.table)],
    async *parts(run) {
      const held = await holdAll(run, sides);
      for await (const { good, bad } of read(run, main)) {
        run.reject(bad);
        for (const b of bad) leaveOut(run, held, (h) => b.fields[on[h] ?? ""], b, what);
        const some: Part[] = [];
        for (const rec of good) {
          const broken = held.map((h) => h.broken.get(rec.row[on[h.side] ?? ""])).find((b) => b !== undefined);
          if (broken) {
            run.reject([{ ...rec.at, reason: partOf(broken, `the same ${what}`) }]);
            leaveOut(run, held, (h) => rec.row[on[h] ?? ""], broken, what);
            continue;
          }
          const taken = held.map((h) => [h.side, take(h, rec.row[on[h.side] ?? ""])] as const);
          const found: object = Object.fromEntries(taken);
          const from = [rec.at, ...taken.flatMap(([, recs]) => recs.map((r) => r.at))];
          some.push(...made(run, from, `the ${what}`, () => part(rec, found as Found<S>, run)));
        }
        yield some;
      }
      for (const h of held)
        for (const [key, recs] of h.by)
          run.reject(recs.map((r) => ({ ...r.at, reason: `there is no ${what} ${String(key)}`.slice(0, 200) })));
    },
  };
}
async function holdAll(run: Run, sides: Sides): Promise<Held[]> {
  let held = 0;
  const all: Held[] = [];
  for (const [name, { table, by }] of Object.entries(sides)) {
    const one: Held = { side: name, by: new Map(), broken: new Map() };
    for await (const { good, bad } of read(run, table)) {
      run.reject(bad);
      held += good.length;
      if (held > held_max) throw new TooMuch(`the tables to be joined have more than ${held_max} records`);
      for (const b of bad) if (b.fields[by] !== undefined) one.broken.set(b.fields[by], b);
      for (const rec of good) {
        const known = one.by.get(rec.row[by]);
        if (known) known.push(rec);
        else one.by.set(rec.row[by], [rec]);
      }
    }
    all.push(one);
  }
  return all;
}
function take(h: Held, key: unknown): Rec<Columns>[] {
  const found = h.by.get(key) ?? [];
  h.by.delete(key);
  return found;
}
function leaveOut(
  run: Run,
  held: readonly Held[],
  keyOf: (side: string) => unknown,
  bad: Rejected,
  what: string,
): void {
  for (const h of held)
    run.reject(take(h, keyOf(h.side)).map((r) => ({ ...r.at, reason: partOf(bad, `the same ${what}`) })));
}
