import type { supply } from "#contract";
import type { Tx } from "#kernel";
import { conflict, dayIn, newId, notFound } from "#kernel";
import { directory } from "#parties";
import { goodsBook, levels, salesByDay } from "#trade";
import { sql } from "kysely";
import { LOOK_BACK_DAYS, dailySeries, figuresOf } from "./model.ts";
import { policies } from "./policies.ts";
import { supplierBook } from "./suppliers.ts";
import type { ProposalTable, Tables } from "./tables.ts";

const keyOf = (sku: number, merchant: number, venue: number): string => `${sku}|${merchant}|${venue}`;

/** Pieces under way by SKU, merchant and venue: ordered and not yet received, drafts included, and transfers on the road. */
async function onOrder(tx: Tx): Promise<Map<string, number>> {
  const read = await sql<{ sku: number; merchant: number; venue: number; pieces: number }>`
    SELECT l.sku_id AS sku, o.merchant_id AS merchant, o.venue_id AS venue, sum(greatest(l.quantity - l.received - l.damaged, 0))::int AS pieces
    FROM supply.purchase_order o JOIN supply.purchase_line l USING (order_id)
    WHERE o.platform_id = ${tx.platform} AND o.state IN ('draft', 'approved', 'placed', 'part_received') GROUP BY 1, 2, 3
    UNION ALL SELECT l.sku_id, t.merchant_id, t.to_venue, sum(l.quantity)::int FROM supply.transfer t JOIN supply.transfer_line l USING (transfer_id)
    WHERE t.platform_id = ${tx.platform} AND t.state IN ('draft', 'shipped') GROUP BY 1, 2, 3`.execute(tx.as<Tables>());
  const sums = new Map<string, number>();
  for (const r of read.rows) {
    const key = keyOf(r.sku, r.merchant, r.venue);
    sums.set(key, (sums.get(key) ?? 0) + r.pieces);
  }
  return sums;
}

/**
 * Looks at every policy the scope may see and renews the proposals: what was proposed before is replaced. Demand is what left
 * the venue by sale on each of the last 56 days, today not counted. Returns how many policies were looked at and proposals made.
 */
export async function propose(tx: Tx, venue?: number): Promise<{ policies: number; proposals: number }> {
  const { zone } = (await directory(tx)).platform;
  const today = dayIn(zone, tx.now());
  const since = dayIn(zone, new Date(tx.now().getTime() - (LOOK_BACK_DAYS + 1) * 86_400_000));
  const all = await policies(tx, { venue });
  const sold = new Map<string, Map<string, number>>();
  for (const s of await salesByDay(tx, since, venue)) {
    const key = keyOf(s.sku, s.owner, s.venue);
    sold.set(key, (sold.get(key) ?? new Map<string, number>()).set(s.day, s.pieces));
  }
  const stock = new Map((await levels(tx, venue)).map((l) => [keyOf(l.sku, l.owner, l.venue), l]));
  const coming = await onOrder(tx);
  const made = all.flatMap((q): ProposalTable[] => {
    const key = keyOf(q.sku_id, q.merchant_id, q.venue_id);
    const [on_hand, on_order] = [stock.get(key)?.on_hand ?? 0, coming.get(key) ?? 0];
    const position = (stock.get(key)?.available ?? 0) + on_order;
    const figures = figuresOf(dailySeries(sold.get(key) ?? new Map(), today), position, q);
    if (!figures || figures.quantity <= 0) return [];
    const about = {
      platform_id: tx.platform,
      proposal_id: newId(),
      brand_id: q.brand_id,
      state: "proposed" as const,
      made_at: tx.now(),
    };
    const at = { sku_id: q.sku_id, merchant_id: q.merchant_id, venue_id: q.venue_id, supplier_id: q.supplier_id };
    const terms = { lead_time_days: q.lead_time_days, service_level_ratio: q.service_level_ratio };
    return [{ ...about, ...at, ...terms, ...figures, position, on_hand, on_order }];
  });
  await write(tx, made, venue);
  return { policies: all.length, proposals: made.length };
}
async function write(tx: Tx, made: readonly ProposalTable[], venue: number | undefined): Promise<void> {
  let old = tx
    .as<Tables>()
    .updateTable("supply.proposal")
    .set({ state: "replaced" })
    .where("platform_id", "=", tx.platform)
    .where("state", "=", "proposed");
  if (venue !== undefined) old = old.where("venue_id", "=", venue);
  await old.execute();
  await sql`INSERT INTO supply.proposal SELECT * FROM jsonb_populate_recordset(NULL::supply.proposal, ${JSON.stringify(made)}::jsonb)`.execute(
    tx.as<Tables>(),
  );
}

export type ProposalFilter = {
  readonly state: supply.Proposal["state"];
  readonly venue?: number | undefined;
  readonly merchant?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** Proposals of the scope, newest first. */
export async function listProposals(tx: Tx, f: ProposalFilter): Promise<ProposalTable[]> {
  let q = tx
    .as<Tables>()
    .selectFrom("supply.proposal")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("state", "=", f.state);
  if (f.venue !== undefined) q = q.where("venue_id", "=", f.venue);
  if (f.merchant !== undefined) q = q.where("merchant_id", "=", f.merchant);
  if (f.after !== undefined) q = q.where("proposal_id", "<", f.after);
  return q.orderBy("proposal_id", "desc").limit(f.limit).execute();
}
/** Leaves a proposal out until the next look. */
export async function dismiss(tx: Tx, id: string): Promise<ProposalTable> {
  const [row] = await takeProposals(tx, [id], "dismissed");
  if (!row) throw notFound("The proposal");
  return row;
}
/** Takes open proposals for an order or away, all or none: 404 for one that is not there, conflict for one that is not open any more. */
export async function takeProposals(
  tx: Tx,
  ids: readonly string[],
  to: "ordered" | "dismissed",
): Promise<ProposalTable[]> {
  const db = tx.as<Tables>();
  const rows = await db
    .selectFrom("supply.proposal")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("proposal_id", "in", [...ids])
    .orderBy("proposal_id")
    .forUpdate()
    .execute();
  if (rows.length < new Set(ids).size) throw notFound("The proposal");
  const closed = rows.find((r) => r.state !== "proposed");
  if (closed)
    throw conflict("wrong_state", `A proposal is ${closed.state} already; look at the list again.`, {
      zh: "建议已被处理，请刷新。",
      en: "A proposal was dealt with already; refresh the list.",
    });
  await db
    .updateTable("supply.proposal")
    .set({ state: to })
    .where("proposal_id", "in", [...ids])
    .execute();
  return rows.map((r) => ({ ...r, state: to }));
}

export async function shownProposals(tx: Tx, rows: readonly ProposalTable[]): Promise<supply.Proposal[]> {
  if (rows.length === 0) return [];
  const d = await directory(tx);
  const [book, known] = await tx.widened(
    "names of goods and suppliers of a proposal the caller may see",
    async (t) =>
      [
        await goodsBook(
          t,
          rows.map((r) => r.sku_id),
        ),
        await supplierBook(t),
      ] as const,
  );
  return rows.map((r) => {
    const goods = book.byId.get(r.sku_id);
    const supplier = known.byId.get(r.supplier_id);
    return {
      id: r.proposal_id,
      state: r.state,
      sku: r.sku_id,
      sku_code: goods?.code ?? String(r.sku_id),
      title: goods?.title ?? { zh: String(r.sku_id), en: String(r.sku_id) },
      merchant: r.merchant_id,
      venue: r.venue_id,
      venue_name: d.venues.byId.get(r.venue_id)?.name ?? { zh: String(r.venue_id), en: String(r.venue_id) },
      supplier: r.supplier_id,
      supplier_name: { zh: supplier?.name_zh ?? String(r.supplier_id), en: supplier?.name_en ?? String(r.supplier_id) },
      made_at: r.made_at.toISOString(),
      days: r.days,
      mean_per_day: r.mean_per_day,
      sd_per_day: r.sd_per_day,
      lead_time_days: r.lead_time_days,
      service_level_ratio: r.service_level_ratio,
      safety_pieces: r.safety_pieces,
      reorder_at: r.reorder_at,
      target: r.target,
      position: r.position,
      on_hand: r.on_hand,
      on_order: r.on_order,
      quantity: r.quantity,
    };
  });
}
