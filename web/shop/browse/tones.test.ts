import fc from "fast-check";
import { expect, test } from "vitest";
import { bannerTones, colourOf, whiteOn } from "./tones.ts";

test("white is 21:1 on black and 1:1 on itself", () => {
  expect(whiteOn("#000000")).toBeCloseTo(21, 5);
  expect(whiteOn("#ffffff")).toBeCloseTo(1, 5);
});

test("whatever colour a brand names, white text on its banner has 4.5:1", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (n) => {
      const tones = bannerTones(`#${n.toString(16).padStart(6, "0")}`);
      expect(Math.min(whiteOn(tones.main), whiteOn(tones.deep), whiteOn(tones.lightest))).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test("a colour that is dark enough stays as it is; none gets one of the house, always the same", () => {
  expect(bannerTones("#3a3f58").main).toBe("#3a3f58");
  expect(colourOf("x", "#123456")).toBe("#123456");
  expect(colourOf("booking-1")).toBe(colourOf("booking-1"));
  expect(colourOf("booking-1")).toMatch(/^#[0-9a-f]{6}$/);
});
