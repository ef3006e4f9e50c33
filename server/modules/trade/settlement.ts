import type { trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import type { z } from "zod";
import { ownMerchant } from "./access.ts";
import { merchantName } from "./shown.ts";
import type { Account, Tables } from "./tables.ts";

type Settlement = z.output<typeof trade.routes.settlement.reply>;
/** What merchants are owed, out of the books; a brand sees its own merchants, the operator also the balance of every account. */
export async function settlement(tx: Tx, p: Principal, merchant: number | undefined): Promise<Settlement> {
  const d = await directory(tx);
  const mine = [...d.merchants.byId.keys()].filter(
    (id) => ownMerchant(d, p, id) && (merchant === undefined || merchant === id),
  );
  return tx.widened("the books are the platform's; only the caller's own merchants are shown", async (t) => {
    const held = await sql<{
      party: string;
      account: Account;
      minor: number;
    }>`SELECT party, account, sum(amount_minor)::bigint AS minor FROM trade.ledger_entry
      WHERE platform_id = ${t.platform} AND account IN ('order_held', 'merchant_payable') AND party = ANY(${mine.map(String)}::text[])
      GROUP BY 1, 2`.execute(t.as<Tables>());
    const refunds = await sql<{
      merchant_id: number;
      minor: number;
    }>`SELECT o.merchant_id, sum(r.amount_minor)::bigint AS minor FROM trade.refund r JOIN trade.orders o USING (order_id)
      WHERE r.platform_id = ${t.platform} AND o.merchant_id = ANY(${mine}::int[]) GROUP BY 1`.execute(t.as<Tables>());
    const balances =
      p.role !== "operator"
        ? []
        : (
            await sql<{
              account: string;
              balance_minor: number;
            }>`SELECT account, sum(amount_minor)::bigint AS balance_minor
      FROM trade.ledger_entry WHERE platform_id = ${t.platform} GROUP BY 1 ORDER BY 1`.execute(t.as<Tables>())
          ).rows;
    const owed = (account: Account, id: number) =>
      -(held.rows.find((r) => r.account === account && r.party === String(id))?.minor ?? 0) + 0;
    const merchants = mine.map((id) => ({
      merchant: id,
      merchant_name: merchantName(d, id),
      held_minor: owed("order_held", id),
      payable_minor: owed("merchant_payable", id),
      refunded_minor: refunds.rows.find((r) => r.merchant_id === id)?.minor ?? 0,
    }));
    const busy = merchants.filter(
      (m) => merchant !== undefined || m.held_minor !== 0 || m.payable_minor !== 0 || m.refunded_minor !== 0,
    );
    return { currency: d.platform.currency, merchants: busy.slice(0, 5000), accounts: balances };
  });
}
