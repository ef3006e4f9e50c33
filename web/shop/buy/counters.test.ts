import { expect, test } from "vitest";
import { countersFor } from "./counters.ts";

const name = { zh: "店", en: "Shop" };
const at = (venue: number, available: number) => ({ venue, venue_name: name, available });

test("counters that have everything come first, and those that have nothing do not come", () => {
  const wanted = [{ quantity: 2 }, { quantity: 1 }];
  const all = [
    { deliver: 0, collect: [at(1, 5), at(2, 2), at(3, 1)] },
    { deliver: 0, collect: [at(2, 4), at(3, 0)] },
  ];
  expect(countersFor(wanted, all)).toEqual([
    { venue: 2, name, ready: 2, least: 2 },
    { venue: 1, name, ready: 1, least: 0 },
  ]);
});

test("what is not known yet is no counter", () => {
  expect(countersFor([{ quantity: 1 }], [undefined])).toEqual([]);
});
