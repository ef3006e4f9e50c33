import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const root = path.dirname(import.meta.dirname);
let folder = "";
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fairground-launch-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function script(text: string): string {
  const file = path.join(folder, "script.ts");
  writeFileSync(file, text);
  return file;
}

function launch(args: readonly string[], env: NodeJS.ProcessEnv = {}, file = process.execPath): ChildProcess {
  const child = spawn(file, [...args], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [text] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return text.toString().trim();
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const gone = (pid: number): Promise<void> => vi.waitFor(() => expect(alive(pid)).toBe(false), { timeout: 20_000 });
const run = path.join(root, "bin/run.js");

// says its number, then each signal it gets; ends when it is told "end" or after SIGTERM
const listener = `
  let count = 0;
  process.on("SIGINT", () => count++);
  process.on("SIGTERM", () => setTimeout(() => { console.log("SIGINT " + count); process.exit(7); }, 300));
  setInterval(() => {}, 1000);
  console.log(process.pid);`;

test("a TypeScript file runs under Node 24 with its arguments, its input, and its exit code handed back", () => {
  const file = script(`
    import { readFileSync } from "node:fs";
    const words: readonly string[] = process.argv.slice(2);
    console.log(process.versions.node.split(".")[0], words.join("|"), readFileSync(0, "utf8"), process.env.FAIRGROUND_LEASH);
    process.exitCode = 3;`);
  const done = spawnSync(process.execPath, [run, file, "a b", "--c"], { input: "given", encoding: "utf8" });
  expect(done.stdout).toBe("24 a b|--c given undefined\n");
  expect(done.status).toBe(3);
  expect(done.stderr).toBe("");
});

test("a Ctrl-C that comes twice, from the terminal and from npm, reaches the program once; its exit code comes back", async () => {
  const wrapper = launch([run, script(listener)]);
  await firstLine(wrapper);
  wrapper.kill("SIGINT");
  wrapper.kill("SIGINT");
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const said = firstLine(wrapper);
  wrapper.kill("SIGTERM");
  expect(await said).toBe("SIGINT 1");
  expect(await once(wrapper, "exit")).toEqual([7, null]);
});

test("a program that a signal ends gives 128 and the signal's number", async () => {
  const wrapper = launch([run, script("console.log(process.pid); setInterval(() => {}, 1000);")]);
  process.kill(Number(await firstLine(wrapper)), "SIGKILL");
  expect(await once(wrapper, "exit")).toEqual([137, null]);
});

test("kill -9 of the launcher ends the program, and in an orderly way", async () => {
  const note = path.join(folder, "note");
  const wrapper = launch([
    run,
    script(`
      import { writeFileSync } from "node:fs";
      process.on("SIGTERM", () => { writeFileSync(${JSON.stringify(note)}, "orderly"); process.exit(); });
      setInterval(() => {}, 1000);
      console.log(process.pid);`),
  ]);
  const pid = Number(await firstLine(wrapper));
  wrapper.kill("SIGKILL");
  await gone(pid);
  expect(readFileSync(note, "utf8")).toBe("orderly");
});

test("kill -9 of the npm that started the launcher ends the program", async () => {
  const file = script("console.log(process.pid); setInterval(() => {}, 1000);");
  const npm = launch(
    [
      "-e",
      `require("child_process").spawn("/bin/sh", ["-c", '"$0" "$@"; exit $?', process.execPath, ...process.argv.slice(1)], { stdio: "inherit" })`,
      run,
      file,
    ],
    { npm_lifecycle_event: "start" },
  );
  const pid = Number(await firstLine(npm));
  expect(alive(pid)).toBe(true);
  npm.kill("SIGKILL");
  await gone(pid);
});

/** A small repository of its own with one dependency, so that nothing is installed into ours. */
function repository(dependency: string, packages: Readonly<Record<string, unknown>>): string {
  const own = { name: "small", version: "1.0.0", type: "module", dependencies: { some: dependency } };
  cpSync(path.join(root, "bin"), path.join(folder, "bin"), { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(own));
  const lock = {
    name: "small",
    version: "1.0.0",
    lockfileVersion: 3,
    requires: true,
    packages: { "": own, ...packages },
  };
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify(lock));
  return script("console.log('ran')");
}

function runIn(file: string): { code: number | null; out: string; err: string } {
  const env = {
    ...process.env,
    npm_config_fetch_retries: "0",
    npm_config_registry: "http://127.0.0.1:9/",
    npm_execpath: "",
  };
  const done = spawnSync(process.execPath, [path.join(folder, "bin/run.js"), file], { env, encoding: "utf8" });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

test("a fresh clone installs first, on standard error, and only once", () => {
  mkdirSync(path.join(folder, "some"));
  writeFileSync(path.join(folder, "some/package.json"), JSON.stringify({ name: "some", version: "1.0.0" }));
  const link = { "node_modules/some": { resolved: "some", link: true }, some: { version: "1.0.0" } };
  const file = repository("file:some", link);
  const first = runIn(file);
  expect(first.err).toContain("Installing the packages of Fairground (once");
  expect(first.err).toMatch(/Installed in \d+ s\./);
  expect(first).toMatchObject({ code: 0, out: "ran\n" });
  utimesSync(path.join(folder, "package-lock.json"), new Date(), new Date());
  expect(runIn(file)).toEqual({ code: 0, out: "ran\n", err: "" });
});

test("a package that cannot be fetched ends in a sentence and an exit code, and the program does not run", () => {
  const resolved = "http://127.0.0.1:9/some/-/some-1.0.0.tgz";
  const file = repository("1.0.0", { "node_modules/some": { version: "1.0.0", resolved, integrity: "sha512-AAAA" } });
  const done = runIn(file);
  expect(done.err).toContain("The packages could not be installed; what npm says about it stands above.");
  expect(done).toMatchObject({ code: 1, out: "" });
});

test("node_modules that are not what the lock file says are seen, whatever the times of the files are", async () => {
  repository("1.0.0", { "node_modules/some": { version: "1.0.0" } });
  const present = path.join(folder, "node_modules/.package-lock.json");
  const { installFault } = (await import(path.join(folder, "bin/install.js"))) as {
    installFault: () => string | undefined;
  };
  expect(installFault()).toBe("absent");
  mkdirSync(path.dirname(present));
  for (const [packages, fault] of [
    [{ "node_modules/some": { version: "1.0.0" } }, undefined],
    [{ "node_modules/some": { version: "0.9.0" } }, "old"],
    [{}, "old"],
  ] as const) {
    writeFileSync(present, JSON.stringify({ packages }));
    expect(installFault()).toBe(fault);
  }
});

test("the last line of a test run counts tests, also those of a file that does not load", () => {
  for (const part of ["bin", "package.json", "package-lock.json", "test/summary-reporter.ts"]) {
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  writeFileSync(
    path.join(folder, "vitest.config.ts"),
    'export default { test: { include: ["*.test.ts"], reporters: ["default", "./test/summary-reporter.ts"] } };',
  );
  const tests = `import { expect, test } from "vitest";
    test("one", () => expect(1).toBe(1));
    test("two", () => expect(1).toBe(2));
    test.runIf(false)("three", () => expect(1).toBe(1));`;
  writeFileSync(path.join(folder, "some.test.ts"), tests);
  writeFileSync(path.join(folder, "broken.test.ts"), 'import "./nowhere.ts";');
  const go = (...args: readonly string[]) =>
    spawnSync(process.execPath, [path.join(folder, "bin/test.js"), ...args], { cwd: folder, encoding: "utf8" });
  const all = go();
  expect(all.stdout.trimEnd().split("\n").at(-1)).toBe("1 passed, 2 failed, 1 skipped");
  expect(all.status).toBe(1);
  const good = go("some.test.ts", "-t", "one");
  expect(good.stdout.trimEnd().split("\n").at(-1)).toBe("1 passed, 0 failed, 2 skipped");
  expect(good.status).toBe(0);
  const none = go("nothing-of-that-name");
  expect(none.stdout.trimEnd().split("\n").at(-1)).toMatch(/^0 passed, \d failed, 0 skipped$/);
  expect(none.status).toBe(1);
});
