import { module as databank, report } from "#databank";
import { drain } from "#facts";
import type { Scope } from "#kernel";
import { inTx, platformScope } from "#kernel";
import { directory, find } from "#parties";
import { inSystem, onGround } from "./ground.ts";
import { aiplText, flowText, serviceText, storesText } from "./report-text.ts";
import type { Command, Said } from "./run.ts";
import { exit } from "./run.ts";
import { Misuse, put, putJson } from "./terminal.ts";

/** What a report shows: the value for programs and the text for people. */
type Shown = { readonly json: object; readonly text: string };
type Make = {
  readonly about: string;
  /** Flags beside --platform and --json. */
  readonly flags: readonly string[];
  readonly needs: readonly string[];
  readonly make: (scope: Scope, asked: Asked) => Promise<Shown>;
};
type Asked = { readonly said: Said; readonly brand: number | undefined; readonly model: string | undefined };

const reports: Readonly<Record<string, Make>> = {
  aipl: {
    about: "people in each AIPL stage on a day: --as-of DAY [--brand CODE] [--model WINDOWS]",
    flags: ["as-of", "brand", "model"],
    needs: ["as-of"],
    async make(scope, { said, brand, model }) {
      const { as_of, model: used, stages } = await report(scope, "aipl", { as_of: said.need("as-of"), brand, model });
      const json = { as_of, model: used, stages };
      return { json, text: aiplText(json) };
    },
  },
  flow: {
    about: "where the people of each stage went: --from DAY --to DAY [--brand CODE] [--model WINDOWS]",
    flags: ["from", "to", "brand", "model"],
    needs: ["from", "to"],
    async make(scope, { said, brand, model }) {
      const [first, last] = [said.need("from"), said.need("to")];
      const { from, to, matrix } = await report(scope, "flow", { from: first, to: last, brand, model });
      return { json: { from, to, matrix }, text: flowText({ from, to, matrix }) };
    },
  },
  service: {
    about: "orders, promises and reviews, per seller and in total",
    flags: [],
    needs: [],
    async make(scope) {
      const json = await report(scope, "service", {});
      return { json, text: serviceText(json) };
    },
  },
  stores: {
    about: "spend, baskets and known customers over all venues, formats and weeks",
    flags: [],
    needs: [],
    async make(scope) {
      const json = await report(scope, "stores", {});
      return { json, text: storesText(json) };
    },
  },
};

export const reportCommand: Command = {
  name: "report",
  about: `gives exact figures of a platform: ${Object.keys(reports).join(", ")}`,
  help: [
    "Usage: npx fairground report NAME --platform NAME [options] [--json]",
    "",
    ...Object.entries(reports).map(([name, r]) => `  ${name.padEnd(8)} ${r.about}`),
    "",
    "DAY is a calendar day such as 2014-07-15. CODE is the brand's code; without it, stages are summed over all brands.",
    "WINDOWS are days per stage, such as A=15,I=15,P=912,L=365:2 (L: distinct purchase days after the colon), or all for none.",
    "",
    "These are the platform owner's own figures: nothing is hidden in them, so they are not for everybody's eyes.",
  ].join("\n"),
  flags: {
    platform: { type: "string" },
    "as-of": { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    brand: { type: "string" },
    model: { type: "string" },
    json: { type: "boolean" },
  },
  words: ["name"],
  async act(said) {
    const make = checked(said);
    const shown = await onGround(async () => {
      const scope = platformScope((await platformNamed(said.need("platform"))).id);
      const brand = await brandNamed(scope, said.text("brand"));
      await drain([databank], 3_600_000);
      return make.make(scope, { said, brand, model: said.text("model") });
    });
    await (said.on("json") ? putJson(shown.json) : put(shown.text));
    return exit.ok;
  },
};

/** What can be told without the engines is told before they start. */
function checked(said: Said): Make {
  const [name = ""] = said.words;
  const make = Object.hasOwn(reports, name) ? reports[name] : undefined;
  if (!make)
    throw new Misuse(`There is no report "${name.slice(0, 40)}". There are: ${Object.keys(reports).join(", ")}.`);
  for (const flag of ["platform", ...make.needs]) said.need(flag);
  for (const flag of ["as-of", "from", "to", "brand", "model"])
    if (said.text(flag) !== undefined && !make.flags.includes(flag))
      throw new Misuse(`The report ${name} takes no --${flag}.`);
  for (const flag of ["as-of", "from", "to"]) if (make.flags.includes(flag)) day(flag, said.need(flag));
  if (make.flags.includes("from") && said.need("to") < said.need("from"))
    throw new Misuse(`--to ${said.need("to")} lies before --from ${said.need("from")}.`);
  return make;
}
function day(flag: string, given: string): void {
  const read = /^\d{4}-\d{2}-\d{2}$/.test(given) ? new Date(`${given}T00:00:00Z`) : undefined;
  if (!read || Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== given)
    throw new Misuse(`--${flag} ${given.slice(0, 40)} is not a calendar day such as 2014-07-15.`);
}

/** The platform of a code; Misuse, with the codes that there are, when it is not there. */
export async function platformNamed(code: string) {
  const found = await inSystem((tx) => find.platformByCode(tx, code));
  if (found) return found;
  const all = await inSystem((tx) => find.allPlatforms(tx));
  const known = all.slice(0, 20).map((p) => p.code);
  throw new Misuse(
    `There is no platform "${code.slice(0, 64)}". ${known.length === 0 ? "None is open yet." : `There are: ${known.join(", ")}.`}`,
  );
}
async function brandNamed(scope: Scope, code: string | undefined): Promise<number | undefined> {
  if (code === undefined) return undefined;
  const { brands } = await inTx(scope, directory);
  const found = brands.byCode.get(code);
  if (!found) throw new Misuse(`There is no brand with the code "${code.slice(0, 64)}" on this platform.`);
  return found.id;
}
