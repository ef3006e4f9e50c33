import { catalog, type Bilingual } from "#contract";
import { ProductPicture, useText } from "#parts";
import { useRead } from "#shell";

type Props = { readonly sku: number | null; readonly code: string; readonly title: Bilingual | null };

/** The picture of an article: its category is asked once and kept. */
export function GoodsPicture({ sku, code, title }: Props) {
  const pick = useText();
  const read = useRead(
    catalog.routes.shopProduct,
    { params: { sku: sku ?? 1 } },
    { enabled: sku !== null, stale_ms: 600_000 },
  );
  const product = read.data?.product;
  const category = [product?.category_name?.zh, product?.category_name?.en, product?.category]
    .filter(Boolean)
    .join(" ");
  return <ProductPicture code={code} category={category} name={title ? pick(title) : code} />;
}
