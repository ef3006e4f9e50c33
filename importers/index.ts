import type { Mapping } from "./mapping.ts";
import { tmall2014Brand } from "./sets/tmall2014-brand.ts";

export type { Mapping, NeedKind, Needs, NewFact, Options, Part, Pass, Rejected, Run, Source, Table } from "./mapping.ts";
export { needKinds } from "./mapping.ts";

/** The data sets that can be imported, by name. */
export const sets: Readonly<Record<string, Mapping>> = Object.fromEntries(
  [tmall2014Brand].map((m) => [m.name, m]),
);
