// npm run bench -- NAME [--json] [more]: one benchmark, its rival measured in the same run.
import type { Bench } from "./report.ts";
import { asTable } from "./report.ts";

/** To add one: a file that exports `bench`, and a line here. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  databank: () => import("./databank.ts"),
  intake: () => import("./intake.ts"),
  orders: () => import("./orders.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (load) {
  const { bench } = await load();
  const json = args.includes("--json");
  const report = await bench(
    args.filter((a) => a !== "--json"),
    (line) => void process.stderr.write(`${line}\n`),
  );
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : asTable(report));
} else {
  process.stderr.write(`Usage: npm run bench -- NAME [--json]\nNAME is one of: ${Object.keys(benches).join(", ")}\n`);
  process.exitCode = 2;
}
