import { normaliseGtin } from "./gtin.ts";

/** What a GS1 Digital Link says: trade item, and where known lot (AI 10), serial (AI 21) and expiry (AI 17, calendar day). */
export type DigitalLink = {
  readonly gtin14: string;
  readonly lot?: string;
  readonly serial?: string;
  /** `YYYY-MM-DD`. */
  readonly expiry?: string;
};

/** GS1 character set 82, up to 20 characters: the values of AI 10 and 21. */
const value82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** AI 17 `YYMMDD` to a calendar day; day 00 is the last day of the month (GS1 General Specifications 3.4.7). Years are read as 2000..2099. */
function readExpiry(text: string): string | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [2000 + Number(match[1]), Number(match[2]), Number(match[3])];
  const last = daysInMonth(year, month);
  if (last === 0 || day > last) return undefined;
  return `${year}-${match[2]}-${String(day || last).padStart(2, "0")}`;
}

/**
 * Path and query of a GS1 Digital Link, `/01/{gtin14}/10/{lot}/21/{serial}?17={YYMMDD}`; values are percent-encoded.
 * Source: GS1 Digital Link Standard: URI Syntax 1.3. RangeError when a part is not valid.
 */
export function digitalLinkPath({ gtin14, lot, serial, expiry }: DigitalLink): string {
  if (normaliseGtin(gtin14) !== gtin14) throw new RangeError("a digital link needs a valid GTIN in 14 digits");
  const qualifier = (ai: string, value: string | undefined) => {
    if (value === undefined) return "";
    if (!value82.test(value)) throw new RangeError(`AI ${ai} takes 1 to 20 characters of the GS1 set 82`);
    return `/${ai}/${encodeURIComponent(value)}`;
  };
  const path = `/01/${gtin14}${qualifier("10", lot)}${qualifier("21", serial)}`;
  if (expiry === undefined) return path;
  const yymmdd = /^20\d\d-\d\d-\d\d$/.test(expiry) ? expiry.slice(2).replaceAll("-", "") : "";
  if (readExpiry(yymmdd) !== expiry) throw new RangeError("an expiry is a calendar day YYYY-MM-DD of this century");
  return `${path}?17=${yymmdd}`;
}

/** Reads a GS1 Digital Link (a URL or only its path); undefined when it is not one. Unknown parts of path and query are ignored. */
export function parseDigitalLink(text: string): DigitalLink | undefined {
  const bare =
    text
      .slice(0, 1000)
      .replace(/^https?:\/\/[^/?#]*/i, "")
      .split("#")[0] ?? "";
  const [path = "", query = ""] = bare.split("?", 2);
  const steps = path.split("/").filter((s) => s !== "");
  const start = steps.indexOf("01");
  if (start < 0) return undefined;
  const found = new Map<string, string>();
  try {
    for (let i = start; i + 1 < steps.length; i += 2) found.set(steps[i] ?? "", decodeURIComponent(steps[i + 1] ?? ""));
    for (const pair of query.split("&").slice(0, 50)) {
      const [ai = "", value = ""] = pair.split("=", 2);
      if (!found.has(ai)) found.set(ai, decodeURIComponent(value));
    }
  } catch {
    return undefined; // A broken percent escape: not a link.
  }
  const gtin14 = normaliseGtin(found.get("01") ?? "");
  if (!gtin14) return undefined;
  const [lot, serial, expiry] = [found.get("10"), found.get("21"), readExpiry(found.get("17") ?? "")];
  if ([lot, serial].some((v) => v !== undefined && !value82.test(v))) return undefined;
  return { gtin14, ...(lot && { lot }), ...(serial && { serial }), ...(expiry && { expiry }) };
}
