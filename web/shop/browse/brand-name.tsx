import { catalog } from "#contract";
import { useText, useWords, words } from "#parts";
import { useRead } from "#shell";

const t = words({
  club: { zh: "平台", en: "The platform" },
  brand: { zh: (n: number) => `品牌 ${n}`, en: (n: number) => `Brand ${n}` },
});

/** A brand's name, as its products tell it; its number while nothing of it is on offer. Brand 0 is the platform itself. */
export function BrandName({ brand }: { readonly brand: number }) {
  const say = useWords(t);
  const pick = useText();
  const { data, isPending } = useRead(
    catalog.routes.shopProducts,
    { query: { brand, limit: 1 } },
    { stale_ms: 600_000, enabled: brand > 0 },
  );
  if (brand === 0) return <>{say.club}</>;
  const name = data?.items[0]?.brand_name;
  return <>{name ? pick(name) : isPending ? "…" : say.brand(brand)}</>;
}
