import type { identity } from "#contract";
import { expect, test } from "vitest";
import { allowed, brandYes } from "./consent.ts";

type Kept = identity.Known["consents"][number];
const answer = (status: Kept["status"], channel: Kept["channel"], minute: number, brand = 0): Kept => ({
  purpose: "marketing",
  channel,
  brand,
  status,
  notice: "n-1",
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
});

test("the newest answer counts, and an answer for all ways counts for each", () => {
  expect(allowed([], "marketing", "sms")).toBe(false);
  const answers = [answer("given", "any", 1), answer("withdrawn", "sms", 2)];
  expect(allowed(answers, "marketing", "sms")).toBe(false);
  expect(allowed(answers, "marketing", "email")).toBe(true);
  expect(allowed([...answers, answer("given", "any", 3)], "marketing", "sms")).toBe(true);
  expect(allowed(answers, "sharing", "any")).toBe(false);
});

test("at the same instant a no wins, and a brand's yes is not the platform's", () => {
  expect(allowed([answer("given", "any", 1), answer("refused", "any", 1)], "marketing", "any")).toBe(false);
  expect(allowed([answer("given", "any", 1, 7)], "marketing", "any")).toBe(false);
  expect(brandYes([answer("given", "any", 1, 7), answer("withdrawn", "any", 1, 8)]).map((c) => c.brand)).toEqual([7]);
});
