import type { supply, trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { badInput } from "#kernel";
import { sql } from "kysely";
import type { SupplierTable, Tables } from "./tables.ts";

export const shownSupplier = (r: SupplierTable): supply.Supplier => ({
  id: r.supplier_id,
  code: r.code,
  name: { zh: r.name_zh, en: r.name_en },
  contact: r.contact,
  lead_time_days: r.lead_time_days,
  status: r.status,
});
type Row = Pick<supply.Supplier, "code" | "name" | "contact" | "lead_time_days" | "status">;

/** Adds suppliers or changes them by code: a brand its own, the operator those of no brand. */
export async function putSuppliers(tx: Tx, p: Principal, rows: readonly Row[]): Promise<SupplierTable[]> {
  const brand_id = p.role === "brand" ? (p.brand ?? null) : null;
  const written: SupplierTable[] = [];
  for (const r of rows) {
    const told = {
      name_zh: r.name.zh,
      name_en: r.name.en,
      contact: r.contact,
      lead_time_days: r.lead_time_days,
      status: r.status,
    };
    const row = await tx
      .as<Tables>()
      .insertInto("supply.supplier")
      .values({
        platform_id: tx.platform,
        supplier_id: sql<number>`kernel.next_no(${tx.platform}, 'supplier')`,
        brand_id,
        code: r.code,
        ...told,
      })
      .onConflict((c) => c.columns(["platform_id", "brand_id", "code"]).doUpdateSet(told))
      .returningAll()
      .executeTakeFirstOrThrow();
    written.push(row);
  }
  return written;
}
/** Suppliers the scope may see, by number. */
export async function suppliers(tx: Tx, after = 0, limit = 100_000): Promise<SupplierTable[]> {
  return tx
    .as<Tables>()
    .selectFrom("supply.supplier")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("supplier_id", ">", after)
    .orderBy("supplier_id")
    .limit(limit)
    .execute();
}
export type SupplierBook = {
  of(ref: trade.Ref, field: string): SupplierTable;
  readonly byId: ReadonlyMap<number, SupplierTable>;
};
/** All suppliers of the scope for look-ups by number or code; an unknown or closed one is a fault that names the field. */
export async function supplierBook(tx: Tx): Promise<SupplierBook> {
  const all = await suppliers(tx);
  const byId = new Map(all.map((s) => [s.supplier_id, s]));
  const byCode = new Map(all.map((s) => [s.code, s]));
  return {
    byId,
    of(ref, field) {
      const found = typeof ref === "number" ? byId.get(ref) : byCode.get(ref);
      if (!found) throw badInput(field, `there is no supplier ${String(ref)}`, "the number or code of a supplier");
      if (found.status === "closed") throw badInput(field, `supplier ${found.code} is closed`);
      return found;
    },
  };
}
