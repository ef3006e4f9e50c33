import type { Mapping } from "./mapping.ts";
import { lgsr5k } from "./sets/lgsr-5k.ts";
import { olistSample } from "./sets/olist-sample.ts";
import { tmall2014Brand } from "./sets/tmall2014-brand.ts";

export type { Mapping, NeedKind, Needs, NewFact, Options, Part, Rejected, Run, Source, Table } from "./mapping.ts";
export { TooMuch } from "./engine.ts";
export { needKinds } from "./mapping.ts";

/** The data sets that can be imported, by name. */
export const sets: Readonly<Record<string, Mapping>> = Object.fromEntries(
  [tmall2014Brand, olistSample, lgsr5k].map((m) => [m.name, m]),
);
