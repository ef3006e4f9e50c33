import type { Principal, Tx } from "#kernel";
import { conflict } from "#kernel";
import { actorOf, mayFulfil, wide } from "./access.ts";
import { releaseClosed } from "./benefits.ts";
import {
  closeParent,
  fulfilmentsOf,
  linesOf,
  moveFulfilments,
  moveOrder,
  moveReservations,
  note,
  tell,
} from "./change.ts";
import { lockOrder, orderRow } from "./orders.ts";
import { refund, wholeRefund } from "./refund.ts";
import { giveFree } from "./reserve.ts";

/** Cancels an order of which nothing has left yet; stock is free again and what was paid goes back. */
export async function cancelOrder(
  tx: Tx,
  p: Principal,
  id: string,
  reason: string,
  by: "consumer" | "merchant" | "platform",
): Promise<void> {
  await orderRow(tx, id);
  await tx.widened(wide, async (t) => {
    const { order, parent } = await lockOrder(t, id);
    await mayFulfil(t, p, order);
    const left = (await fulfilmentsOf(t, id)).find((f) => f.state === "shipped" || f.state === "delivered");
    if (left)
      throw conflict("dispatched", "A part of this order has left already; it can be returned, not cancelled.", {
        zh: "订单已发货，无法取消，可申请退货。",
        en: "It is on its way; it can be returned, not cancelled.",
      });
    const cancelled = await moveOrder(t, order, "cancelled", { cancelled_at: t.now() });
    await moveFulfilments(t, id, ["waiting", "open", "ready"], "cancelled");
    await giveFree(t, await moveReservations(t, id, ["held", "claimed"], "released"));
    await note(t, id, "cancelled", { at: t.now(), by: actorOf(p), note: reason });
    const lines = await linesOf(t, id);
    if (order.state === "paid")
      await refund(t, {
        order,
        parent,
        lines: wholeRefund(lines),
        reason,
        quality: false,
        by: actorOf(p),
        delivered: false,
        told: false,
      });
    await tell(t, "order.cancelled", cancelled, parent, lines, { props: { by, reason } });
    await closeParent(t, parent.parent_id);
    await releaseClosed(t, [parent.parent_id]);
  });
}
