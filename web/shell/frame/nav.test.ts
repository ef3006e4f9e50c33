import { expect, test } from "vitest";
import { activeItem, grouped, type NavItem } from "./nav.ts";

const item = (to: string, group?: string): NavItem => ({
  to,
  label: { zh: to, en: to },
  icon: null,
  ...(group === undefined ? {} : { group: { zh: group, en: group } }),
});

test("the longest fitting item is the active one; the start page only when exactly there", () => {
  const items = [item("/"), item("/plans"), item("/plans/review")];
  expect(activeItem(items, "/")?.to).toBe("/");
  expect(activeItem(items, "/plans/2026")?.to).toBe("/plans");
  expect(activeItem(items, "/plans/review/3")?.to).toBe("/plans/review");
  expect(activeItem(items, "/plansomething")).toBeUndefined();
});

test("items stand in their groups in the order of first appearance", () => {
  const groups = grouped([item("/"), item("/a", "one"), item("/b", "two"), item("/c", "one")]);
  expect(groups.map((group) => [group.name?.en, group.items.map((one) => one.to)])).toEqual([
    [undefined, ["/"]],
    ["one", ["/a", "/c"]],
    ["two", ["/b"]],
  ]);
});
