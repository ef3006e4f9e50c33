import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { v7 } from "uuid";

/** A new time-ordered id (UUID version 7). */
export const newId = (): string => v7();
/** A secret for people and machines to carry: 192 random bits, URL-safe. */
export const newSecret = (): string => randomBytes(24).toString("base64url");
export const sha256 = (value: string): string => createHash("sha256").update(value).digest("hex");
export const hmac = (key: string, value: string): string => createHmac("sha256", key).update(value).digest("hex");
/** Compares two secrets in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(sha256(a)), Buffer.from(sha256(b))];
  return timingSafeEqual(x, y);
}
