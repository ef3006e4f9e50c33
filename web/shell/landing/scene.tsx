import css from "./landing.module.css";

/** One small drawing for each console, in that console's colour. */
export function Scene({ door }: { readonly door: "operator" | "merchant" | "venue" | "shop" }) {
  return (
    <svg className={css["scene"]} viewBox="0 0 240 120" aria-hidden="true">
      {scenes[door]}
    </svg>
  );
}

const scenes = {
  operator: (
    <>
      <path className={css["soft"]} d="M60 96h120l-12 10H72z" />
      <path className={css["full"]} d="M117 26h6v70h-6z" />
      <path className={css["full"]} d="M62 38h116v5H62z" />
      <circle className={css["full"]} cx="120" cy="26" r="7" />
      <path className={css["mid"]} d="M44 72a24 24 0 0 0 48 0zM148 72a24 24 0 0 0 48 0z" />
      <path className={css["thin"]} d="M68 42 46 72M68 42l22 30M172 42l-22 30M172 42l22 30" />
    </>
  ),
  merchant: (
    <>
      <path className={css["thin"]} d="M44 104h152" />
      <rect className={css["soft"]} x="56" y="72" width="22" height="32" rx="4" />
      <rect className={css["mid"]} x="90" y="54" width="22" height="50" rx="4" />
      <rect className={css["mid"]} x="124" y="62" width="22" height="42" rx="4" />
      <rect className={css["full"]} x="158" y="30" width="22" height="74" rx="4" />
      <path className={css["thin"]} d="m58 54 42-24 36 14 42-32" />
      <circle className={css["full"]} cx="178" cy="12" r="5" />
    </>
  ),
  venue: (
    <>
      <path className={css["soft"]} d="M64 56h112v48H64z" />
      <path
        className={css["full"]}
        d="M56 22h128l10 30a14 14 0 0 1-28 3 15 15 0 0 1-31 0 15 15 0 0 1-30 0 15 15 0 0 1-31 0 14 14 0 0 1-28-3z"
      />
      <rect className={css["mid"]} x="80" y="72" width="28" height="32" rx="3" />
      <rect className={css["mid"]} x="122" y="72" width="40" height="20" rx="3" />
    </>
  ),
  shop: (
    <>
      <rect className={css["full"]} x="88" y="10" width="64" height="100" rx="12" />
      <rect className={css["paper"]} x="95" y="20" width="50" height="74" rx="5" />
      <path className={css["mid"]} d="M104 48h32l4 34h-40z" />
      <path className={css["thin"]} d="M112 52v-8a8 8 0 0 1 16 0v8" />
      <circle className={css["soft"]} cx="54" cy="64" r="16" />
      <circle className={css["mid"]} cx="190" cy="46" r="12" />
      <circle className={css["soft"]} cx="196" cy="86" r="8" />
    </>
  ),
} as const;
