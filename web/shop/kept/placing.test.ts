import { expect, test } from "vitest";
import { placingDone, requestIdFor } from "./placing.ts";

test("the same basket sent again keeps its id; another basket, or the next order, gets a new one", () => {
  const first = requestIdFor({ lines: [1], coupons: [] });
  expect(requestIdFor({ lines: [1], coupons: [] })).toBe(first);
  const other = requestIdFor({ lines: [2], coupons: [] });
  expect(other).not.toBe(first);
  placingDone();
  expect(requestIdFor({ lines: [2], coupons: [] })).not.toBe(other);
});
