import {
  formatDay,
  Money,
  Page,
  Panel,
  ProductPicture,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { SignInButton, useSession } from "#shell";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Form } from "antd";
import { useState } from "react";
import { usable } from "../buy/benefits.ts";
import { countersFor } from "../buy/counters.ts";
import lineCss from "../buy/lines.module.css";
import { useOffered } from "../buy/offered.ts";
import { PriceProof } from "../buy/proof.tsx";
import { useAvailabilities, useQuote } from "../buy/quote.ts";
import type { AddressForm } from "../checkout/address.tsx";
import css from "../checkout/checkout.module.css";
import { CouponsPart } from "../checkout/coupons.tsx";
import { PlaceFault } from "../checkout/faults.tsx";
import { usePlace } from "../checkout/place.ts";
import { useWanted, type Wanted } from "../checkout/wanted.ts";
import { WayPart } from "../checkout/way.tsx";
import { addresses, type Way, wayKept } from "../kept/address.ts";
import type { CartLine } from "../kept/cart.ts";

const t = words({
  title: { zh: "确认订单", en: "Check out" },
  back: { zh: "回购物车", en: "Back to the cart" },
  none: { zh: "没有要结算的商品", en: "There is nothing to check out" },
  look: { zh: "去逛逛", en: "Look around" },
  goods: { zh: "商品", en: "Goods" },
  sum: { zh: "这一单", en: "This order" },
  deliverBy: { zh: "预计送达", en: "With you by" },
  readyOn: { zh: "可取日期", en: "Ready on" },
  place: { zh: "提交订单", en: "Place the order" },
  asGuest: { zh: "以游客身份提交订单", en: "Place the order as a guest" },
  guest: {
    zh: "登录后可以用券、在任何设备上查订单；不登录也能买。",
    en: "Sign in to use coupons and see your orders on every device; you can also buy without.",
  },
  choose: { zh: "请先选一家自提门店。", en: "Choose a pick-up store first." },
});

function Goods({ lines }: { readonly lines: readonly CartLine[] }) {
  const say = useWords(t);
  const pick = useText();
  return (
    <Panel title={say.goods}>
      {lines.map((line) => (
        <div key={`${line.sku}:${line.merchant}`} className={css["line"]}>
          <span className={lineCss["thumb"]} aria-hidden="true">
            <ProductPicture code={line.sku_code} category={line.category} name={pick(line.title)} />
          </span>
          <span className={lineCss["text"]}>
            <span>{pick(line.title)}</span>
            <small>{pick(line.merchant_name)}</small>
          </span>
          <span className={lineCss["figure"]}>
            <Money amount_minor={line.unit_minor} currency={line.currency} />
            <small>× {line.quantity}</small>
          </span>
        </div>
      ))}
    </Panel>
  );
}

function GuestNote() {
  const say = useWords(t);
  const { user } = useSession();
  if (user !== undefined) return null;
  return (
    <Panel>
      <div className={css["guest"]}>
        <span>{say.guest}</span>
        <SignInButton />
      </div>
    </Panel>
  );
}

/** The chosen coupons: all that can be used, until the buyer takes one out. */
function useCoupons() {
  const coupons = usable(useOffered().data);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const codes = coupons.map((c) => c.code);
  return {
    coupons,
    chosen: new Set(codes.filter((code) => !left.has(code))),
    choose: (chosen: ReadonlySet<string>) => setLeft(new Set(codes.filter((code) => !chosen.has(code)))),
  };
}

/** Delivery or pick-up, with the counters that have everything. */
function useWay(lines: readonly CartLine[]) {
  const [wanted, setWanted] = useState<Way>(wayKept.get());
  const reads = useAvailabilities(lines);
  const counters = countersFor(lines, reads.all);
  const whole = counters.filter((c) => c.ready === lines.length);
  const venue = (whole.find((c) => c.venue === wanted.venue) ?? whole[0])?.venue;
  const way: Way =
    wanted.kind === "deliver" ? { kind: "deliver" } : { kind: "collect", ...(venue === undefined ? {} : { venue }) };
  const set = (next: Way) => {
    setWanted(next);
    wayKept.set(next);
  };
  return { way, set, reads, counters };
}

/** Everything the till knows and can do. */
function useTill(wanted: Wanted) {
  const navigate = useNavigate();
  const [form] = Form.useForm<AddressForm>();
  const known = addresses.use();
  const [addressAt, setAddressAt] = useState(known.length > 0 ? 0 : -1);
  const ways = useWay(wanted.lines);
  const coupons = useCoupons();
  const { way } = ways;
  const basket = {
    lines: wanted.lines.map(({ sku, merchant, quantity }) => ({ sku, merchant, quantity })),
    fulfilment: way,
    coupons: [...coupons.chosen],
  };
  const ready = way.kind === "deliver" || way.venue !== undefined;
  const read = useQuote(ready ? basket : undefined);
  const order = usePlace((placed) => {
    wanted.bought();
    void navigate({ to: `/pay/${placed.parent}`, replace: true });
  });
  const writing = way.kind === "deliver" && known[addressAt] === undefined;
  useFieldFaults(form, writing ? order.error : undefined);
  const send = async () => {
    if (way.kind === "collect") return order.mutateAsync(basket);
    const address = known[addressAt] ?? (await form.validateFields()).address;
    addresses.remember(address);
    setAddressAt(0);
    return order.mutateAsync({ ...basket, address });
  };
  const quote = ready && !read.error ? read.data : undefined;
  return {
    ...ways,
    form,
    addressAt,
    setAddressAt,
    ...coupons,
    ready,
    quote,
    order,
    send,
    error: order.error ?? read.error,
  };
}

function Sum({ wanted, till }: { readonly wanted: Wanted; readonly till: ReturnType<typeof useTill> }) {
  const say = useWords(t);
  const lang = useLang();
  const { user } = useSession();
  const { quote, way, ready, order } = till;
  const change: Wanted["change"] = (line, quantity) => {
    order.reset();
    wanted.change(line, quantity);
  };
  return (
    <Panel title={say.sum}>
      <div className={css["stack"]}>
        <PlaceFault error={till.error} lines={wanted.lines} onChange={change} />
        {quote ? (
          <>
            <PriceProof proof={quote} />
            <p className={css["promise"]}>
              {way.kind === "deliver" ? say.deliverBy : say.readyOn}{" "}
              <strong>{formatDay(quote.promised_day, lang)}</strong>
            </p>
          </>
        ) : null}
        {ready ? null : <p className={css["quiet"]}>{say.choose}</p>}
        <Button
          type="primary"
          size="large"
          block
          loading={order.isPending}
          disabled={quote === undefined}
          onClick={() => void till.send().catch(() => undefined)}
        >
          {user === undefined ? say.asGuest : say.place}
        </Button>
      </div>
    </Panel>
  );
}

function Till({ wanted }: { readonly wanted: Wanted }) {
  const { lines } = wanted;
  const till = useTill(wanted);
  return (
    <div className={lineCss["split"]}>
      <div className={css["stack"]}>
        <GuestNote />
        <WayPart
          way={till.way}
          onWay={till.set}
          counters={till.counters}
          wanted={lines.length}
          reads={till.reads}
          form={till.form}
          addressAt={till.addressAt}
          onAddressAt={till.setAddressAt}
        />
        <Goods lines={lines.map((l) => withPrice(l, till.quote?.lines))} />
        <CouponsPart coupons={till.coupons} chosen={till.chosen} onChosen={till.choose} quote={till.quote} />
      </div>
      <Sum wanted={wanted} till={till} />
    </div>
  );
}

function withPrice(
  line: CartLine,
  quoted: readonly { sku: number; merchant: number; unit_minor: number }[] | undefined,
): CartLine {
  const unit = quoted?.find((q) => q.sku === line.sku && q.merchant === line.merchant)?.unit_minor;
  return unit === undefined ? line : { ...line, unit_minor: unit };
}

/** The till: how to get it, coupons, the price with its proof, and the order. */
export function Checkout() {
  const say = useWords(t);
  const wanted = useWanted();
  return (
    <Page
      title={say.title}
      back={<Link to="/cart">{say.back}</Link>}
      reads={wanted}
      isEmpty={wanted.lines.length === 0}
      empty={{
        title: say.none,
        next: (
          <Link to="/">
            <Button type="primary">{say.look}</Button>
          </Link>
        ),
      }}
    >
      {() => <Till wanted={wanted} />}
    </Page>
  );
}
