import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** One text file of the repository; `path` is relative to its root, with `/`. */
export type Source = { readonly path: string; readonly text: string };

export const root: string = path.resolve(import.meta.dirname, "..");
/** Every folder that holds our code; tools get these by name, so that none of them wanders into node_modules. */
export const folders: readonly string[] = [
  "contract",
  "quant",
  "server",
  "web",
  "world",
  "importers",
  "cli",
  "test",
  "bench",
  "tools",
  "bin",
];
const generated = /(^|\/)(node_modules|\.git|\.fairground|\.types|dist|coverage)(\/|$)/;
const textual = /(\.(tsx?|js|mjs|json|sql|css|html|md|ya?ml|csv|txt|sh)|^(NOTICE|LICENSE|\.[a-z]+|\.ci\/run))$/;
/** Larger files are data, not text that somebody reads. */
const size_bytes_max = 400_000;

/** Paths of the repository's own files: what git tracks or would add; without git, what lies in the folders. */
export function paths(from: string = root): string[] {
  const seen = existsSync(path.join(from, ".git")) ? fromGit(from) : fromFolders(from);
  return seen.filter((p) => !generated.test(p) && existsSync(path.join(from, p))).toSorted();
}

function fromGit(from: string): string[] {
  const listing = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: from,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listing.split("\0").filter((p) => p !== ""))];
}

function fromFolders(from: string): string[] {
  const top = readdirSync(from, { withFileTypes: true });
  const files = top.filter((e) => e.isFile()).map((e) => e.name);
  const inside = top
    .filter((e) => e.isDirectory() && !generated.test(e.name))
    .flatMap((e) =>
      readdirSync(path.join(from, e.name), { recursive: true, encoding: "utf8" }).map((f) => `${e.name}/${f}`),
    )
    .map((f) => f.split(path.sep).join("/"));
  return [...files, ...inside.filter((f) => !generated.test(f) && statSync(path.join(from, f)).isFile())];
}

/** Every text file of the repository with its text. */
export function sources(from: string = root): Source[] {
  return paths(from)
    .filter((p) => textual.test(p) && p !== "package-lock.json" && statSync(path.join(from, p)).size <= size_bytes_max)
    .map((p) => ({ path: p, text: readFileSync(path.join(from, p), "utf8") }));
}

export const isCode = (file: string): boolean => /\.tsx?$/.test(file) && !file.endsWith(".d.ts");
export const isTestFile = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith("test/");
