/** The four consoles, plus the landing page and the kiosk screens. */
export type ConsoleName = "operator" | "merchant" | "venue" | "shop" | "landing" | "screen";
export type Mode = "light" | "dark";

/** One palette: everything on a screen is drawn from these. Contrast is asserted in tokens.test.ts. */
export type Palette = {
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  /** Edges of controls; 3:1 against the surface. */
  readonly edge: string;
  /** Edges of buttons, whose text already shows what they are. */
  readonly softEdge: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentStrong: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
};

const neutral: Readonly<Record<Mode, Omit<Palette, "accent" | "accentStrong" | "accentSoft">>> = {
  light: {
    ground: "#F7F5F1",
    surface: "#FFFFFF",
    raised: "#FFFFFF",
    sunken: "#F1EEE8",
    line: "#E8E3DA",
    edge: "#948B7E",
    softEdge: "#D5CDC0",
    text: "#24211C",
    muted: "#686056",
    onAccent: "#FFFFFF",
    good: "#177041",
    warn: "#96590A",
    bad: "#B3261E",
  },
  dark: {
    ground: "#151411",
    surface: "#1E1C19",
    raised: "#282521",
    sunken: "#100F0D",
    line: "#35312B",
    edge: "#7D7467",
    softEdge: "#4D473F",
    text: "#EDE9E2",
    muted: "#ABA398",
    onAccent: "#171512",
    good: "#6CC794",
    warn: "#E6B05C",
    bad: "#F2938B",
  },
};

type Accent = Pick<Palette, "accent" | "accentStrong" | "accentSoft">;
const accents: Readonly<Record<ConsoleName, Readonly<Record<Mode, Accent>>>> = {
  operator: {
    light: { accent: "#3A4E9C", accentStrong: "#2B3B7A", accentSoft: "#ECEEF8" },
    dark: { accent: "#9DAEF2", accentStrong: "#BCC8F8", accentSoft: "#262B42" },
  },
  merchant: {
    light: { accent: "#AD4118", accentStrong: "#862F0E", accentSoft: "#FBEDE6" },
    dark: { accent: "#F0A27F", accentStrong: "#F7C1A8", accentSoft: "#3E271C" },
  },
  venue: {
    light: { accent: "#0C6E5E", accentStrong: "#085347", accentSoft: "#E3F2EF" },
    dark: { accent: "#6CC9B6", accentStrong: "#98DCCE", accentSoft: "#1A332E" },
  },
  shop: {
    light: { accent: "#B52E52", accentStrong: "#8E1F3D", accentSoft: "#FBE9EE" },
    dark: { accent: "#F094AC", accentStrong: "#F7B8C8", accentSoft: "#402129" },
  },
  landing: {
    light: { accent: "#24211C", accentStrong: "#000000", accentSoft: "#EFEBE3" },
    dark: { accent: "#EDE9E2", accentStrong: "#FFFFFF", accentSoft: "#2C2925" },
  },
  screen: {
    light: { accent: "#B52E52", accentStrong: "#8E1F3D", accentSoft: "#FBE9EE" },
    dark: { accent: "#F094AC", accentStrong: "#F7B8C8", accentSoft: "#402129" },
  },
};

/** The palette of a console by day or by night. */
export const paletteOf = (name: ConsoleName, mode: Mode): Palette => ({ ...neutral[mode], ...accents[name][mode] });

/** System fonts only: nothing is fetched. Chinese faces follow the Latin ones of the same system. */
export const fontFamily =
  '-apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';
