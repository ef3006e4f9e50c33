import { DeleteOutlined } from "@ant-design/icons";
import { errorText, Money, Page, Panel, ProductPicture, useLang, useText, useWords, words } from "#parts";
import { Link, useNavigate } from "@tanstack/react-router";
import { Alert, Button, Checkbox, InputNumber } from "antd";
import { usable } from "../buy/benefits.ts";
import { faultsByLine } from "../buy/faults.ts";
import { useOffered } from "../buy/offered.ts";
import { PriceProof } from "../buy/proof.tsx";
import { type Quote, useQuote } from "../buy/quote.ts";
import { cart, type CartLine, piecesMax } from "../kept/cart.ts";
import css from "../buy/lines.module.css";

const t = words({
  title: { zh: "购物车", en: "Cart" },
  sub: { zh: (n: number) => `${n} 种商品`, en: (n: number) => (n === 1 ? "1 product" : `${n} products`) },
  none: { zh: "购物车是空的", en: "Your cart is empty" },
  noneHint: { zh: "看到喜欢的，点一下加号就放进来了。", en: "Press the plus on anything you like and it lands here." },
  look: { zh: "去逛逛", en: "Look around" },
  all: { zh: "全选", en: "Choose all" },
  choose: { zh: (name: string) => `选择「${name}」`, en: (name: string) => `Choose ${name}` },
  pieces: { zh: (name: string) => `「${name}」的数量`, en: (name: string) => `Quantity of ${name}` },
  remove: { zh: (name: string) => `移除「${name}」`, en: (name: string) => `Remove ${name}` },
  left: { zh: (n: number) => `只剩 ${n} 件`, en: (n: number) => `only ${n} left` },
  gone: { zh: "暂时无货", en: "out of stock" },
  closed: { zh: "这家店不再卖它了", en: "no longer sold by this merchant" },
  sum: { zh: "合计", en: "Total" },
  checkout: { zh: (n: number) => `去结算（${n}）`, en: (n: number) => `Check out (${n})` },
  pick: { zh: "请选择要买的商品。", en: "Choose what you want to buy." },
});

type LineProps = {
  readonly line: CartLine;
  readonly quoted: Quote["lines"][number] | undefined;
  readonly closed: boolean;
};

/** What stands in the way of a line, in a word; empty when nothing does. */
function useNote({ line, quoted, closed }: LineProps): string {
  const say = useWords(t);
  if (closed) return say.closed;
  const free = quoted?.available;
  if (free === undefined || free >= line.quantity) return "";
  return free < 1 ? say.gone : say.left(free);
}

function LineTools({ line, name }: { readonly line: CartLine; readonly name: string }) {
  const say = useWords(t);
  return (
    <span className={css["tools"]}>
      <InputNumber
        mode="spinner"
        size="small"
        min={1}
        max={piecesMax}
        value={line.quantity}
        aria-label={say.pieces(name)}
        onChange={(n) => cart.change(line, { quantity: Math.min(piecesMax, Math.max(1, n ?? 1)) })}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={say.remove(name)}
        onClick={() => cart.remove([line])}
      />
    </span>
  );
}

function Line(props: LineProps) {
  const { line, quoted } = props;
  const say = useWords(t);
  const pick = useText();
  const name = pick(line.title);
  const note = useNote(props);
  return (
    <li className={css["line"]}>
      <Checkbox
        checked={line.chosen}
        aria-label={say.choose(name)}
        onChange={(event) => cart.change(line, { chosen: event.target.checked })}
      />
      <Link
        to={`/p/${line.sku}`}
        search={{ m: line.merchant }}
        className={css["thumb"] ?? ""}
        tabIndex={-1}
        aria-hidden="true"
        aria-label={name}
      >
        <ProductPicture code={line.sku_code} category={line.category} name={name} />
      </Link>
      <div className={css["text"]}>
        <Link to={`/p/${line.sku}`} search={{ m: line.merchant }}>
          {name}
        </Link>
        <small>{pick(line.merchant_name)}</small>
        {note ? <small data-bad="true">{note}</small> : null}
        <span className={css["foot"]}>
          <strong>
            <Money amount_minor={quoted?.unit_minor ?? line.unit_minor} currency={line.currency} />
          </strong>
          <LineTools line={line} name={name} />
        </span>
      </div>
    </li>
  );
}

type TotalProps = { readonly quote: Quote | undefined; readonly pieces: number; readonly stopped: boolean };

/** The bar with the sum and the way to the till. */
function Total({ quote, pieces, stopped }: TotalProps) {
  const say = useWords(t);
  const navigate = useNavigate();
  return (
    <div className={css["total"]}>
      <span>
        {say.sum} <strong>{quote ? <Money amount_minor={quote.pay_minor} currency={quote.currency} /> : "—"}</strong>
      </span>
      <Button
        type="primary"
        size="large"
        disabled={pieces === 0 || stopped}
        onClick={() => void navigate({ to: "/checkout" })}
      >
        {say.checkout(pieces)}
      </Button>
    </div>
  );
}

/** What is in the cart, at the prices of now. */
export function Cart() {
  const say = useWords(t);
  const lang = useLang();
  const lines = cart.use();
  const chosen = lines.filter((l) => l.chosen);
  const own = usable(useOffered().data).map((c) => c.code);
  const basket = { lines: chosen.map(({ sku, merchant, quantity }) => ({ sku, merchant, quantity })), coupons: own };
  const read = useQuote(chosen.length === 0 ? undefined : basket);
  const faults = faultsByLine(read.error);
  const quote = chosen.length === 0 || read.error ? undefined : read.data;
  const pieces = chosen.reduce((sum, l) => sum + l.quantity, 0);
  const empty = {
    title: say.none,
    hint: say.noneHint,
    next: (
      <Link to="/">
        <Button type="primary">{say.look}</Button>
      </Link>
    ),
  };
  return (
    <Page
      title={say.title}
      sub={lines.length > 0 ? say.sub(lines.length) : undefined}
      isEmpty={lines.length === 0}
      empty={empty}
    >
      <div className={css["split"]}>
        <Panel>
          <Checkbox
            checked={chosen.length === lines.length}
            indeterminate={chosen.length > 0 && chosen.length < lines.length}
            onChange={(event) => cart.chooseAll(event.target.checked)}
          >
            {say.all}
          </Checkbox>
          <ul className={css["lines"]}>
            {lines.map((line) => (
              <Line
                key={`${line.sku}:${line.merchant}`}
                line={line}
                quoted={
                  line.chosen ? quote?.lines.find((q) => q.sku === line.sku && q.merchant === line.merchant) : undefined
                }
                closed={line.chosen && faults.has(chosen.indexOf(line))}
              />
            ))}
          </ul>
        </Panel>
        <Panel>
          {read.error ? <Alert type="error" showIcon title={errorText(read.error, lang)} /> : null}
          {quote ? <PriceProof proof={quote} /> : read.error ? null : <p>{say.pick}</p>}
          <Total quote={quote} pieces={pieces} stopped={read.error !== null} />
        </Panel>
      </div>
    </Page>
  );
}
