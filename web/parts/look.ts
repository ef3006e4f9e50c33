/** Colours of the AIPL stages on charts; from the Okabe-Ito set, so they stay apart under every common colour blindness. */
export type Stage = "A" | "I" | "P" | "L";
export const stages: readonly Stage[] = ["A", "I", "P", "L"];

type StageLook = { readonly fill: string; readonly soft: string; readonly ink: string };
/** `fill` for shapes, `soft` behind text, `ink` for text on `soft` (at least 4.5:1). */
export const stageLooks: Readonly<Record<Stage, StageLook>> = {
  A: { fill: "#5AA9DC", soft: "#E1F0FA", ink: "#14577F" },
  I: { fill: "#17937A", soft: "#DCF3ED", ink: "#0A5B4A" },
  P: { fill: "#E0A02B", soft: "#FBF0D9", ink: "#7A4E00" },
  L: { fill: "#C25A7C", soft: "#FAE5EC", ink: "#8A2A4C" },
};

/** Series colours of charts after the console's own accent, in order of use; apart by lightness as well as by hue. */
export const seriesColours: readonly string[] = [
  "#D9822B",
  "#17937A",
  "#5B6BB5",
  "#C25A7C",
  "#5AA9DC",
  "#8A7A33",
  "#6B6459",
];
/** The same by night. */
export const seriesColoursDark: readonly string[] = [
  "#F0B06A",
  "#5CC7AE",
  "#A3B0EE",
  "#EE9DB8",
  "#8CC8EE",
  "#CFC079",
  "#B5ADA2",
];

/** How a state feels: used by tags, timelines and figures alike. */
export type Tone = "good" | "warn" | "bad" | "accent" | "plain";

/** Spaces of the layout in pixels; everything stands on multiples of four. */
export const gap = { xs: 4, s: 8, m: 16, l: 24, xl: 40 } as const;

/** Widths at which a layout changes, in pixels. */
export const widths = { phone: 640, tablet: 960 } as const;
