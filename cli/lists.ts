import { readFileSync } from "node:fs";
import path from "node:path";
import { allRoutes, openapi } from "#contract";
import type { facts } from "#contract";
import { walk } from "#facts";
import { inTx, platformScope } from "#kernel";
import type { Directory } from "#parties";
import { directory, find } from "#parties";
import { inSystem, onGround } from "./ground.ts";
import { platformNamed } from "./report.ts";
import type { Command } from "./run.ts";
import { exit } from "./run.ts";
import { Misuse, put, putJson, table } from "./terminal.ts";

const json = { json: { type: "boolean" } } as const;

export const platformsCommand: Command = {
  name: "platforms",
  about: "lists the platforms of this data folder",
  help: [
    "Usage: npx fairground platforms [--json]",
    "",
    '--json gives {"items":[{"code","name":{"zh","en"},"currency","zone","demo","brands","merchants","venues"}]}.',
  ].join("\n"),
  flags: json,
  words: [],
  async act(said) {
    const items = await onGround(async () => {
      const all = await inSystem((tx) => find.allPlatforms(tx));
      const sized = [];
      for (const { id, code, name, currency, zone, demo } of all) {
        const { brands, merchants, venues } = await inTx(platformScope(id), directory);
        const sizes = { brands: brands.byId.size, merchants: merchants.byId.size, venues: venues.byId.size };
        sized.push({ code, name, currency, zone, demo, ...sizes });
      }
      return sized;
    });
    const head = ["platform", "name", "currency", "zone", "brands", "merchants", "venues"];
    const rows = items.map((p) => [p.code, p.name.en, p.currency, p.zone, p.brands, p.merchants, p.venues]);
    await (said.on("json") ? putJson({ items }) : put(table(head, rows)));
    return exit.ok;
  },
};

/** The fact as the intake takes it: parties by their codes, so that another platform can read it. */
function portable(fact: facts.Fact, { brands, merchants, venues }: Directory): object {
  const code = (of: Directory["brands" | "merchants" | "venues"], no: number | undefined) =>
    no === undefined ? undefined : (of.byId.get(no)?.code ?? no);
  const { id, name, at, brand, merchant, venue, lines, ...rest } = fact;
  return {
    id,
    name,
    at,
    brand: code(brands, brand),
    merchant: code(merchants, merchant),
    venue: code(venues, venue),
    ...rest,
    lines: lines.map((l) => ({ ...l, brand: code(brands, l.brand) })),
  };
}
export const exportCommand: Command = {
  name: "export",
  about: "writes the facts of a platform, one JSON object per line",
  help: [
    "Usage: npx fairground export facts --platform NAME > facts.ndjson",
    "",
    "One fact per line in the order of the log, in the form that POST /v1/facts takes; brands, merchants and venues by code.",
    "Identifiers and personal words are in it: it is the platform owner's own file.",
  ].join("\n"),
  flags: { platform: { type: "string" }, ...json },
  words: ["what"],
  async act(said) {
    if (said.words[0] !== "facts") throw new Misuse('export takes the word "facts".');
    const code = said.need("platform");
    await onGround(async () => {
      const scope = platformScope((await platformNamed(code)).id);
      const parties = await inTx(scope, directory);
      for await (const some of walk(scope)) {
        const lines = some.map(({ platform: _p, seq: _s, receivedAt: _r, ...fact }) =>
          JSON.stringify(portable(fact, parties)),
        );
        await put(`${lines.join("\n")}\n`);
      }
    });
    return exit.ok;
  },
};

export const openapiCommand: Command = {
  name: "openapi",
  about: "writes the OpenAPI 3.1 document of the HTTP interface",
  help: "Usage: npx fairground openapi > openapi.json",
  flags: json,
  words: [],
  async act() {
    const file = path.resolve(import.meta.dirname, "../package.json");
    const { version } = JSON.parse(readFileSync(file, "utf8"));
    await put(`${JSON.stringify(openapi(allRoutes, version), null, 1)}\n`);
    return exit.ok;
  },
};
