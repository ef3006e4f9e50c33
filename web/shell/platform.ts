const key = "fg_platform";

/**
 * The platform a visitor wants, by code, on an installation that serves several: named once in an address
 * (`/shop?platform=acme`) and kept for the visit. Undefined: the installation's own.
 */
export function wantedPlatform(): string | undefined {
  if (typeof location === "undefined") return undefined;
  try {
    const named = new URLSearchParams(location.search).get("platform")?.slice(0, 64);
    if (named) sessionStorage.setItem(key, named);
    return named || (sessionStorage.getItem(key) ?? undefined);
  } catch {
    return undefined; // storage may be forbidden
  }
}
