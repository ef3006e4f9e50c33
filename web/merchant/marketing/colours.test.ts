import { expect, test } from "vitest";
import { houseColours, readableUnderWhite, whiteOn } from "./colours.ts";

const contrast = (hex: string) => {
  const n = Number.parseInt(hex.slice(1), 16);
  return whiteOn([(n >> 16) & 255, (n >> 8) & 255, n & 255]);
};

test("white can be read on whatever colour was chosen", () => {
  for (const colour of ["#ffffff", "#ffe600", "#7fd1ae", ...houseColours])
    expect(contrast(readableUnderWhite(colour))).toBeGreaterThan(4.5);
  expect(readableUnderWhite("#202020")).toBe("#202020");
});
