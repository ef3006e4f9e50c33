import { catalog } from "#contract";
import { ProductPicture, QrCode, useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { readableUnderWhite } from "./colours.ts";
import css from "./preview.module.css";

const t = words({
  shop: { zh: "商城横幅", en: "Banner in the shop" },
  screen: { zh: "门店屏幕", en: "Screen in a store" },
  promoted: { zh: "推广", en: "Promoted" },
  title: { zh: "一句标题", en: "A title" },
  line: { zh: "一行补充说明", en: "One more line" },
  scan: { zh: "扫码继续看", en: "Scan to go on" },
});
type Shown = {
  readonly title: { readonly zh: string; readonly en: string };
  readonly line: { readonly zh: string; readonly en: string };
  readonly link: string;
  readonly colour: string;
  readonly sku?: number | undefined;
};

function Thing({ sku }: { readonly sku: number }) {
  const { data } = useRead(catalog.routes.shopProduct, { params: { sku } }, { stale_ms: 600_000 });
  const text = useText();
  if (data === undefined) return null;
  return <ProductPicture code={data.sku.code} category={data.product.category ?? ""} name={text(data.sku.name)} />;
}

/** A creative as consumers will meet it: a banner in the shop, and a screen in a store. */
export function Preview({ shown }: { readonly shown: Shown }) {
  const say = useWords(t);
  const text = useText();
  const title = text(shown.title) || say.title;
  const line = text(shown.line) || say.line;
  const style = { "--banner": readableUnderWhite(shown.colour) } as React.CSSProperties;
  const way = new URL(shown.link.startsWith("/") ? shown.link : "/shop", location.origin).href;
  return (
    <div className={css["pair"]} style={style}>
      <figure>
        <div className={css["banner"]}>
          <div className={css["words"]}>
            <span className={css["tag"]}>{say.promoted}</span>
            <strong>{title}</strong>
            <span>{line}</span>
          </div>
          {shown.sku === undefined ? null : (
            <div className={css["thing"]}>
              <Thing sku={shown.sku} />
            </div>
          )}
        </div>
        <figcaption>{say.shop}</figcaption>
      </figure>
      <figure>
        <div className={css["screen"]}>
          <div className={css["words"]}>
            <strong>{title}</strong>
            <span>{line}</span>
          </div>
          {shown.sku === undefined ? null : (
            <div className={css["thing"]}>
              <Thing sku={shown.sku} />
            </div>
          )}
          <div className={css["code"]}>
            <QrCode text={way} label={say.scan} />
          </div>
        </div>
        <figcaption>{say.screen}</figcaption>
      </figure>
    </div>
  );
}
