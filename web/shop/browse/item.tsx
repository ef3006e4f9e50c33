import { PlusOutlined, QuestionOutlined } from "@ant-design/icons";
import type { traffic } from "#contract";
import { ProductCard, ToneTag, useText, useWords, words } from "#parts";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Popover } from "antd";
import { cart, linesMax } from "../kept/cart.ts";
import { tellOpened } from "../kept/visitor.ts";
import css from "./browse.module.css";

const t = words({
  add: { zh: (name: string) => `加购「${name}」`, en: (name: string) => `Quick add: ${name}` },
  added: { zh: "已加入购物车", en: "Added to the cart" },
  full: { zh: `购物车最多 ${linesMax} 种商品`, en: `A cart holds at most ${linesMax} different products` },
  why: { zh: (name: string) => `「${name}」为什么排在这里`, en: (name: string) => `Why ${name} is here` },
  whyTitle: { zh: "为什么排在这里？", en: "Why is this here?" },
  now: { zh: (p: number) => `现在第 ${p} 位`, en: (p: number) => `Now in place ${p}` },
  base: {
    zh: (p: number) => `只按相关程度和受欢迎程度排，是第 ${p} 位。`,
    en: (p: number) => `By fit and popularity alone it would be in place ${p}.`,
  },
  up: {
    zh: (f: string) => `这家店的流量系数是 ×${f}：服务好、履约稳、有扶持的店家会往前一些。`,
    en: (f: string) => `The merchant's traffic coefficient is ×${f}: good service and kept promises move it forward.`,
  },
  down: {
    zh: (f: string) => `这家店的流量系数是 ×${f}：近期服务不如同行，所以往后一些。`,
    en: (f: string) => `The merchant's traffic coefficient is ×${f}: lately it served less well than its peers.`,
  },
  even: {
    zh: "这家店的流量系数是 ×1.00：没有加，也没有减。",
    en: "The merchant's traffic coefficient is ×1.00: nothing added, nothing taken.",
  },
  same: {
    zh: "系数由公开规则给出，有上下限；谁来看都一样。",
    en: "Coefficients follow published rules within fixed bounds, and are the same for everybody.",
  },
  movedUp: { zh: (n: number) => `前移 ${n} 位`, en: (n: number) => `up ${n}` },
  movedDown: { zh: (n: number) => `后移 ${n} 位`, en: (n: number) => `down ${n}` },
});

type Item = traffic.RankedItem;

/** How a result came to its place, in plain words. */
export function WhyHere({ item }: { readonly item: Item }) {
  const say = useWords(t);
  const factor = item.factor_ratio.toFixed(2);
  const reason = factor === "1.00" ? say.even : item.factor_ratio > 1 ? say.up(factor) : say.down(factor);
  return (
    <div className={css["why"]}>
      <strong>{say.now(item.position)}</strong>
      <p>{say.base(item.base_position)}</p>
      <p>{reason}</p>
      <p className={css["quiet"]}>{say.same}</p>
    </div>
  );
}

function WhyButton({ item, name }: { readonly item: Item; readonly name: string }) {
  const say = useWords(t);
  return (
    <Popover trigger="click" placement="topRight" title={say.whyTitle} content={<WhyHere item={item} />}>
      <Button shape="circle" size="small" icon={<QuestionOutlined />} aria-label={say.why(name)} />
    </Popover>
  );
}

function AddButton({ item, name }: { readonly item: Item; readonly name: string }) {
  const say = useWords(t);
  const { message } = App.useApp();
  const add = () => {
    const fits = cart.add({
      sku: item.sku,
      merchant: item.merchant,
      quantity: 1,
      chosen: true,
      sku_code: item.sku_code,
      category: item.category,
      title: item.title,
      merchant_name: item.merchant_name,
      unit_minor: item.amount_minor,
      currency: item.currency,
    });
    void (fits ? message.success(say.added) : message.warning(say.full));
  };
  return <Button type="primary" shape="circle" icon={<PlusOutlined />} aria-label={say.add(name)} onClick={add} />;
}

function Moved({ item }: { readonly item: Item }) {
  const say = useWords(t);
  const moved = item.base_position - item.position;
  if (moved === 0) return null;
  return <ToneTag tone={moved > 0 ? "good" : "warn"}>{moved > 0 ? say.movedUp(moved) : say.movedDown(-moved)}</ToneTag>;
}

type Props = {
  readonly item: Item;
  /** Id of the served list it stands in, for the click. */
  readonly served: string;
  /** Explain the place instead of offering the cart (search). */
  readonly why?: boolean;
};

/** A ranked product: opens its page, and tells that it was opened. */
export function ItemCard({ item, served, why = false }: Props) {
  const pick = useText();
  const navigate = useNavigate();
  const name = pick(item.title);
  const open = () => {
    tellOpened(served, { sku: item.sku });
    void navigate({ to: `/p/${item.sku}`, search: { m: item.merchant } });
  };
  return (
    <ProductCard
      code={item.sku_code}
      category={item.category}
      name={name}
      price_minor={item.amount_minor}
      currency={item.currency}
      note={pick(item.merchant_name)}
      marks={why ? <Moved item={item} /> : undefined}
      action={why ? <WhyButton item={item} name={name} /> : <AddButton item={item} name={name} />}
      onOpen={open}
    />
  );
}

/** Ranked products side by side: two on a phone, more on a desk. */
export function ItemGrid({ items, served, why = false }: Omit<Props, "item"> & { readonly items: readonly Item[] }) {
  return (
    <div className={css["items"]}>
      {items.map((item) => (
        <ItemCard key={`${item.sku}:${item.merchant}`} item={item} served={served} why={why} />
      ))}
    </div>
  );
}
