// Sees to node_modules before anything else runs. Plain JavaScript for Node 20: at this point nothing is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, "node_modules");
const lockFile = path.join(root, "package-lock.json");
const stampFile = path.join(modules, ".fairground-lock");
const mutex = path.join(root, ".fairground-installing");
const say = (text) => process.stderr.write(`${text}\n`);

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
const hashOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const fits = (wanted, own) => wanted === undefined || (wanted.includes(own) && !wanted.includes(`!${own}`));

/** What is wrong with node_modules: "absent", "old", or undefined when it is what package-lock.json says. */
export function installFault() {
  const hidden = path.join(modules, ".package-lock.json");
  if (!existsSync(hidden)) return "absent";
  const present = packagesOf(hidden);
  const tried = existsSync(stampFile) && readFileSync(stampFile, "utf8") === hashOf(lockFile);
  for (const [place, wanted] of Object.entries(packagesOf(lockFile))) {
    if (place === "" || present[place]?.version === wanted.version) continue;
    if (present[place] !== undefined) return "old";
    const optional = wanted.optional || wanted.devOptional || wanted.peer;
    if (!optional) return "old";
    // an optional package that fits this machine and is not there: one try per lock file, then live without it
    if (
      !tried &&
      wanted.optional &&
      fits(wanted.os, process.platform) &&
      fits(wanted.cpu, process.arch) &&
      fits(wanted.libc, libc())
    )
      return "old";
  }
  return undefined;
}

const libc = () => (process.report?.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc");

function npm(verb) {
  const flags = [
    verb,
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const cli = process.env.npm_execpath;
  const [file, ...first] = cli?.endsWith(".js") ? [process.execPath, cli] : ["npm"];
  // npm writes its progress to standard error; what it says on standard output belongs there too
  const done = spawnSync(file, [...first, ...flags], { cwd: root, stdio: ["ignore", 2, 2] });
  if (done.error) say(`npm could not be run: ${done.error.message}`);
  if (done.signal === "SIGINT" || done.signal === "SIGTERM")
    throw new Error("The installation was cut off; the next start goes on with it.");
  return done.status === 0;
}

/** Two starts at once must not write node_modules at the same time: the second waits for the first. */
function takeMutex() {
  for (let told = false; ; told = true) {
    try {
      writeFileSync(mutex, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST")
        throw new Error(`The packages cannot be installed, ${root} is not writable for this user: ${error.message}`);
    }
    if (!holderLives()) rmSync(mutex, { force: true });
    if (!told) say("Waiting for another installation in this folder ...");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  }
}

function holderLives() {
  const pid = Number(readFileSync(mutex, { encoding: "utf8", flag: "a+" }));
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Installs what package-lock.json names when it is not there. Throws an Error with a sentence when that fails. */
export function ensureInstalled() {
  if (installFault() === undefined) return;
  takeMutex();
  try {
    const fault = installFault();
    if (fault !== undefined) install(fault);
  } finally {
    rmSync(mutex, { force: true });
  }
}

function install(fault) {
  const why = fault === "absent" ? "once, about 1 GB on disk" : "package-lock.json has changed";
  say(`Installing the packages of Fairground (${why}) ...`);
  const begun = Date.now();
  // "ci" empties node_modules first, so it is only for a first installation
  if (!(fault === "absent" && npm("ci")) && !npm("install")) {
    throw new Error(
      "The packages could not be installed; what npm says about it stands above. " +
        "Check the network and the npm registry, then start again.",
    );
  }
  writeFileSync(stampFile, hashOf(lockFile));
  say(`Installed in ${Math.round((Date.now() - begun) / 1000)} s.`);
}
