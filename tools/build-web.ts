import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const root = path.resolve(import.meta.dirname, "..");
const web = path.join(root, "web");
const stampName = "build.stamp";
/** Most source files a console build may have; more means the pattern went astray. */
const filesMax = 5_000;

const sources = ["web/**/*.{ts,tsx,js,css,html,svg,json}", "contract/*.ts", "quant/*.ts", "package-lock.json"];

/** A digest over everything the consoles are built from: names and contents. */
async function fingerprint(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: root })) {
    if (!/\.test\.tsx?$/.test(file) && !file.startsWith(path.join("web", "shell", "gallery"))) files.push(file);
  }
  if (files.length === 0 || files.length > filesMax) throw new Error(`${files.length} web sources found in ${root}`);
  const digest = createHash("sha256");
  for (const file of files.sort())
    digest
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  return digest.digest("hex");
}

/** Smaller files gain nothing from packing. */
const packMin_bytes = 1_024;

/** Puts a packed copy (.br and .gz) beside each text file and module, for a server that hands them out as they are. */
function packFiles(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css|svg|wasm)$/.test(name)) continue;
    const file = path.join(folder, name);
    const bytes = readFileSync(file);
    if (bytes.length < packMin_bytes) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

type Options = {
  readonly log: (line: string) => void;
  /** Where the pages go; `dist/web` unless said. */
  readonly outDir?: string;
  /** Build even when nothing changed. */
  readonly force?: boolean;
  /** Also the page that shows every shared piece once (for development and its tests). */
  readonly gallery?: boolean;
};

/**
 * Builds the four consoles into `dist/web` when their sources differ from the last build.
 * Returns the folder and whether it built. Throws what the bundler throws.
 */
export async function buildWeb({
  log,
  outDir,
  force = false,
  gallery = false,
}: Options): Promise<{ outDir: string; built: boolean }> {
  const out = outDir ?? path.join(root, "dist", "web");
  const stampFile = path.join(out, stampName);
  const stamp = await fingerprint();
  if (!force && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp)
    return { outDir: out, built: false };
  log("Building the consoles ...");
  const started = performance.now();
  await build({
    root: web,
    configFile: path.join(web, "vite.config.ts"),
    logLevel: "warn",
    build: {
      outDir: out,
      emptyOutDir: true,
      ...(gallery ? { rolldownOptions: { input: ["shell/gallery/index.html"] } } : {}),
    },
  });
  packFiles(out);
  writeFileSync(stampFile, stamp);
  log(`The consoles are built (${((performance.now() - started) / 1000).toFixed(1)} s).`);
  return { outDir: out, built: true };
}

if (import.meta.main) {
  const gallery = process.argv.includes("--gallery");
  const { outDir, built } = await buildWeb({
    log: (line) => process.stdout.write(`${line}\n`),
    force: gallery || process.argv.includes("--force"),
    gallery,
    ...(gallery ? { outDir: path.join(root, "dist", "gallery") } : {}),
  });
  process.stdout.write(`${outDir}${built ? "" : " is up to date"}\n`);
}
