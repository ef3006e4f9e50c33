import { expect, test } from "vitest";
import { stageLooks, stages } from "#parts";
import { type ConsoleName, type Mode, type Palette, paletteOf } from "./tokens.ts";

/** Relative luminance and contrast of two colours: WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const consoles: readonly ConsoleName[] = ["operator", "merchant", "venue", "shop", "landing", "screen"];
const cases = consoles.flatMap((name) => (["light", "dark"] as const).map((mode): [ConsoleName, Mode] => [name, mode]));
const texts: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ["text", "ground"],
  ["text", "surface"],
  ["text", "raised"],
  ["text", "sunken"],
  ["muted", "ground"],
  ["muted", "surface"],
  ["muted", "raised"],
  ["muted", "sunken"],
  ["accent", "ground"],
  ["accent", "surface"],
  ["accent", "raised"],
  ["accent", "accentSoft"],
  ["accentStrong", "surface"],
  ["text", "accentSoft"],
  ["muted", "accentSoft"],
  ["onAccent", "accent"],
  ["onAccent", "accentStrong"],
  ["onAccent", "bad"],
  ["onAccent", "good"],
  ["good", "surface"],
  ["warn", "surface"],
  ["bad", "surface"],
  ["good", "ground"],
  ["warn", "ground"],
  ["bad", "ground"],
];

test("white on black is 21:1 and a colour on itself 1:1", () => {
  expect(contrast("#FFFFFF", "#000000")).toBeCloseTo(21, 10);
  expect(contrast("#767676", "#FFFFFF")).toBeCloseTo(4.54, 2);
  expect(contrast("#AD4118", "#AD4118")).toBe(1);
});

test.each(cases)("%s, %s: every text has 4.5:1 and every edge of a control 3:1", (name, mode) => {
  const palette = paletteOf(name, mode);
  const low = texts
    .map(([ink, paper]) => ({ pair: `${ink} on ${paper}`, ratio: contrast(palette[ink], palette[paper]) }))
    .filter(({ ratio }) => ratio < 4.5);
  expect(low).toEqual([]);
  expect(contrast(palette.edge, palette.surface)).toBeGreaterThanOrEqual(3);
});

test.each(stages)("stage %s: its tag can be read, its shape seen on a white card", (stage) => {
  const look = stageLooks[stage];
  expect(contrast(look.ink, look.soft)).toBeGreaterThanOrEqual(4.5);
});
