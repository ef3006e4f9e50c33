import { createHmac } from "node:crypto";
import type { Tx } from "#kernel";
import { hmac, platformScope } from "#kernel";

let secret: string | undefined;
/** Hands in the key that lives outside the database; called once when the module opens. */
export function openKeys(key: string): void {
  secret = key;
}
const derived = new Map<number, string>();
/** Version 1 of the platform's key for phone numbers and e-mail addresses: no two platforms can compare their hashes. */
function keyOf(platform: number): string {
  if (secret === undefined) throw new Error("identity is not open");
  const known = derived.get(platform);
  if (known !== undefined) return known;
  const key = hmac(secret, `identifier:v1:${platform}`);
  if (derived.size < 10_000) derived.set(platform, key);
  return key;
}
export function hasher(platform: number): (text: string) => string {
  const key = keyOf(platform);
  return (text) => createHmac("sha256", key).update(text).digest("base64url");
}

/**
 * What a brand (0: the platform's partners) sees of a person outside the platform: HMAC-SHA-256 under a key of that brand's
 * own, derived and never stored, so that two brands cannot join their lists. 32 hexadecimal digits, always the same ones.
 */
export const pseudonym = (platform: number, brand: number, person: number): string =>
  hmac(brandKey(platform, brand), `person:${person}`).slice(0, 32);
const brandKey = (platform: number, brand: number): string => hmac(keyOf(platform), `brand:${brand}`);

/** Works with the whole platform in view, from whatever scope the caller has; the system scope enters the platform named. */
export function inPlatform<T>(tx: Tx, platform: number, work: (wide: Tx) => Promise<T>): Promise<T> {
  if (tx.scope.kind === "system") return tx.within(platformScope(platform), work);
  if (tx.scope.platform !== platform)
    throw new Error(`this transaction belongs to platform ${tx.scope.platform}, not ${platform}`);
  return tx.scope.kind === "platform" ? work(tx) : tx.widened("identity is the platform's, whoever asks", work);
}
