import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Anchor, Reading } from "#quant";

const program = path.resolve(import.meta.dirname, "../../bin/fairground.js");
const output_max_bytes = 500_000_000;

/** Runs the command line on a data folder of its own and gives what it answers. */
function asking(home: string) {
  const { DATABASE_URL: _d, CLICKHOUSE_URL: _c, ...rest } = process.env;
  const env = { ...rest, FAIRGROUND_HOME: home };
  return async <T>(...args: string[]): Promise<T> => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, "--json"], {
      env,
      maxBuffer: output_max_bytes,
    });
    return JSON.parse(stdout);
  };
}
type Ask = ReturnType<typeof asking>;
type Imported = {
  readonly read: number;
  readonly written: number;
  readonly duplicates: number;
  readonly rejected: readonly object[];
};

/** An import of a whole set by the command line, and what it must be. */
function imported(
  name: string,
  source: string,
  folder: string | undefined,
  read: (ask: Ask, folder: string) => Promise<Reading[]>,
): Anchor {
  return {
    name: `import: ${name}`,
    source: `${source}; totals of the data folder's README`,
    async run() {
      if (folder === undefined) return { skipped: `data set ${name} is not here` };
      const home = mkdtempSync(path.join(tmpdir(), "fairground-anchor-"));
      try {
        return await read(asking(home), folder);
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    },
  };
}
const all = ({ read, written, duplicates, rejected }: Imported, records: number): Reading[] => [
  {
    what: "records read, written, known, rejected",
    ours: [read, written, duplicates, rejected.length],
    published: [records, records, 0, 0],
  },
];

type Folders = Readonly<Record<"tmall" | "olist" | "lgsr", string | undefined>>;
export const importAnchors = ({ tmall, olist, lgsr }: Folders): readonly Anchor[] => [
  imported("tmall2014_brand", "Alibaba big-data contest 2014", tmall, async (ask, folder) => {
    const done = await ask<Imported>("import", "tmall2014_brand", folder, "--platform", "t", "--year", "2014");
    const { items } = await ask<{ items: { brands: number }[] }>("platforms");
    return [...all(done, 131_720), { what: "brands", ours: items[0]?.brands, published: 7_842 }];
  }),
  imported("olist_sample", "Olist Brazilian e-commerce, a sample", olist, async (ask, folder) => {
    const done = await ask<Imported>("import", "olist_sample", folder, "--platform", "o");
    const { total } = await ask<{ total: { orders: number; delivered: number } }>(
      "report",
      "service",
      "--platform",
      "o",
    );
    return [
      ...all(done, 48_925),
      { what: "orders, delivered", ours: [total.orders, total.delivered], published: [8_135, 5_172] },
    ];
  }),
  imported("lgsr_5k", "dunnhumby Let's Get Sort-of-Real, 5,000 customers", lgsr, async (ask, folder) => {
    type Sum = { readonly spend_minor: number; readonly baskets: number };
    const done = await ask<Imported>("import", "lgsr_5k", folder, "--platform", "l");
    const r = await ask<Sum & { quantity: number; anonymous: Sum; known_customers: number; weeks: object[] }>(
      "report",
      "stores",
      "--platform",
      "l",
    );
    return [
      ...all(done, 2_519_777),
      { what: "spend, baskets", ours: [r.spend_minor, r.baskets], published: [478_670_778, 392_510] },
      {
        what: "spend, baskets without a card",
        ours: [r.anonymous.spend_minor, r.anonymous.baskets],
        published: [95_096_241, 80_610],
      },
      {
        what: "card customers, quantity, weeks",
        ours: [r.known_customers, r.quantity, r.weeks.length],
        published: [4_862, 3_772_228, 94],
      },
    ];
  }),
];
