import { UploadOutlined } from "@ant-design/icons";
import { catalog } from "#contract";
import {
  BarChart,
  type Column,
  DataTable,
  formatCount,
  Money,
  Page,
  Panel,
  ProductPicture,
  ToneTag,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useRead, useUser } from "#shell";
import { Link } from "@tanstack/react-router";
import { Button, Drawer, Input } from "antd";
import { Lines } from "../shared/cells.tsx";
import { type Change, Choice, useFilter } from "../shared/filter.tsx";
import { useMerchants } from "../trade/own.ts";
import css from "./products.module.css";

const t = words({
  title: { zh: "我们卖什么？", en: "What do we sell?" },
  sub: {
    zh: "商品是一件东西，SKU 是它的一种规格，报价是某个商家卖它的价格。",
    en: "A product is one thing, an SKU one variant of it, an offer what a merchant sells it for.",
  },
  bulk: { zh: "批量上传", en: "Upload many" },
  search: { zh: "名称或编码", en: "Name or code" },
  category: { zh: "类目", en: "Category" },
  picture: { zh: "各类目有多少商品？", en: "How many products in each category?" },
  products: { zh: "商品数", en: "Products" },
  none: { zh: "没有符合条件的商品", en: "No product matches" },
  noneHint: { zh: "用批量上传添加商品和报价。", en: "Add products and offers by upload." },
  product: { zh: "商品", en: "Product" },
  attributes: { zh: "属性", en: "Attributes" },
  state: { zh: "状态", en: "State" },
  active: { zh: "在售", en: "active" },
  closed: { zh: "停售", en: "closed" },
  service: { zh: "服务", en: "service" },
  gtin: { zh: (code: string) => `条码 ${code}`, en: (code: string) => `barcode ${code}` },
  offers: { zh: (n: number) => `${n} 个报价`, en: (n: number) => (n === 1 ? "1 offer" : `${n} offers`) },
  noOffers: { zh: "还没有商家报价", en: "No merchant offers it yet" },
  loading: { zh: "商品", en: "Product" },
  other: { zh: "其他商家", en: "Another merchant" },
  none2: { zh: "未分类", en: "No category" },
});
type Filter = { readonly q: string; readonly category: string; readonly product: number };

function useCategories() {
  const text = useText();
  const read = useRead(catalog.routes.categories, {}, { stale_ms: 300_000 });
  const items = read.data?.items ?? [];
  const names = new Map(items.map((one) => [one.code, text(one.name)]));
  return { names, options: items.map((one) => ({ value: one.code, label: text(one.name) })) };
}

function Skus({ one }: { readonly one: catalog.ProductFull }) {
  const say = useWords(t);
  const text = useText();
  const { all } = useMerchants();
  const merchantName = (id: number) => {
    const known = all.find((merchant) => merchant.id === id);
    return known ? text(known.name) : say.other;
  };
  return (
    <>
      <div className={css["big"]}>
        <ProductPicture code={one.code} category={one.category ?? ""} name={text(one.name)} />
      </div>
      <ul className={css["skus"]}>
        {one.skus.map((sku) => (
          <li key={sku.id}>
            <h3>
              {text(sku.name)} {sku.status === "closed" ? <ToneTag>{say.closed}</ToneTag> : null}
            </h3>
            <small>
              {sku.code}
              {sku.gtin ? ` · ${say.gtin(sku.gtin)}` : ""} ·{" "}
              {sku.offers.length === 0 ? say.noOffers : say.offers(sku.offers.length)}
            </small>
            <table className={css["offers"]}>
              <tbody>
                {sku.offers.map((offer) => (
                  <tr key={offer.id}>
                    <td>
                      {merchantName(offer.merchant)}{" "}
                      {offer.status === "closed" ? <ToneTag>{say.closed}</ToneTag> : null}
                    </td>
                    <td>
                      <Money amount_minor={offer.price_minor} currency={offer.currency} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </li>
        ))}
      </ul>
    </>
  );
}

function ProductDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }) {
  const say = useWords(t);
  const text = useText();
  const read = useRead(catalog.routes.product, { params: { id: id ?? 1 } }, { enabled: id !== undefined });
  const one = id === undefined ? undefined : read.data;
  return (
    <Drawer open={id !== undefined} onClose={onClose} size={560} title={one ? text(one.name) : say.loading}>
      <Wait reads={read}>{() => (one ? <Skus one={one} /> : null)}</Wait>
    </Drawer>
  );
}

function useColumns(): readonly Column<catalog.Product>[] {
  const say = useWords(t);
  const text = useText();
  const { names } = useCategories();
  const attributes = (one: catalog.Product) => Object.values(one.attributes).slice(0, 3).map(String).join(" · ");
  return [
    {
      key: "name",
      title: say.product,
      csv: (one) => text(one.name),
      render: (one) => (
        <span className={css["product"]}>
          <span className={css["thumb"]}>
            <ProductPicture code={one.code} category={one.category ?? ""} name={text(one.name)} />
          </span>
          <Lines first={<b>{text(one.name)}</b>} second={one.code} />
        </span>
      ),
    },
    {
      key: "category",
      title: say.category,
      csv: (one) => one.category,
      render: (one) => (one.category ? (names.get(one.category) ?? one.category) : "–"),
    },
    { key: "attributes", title: say.attributes, csv: attributes, render: (one) => <small>{attributes(one)}</small> },
    {
      key: "state",
      title: say.state,
      csv: (one) => one.status,
      render: (one) => (
        <>
          <ToneTag tone={one.status === "active" ? "good" : "plain"}>{say[one.status]}</ToneTag>{" "}
          {one.service ? <ToneTag>{say.service}</ToneTag> : null}
        </>
      ),
    },
  ];
}

function Categories({
  rows,
  onPick,
}: {
  readonly rows: readonly catalog.Product[];
  readonly onPick: (category: string) => void;
}) {
  const say = useWords(t);
  const lang = useLang();
  const { names } = useCategories();
  const counts = [...Map.groupBy(rows, (row) => row.category ?? "")]
    .map(([code, own]) => ({ code, count: own.length }))
    .sort((a, b) => b.count - a.count);
  if (counts.length < 2) return null;
  return (
    <Panel title={say.picture}>
      <BarChart
        lying
        figures
        label={say.picture}
        data={{
          names: counts.map((one) => (one.code === "" ? say.none2 : (names.get(one.code) ?? one.code))),
          series: [{ name: say.products, values: counts.map((one) => one.count) }],
        }}
        value={(n) => formatCount(n, lang)}
        onPick={(i) => onPick(counts[i]?.code ?? "")}
      />
    </Panel>
  );
}

type FiltersProps = {
  readonly filter: { readonly q: string | undefined; readonly category: string | undefined };
  readonly show: (change: Change<Filter>) => void;
};

function Filters({ filter: { q, category }, show }: FiltersProps) {
  const say = useWords(t);
  const { options } = useCategories();
  return (
    <>
      <Input.Search
        allowClear
        placeholder={say.search}
        aria-label={say.search}
        defaultValue={q ?? ""}
        style={{ width: 220 }}
        onSearch={(next) => show({ q: next })}
      />
      <Choice
        label={say.category}
        width_px={200}
        value={category}
        options={options}
        onChange={(next) => show({ category: next })}
      />
    </>
  );
}

/** The brand's products; one opens to its SKUs and who offers them for how much. */
export function Products() {
  const say = useWords(t);
  const { brand } = useUser();
  const columns = useColumns();
  const [{ q, category, product }, show] = useFilter<Filter>("/products");
  const query = {
    limit: 200,
    ...(q ? { q } : {}),
    ...(category ? { category } : {}),
    ...(brand ? { brand: brand.id } : {}),
  };
  const list = useList(catalog.routes.products, { query });
  const upload = (
    <Link to="/products/upload">
      <Button type="primary" icon={<UploadOutlined aria-hidden />} tabIndex={-1}>
        {say.bulk}
      </Button>
    </Link>
  );
  return (
    <Page
      title={say.title}
      sub={say.sub}
      actions={upload}
      filters={<Filters filter={{ q, category }} show={show} />}
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint, next: upload }}
    >
      <Categories rows={list.rows} onPick={(next) => show({ category: next })} />
      <Panel flush>
        <DataTable
          list={list}
          rowKey={(one) => String(one.id)}
          exportName="products"
          columns={columns}
          onOpen={(one) => show({ product: one.id })}
        />
      </Panel>
      <ProductDrawer id={product} onClose={() => show({ product: undefined })} />
    </Page>
  );
}
