// A process of its own: the ClickHouse library, turned into a server. Started by clickhouse.ts with the server's own
// flags as arguments; the parent holds our standard input, so when it dies, however it dies, we end at once.
import { DataType, load, open } from "ffi-rs";
import { createRequire } from "node:module";
import path from "node:path";

function end(): void {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 2_000);
  process.kill(process.pid, "SIGTERM");
}
process.stdin.resume().on("end", end).on("error", end);

const manifest = createRequire(import.meta.url).resolve("@chdb/lib-linux-x64-gnu/package.json");
open({ library: "clickhouse", path: path.join(path.dirname(manifest), "libchdb.so") });

// The first statement opens the listener, the second one never ends and keeps the engine up.
const query = `SYSTEM START LISTEN HTTP;
  SELECT sleepEachRow(1) FROM system.numbers FORMAT Null SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0`;
const args = ["clickhouse-local", ...process.argv.slice(2), "--query", query];
const result = await load({
  library: "clickhouse",
  funcName: "chdb_query_cmdline",
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
  runInNewThread: true,
});

// Only reached when the start failed or the engine stopped.
const reason = load({
  library: "clickhouse",
  funcName: "chdb_result_error",
  retType: DataType.String,
  paramsType: [DataType.External],
  paramsValue: [result],
});
process.stderr.write(`${reason}\n`, () => process.exit(1));
