import { existsSync } from "node:fs";
import path from "node:path";
import type { Anchor } from "#quant";
import { allocationAnchors } from "./allocation.ts";
import { hillstromAnchors } from "./hillstrom.ts";
import { importAnchors } from "./imports.ts";
import { yogurtAnchors } from "./yogurt.ts";

/**
 * References on public data sets. To add one: a file here that exports a list of `{ name, source, run }`, named below; `run` gives
 * `{ what, ours, published, tolerance? }[]`, or `{ skipped }` when its folder is absent (use `dataFolder`).
 */
export const dataAnchors = (): readonly Anchor[] => [
  ...allocationAnchors(dataFolder("allocation")),
  ...hillstromAnchors(dataFolder("hillstrom")),
  ...yogurtAnchors(dataFolder("choice")),
  ...importAnchors({
    tmall: dataFolder("tmall2014_brand"),
    olist: dataFolder("olist_sample"),
    lgsr: dataFolder("lgsr_5k"),
  }),
];

/** Folder of a data set: under FAIRGROUND_DATA, or ../shared/data beside the repository; undefined when it is not there. */
export function dataFolder(name: string): string | undefined {
  const base = process.env["FAIRGROUND_DATA"] ?? path.resolve(import.meta.dirname, "../../../shared/data");
  const folder = path.join(base, name);
  return existsSync(folder) ? folder : undefined;
}
