import { parse } from "csv-parse/sync";
import type { Lines } from "./lines.ts";

/** One record of a table, with the line it starts on; or why a line is no record. */
export type RawRecord =
  { readonly line: number; readonly fields: readonly string[] } | { readonly line: number; readonly reason: string };
type Candidate = { readonly line: number; readonly texts: readonly string[] };

/** A quoted field may span lines, but not without end: beyond that its quote is taken for a slip of one line. */
const span_max = { lines: 200, characters: 100_000 };

/**
 * Splits lines into CSV records (RFC 4180: commas, double quotes, quotes doubled inside, LF or CRLF). A broken line costs only
 * itself: when a record that spans lines turns out to be none, its first line is refused and reading goes on with the next.
 */
export class Records {
  readonly #multiline: boolean;
  #width: number | undefined;
  /** Lines of a record whose quote is still open. */
  #open: { line: number; texts: string[]; characters: number } | undefined;
  constructor(multiline: boolean) {
    this.#multiline = multiline;
  }
  /** From now on every record has so many fields. */
  expect(width: number): void {
    this.#width = width;
  }
  push({ first, lines }: Lines): RawRecord[] {
    return this.#judge(this.#gather(lines, first));
  }
  /** What is left at the end of the file. */
  end(): RawRecord[] {
    const out: RawRecord[] = [];
    for (let open = this.#open; open !== undefined; open = this.#open) {
      this.#open = undefined;
      out.push(endless(open.line));
      out.push(...this.#judge(this.#gather(open.texts.slice(1), open.line + 1)));
    }
    return out;
  }

  /**
   * Joins lines to candidates for records, by counting quotes. One that spans lines is read at once: when it is no record, the
   * lines that its stray quote has swallowed are taken again.
   */
  #gather(lines: readonly string[], first: number): (Candidate | RawRecord)[] {
    const out: (Candidate | RawRecord)[] = [];
    const waiting = lines.map((text, i) => ({ text, line: first + i })).reverse();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { text, line } = next;
      const odd = this.#multiline && text.includes('"') && quotes(text) % 2 === 1;
      const open = this.#open;
      if (open === undefined) {
        if (odd) this.#open = { line, texts: [text], characters: text.length };
        else if (text !== "" && text !== "\r") out.push({ line, texts: [text] });
        continue;
      }
      open.texts.push(text);
      open.characters += text.length;
      const tooLong = open.texts.length >= span_max.lines || open.characters > span_max.characters;
      if (!odd && !tooLong) continue;
      this.#open = undefined;
      const read = odd ? this.#wide(parseOne(open)) : endless(open.line);
      out.push(read);
      if ("reason" in read)
        for (let k = open.texts.length - 1; k > 0; k -= 1)
          waiting.push({ text: open.texts[k] ?? "", line: open.line + k });
    }
    return out;
  }

  #judge(candidates: readonly (Candidate | RawRecord)[]): RawRecord[] {
    const quoted = candidates.filter((c): c is Candidate => "texts" in c && c.texts.some((t) => t.includes('"')));
    const parsed = parseAll(quoted);
    return candidates.map((c) =>
      "texts" in c ? this.#wide(parsed.get(c) ?? { line: c.line, fields: joined(c).split(",") }) : c,
    );
  }
  #wide(record: RawRecord): RawRecord {
    if ("reason" in record) return record;
    const { line, fields } = record;
    if (fields.some((f) => f.includes("\uFFFD")))
      return { line, reason: "holds bytes that are not UTF-8; save the file as UTF-8" };
    if (fields.some((f) => f.includes("\0")))
      return { line, reason: "holds the character U+0000, which no table keeps" };
    if (this.#width === undefined || fields.length === this.#width) return record;
    return { line, reason: `has ${fields.length} fields, the header has ${this.#width}` };
  }
}

const endless = (line: number): RawRecord => ({ line, reason: "a quoted field starts here and does not end" });
function quotes(text: string): number {
  let n = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) n += 1;
  return n;
}
function joined({ texts }: Candidate): string {
  const text = texts.join("\n");
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

const options = { relax_column_count: true, record_delimiter: "\n" };
/** Reads candidates with quotes: all at once, and one by one when that does not give one record for each. */
function parseAll(some: readonly Candidate[]): Map<Candidate, RawRecord> {
  const out = new Map<Candidate, RawRecord>();
  if (some.length === 0) return out;
  try {
    const rows = parse(some.map(joined).join("\n"), options);
    if (rows.length === some.length) {
      for (const [i, c] of some.entries()) out.set(c, { line: c.line, fields: rows[i] ?? [] });
      return out;
    }
  } catch {
    // one of them is broken: find out which
  }
  for (const c of some) out.set(c, parseOne(c));
  return out;
}
function parseOne(c: Candidate): RawRecord {
  try {
    const rows = parse(joined(c), options);
    if (rows.length === 1) return { line: c.line, fields: rows[0] ?? [] };
  } catch {
    // said below in the words of the file's author
  }
  return {
    line: c.line,
    reason: 'the quotes are not right: a field with " in it stands in quotes, with each " inside doubled',
  };
}
