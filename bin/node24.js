// Finds the Node 24 that runs our TypeScript and starts it, whatever Node (20 or later) started this file.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled, root } from "./install.js";

const MAJOR = 24;
const AGAIN_MS = 1_000;
const PARENT_CHECK_MS = 500;

/** The program file of Node 24: the one npm brought along, or the running one when it is new enough. */
export function findNode24() {
  const brought = path.join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin/node");
  if (existsSync(brought)) return brought;
  if (Number(process.versions.node.split(".")[0]) >= MAJOR) return process.execPath;
  throw new Error(
    `Fairground needs Node ${MAJOR}; this is ${process.version}, and npm brought none for ${process.platform}-${process.arch}. ` +
      `Install Node ${MAJOR} from https://nodejs.org and start again.`,
  );
}

/**
 * Installs when needed, then runs `args` under Node 24 in place of this process: same input and output, signals handed
 * on, exit code handed back. The child runs in a group of its own, so a Ctrl-C reaches it once, through us, though the
 * terminal and npm both send it; and it holds a pipe to us, so it ends when we are killed.
 */
export async function runNode24(args, env = {}) {
  ensureInstalled();
  const file = findNode24();
  const leash = pathToFileURL(path.join(root, "bin/leash.js")).href;
  const child = spawn(file, ["--import", leash, ...args], {
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    env: { ...process.env, ...env, FAIRGROUND_LEASH: "3" },
    detached: true,
  });
  handOnSignals(child);
  const watch = watchNpm(child);
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`Node ${MAJOR} does not start (${file}): ${error.message}`)));
    child.once("exit", (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0));
    });
  });
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

function handOnSignals(child) {
  let last = -AGAIN_MS;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - last < AGAIN_MS) return; // the same key press, by way of npm
      last = now;
      child.kill(signal);
    });
  }
}

/** npm killed by force tells nobody: when the npm that started us is gone, the child is asked to end. */
function watchNpm(child) {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== "linux") return undefined;
  const parents = parentsOf();
  const timer = setInterval(() => {
    if (parentsOf() === parents) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, PARENT_CHECK_MS);
  return timer.unref();
}

function parentsOf() {
  const stat = (pid) => {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, "utf8");
      const end = text.lastIndexOf(")");
      return { name: text.slice(text.indexOf("(") + 1, end), parent: text.slice(end + 2).split(" ")[1] };
    } catch {
      return undefined;
    }
  };
  const above = stat(process.ppid);
  return /^(sh|dash|bash|ash)$/.test(above?.name ?? "") ? `${process.ppid} ${above.parent}` : String(process.ppid);
}

/** The whole of a start file: run, and end as the child ended. */
export async function main(args, env) {
  try {
    process.exitCode = await runNode24(args, env);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
