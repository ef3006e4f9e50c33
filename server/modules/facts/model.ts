import type { facts } from "#contract";

type Fact = facts.Fact;

/** A fact as readers get it: `seq` grows in the order of reading inside one transaction; `receivedAt` is ISO in UTC. */
export type LoggedFact = Fact & { readonly platform: number; readonly seq: number; readonly receivedAt: string };

/** A place in the log. Transaction numbers are 64 bit, so they travel as text. */
export type Place = { readonly xid: string; readonly seq: number };
export const start: Place = { xid: "0", seq: 0 };

/** A fact ready to be written: the columns, and the rest as JSON. */
export type Row = {
  readonly id: string;
  readonly name: string;
  readonly at_ms: number;
  readonly brand: number | undefined;
  readonly payload: string;
};

/** Splits a checked fact into columns and payload; what is empty is left out. */
export function toRow(f: Fact): Row {
  const { id, name, at, brand, ids, lines, props, ...rest } = f;
  const payload: Partial<Fact> = rest;
  if (ids.length > 0) payload.ids = ids;
  if (lines.length > 0) payload.lines = lines;
  for (const _ in props) {
    payload.props = props;
    break;
  }
  return { id, name, at_ms: Date.parse(at), brand, payload: JSON.stringify(payload) };
}

/** A row of the log as it is read; times in milliseconds since 1970. */
export type ReadRow = {
  readonly platform: number;
  readonly xid: string;
  readonly seq: number;
  readonly id: string;
  readonly name: Fact["name"];
  readonly at_ms: number;
  readonly received_ms: number;
  readonly brand: number | null;
  readonly payload: string;
};

/** The fact of a row: the inverse of `toRow`. */
export function fromRow(r: ReadRow): LoggedFact {
  const rest = JSON.parse(r.payload) as Partial<Fact>;
  return {
    id: r.id,
    name: r.name,
    at: new Date(r.at_ms).toISOString(),
    ...(r.brand === null ? {} : { brand: r.brand }),
    ids: [],
    lines: [],
    props: {},
    ...rest,
    platform: r.platform,
    seq: r.seq,
    receivedAt: new Date(r.received_ms).toISOString(),
  };
}

/** Groups facts by platform, keeping the order of the log inside each. */
export function byPlatform(facts: readonly LoggedFact[]): LoggedFact[][] {
  return [...Map.groupBy(facts, (f) => f.platform).values()];
}
