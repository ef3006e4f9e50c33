import { trade } from "#contract";
import { EmptyState, Page, useWords, words } from "#parts";
import { SignInButton, useList, useSession } from "#shell";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import css from "../order/order.module.css";
import { OrderCard } from "../order/parts.tsx";
import look from "./pages.module.css";

const t = words({
  title: { zh: "我的订单", en: "Your orders" },
  guest: { zh: "登录后查看订单", en: "Sign in to see your orders" },
  guestHint: {
    zh: "不登录买的订单，只在下单的这台设备上能看到。",
    en: "Orders placed as a guest show on that device only.",
  },
  none: { zh: "还没有订单", en: "No orders yet" },
  noneHere: { zh: "这里没有订单", en: "No orders here" },
  noneHint: {
    zh: "买的东西会在这里，从付款一直跟到收货。",
    en: "What you buy is followed here, from payment to your door.",
  },
  look: { zh: "去逛逛", en: "Look around" },
  more: { zh: "更早的订单", en: "Earlier orders" },
  filter: { zh: "按状态看", en: "By state" },
  all: { zh: "全部", en: "All" },
  placed: { zh: "待付款", en: "To pay" },
  paid: { zh: "备货中", en: "Preparing" },
  dispatched: { zh: "待收/待取", en: "Coming" },
  delivered: { zh: "已收到", en: "Received" },
});

const filters = ["all", "placed", "paid", "dispatched", "delivered"] as const;
type Filter = (typeof filters)[number];
const filterOf = (text: unknown): Filter => filters.find((f) => f === text) ?? "all";

function OrderList({ state }: { readonly state: Filter }) {
  const say = useWords(t);
  const navigate = useNavigate();
  const query = { limit: 20, ...(state === "all" ? {} : { state }) };
  const list = useList(trade.routes.myOrders, { query }, { refetch_ms: 20_000 });
  const next = (
    <Link to="/">
      <Button type="primary">{say.look}</Button>
    </Link>
  );
  return (
    <Page
      title={say.title}
      filters={
        <Segmented<Filter>
          aria-label={say.filter}
          value={state}
          options={filters.map((value) => ({ value, label: say[value] }))}
          onChange={(value) => void navigate({ to: "/orders", search: value === "all" ? {} : { state: value } })}
        />
      }
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: state === "all" ? say.none : say.noneHere, hint: say.noneHint, next }}
    >
      {() => (
        <>
          <div className={css["cards"]}>
            {list.rows.map((order) => (
              <OrderCard key={order.id} order={order} />
            ))}
          </div>
          {list.hasMore ? (
            <div className={look["center"]}>
              <Button loading={list.isFetching} onClick={list.more}>
                {say.more}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Page>
  );
}

/** One's own orders, newest first. */
export function Orders() {
  const say = useWords(t);
  const { user } = useSession();
  const { state }: { readonly state?: unknown } = useSearch({ strict: false });
  if (user === undefined)
    return (
      <Page title={say.title}>
        <EmptyState title={say.guest} hint={say.guestHint} next={<SignInButton />} />
      </Page>
    );
  const filter = filterOf(state);
  return <OrderList key={filter} state={filter} />;
}
