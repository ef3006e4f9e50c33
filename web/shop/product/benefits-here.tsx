import { Panel, useWords, words } from "#parts";
import { holdsFor } from "../buy/benefits.ts";
import { useOffered } from "../buy/offered.ts";
import { ClaimTicket, Ticket } from "../buy/ticket.tsx";
import tickets from "../buy/ticket.module.css";

const t = words({
  title: { zh: "这件商品的优惠", en: "Benefits for this product" },
  own: { zh: "已在券包，结算时会用上", en: "Yours; used when you pay" },
  auto: { zh: "无需领取，自动生效", en: "Needs no claiming" },
});

/** Benefits that hold for a SKU: one's own coupons, those that can be claimed, and those that need none. */
export function BenefitsHere({ brand, sku }: { readonly brand: number | null; readonly sku: number }) {
  const say = useWords(t);
  const { data } = useOffered();
  if (data === undefined) return null;
  const own = data.own.filter((c) => c.state === "claimed" && holdsFor(c.benefit, brand, sku));
  const had = new Set(own.map((c) => c.benefit.id));
  const open = data.offered.filter((b) => holdsFor(b, brand, sku) && !had.has(b.id));
  const automatic = data.automatic.filter((b) => holdsFor(b, brand, sku));
  if (own.length + open.length + automatic.length === 0) return null;
  return (
    <Panel title={say.title}>
      <div className={tickets["tickets"]}>
        {automatic.map((b) => (
          <Ticket key={b.id} benefit={b} foot={<p>{say.auto}</p>} />
        ))}
        {own.map((c) => (
          <Ticket key={c.id} benefit={c.benefit} foot={<p>{say.own}</p>} />
        ))}
        {open.map((b) => (
          <ClaimTicket key={b.id} benefit={b} own={data.own} />
        ))}
      </div>
    </Panel>
  );
}
