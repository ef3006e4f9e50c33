import type { facts } from "#contract";

type Fact = facts.Fact;

/** A fact as readers get it: `seq` grows in the order of reading inside one transaction; `receivedAt` is ISO in UTC. */
export type LoggedFact = Fact & { readonly platform: number; readonly seq: number; readonly receivedAt: string };

/** A place in the log. Transaction numbers are 64 bit, so they travel as text. */
export type Place = { readonly xid: string; readonly seq: number };
export const start: Place = { xid: "0", seq: 0 };
/** A place as text for cursors, and back; undefined when the text is not one. */
export const placeText = (p: Place): string => `${p.xid}.${p.seq}`;
export function readPlace(text: string): Place | undefined {
  const match = /^(\d{1,19})\.(\d{1,15})$/.exec(text);
  if (match?.[1] === undefined || BigInt(match[1]) >= 2n ** 63n) return undefined;
  return { xid: match[1], seq: Number(match[2]) };
}

/** A fact ready to be written: the columns, and the rest as JSON. */
export type Row = {
  readonly id: string;
  readonly name: string;
  readonly at_ms: number;
  readonly brand: number | undefined;
  readonly payload: string;
  /** A text held what no table keeps, and was mended. */
  readonly mended: boolean;
};

/**
 * U+0000 and halves of a character, as JSON writes them: PostgreSQL keeps neither, so a reader that met one would never get
 * past it. An escape begins after an even number of backslashes.
 */
const unkept = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;
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
  const text = JSON.stringify(payload);
  const kept = text.includes("\\u") ? text.replaceAll(unkept, "$1\\ufffd") : text;
  const mended = kept !== text || !id.isWellFormed();
  return { id: id.toWellFormed(), name, at_ms: Date.parse(at), brand, payload: kept, mended };
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
    id: shownId(r.id),
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

/** Facts older than this are refused, and their ids would not be known any more: the retention of the log. */
export const RETENTION_YEARS = 30;
/** How far a sender's clock may be ahead of ours. */
export const AHEAD_MS = 10 * 60_000;
/** The earliest business time that is still inside the retention. */
export function oldest(received_ms: number): number {
  const at = new Date(received_ms);
  return at.setUTCFullYear(at.getUTCFullYear() - RETENTION_YEARS);
}

/**
 * Ids of the platform's own facts are kept apart from those that senders choose, so that nobody can take the id of a fact
 * that is still to come. The mark stands only in the table.
 */
const OWN = "=";
export const ownId = (id: string): string => OWN + id;
export const isOwnId = (id: string): boolean => id.startsWith(OWN);
const shownId = (id: string): string => (isOwnId(id) ? id.slice(OWN.length) : id);

/** Props that tell about a person or hold their words; erasure takes them out, and lists of facts do not show them. */
const personalProps = new Set([
  "text",
  "scan_code",
  "receipt_no",
  "outer_user",
  "consent_ref",
  "consumer",
  "ip",
  "user_agent",
]);
/** The props without what is personal. The traits of an `identify` are all personal. */
export function impersonal(name: Fact["name"], props: Fact["props"]): Fact["props"] {
  if (name === "identify") return {};
  return Object.fromEntries(Object.entries(props).filter(([key]) => !personalProps.has(key)));
}

/**
 * price x quantity in minor units, exact in whole numbers, rounded half up on the magnitude (as quant/money). Both are plain
 * decimal texts; `places` are the currency's minor digits. Undefined when one is not a decimal, or the amount leaves the safe range.
 */
export function exactMinor(price: string, quantity: string, places: number): number | undefined {
  const [p, q] = [decimal(price), decimal(quantity)];
  if (!p || !q) return undefined;
  const scale = p.scale + q.scale;
  const product = p.units * q.units;
  const size = (product < 0n ? -product : product) * 10n ** BigInt(places);
  const divisor = 10n ** BigInt(scale);
  const rounded = Number((size * 2n + divisor) / (divisor * 2n));
  if (rounded > 9_000_000_000_000) return undefined;
  return product < 0n && rounded !== 0 ? -rounded : rounded;
}
function decimal(text: string): { units: bigint; scale: number } | undefined {
  const match = /^(-?\d{1,15})(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[2] ?? "";
  return { units: BigInt(`${match[1] ?? "0"}${fraction}`), scale: fraction.length };
}
