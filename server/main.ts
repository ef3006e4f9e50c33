import type { App } from "./app.ts";
import { startApp } from "./app.ts";
import type { DemoWorld } from "./demo.ts";
import { openDemo, signIns } from "./demo.ts";
import { HomeInUse, createLog, loadConfig } from "#kernel";
import { buildWeb } from "../tools/build-web.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const began = performance.now();
  const config = loadConfig();
  const log = createLog(config.LOG_LEVEL === "info" ? "warn" : config.LOG_LEVEL);
  const built = buildWeb({ log: say });
  built.catch(() => undefined);
  const app = await startApp({ config, log, say, built });
  const running: { world?: DemoWorld } = {};
  endOnSignals(app, running);
  greet(app.url, (performance.now() - began) / 1000, config.FAIRGROUND_DEMO);
  if (config.FAIRGROUND_DEMO) running.world = await openDemo(app.url, config, say);
}

function greet(url: string, took_s: number, demo: boolean): void {
  say(`\nFairground is up after ${took_s.toFixed(1)} s: ${url}`);
  for (const name of ["shop", "venue", "merchant", "operator"]) say(`  ${name.padEnd(9)} ${url}/${name}`);
  say(`  API       ${url}/v1/docs`);
  if (demo) for (const s of signIns) say(`  sign in   ${s.console.padEnd(9)} ${s.login} / ${s.password}`);
  if (demo) say("  (the last three work as soon as the first start has filled the demo world that far)");
  say("Ctrl-C ends it.\n");
}

function endOnSignals(app: App, running: { world?: DemoWorld }): void {
  let ending = false;
  const end = (signal: string) => {
    if (ending) return;
    ending = true;
    say(`${signal}: closing`);
    running.world?.stop();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        say(String(error));
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(signal));
}

main().catch((error: unknown) => {
  const known = error instanceof HomeInUse || (error instanceof Error && !("code" in error));
  say(known && error instanceof Error ? error.message : String(error instanceof Error ? error.stack : error));
  process.exit(1);
});
