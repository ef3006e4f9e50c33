import { open } from "node:fs/promises";
import type { Gunzip } from "node:zlib";
import { createGunzip } from "node:zlib";

/** Complete lines in the order of the file; `first` is the number of the first of them, counted from 1. */
export type Lines = { readonly first: number; readonly lines: readonly string[] };
/** Why a file could not be read to its end. What was read before is good. */
export class Damage extends Error {
  override readonly name = "Damage";
  /** The line it was seen on; absent: the one after the last that was read. */
  readonly line: number | undefined;
  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

const chunk_bytes = 65_536;
/** A table has lines; a file without any for so long is something else. */
const line_max = 1_048_576;

/**
 * The lines of a text file, plain or gzip (told by its first bytes), without their line feeds and without the byte order mark.
 * Reads piece by piece, so the memory does not grow with the file. `progress` is told how many bytes of the file were taken.
 * Throws Damage after everything that could be read, always at the same place of the same file.
 */
export async function* linesOf(file: string, progress: (bytes: number) => void): AsyncGenerator<Lines> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let next = 1;
  for await (const bytes of plainBytes(file, progress)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > line_max) throw new Damage(`line ${next + lines.length} is longer than ${line_max} characters`);
    if (lines.length === 0) continue;
    yield { first: next, lines };
    next += lines.length;
  }
  rest += decoder.decode();
  if (rest !== "") yield { first: next, lines: [rest] };
}

/** The bytes of the file, unpacked when they are packed. What a cut-off gzip file still holds is given before Damage is thrown. */
async function* plainBytes(file: string, progress: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const handle = await open(file);
  let unpack: Unpacked | undefined;
  try {
    for (let first = true; ; first = false) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(chunk_bytes), 0, chunk_bytes);
      if (bytesRead === 0) break;
      const bytes = buffer.subarray(0, bytesRead);
      progress(bytesRead);
      if (first && bytes[0] === 0x1f && bytes[1] === 0x8b) unpack = new Unpacked();
      if (unpack === undefined) yield bytes;
      else {
        yield* await unpack.write(bytes);
        if (unpack.fault !== undefined) break;
      }
    }
    if (unpack !== undefined && unpack.fault === undefined) yield* await unpack.end();
  } finally {
    unpack?.close();
    await handle.close();
  }
  if (unpack?.fault !== undefined) throw new Damage(`the gzip file is damaged or cut off (${unpack.fault})`);
}

/** Gunzip step by step: all that a piece holds comes out before the next goes in, and before an error is looked at. */
class Unpacked {
  readonly #gunzip: Gunzip = createGunzip();
  #out: Uint8Array[] = [];
  fault: string | undefined;
  constructor() {
    this.#gunzip.on("data", (bytes: Uint8Array) => this.#out.push(bytes));
    this.#gunzip.on("error", (error) => {
      this.fault ??= error.message;
    });
  }
  write(bytes: Uint8Array): Promise<Uint8Array[]> {
    return this.#after((done) => void this.#gunzip.write(bytes, done));
  }
  end(): Promise<Uint8Array[]> {
    return this.#after(() => void this.#gunzip.end());
  }
  /** A stream that fails closes, and does not call back for what it was given. */
  async #after(act: (done: () => void) => void): Promise<Uint8Array[]> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#gunzip.off("close", done);
        resolve();
      };
      this.#gunzip.once("close", done);
      act(done);
    });
    return this.#taken();
  }
  close(): void {
    this.#gunzip.destroy();
  }
  #taken(): Uint8Array[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }
}
