import { redeem, release } from "#marketing";
import type { Tx } from "#kernel";
import { conflict } from "#kernel";
import type { Fault } from "#kernel";
import type { RuleSet } from "#quant";
import { sql } from "kysely";
import type { Basket } from "./basket.ts";
import type { Tables } from "./tables.ts";

/** How benefits meet: item discounts first, then the merchant's, then those across merchants, then red packets. */
export const ruleSet = (currency: string): RuleSet => ({
  version: "base-1",
  currency,
  layers: ["item", "store", "cross_store", "red_packet"],
  threshold_mode: "parallel",
  threshold_base: { after_layer: "item" },
  percent_mode: "compounding",
  allocation: "residual",
  clip: "move",
  refund_policy: "keep",
});

/** Uses up the benefits of accepted orders, in their transaction. Gives the fault of each whose benefits were gone by now, by parent id. */
export async function redeemAll(
  tx: Tx,
  accepted: readonly { readonly parent: string; readonly basket: Basket }[],
): Promise<Map<string, Fault>> {
  const wanted = accepted
    .filter(({ basket }) => basket.proof.used.length > 0)
    .map(({ parent, basket }) => ({
      order: parent,
      consumer: basket.draft.consumer,
      uses: basket.proof.used.map((u) => ({ id: u.id, amount_minor: u.amount_minor })),
    }));
  const gone = wanted.length === 0 ? new Map<string, string>() : await redeem(tx, wanted);
  return new Map([...gone].map(([parent, why]) => [parent, usedUp(why)]));
}
const usedUp = (why: string): Fault =>
  conflict("benefit_gone", `A benefit of this price is no longer there (${why}); look at the price again.`, {
    zh: "优惠已被领完或已使用，请重新确认价格。",
    en: "A discount is no longer available; please check the price again.",
  });

/**
 * Gives the benefits of a parent order back once none of its orders stands any more. Called after the stock is given free:
 * every writer takes stock rows before benefits, so none waits for another in a circle.
 */
export async function releaseClosed(tx: Tx, parents: readonly string[]): Promise<void> {
  const read = await sql<{
    parent_id: string;
  }>`SELECT parent_id FROM trade.orders WHERE parent_id = ANY(${parents}::uuid[])
    GROUP BY 1 HAVING bool_and(state IN ('cancelled', 'expired')) ORDER BY 1`.execute(tx.as<Tables>());
  for (const { parent_id } of read.rows) await release(tx, parent_id);
}
