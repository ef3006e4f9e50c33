type Rgb = readonly [number, number, number];

const clamp = (n: number) => Math.min(255, Math.max(0, Math.round(n)));
const parse = (hex: string): Rgb => {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
};
const write = (c: Rgb): string => `#${c.map((v) => clamp(v).toString(16).padStart(2, "0")).join("")}`;
const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

const channel = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
/** Relative luminance, WCAG 2.2. */
const luminance = (c: Rgb) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
/** Contrast of white on a colour, WCAG 2.2. */
export const whiteOn = (hex: string): number => 1.05 / (luminance(parse(hex)) + 0.05);

const black: Rgb = [18, 14, 16];
const white: Rgb = [255, 255, 255];
/** White text must be readable on every part of a banner: 4.5:1. */
const least = 4.5;
/** The lightest place of a banner: two shapes of `glow`, each at an opacity of at most 0.4, over one another. */
const lightest = (main: Rgb): Rgb => mix(main, glowOf(main), 1 - 0.6 * 0.6);
const glowOf = (main: Rgb): Rgb => mix(main, white, 0.28);

/** Colours of a banner. White can be read on all that is drawn with them; `glow` is for shapes at an opacity of at most 0.4. */
export type BannerTones = {
  readonly main: string;
  readonly deep: string;
  readonly glow: string;
  /** The lightest that lies under a word. */
  readonly lightest: string;
};

/** The tones of a creative's colour: the colour itself where white can be read on it, else darkened until it can. */
export function bannerTones(colour: string): BannerTones {
  const given = parse(colour);
  let share = 0;
  while (share < 1 && whiteOn(write(lightest(mix(given, black, share)))) < least) share += 0.02;
  const main = mix(given, black, share);
  return {
    main: write(main),
    deep: write(mix(main, black, 0.42)),
    glow: write(glowOf(main)),
    lightest: write(lightest(main)),
  };
}

/** A colour for a creative that names none, steady for its booking. */
const house = ["#b52e52", "#2f7d6b", "#3d6fb4", "#8a5a2b", "#6a4fa3", "#20747f"] as const;
export const colourOf = (booking: string, named?: string): string =>
  named ?? house[[...booking].reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0) % house.length] ?? house[0];
