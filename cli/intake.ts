import { accept } from "#facts";
import { categories, skusByCode, upsertProducts } from "#catalog";
import { inTx, platformScope } from "#kernel";
import { directory, registerParties } from "#parties";
import type { NeedKind, Needs, NewFact, Part, Rejected, Source } from "../importers/index.ts";
import { needKinds } from "../importers/index.ts";

/** What an import ends with. `read` counts records; each is written, known before or rejected. */
export type Outcome = {
  readonly read: number;
  readonly written: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejected[];
  /** Only when the list was cut at its bound. */
  readonly rejected_total?: number;
};

const batch_facts = 2_500;
/** More rejected records than this are counted, not listed. */
const listed_max = 10_000;
const ahead_ms = 10 * 60_000;
const kept_years = 30;

/**
 * Takes parts in batches: registers what their facts name and the platform does not know yet, then hands the facts to the intake that
 * also serves HTTP. A part counts as written when one of its facts (or, without facts, of its rows) was new.
 */
export class Intake {
  readonly #platform: () => Promise<number>;
  readonly #registered: Readonly<Record<NeedKind, Set<string>>> = {
    brands: new Set(),
    merchants: new Set(),
    venues: new Set(),
    categories: new Set(),
    products: new Set(),
  };
  #waiting: Part[] = [];
  #facts = 0;
  #written = 0;
  #duplicates = 0;
  #damaged = 0;
  #rejected = 0;
  readonly #listed: Rejected[] = [];

  /** `platform` is asked for when there is something to write, so that a file without any good record opens none. */
  constructor(platform: () => Promise<number>) {
    this.#platform = platform;
  }
  known = (kind: NeedKind, code: string): boolean => this.#registered[kind].has(code);

  reject = (some: readonly Rejected[]): void => {
    this.#rejected += some.length;
    for (const { file, line, reason } of some) {
      if (this.#listed.length >= listed_max) return;
      this.#listed.push({ file, line, reason });
    }
  };
  damage = (rejected: Rejected): void => {
    this.#damaged += 1;
    this.reject([rejected]);
  };

  async add(parts: readonly Part[]): Promise<void> {
    for (const part of parts) {
      const late = part.facts.map(timeFault).find((r) => r !== undefined);
      if (late !== undefined) {
        this.reject(part.from.map((s) => ({ ...s, reason: late })));
        continue;
      }
      this.#waiting.push(part);
      this.#facts += Math.max(1, part.facts.length);
      if (this.#facts >= batch_facts) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const parts = this.#waiting;
    [this.#waiting, this.#facts] = [[], 0];
    if (parts.length === 0) return;
    const platform = await this.#platform();
    const made = await register(platform, parts, this.#registered);
    let fresh: ReadonlySet<string> = new Set();
    const facts = parts.flatMap((p) => p.facts);
    const told = (ids: ReadonlySet<string>) => {
      fresh = ids;
    };
    const reply = facts.length === 0 ? undefined : await accept(platformScope(platform), { told }, facts);
    const refused = reasonsById(facts, reply?.rejected ?? []);
    for (const part of parts) this.#count(part, fresh, made, refused);
  }
  #count(
    part: Part,
    fresh: ReadonlySet<string>,
    made: ReadonlySet<string>,
    refused: ReadonlyMap<string, string>,
  ): void {
    const reason = part.facts.map((f) => refused.get(f.id)).find((r) => r !== undefined);
    if (reason !== undefined) return this.reject(part.from.map((s: Source) => ({ ...s, reason })));
    const isNew =
      part.facts.length > 0 ? part.facts.some((f) => fresh.has(f.id)) : namesOf(part.needs).some((n) => made.has(n));
    if (isNew) this.#written += part.from.length;
    else this.#duplicates += part.from.length;
  }

  outcome(): Outcome {
    return {
      read: this.#written + this.#duplicates + this.#rejected - this.#damaged,
      written: this.#written,
      duplicates: this.#duplicates,
      rejected: this.#listed,
      ...(this.#rejected > this.#listed.length && { rejected_total: this.#rejected }),
    };
  }
  get damaged(): boolean {
    return this.#damaged > 0;
  }
}

/** The intake would refuse such a fact alone; a part is taken whole or not at all. */
function timeFault({ at }: NewFact): string | undefined {
  const now = new Date();
  if (Date.parse(at) > now.getTime() + ahead_ms) return `${at.slice(0, 10)} lies in the future`;
  now.setUTCFullYear(now.getUTCFullYear() - kept_years);
  return Date.parse(at) < now.getTime()
    ? `${at.slice(0, 10)} lies before the ${kept_years} years that are kept`
    : undefined;
}
function reasonsById(
  facts: readonly NewFact[],
  rejected: readonly { readonly index: number; readonly field: string; readonly reason: string }[],
): Map<string, string> {
  return new Map(rejected.map((r) => [facts[r.index]?.id ?? "", `${r.field}: ${r.reason}`]));
}
const namesOf = (needs: Needs | undefined): string[] =>
  needKinds.flatMap((kind) => (needs?.[kind] ?? []).map((row) => `${kind} ${row.code}`));

type Rows = { readonly [K in NeedKind]: NonNullable<Needs[K]>[number][] };
/** Registers what is new to the platform and leaves alone what it has; returns the names of the new rows. */
async function register(
  platform: number,
  parts: readonly Part[],
  registered: Readonly<Record<NeedKind, Set<string>>>,
): Promise<Set<string>> {
  const rows: Rows = { brands: [], merchants: [], venues: [], categories: [], products: [] };
  const seen = new Set<string>();
  const collect = <K extends NeedKind>(kind: K, some: Needs[K]): void => {
    for (const row of some ?? []) {
      const name = `${kind} ${row.code}`;
      if (registered[kind].has(row.code) || seen.has(name)) continue;
      seen.add(name);
      (rows[kind] as (typeof row)[]).push(row);
    }
  };
  for (const { needs } of parts) if (needs !== undefined) for (const kind of needKinds) collect(kind, needs[kind]);
  if (seen.size === 0) return seen;
  const made = await inTx(platformScope(platform), async (tx) => {
    const { brands, merchants, venues } = await directory(tx);
    const tree = new Set(rows.categories.length === 0 ? [] : (await categories(tx)).map((c) => c.code));
    const goods = await skusByCode(
      tx,
      rows.products.map((p) => p.code),
    );
    const fresh: Rows = {
      brands: rows.brands.filter((r) => !brands.byCode.has(r.code)),
      merchants: rows.merchants.filter((r) => !merchants.byCode.has(r.code)),
      venues: rows.venues.filter((r) => !venues.byCode.has(r.code)),
      categories: rows.categories.filter((r) => !tree.has(r.code)),
      products: rows.products.filter((r) => !goods.has(r.code)),
    };
    await registerParties(tx, fresh);
    await upsertProducts(tx, fresh);
    return new Set(namesOf(fresh));
  });
  for (const kind of needKinds) for (const row of rows[kind]) registered[kind].add(row.code);
  return made;
}
