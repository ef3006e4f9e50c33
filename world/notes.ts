/** What went wrong and how often, said briefly: the first of a kind at once, then a sum every few minutes. */
export class Notes {
  readonly #say: (line: string) => void;
  readonly #counts = new Map<string, number>();
  readonly #done = new Map<string, number>();
  constructor(say: (line: string) => void) {
    this.#say = say;
  }
  failed(what: string): void {
    // Numbers and ids differ from one failure to the next; the kind is what remains.
    const kind = what.replaceAll(/[0-9a-f-]{36}|\d+/g, "#").slice(0, 160);
    const n = (this.#counts.get(kind) ?? 0) + 1;
    if (this.#counts.size < 500 || n > 1) this.#counts.set(kind, n);
    if (n === 1) this.#say(`world: ${what.slice(0, 300)}`);
  }
  did(what: string, n = 1): void {
    this.#done.set(what, (this.#done.get(what) ?? 0) + n);
  }
  /** Does something that may fail: then it is counted, and the world goes on. `expected` failures are not. */
  async trying<T>(
    what: string,
    work: () => Promise<T>,
    expected: (error: unknown) => boolean = () => false,
  ): Promise<T | undefined> {
    try {
      const result = await work();
      this.did(what);
      return result;
    } catch (error) {
      if (!expected(error) && !isEnd(error))
        this.failed(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
  get done(): ReadonlyMap<string, number> {
    return this.#done;
  }
  get failures(): number {
    let sum = 0;
    for (const n of this.#counts.values()) sum += n;
    return sum;
  }
  sum(): string {
    const list = (of: ReadonlyMap<string, number>) =>
      [...of]
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, 12)
        .map(([k, n]) => `${k} ${n}`)
        .join(", ");
    return `done: ${list(this.#done) || "nothing"}; failed: ${list(this.#counts) || "nothing"}`;
  }
}
/** The world was asked to end; what was under way then is no failure. */
export const isEnd = (error: unknown): boolean =>
  error instanceof Error && (error.name === "AbortError" || ("code" in error && error.code === "ABORT_ERR"));
