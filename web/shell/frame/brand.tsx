import { useWords, words } from "#parts";
import type { ConsoleName } from "../theme/tokens.ts";
import css from "./frame.module.css";

export const consoleWords = words({
  operator: { zh: "平台运营", en: "Operator" },
  merchant: { zh: "品牌商家", en: "Merchant" },
  venue: { zh: "门店", en: "Venue" },
  shop: { zh: "逛逛", en: "Shop" },
  landing: { zh: "新零售平台", en: "New retail" },
  screen: { zh: "云屏", en: "Screen" },
});

/** The mark: four quarters of one field, one of them in the console's colour. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" className={css["mark"]}>
      <path d="M3 7a4 4 0 0 1 4-4h6v10H3z" fill="var(--fg-accent)" />
      <path d="M15 3h6a4 4 0 0 1 4 4v6H15z" fill="var(--fg-accent)" opacity=".45" />
      <path d="M3 15h10v10H7a4 4 0 0 1-4-4z" fill="var(--fg-accent)" opacity=".45" />
      <circle cx="20" cy="20" r="5" fill="var(--fg-accent)" />
    </svg>
  );
}

/** Mark, product name and the name of the console. */
export function Brand({ console: name, plain }: { readonly console: ConsoleName; readonly plain?: boolean }) {
  const t = useWords(consoleWords);
  return (
    <span className={css["brand"]}>
      <Mark />
      <span className={css["brandName"]}>Fairground</span>
      {plain ? null : <span className={css["brandConsole"]}>{t[name]}</span>}
    </span>
  );
}
