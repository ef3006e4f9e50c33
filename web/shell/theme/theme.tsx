import { App, ConfigProvider, type ConfigProviderProps, theme as antd, type ThemeConfig } from "antd";
import enUS from "antd/es/locale/en_US.js";
import zhCN from "antd/es/locale/zh_CN.js";
import dayjs from "dayjs";
import "dayjs/locale/en-gb.js";
import "dayjs/locale/zh-cn.js";
import { type ReactNode, useLayoutEffect } from "react";
import { useLang } from "#parts";
import { useMode } from "./mode.ts";
import { type ConsoleName, fontFamily, type Mode, type Palette, paletteOf } from "./tokens.ts";
import "./base.css";

type Locale = NonNullable<ConfigProviderProps["locale"]>;
/** By its types this file of antd is CommonJS (the value sits under `default`), for the bundler it is a module (it does not). */
const opened = (file: Locale | { readonly default: Locale }): Locale => ("default" in file ? file.default : file);
const locales = { zh: opened(zhCN), en: opened(enUS) };

type MapToken = ReturnType<typeof antd.defaultAlgorithm>;

/** antd derives a palette from one seed; ours is chosen by hand, so the derived values are replaced by it. */
function mapped(base: MapToken, p: Palette): MapToken {
  return {
    ...base,
    colorPrimary: p.accent,
    colorPrimaryHover: p.accentStrong,
    colorPrimaryActive: p.accentStrong,
    colorPrimaryText: p.accent,
    colorPrimaryTextHover: p.accentStrong,
    colorPrimaryTextActive: p.accentStrong,
    colorPrimaryBg: p.accentSoft,
    colorPrimaryBgHover: p.accentSoft,
    colorPrimaryBorder: p.accent,
    colorLink: p.accent,
    colorLinkHover: p.accentStrong,
    colorLinkActive: p.accentStrong,
    colorSuccess: p.good,
    colorWarning: p.warn,
    colorError: p.bad,
    colorErrorText: p.bad,
    colorInfo: p.accent,
    colorBgLayout: p.ground,
    colorBgContainer: p.surface,
    colorBgElevated: p.raised,
    colorBgSpotlight: p.text,
    colorBorder: p.edge,
    colorBorderSecondary: p.line,
    colorText: p.text,
    colorTextSecondary: p.muted,
    colorTextTertiary: p.muted,
  };
}

/** Whoever asked the device for calm gets no movement from antd either. (Shortening its animations by CSS strands its popups.) */
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function themeOf(p: Palette, mode: Mode): ThemeConfig {
  return {
    algorithm: [
      mode === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
      (_, base) => mapped(base ?? antd.defaultAlgorithm(_), p),
    ],
    token: {
      fontFamily,
      fontSize: 14,
      borderRadius: 8,
      borderRadiusLG: 12,
      controlHeight: 36,
      motion: !calm,
      colorTextLightSolid: p.onAccent,
      colorTextPlaceholder: p.muted,
      colorTextDescription: p.muted,
      colorSplit: p.line,
      boxShadow: "0 8px 28px rgb(40 32 20 / 12%)",
      boxShadowSecondary: "0 8px 28px rgb(40 32 20 / 14%)",
    },
    components: {
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        fontWeight: 500,
        defaultBorderColor: p.softEdge,
      },
      Form: { verticalLabelPadding: "0 0 6px", itemMarginBottom: 20 },
      Card: { headerFontSize: 15, bodyPadding: 20 },
      Table: {
        headerBg: "transparent",
        headerSplitColor: "transparent",
        headerColor: p.muted,
        rowHoverBg: p.sunken,
        cellPaddingBlock: 12,
      },
      Menu: {
        itemBg: "transparent",
        itemHeight: 40,
        itemBorderRadius: 8,
        itemSelectedBg: p.accentSoft,
        itemSelectedColor: p.accent,
        activeBarBorderWidth: 0,
      },
      Tooltip: { colorBgSpotlight: p.text, colorTextLightSolid: p.ground },
      Segmented: { trackBg: p.sunken },
    },
  };
}

/** Our own pieces read the same palette as CSS variables. */
function usePaletteOnPage(name: ConsoleName, mode: Mode, p: Palette): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset["console"] = name;
    root.dataset["mode"] = mode;
    root.style.colorScheme = mode;
    for (const [key, value] of Object.entries(p)) {
      root.style.setProperty(`--fg-${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value);
    }
  }, [name, mode, p]);
}

const palettes = new Map<string, Palette>();
function keptPalette(name: ConsoleName, mode: Mode): Palette {
  const key = `${name}/${mode}`;
  const p = palettes.get(key) ?? paletteOf(name, mode);
  palettes.set(key, p);
  return p;
}

/** Colours, type and locale of one console, by tokens only, in the reader's language and light or dark. */
export function Look({ console: name, children }: { readonly console: ConsoleName; readonly children: ReactNode }) {
  const lang = useLang();
  const mode = useMode();
  const palette = keptPalette(name, mode);
  usePaletteOnPage(name, mode, palette);
  dayjs.locale(lang === "zh" ? "zh-cn" : "en-gb");
  return (
    <ConfigProvider locale={locales[lang]} theme={themeOf(palette, mode)} button={{ autoInsertSpace: false }}>
      <App>{children}</App>
    </ConfigProvider>
  );
}
