import type { traffic } from "#contract";

type Aim = Pick<traffic.Creative, "link" | "sku">;

/** A link of a creative as a path inside the shop ("/shop/p/7" and "/p/7" are the same); undefined for anything else. */
export function insideShop(link: string): string | undefined {
  const path = link === "/shop" ? "/" : link.replace(/^\/shop(?=\/)/, "");
  return /^\/(?![/\\])[\w\-./~%?=&:]*$/.test(path) ? path : undefined;
}

const pathOf = (creative: Aim): string =>
  insideShop(creative.link) ?? (creative.sku === undefined ? "/search" : `/p/${creative.sku}`);

/** Where a tap on a creative leads: its link inside the shop, else its product, else the search. As the router wants it. */
export function wayOf(creative: Aim): { readonly to: string; readonly search: Record<string, string> } {
  const [to = "/", query = ""] = pathOf(creative).split("?", 2);
  return { to, search: Object.fromEntries(new URLSearchParams(query)) };
}

/** Where a scanned code leads when it is an address of this very shop; undefined for any other code. */
export function wayOfCode(code: string, origin: string): ReturnType<typeof wayOf> | undefined {
  const link = code.startsWith(`${origin}/shop`) ? code.slice(origin.length) : "";
  return /^\/shop(\/|$)/.test(link) && insideShop(link) !== undefined ? wayOf({ link }) : undefined;
}

/** The whole address for a phone that scans it. */
export function phoneAddress(origin: string, creative: Aim): string {
  const path = pathOf(creative);
  return `${origin}/shop${path === "/" ? "" : path}`;
}
