/** What a member may be found by. */
export type MemberKey = "member_no" | "phone" | "card";

/** What a code that was scanned at the till asks for. */
export type Scanned =
  | { readonly kind: "member"; readonly by: readonly MemberKey[]; readonly value: string }
  | { readonly kind: "article"; readonly code: string };

const memberNo = /^[MV]\d{9,15}$/i;

/**
 * Understands one scan. A member's QR is the member number, or a link that carries it as `member`; eleven digits from 13 to 19
 * are a mobile number (a GTIN has 8, 12, 13 or 14). Everything else is asked of the catalogue.
 */
export function readScan(text: string): Scanned {
  const code = text.trim();
  const told = /[?&#]member=([^&#\s]{1,64})/i.exec(code)?.[1] ?? /^member:(\S{1,64})$/i.exec(code)?.[1];
  if (told !== undefined) return { kind: "member", by: ["member_no"], value: decodeURIComponent(told) };
  if (memberNo.test(code)) return { kind: "member", by: ["member_no"], value: code.toUpperCase() };
  if (/^1[3-9]\d{9}$/.test(code)) return { kind: "member", by: ["phone"], value: code };
  return { kind: "article", code };
}

/** What somebody typed to find a member: digits are a phone number or a card, everything else a member number or a card. */
export function readMember(text: string): Extract<Scanned, { kind: "member" }> {
  const seen = readScan(text);
  if (seen.kind === "member") return seen;
  return { kind: "member", by: [/^\+?\d{6,15}$/.test(seen.code) ? "phone" : "member_no", "card"], value: seen.code };
}

/** Whether a code that no article has may be a coupon: twelve letters and digits without those one confuses, not a number. */
export const couldBeCoupon = (code: string): boolean => /^[2-9A-HJ-NP-Z]{12}$/.test(code) && /[A-Z]/.test(code);
