import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const packages = ["chromium", "fonts-noto-cjk"];
const attempts_max = 20;
const pause_ms = 10_000;

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(":")
    .filter((folder) => folder !== "")
    .map((folder) => `${folder}/${name}`)
    .find((file) => existsSync(file));
}

/** The Chromium already on this machine, or undefined. `FAIRGROUND_CHROMIUM` names one that is not on the PATH. */
export function presentChromium(): string | undefined {
  const named = process.env.FAIRGROUND_CHROMIUM;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`FAIRGROUND_CHROMIUM is ${named}, but no such file exists`);
    return named;
  }
  return names.map(onPath).find((found) => found !== undefined);
}

/**
 * The Chromium that the browser tests drive. On Debian as root a missing one is installed, with a Chinese font for
 * the screenshots; elsewhere the error says what to do. npm cannot carry it: the browser package needs an install script.
 */
export function findChromium(): string {
  const present = presentChromium();
  if (present !== undefined) return present;
  if (process.getuid?.() !== 0 || onPath("apt-get") === undefined) {
    throw new Error(
      `No Chromium found. Install one (Debian: sudo apt-get install ${packages.join(" ")}) or set FAIRGROUND_CHROMIUM to its path.`,
    );
  }
  process.stderr.write(`Chromium is missing; installing Debian's ${packages.join(" and ")} ...\n`);
  let reason: unknown;
  for (let attempt = 0; attempt < attempts_max; attempt += 1) {
    try {
      install();
    } catch (error) {
      // Another test process may hold apt's lock, and be installing the same thing.
      reason = error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause_ms);
    }
    const installed = presentChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(`apt-get could not install ${packages.join(" ")}; see its messages above`, { cause: reason });
}

function install(): void {
  const apt = (...args: string[]) =>
    execFileSync("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=600", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: 900_000,
    });
  apt("update");
  apt("install", "-y", "--no-install-recommends", ...packages);
}
