import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { settle } from "#databank";
import { accept, caughtUp } from "#facts";
import { inTx, platformScope, systemScope } from "#kernel";
import { openPlatform } from "#parties";
import { unique } from "#testing";
import { parse } from "csv-parse";

/** The public data sets beside the repository; tests that need them are skipped where they are absent. */
export const folder = process.env.FAIRGROUND_DATA ?? path.resolve(import.meta.dirname, "../../shared/data");
export const absent = !existsSync(path.join(folder, "README.md"));

export async function* rowsOf(set: string, file: string): AsyncGenerator<Record<string, string>> {
  const raw = createReadStream(path.join(folder, set, file));
  const text = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  for await (const row of text.pipe(parse({ columns: true, bom: true }))) yield row as Record<string, string>;
}
export async function openTest(currency: string, zone: string): Promise<number> {
  const opened = await inTx(systemScope, (tx) => openPlatform(tx, { code: unique("p"), name: "Test", currency, zone }));
  return opened.id;
}
/** Sends facts through the intake in batches and waits until every figure holds them. */
export function sender(platform: number) {
  let waiting: object[] = [];
  const flush = async () => {
    const items = waiting;
    waiting = [];
    const reply = await accept(platformScope(platform), {}, items);
    if (reply.rejected.length > 0) throw new Error(JSON.stringify(reply.rejected[0]));
  };
  return {
    async add(fact: object) {
      waiting.push(fact);
      if (waiting.length >= 2500) await flush();
    },
    async end() {
      await flush();
      await caughtUp(300_000);
      await settle(platform, 300_000);
    },
  };
}
