import { CommentOutlined, ShoppingCartOutlined } from "@ant-design/icons";
import { useText, useWords, words } from "#parts";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button, InputNumber } from "antd";
import { type Way, wayKept } from "../kept/address.ts";
import { cart, linesMax, piecesMax } from "../kept/cart.ts";
import { type Offer, priceOf, type ShopProduct } from "./parts.ts";
import css from "./product.module.css";

const t = words({
  ask: { zh: "问导购", en: "Ask a guide" },
  cart: { zh: "加入购物车", en: "Add to cart" },
  buy: { zh: "立即购买", en: "Buy now" },
  pieces: { zh: "数量", en: "Quantity" },
  added: { zh: "已加入购物车", en: "Added to the cart" },
  full: { zh: `购物车最多 ${linesMax} 种商品`, en: `A cart holds at most ${linesMax} different products` },
  sold: { zh: "暂时无货", en: "Out of stock" },
});

type Props = {
  readonly product: ShopProduct;
  readonly offer: Offer;
  readonly way: Way;
  readonly quantity: number;
  readonly onQuantity: (n: number) => void;
  /** Most pieces that can be had this way; 0 closes the sale. */
  readonly most: number;
};

/** Into the cart, or straight to the till; at the thumb on a phone. */
export function BuyBar({ product, offer, way, quantity, onQuantity, most }: Props) {
  const say = useWords(t);
  const pick = useText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { sku } = product;
  const add = () => {
    wayKept.set(way);
    const fits = cart.add({
      sku: sku.id,
      merchant: offer.merchant.id,
      quantity,
      chosen: true,
      sku_code: sku.code,
      category: product.product.category ?? "",
      title: sku.name,
      merchant_name: offer.merchant.name,
      unit_minor: priceOf(offer, way),
      currency: offer.currency,
    });
    void (fits ? message.success(say.added) : message.warning(say.full));
  };
  const buy = () => {
    wayKept.set(way);
    void navigate({ to: "/checkout", search: { sku: sku.id, m: offer.merchant.id, n: quantity } });
  };
  return (
    <>
      <label className={css["pieces"]}>
        <span>{say.pieces}</span>
        <InputNumber
          mode="spinner"
          min={1}
          max={Math.max(1, Math.min(most, piecesMax))}
          value={quantity}
          aria-label={say.pieces}
          onChange={(n) => onQuantity(n ?? 1)}
        />
      </label>
      <div className={css["bar"]}>
        <Link
          to="/guide/ask"
          search={{ sku: sku.id }}
          className={css["ask"] ?? ""}
          aria-label={`${say.ask} · ${pick(sku.name)}`}
        >
          <CommentOutlined aria-hidden />
          {say.ask}
        </Link>
        <Button size="large" icon={<ShoppingCartOutlined aria-hidden />} disabled={most < 1} onClick={add}>
          {say.cart}
        </Button>
        <Button size="large" type="primary" disabled={most < 1} onClick={buy}>
          {most < 1 ? say.sold : say.buy}
        </Button>
      </div>
    </>
  );
}
