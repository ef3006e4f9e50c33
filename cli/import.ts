import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { module as databank, putModel, settle, stagesAt } from "#databank";
import { drain } from "#facts";
import { inTx, platformScope } from "#kernel";
import { find, openPlatform } from "#parties";
import { minorDigits } from "#quant";
import { Presets, SingleBar } from "cli-progress";
import type { Mapping, Options, Run, Table } from "../importers/index.ts";
import { TooMuch, sets } from "../importers/index.ts";
import { inSystem, onGround } from "./ground.ts";
import type { Outcome } from "./intake.ts";
import { Intake } from "./intake.ts";
import type { Command, Said } from "./run.ts";
import { exit } from "./run.ts";
import { Misuse, note, put, putJson, table } from "./terminal.ts";

const names = Object.keys(sets);
const hour_ms = 3_600_000;

export const importCommand: Command = {
  name: "import",
  about: `brings a public data set onto a platform: ${names.join(", ")}`,
  help: [
    "Usage: npx fairground import SET PATH --platform NAME [--year YYYY] [--currency CODE] [--json]",
    "",
    ...Object.values(sets).map((s) => `  ${s.name.padEnd(16)} ${s.about}`),
    "",
    "PATH is the folder of the set, or one of its files. The platform is opened when there is none of that name.",
    "Importing a file again changes nothing; an import that was stopped goes on where it was when it is started again.",
    "--year      the year of tmall2014_brand, which its days do not name (2014)",
    "--currency  for sets that name none, when the platform is new",
    "",
    "Ends with read, written and duplicates (records), and the rejected records by file, line and reason.",
    "Exit code 2: a whole file is not what it should be, or no record was good. Single bad records are listed, and the code is 0.",
  ].join("\n"),
  flags: {
    platform: { type: "string" },
    year: { type: "string" },
    currency: { type: "string" },
    json: { type: "boolean" },
  },
  words: ["set", "path"],
  async act(said) {
    const { mapping, files } = asked(said);
    const [outcome, damaged] = await onGround(() => bringIn(mapping, files, said));
    await (said.on("json") ? putJson(outcome) : put(shown(outcome)));
    const nothingGood = outcome.written + outcome.duplicates === 0;
    return damaged || (nothingGood && outcome.rejected.length > 0) ? exit.badInput : exit.ok;
  },
};

type Files = (table: Table) => readonly string[];
function asked(said: Said): { mapping: Mapping; files: string } {
  const [set = "", files = ""] = said.words;
  const mapping = Object.hasOwn(sets, set) ? sets[set] : undefined;
  if (!mapping) throw new Misuse(`There is no data set "${set.slice(0, 40)}". There are: ${names.join(", ")}.`);
  said.need("platform");
  yearOf(mapping, said);
  if (!existsSync(files)) throw new Misuse(`${files} is not there: PATH names the folder of the set, or a file of it.`);
  for (const pass of mapping.passes({ year: 2000, currency: "CNY", zone: "UTC" }))
    for (const one of pass.tables) filesIn(files, one);
  return { mapping, files };
}
function yearOf(mapping: Mapping, said: Said): number | undefined {
  const text = said.text("year");
  if (!mapping.year) {
    if (text !== undefined) throw new Misuse(`${mapping.name} has its own years: leave --year out.`);
    return undefined;
  }
  if (text === undefined) throw new Misuse(`--year is missing: the days of ${mapping.name} name no year (2014).`);
  if (!/^\d{4}$/.test(text)) throw new Misuse(`--year ${text.slice(0, 20)} is not a year such as 2014.`);
  return Number(text);
}
/** The files of a table under a path; Misuse when there is none. */
function filesIn(place: string, { files, example }: Table): string[] {
  const fits = (file: string) => files.test(file.replace(/\.gz$/i, ""));
  if (statSync(place).isFile()) {
    if (fits(path.basename(place))) return [place];
    throw new Misuse(`${place} is not one of the files of this set; it has to be called like ${example}.`);
  }
  const all = readdirSync(place);
  const found = all.filter((f) => fits(f) && !(f.endsWith(".gz") && all.includes(f.slice(0, -3)))).sort();
  if (found.length === 0) throw new Misuse(`There is no file like ${example} in ${place}.`);
  return found.map((f) => path.join(place, f));
}

/** Currency and zone: those of the platform when it stands, else the option's, else the set's. */
async function optionsFor(mapping: Mapping, said: Said): Promise<{ options: Options; standing: number | undefined }> {
  const code = said.need("platform");
  const standing = await inSystem((tx) => find.platformByCode(tx, code));
  const { platform } = mapping;
  const currency = said.text("currency");
  for (const field of ["currency", "zone"] as const) {
    const stated = platform.stated.includes(field) ? platform[field] : field === "currency" ? currency : undefined;
    if (standing && stated !== undefined && standing[field] !== stated)
      throw new Misuse(`The ${field} of platform ${code} is ${standing[field]}, but ${mapping.name} is in ${stated}.`);
  }
  if (currency !== undefined && platform.stated.includes("currency") && currency !== platform.currency)
    throw new Misuse(`${mapping.name} is in ${platform.currency}: leave --currency out.`);
  const wanted = standing?.currency ?? currency ?? platform.currency;
  try {
    minorDigits(wanted);
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
  const year = yearOf(mapping, said);
  const zone = standing?.zone ?? platform.zone;
  return { options: { currency: wanted, zone, ...(year !== undefined && { year }) }, standing: standing?.id };
}

async function bringIn(mapping: Mapping, place: string, said: Said): Promise<[Outcome, boolean]> {
  const { options, standing } = await optionsFor(mapping, said);
  let platform = standing;
  const open = async (): Promise<number> => {
    platform ??= await openFor(mapping, options, said.need("platform"));
    return platform;
  };
  const intake = new Intake(open);
  const passes = mapping.passes(options);
  const files: Files = (one) => filesIn(place, one);
  const total = new Set(passes.flatMap((p) => p.tables.flatMap(files)));
  const bar = progressBar([...total].reduce((sum, f) => sum + statSync(f).size, 0));
  const began = performance.now();
  const run: Run = {
    files,
    progress: (bytes) => bar.increment(bytes),
    reject: intake.reject,
    damage: intake.damage,
    known: intake.known,
  };
  try {
    for (const pass of passes) {
      for await (const parts of pass.parts(run)) await intake.add(parts);
      await intake.flush();
    }
  } catch (error) {
    throw error instanceof TooMuch ? new Misuse(error.message) : error;
  } finally {
    bar.stop();
  }
  const read_ms = performance.now() - began;
  if (platform !== undefined) await carry(platform, mapping);
  note(
    `Read and stored in ${seconds(read_ms)}; carried into the data bank in ${seconds(performance.now() - began - read_ms)}.`,
  );
  return [intake.outcome(), intake.damaged];
}
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

async function openFor(mapping: Mapping, options: Options, code: string): Promise<number> {
  const { currency, zone } = options;
  const opened = await inSystem((tx) => openPlatform(tx, { code, name: mapping.platform.name, currency, zone }));
  note(`Opened platform ${code} (${currency}, ${zone}).`);
  return opened.id;
}

/** Waits until every figure holds what was brought in; the first import of a set also gives the platform the set's model. */
async function carry(platform: number, mapping: Mapping): Promise<void> {
  const scope = platformScope(platform);
  const { model } = mapping;
  if (model !== undefined && (await stagesAt(scope, { asOf: "1971-01-01" })).model.version === 0)
    await inTx(scope, (tx) => putModel(tx, { valid_from: "1970-01-01", model, author: `import ${mapping.name}` }));
  note("Carrying the facts into the data bank ...");
  await drain([databank], hour_ms);
  await settle(platform, hour_ms);
}

function progressBar(total_bytes: number): SingleBar {
  const bar = new SingleBar(
    {
      format: "Import [{bar}] {percentage}% of {megabytes} MB, {duration_formatted}",
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: 10_000,
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.legacy,
  );
  bar.start(total_bytes, 0, { megabytes: (total_bytes / 1e6).toFixed(1) });
  return bar;
}

const shown_max = 20;
function shown({ read, written, duplicates, rejected, rejected_total = rejected.length }: Outcome): string {
  const sums = table(
    ["records", ""],
    [
      ["read", read],
      ["written", written],
      ["known before", duplicates],
      ["rejected", rejected_total],
    ],
  );
  if (rejected.length === 0) return sums;
  const list = rejected.slice(0, shown_max).map((r) => [r.file, r.line, r.reason] as const);
  const more = rejected_total > shown_max ? `... and ${rejected_total - shown_max} more (--json lists them)\n` : "";
  return `${sums}\n${table(["file", "line", "reason"], list)}${more}`;
}
