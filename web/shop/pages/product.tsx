import { QrcodeOutlined } from "@ant-design/icons";
import { catalog } from "#contract";
import { formatCount, Money, ProductPicture, QrCode, useLang, useText, useWords, Wait, words } from "#parts";
import { useRead } from "#shell";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Popover } from "antd";
import { useState } from "react";
import { Choices } from "../buy/choice.tsx";
import { usable } from "../buy/benefits.ts";
import { useOffered } from "../buy/offered.ts";
import { useAvailabilities, useQuote } from "../buy/quote.ts";
import { type Way, wayKept } from "../kept/address.ts";
import { BenefitsHere } from "../product/benefits-here.tsx";
import { BuyBar } from "../product/buy-bar.tsx";
import { GetIt } from "../product/get-it.tsx";
import { MoreHere } from "../product/more.tsx";
import {
  chosenOffer,
  countersOf,
  mostPieces,
  type Offer,
  optionRows,
  possibleWay,
  priceOf,
  type ShopProduct,
} from "../product/parts.ts";
import css from "../product/product.module.css";
import { Reviews, Stars, useReviewMean } from "../product/reviews.tsx";
import { optionName } from "../product/words.ts";
import look from "./pages.module.css";

const t = words({
  seller: { zh: "哪家店", en: "Sold by" },
  after: { zh: "用上优惠", en: "With benefits" },
  none: { zh: "现在没有店家在卖", en: "Nobody sells it just now" },
  more: { zh: "去看看别的", en: "Look at other things" },
  code: { zh: "商品码", en: "Product code" },
  codeHint: { zh: "用手机扫码打开这件商品", en: "Scan to open this product on a phone" },
  reviews: { zh: (n: string) => `${n} 条评价`, en: (n: string) => (n === "1" ? "1 review" : `${n} reviews`) },
  facts: { zh: "商品信息", en: "About this product" },
});

function CodeButton({ product }: { readonly product: ShopProduct }) {
  const say = useWords(t);
  const { sku } = product;
  const content = (
    <div className={css["code"]}>
      <QrCode text={`${location.origin}/shop/p/${sku.id}`} label={say.codeHint} size_px={168} />
      <span>{say.codeHint}</span>
      <span className="fg-figure">{sku.gtin === null ? sku.code : `GTIN ${sku.gtin.replace(/^0/, "")}`}</span>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button type="text" icon={<QrcodeOutlined />} aria-label={say.code} title={say.code} />
    </Popover>
  );
}

function Head({ product }: { readonly product: ShopProduct }) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const mean = useReviewMean(product.sku.id).data;
  const { brand_name, category_name, category } = product.product;
  return (
    <header className={css["head"]}>
      <div className={look["spread"]}>
        <span className={css["crumbs"]}>
          {brand_name ? <span>{pick(brand_name)}</span> : null}
          {category_name && category ? (
            <Link to="/search" search={{ category }}>
              {pick(category_name)}
            </Link>
          ) : null}
        </span>
        <CodeButton product={product} />
      </div>
      <h1>{pick(product.sku.name)}</h1>
      {mean && mean.mean_stars !== null ? (
        <span className={look["row"]}>
          <Stars value={mean.mean_stars} />
          <span className={look["quiet"]}>{say.reviews(formatCount(mean.count, lang))}</span>
        </span>
      ) : null}
    </header>
  );
}

function Options({ product, merchant }: { readonly product: ShopProduct; readonly merchant: number | undefined }) {
  const rows = optionRows(product.sku, product.variants).filter((r) => r.values.length > 1);
  const lang = useLang();
  return rows.map((row) => (
    <nav key={row.name} className={css["options"]} aria-label={optionName(row.name, lang)}>
      <span className={look["quiet"]}>{optionName(row.name, lang)}</span>
      <span className={look["row"]}>
        {row.values.map((one) => (
          <Link
            key={one.value}
            to={`/p/${one.sku.id}`}
            search={merchant === undefined ? {} : { m: merchant }}
            replace
            className={css["option"] ?? ""}
            {...(one.now ? { "aria-current": "true" as const } : {})}
          >
            {one.value}
          </Link>
        ))}
      </span>
    </nav>
  ));
}

function Facts({ product }: { readonly product: ShopProduct }) {
  const say = useWords(t);
  const lang = useLang();
  const facts = Object.entries({ ...product.product.attributes, ...product.sku.options }).slice(0, 40);
  if (facts.length === 0) return null;
  return (
    <dl className={css["facts"]} aria-label={say.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{optionName(name, lang)}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Sellers({ product, offer }: { readonly product: ShopProduct; readonly offer: Offer }) {
  const say = useWords(t);
  const pick = useText();
  const navigate = useNavigate();
  if (product.offers.length < 2) return <p className={look["quiet"]}>{pick(offer.merchant.name)}</p>;
  return (
    <section className={css["block"]}>
      <h2>{say.seller}</h2>
      <Choices
        label={say.seller}
        name="seller"
        value={offer.merchant.id}
        onChange={(m) => void navigate({ to: `/p/${product.sku.id}`, search: { m }, replace: true })}
        options={product.offers.slice(0, 20).map((o) => ({
          value: o.merchant.id,
          title: pick(o.merchant.name),
          side: <Money amount_minor={o.price_minor} currency={o.currency} />,
        }))}
      />
    </section>
  );
}

/** How it could be had, how many, and what that costs with everything the shopper has. */
function useChoice(product: ShopProduct, offer: Offer) {
  const [wanted, setWay] = useState<Way>(wayKept.get());
  const [quantity, setQuantity] = useState(1);
  const { service } = product.product;
  const reads = useAvailabilities([{ sku: product.sku.id, merchant: offer.merchant.id }]);
  const [free] = reads.all;
  const counters = countersOf(product, offer, free);
  const way = possibleWay(wanted, service, counters);
  const deliver = free?.deliver ?? 0;
  const most = mostPieces(way, deliver, counters);
  const coupons = usable(useOffered().data).map((c) => c.code);
  const line = { sku: product.sku.id, merchant: offer.merchant.id, quantity: Math.min(quantity, Math.max(1, most)) };
  const askable = way.kind === "deliver" || way.venue !== undefined;
  const quote = useQuote(askable ? { lines: [line], fulfilment: way, coupons } : undefined).data;
  return { service, reads, counters, deliver, way, setWay, quantity, setQuantity, most, quote };
}

function Buying({ product, offer }: { readonly product: ShopProduct; readonly offer: Offer }) {
  const say = useWords(t);
  const { service, reads, counters, deliver, way, setWay, quantity, setQuantity, most, quote } = useChoice(
    product,
    offer,
  );
  return (
    <>
      <p className={css["price"]}>
        <strong>
          <Money amount_minor={priceOf(offer, way)} currency={offer.currency} />
        </strong>
        {quote && quote.discount_minor > 0 ? (
          <span className={css["after"]}>
            {say.after} <Money amount_minor={quote.pay_minor} currency={quote.currency} />
          </span>
        ) : null}
      </p>
      <Options product={product} merchant={offer.merchant.id} />
      <Sellers product={product} offer={offer} />
      <Wait reads={reads}>
        <GetIt
          service={service}
          offer={offer}
          way={way}
          onWay={setWay}
          counters={counters}
          deliver={deliver}
          promised={quote?.promised_day}
        />
        <BuyBar product={product} offer={offer} way={way} quantity={quantity} onQuantity={setQuantity} most={most} />
      </Wait>
    </>
  );
}

/** A product: what it is, who sells it at what price, how to get it, what buyers say. */
export function Product() {
  const say = useWords(t);
  const pick = useText();
  const sku = Number((useParams({ strict: false }) as { sku?: string }).sku);
  const { m }: { readonly m?: unknown } = useSearch({ strict: false });
  const read = useRead(catalog.routes.shopProduct, { params: { sku } }, { stale_ms: 30_000 });
  return (
    <article className={look["page"]}>
      <Wait reads={read}>
        {() => {
          const product = read.data;
          if (product === undefined) return null;
          const offer = chosenOffer(product.offers, Number(m));
          return (
            <>
              <title>{`${pick(product.sku.name)} · Fairground`}</title>
              <div className={css["main"]}>
                <div className={css["picture"]}>
                  <ProductPicture
                    code={product.sku.code}
                    category={product.product.category ?? ""}
                    name={pick(product.sku.name)}
                  />
                </div>
                <div className={css["side"]}>
                  <Head product={product} />
                  {offer ? (
                    <Buying key={`${product.sku.id}:${offer.offer}`} product={product} offer={offer} />
                  ) : (
                    <p className={css["promise"]} data-good={false}>
                      {say.none} <Link to="/search">{say.more}</Link>
                    </p>
                  )}
                </div>
              </div>
              <BenefitsHere brand={product.product.brand} sku={product.sku.id} />
              <Facts product={product} />
              <Reviews sku={product.sku.id} />
              <MoreHere />
            </>
          );
        }}
      </Wait>
    </article>
  );
}
