import { facts as contract } from "#contract";
import type { z } from "zod";
import type { Row } from "./model.ts";
import { AHEAD_MS, RETENTION_YEARS, isOwnId, oldest, toRow } from "./model.ts";

/** Larger than any honest event; 500 order lines fit. */
const PAYLOAD_MAX = 65_536;

type Lookup<T extends { readonly id: number } = { readonly id: number }> = {
  readonly byCode: ReadonlyMap<string, T>;
  readonly byId: ReadonlyMap<number, T>;
};
/** What a fact is judged against. */
export type Ground = {
  readonly received_ms: number;
  /** The platform's currency. */
  readonly currency: string;
  /** The brand of the sender, when the sender is one: all its facts are its own. */
  readonly brand: number | undefined;
  readonly brands: Lookup;
  readonly merchants: Lookup<{ readonly id: number; readonly brand: number | null }>;
  readonly venues: Lookup<Venue>;
};
type Venue = { readonly id: number; readonly merchant: number; readonly brands: readonly number[] };
/** Why an item is refused. */
export class Refusal {
  readonly field: string;
  readonly reason: string;
  constructor(field: string, reason: string) {
    this.field = field.slice(0, 200);
    this.reason = reason.slice(0, 500);
  }
}

/** Checks one fact from outside on its own and makes its row, or says what is wrong and what would be right. */
export function judge(item: unknown, ground: Ground): Row | Refusal {
  const read = contract.intakeFact.safeParse(item);
  if (!read.success) return refusalOf(read.error);
  const { brand, merchant, venue, lines, ...rest } = read.data;
  const wrong = badTime(rest.at, ground) ?? badMoney(rest.currency, ground);
  if (wrong) return wrong;
  if (isOwnId(rest.id)) return new Refusal("id", "must not start with =");
  try {
    const own = brandNo(brand, "brand", ground) ?? ground.brand;
    const row = toRow({
      ...rest,
      ...(own === undefined ? {} : { brand: own }),
      ...(merchant === undefined ? {} : { merchant: merchantNo(merchant, rest.name, ground) }),
      ...(venue === undefined ? {} : { venue: venueNo(venue, ground) }),
      lines: lines.map(({ brand: of, ...line }, i) => {
        const known = of === undefined ? undefined : brandNo(of, `lines.${i}.brand`, ground);
        return known === undefined ? line : { ...line, brand: known };
      }),
    });
    if (row.mended)
      return new Refusal(unkeptIn(item, []) ?? "(whole)", "holds a character that cannot be kept (U+0000)");
    return row.payload.length > PAYLOAD_MAX ? new Refusal("(whole)", `is larger than ${PAYLOAD_MAX} characters`) : row;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The place of the first text that no table keeps. */
function unkeptIn(value: unknown, path: readonly string[]): string | undefined {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed() ? path.join(".") : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = unkeptIn(part, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function badTime(at: string, { received_ms }: Ground): Refusal | undefined {
  const at_ms = Date.parse(at);
  if (at_ms > received_ms + AHEAD_MS)
    return new Refusal("at", "lies in the future; at most 10 minutes ahead of our clock are taken");
  if (at_ms < oldest(received_ms)) return new Refusal("at", `lies before the retention of ${RETENTION_YEARS} years`);
  return undefined;
}
function badMoney(currency: string | undefined, ground: Ground): Refusal | undefined {
  if (currency === undefined || currency === ground.currency) return undefined;
  return new Refusal("currency", `amounts of this platform are in ${ground.currency}, not in ${currency}`);
}

type Ref = number | string;
function brandNo(ref: Ref | undefined, field: string, ground: Ground): number | undefined {
  if (ref === undefined) return undefined;
  const found = numberOf(ref, ground.brands, field);
  // A brand learns nothing about other brands, not even that they exist.
  if (ground.brand !== undefined && found !== ground.brand) throw unknown(ref, field);
  return found;
}
const carries = (v: Venue, { brand, merchants }: Ground): boolean =>
  brand !== undefined && (v.brands.includes(brand) || merchants.byId.get(v.merchant)?.brand === brand);
/** A brand tells of venues that have to do with it ... */
function venueNo(ref: Ref, ground: Ground): number {
  const found = numberOf(ref, ground.venues, "venue");
  const venue = ground.venues.byId.get(found);
  if (ground.brand !== undefined && !(venue && carries(venue, ground))) throw unknown(ref, "venue");
  return found;
}
/** ... and of merchants that keep such a venue; of orders and reviews, which make a merchant's score, for its own only. */
function merchantNo(ref: Ref, name: string, ground: Ground): number {
  const found = numberOf(ref, ground.merchants, "merchant");
  if (ground.brand === undefined || ground.merchants.byId.get(found)?.brand === ground.brand) return found;
  const scored = name.startsWith("order.") || name.startsWith("review");
  const keeps = [...ground.venues.byId.values()].some((v) => v.merchant === found && carries(v, ground));
  if (scored || !keeps) throw unknown(ref, "merchant");
  return found;
}
function numberOf(ref: Ref, lookup: Lookup, field: string): number {
  const found = typeof ref === "string" ? lookup.byCode.get(ref)?.id : lookup.byId.has(ref) ? ref : undefined;
  if (found === undefined) throw unknown(ref, field);
  return found;
}
const unknown = (ref: Ref, field: string): Refusal =>
  new Refusal(
    field,
    `there is no ${field.split(".").at(-1)} with the ${typeof ref === "string" ? "code" : "number"} ${ref}`,
  );

/** The first thing that a schema found wrong. */
export function refusalOf(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  if (!issue) return new Refusal("(whole)", "is not valid");
  const extra = issue.code === "unrecognized_keys" ? [issue.keys[0] ?? ""] : [];
  return new Refusal([...issue.path, ...extra].map(String).join(".") || "(whole)", issue.message);
}
