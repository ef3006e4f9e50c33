import fc from "fast-check";
import { expect, test } from "vitest";
import { suppressCells, totalIsSafe } from "./suppress.ts";

const cells = fc.uniqueArray(
  fc.record({ key: fc.string({ maxLength: 5 }), people: fc.oneof(fc.nat(120), fc.nat(5_000)) }),
  {
    selector: (c) => c.key,
    maxLength: 12,
  },
);

test("no small group is shown, and none can be computed from the total", () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 2, max: 60 }), (list, k) => {
      const shown = suppressCells(list, k);
      shown.forEach((cell, i) => {
        const people = list[i]?.people ?? 0;
        if (cell.people !== undefined) expect(cell.people === 0 || cell.people >= k).toBe(true);
        if (cell.hidden === "small") expect(people > 0 && people < k).toBe(true);
      });
      const hidden = list.filter((_, i) => shown[i]?.hidden);
      const rest = hidden.reduce((s, c) => s + c.people, 0);
      if (hidden.length > 0 && totalIsSafe(list, shown, k)) expect(hidden.length >= 2 && rest >= k).toBe(true);
      // Hiding stops as soon as it is safe: unsafe only when nothing was left to hide.
      if (!totalIsSafe(list, shown, k)) expect(shown.every((c) => c.hidden || c.people === 0)).toBe(true);
      expect(suppressCells([...list].reverse(), k).reverse()).toEqual(shown);
    }),
  );
});

test("a lonely small cell takes the smallest large one with it", () => {
  const list = [
    { key: "a", people: 10 },
    { key: "b", people: 500 },
    { key: "c", people: 70 },
  ];
  expect(suppressCells(list)).toEqual([
    { key: "a", hidden: "small" },
    { key: "b", people: 500 },
    { key: "c", hidden: "complement" },
  ]);
  expect(suppressCells(list, 50, false).map((c) => c.people)).toEqual([undefined, 500, 70]);
  expect(totalIsSafe([{ key: "a", people: 10 }], suppressCells([{ key: "a", people: 10 }]))).toBe(false);
});
