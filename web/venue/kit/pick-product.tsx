import { catalog, type Bilingual } from "#contract";
import { BarcodeField, errorText, ProblemError, useLang, useText, useWords, words } from "#parts";
import { call, useRead } from "#shell";
import { Modal } from "antd";
import { useState } from "react";
import { GoodsPicture } from "./goods.tsx";
import css from "./kit.module.css";
import { Item, Items } from "./section.tsx";

const t = words({
  title: { zh: "哪个商品？", en: "Which product?" },
  find: { zh: "扫码，或输入商品名", en: "Scan, or type a name" },
  none: { zh: (q: string) => `没有找到与 ${q} 相符的商品`, en: (q: string) => `No product fits ${q}` },
  found: { zh: "找到的商品", en: "Products found" },
});

export type PickedSku = { readonly id: number; readonly code: string; readonly name: Bilingual };
type Props = { readonly onPick: (sku: PickedSku) => void; readonly onClose: () => void };

/** The SKUs of one product, each to be pressed. */
function SkusOf({ product, onPick }: { readonly product: catalog.Product; readonly onPick: (sku: PickedSku) => void }) {
  const pick = useText();
  const read = useRead(catalog.routes.product, { params: { id: product.id } }, { stale_ms: 600_000 });
  const skus = (read.data?.skus ?? []).filter((one) => one.status === "active").slice(0, 6);
  return skus.map((sku) => (
    <Item
      key={sku.id}
      lead={<GoodsPicture sku={sku.id} code={sku.code} title={sku.name} />}
      title={pick(sku.name)}
      meta={sku.code}
      onOpen={() => onPick(sku)}
    />
  ));
}

/** Finds one article by its barcode, its code or its name. */
export function PickProduct({ onPick, onClose }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const [q, setQ] = useState("");
  const [told, setTold] = useState("");
  const read = useRead(catalog.routes.products, { query: { q, limit: 8 } }, { enabled: q !== "" });
  const find = async (code: string) => {
    setTold("");
    try {
      onPick(await call(catalog.routes.scan, { query: { code } }));
    } catch (error) {
      if (error instanceof ProblemError && (error.status === 404 || error.status === 400)) setQ(code.slice(0, 100));
      else setTold(errorText(error, lang));
    }
  };
  const found = q === "" ? [] : (read.data?.items ?? []);
  return (
    <Modal open width={520} footer={null} title={say.title} onCancel={onClose}>
      <div className={css["pick"]}>
        <BarcodeField camera autoFocus placeholder={say.find} onCode={(code) => void find(code)} />
        {told ? <p role="alert">{told}</p> : null}
        {q !== "" && read.data && found.length === 0 ? <p role="status">{say.none(q)}</p> : null}
        {found.length > 0 ? (
          <Items label={say.found}>
            {found.map((product) => (
              <SkusOf key={product.id} product={product} onPick={onPick} />
            ))}
          </Items>
        ) : null}
      </div>
    </Modal>
  );
}
