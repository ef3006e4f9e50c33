import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";

type Both = { readonly zh: string; readonly en: string };

/** One place to go in a console. `to` is inside the console: "/audiences", not "/merchant/audiences". */
export type NavItem = {
  readonly to: string;
  readonly label: Both;
  readonly icon: ReactNode;
  /** Items with the same group stand together under its name (side navigation only). */
  readonly group?: Both;
  /** A small figure beside the label, for example a count of open tasks. */
  readonly badge?: ReactNode;
};

/** The item that the address belongs to: the longest `to` that it starts with. */
export function activeItem(items: readonly NavItem[], pathname: string): NavItem | undefined {
  const fits = (to: string) => pathname === to || (to !== "/" && pathname.startsWith(`${to}/`));
  return items.filter((item) => fits(item.to)).sort((a, b) => b.to.length - a.to.length)[0];
}

export const usePathname = (): string => useRouterState({ select: (state) => state.location.pathname });

/** Items in their groups, in the order of first appearance. */
export function grouped(items: readonly NavItem[]): { readonly name?: Both; readonly items: readonly NavItem[] }[] {
  const groups: { name?: Both; items: NavItem[] }[] = [];
  for (const item of items) {
    const last = groups.find((group) => group.name?.en === item.group?.en);
    if (last) last.items.push(item);
    else groups.push(item.group ? { name: item.group, items: [item] } : { items: [item] });
  }
  return groups;
}
