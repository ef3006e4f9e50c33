type Rgb = readonly [number, number, number];

/** Colours to choose from; any other may be picked. */
export const houseColours: readonly string[] = ["#b52e52", "#2f7d6b", "#3d6fb4", "#8a5a2b", "#6a4fa3", "#20747f"];

const parse = (hex: string): Rgb => {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
};
const channel = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
/** Contrast of white on a colour, WCAG 2.2. */
export const whiteOn = (c: Rgb): number =>
  1.05 / (0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]) + 0.05);

/** The colour itself where white can be read on it (4.8:1), else darkened until it can; as the shop shows it. */
export function readableUnderWhite(hex: string): string {
  let c = parse(hex);
  for (let i = 0; i < 60 && whiteOn(c) < 4.8; i += 1) c = [c[0] * 0.96, c[1] * 0.96, c[2] * 0.96];
  return `#${c.map((v) => Math.round(v).toString(16).padStart(2, "0")).join("")}`;
}
