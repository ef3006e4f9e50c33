import type { facts } from "#contract";
import { append } from "#facts";
import type { Principal, Tx } from "#kernel";
import { newId } from "#kernel";
import { sql } from "kysely";
import type { ServedItem, Tables } from "./tables.ts";
import { visitorIds } from "./visitor.ts";

export type Visitor = { readonly principal: Principal; readonly anonymousId: string | undefined };
type Served = {
  readonly place: string;
  readonly venue?: number | undefined;
  readonly query?: string;
  readonly items: readonly ServedItem[];
  readonly device?: string | undefined;
};

/** Writes down what was served and appends the exposure as a fact; the id is what a click must name. */
export async function recordServed(tx: Tx, visitor: Visitor, served: Served): Promise<string> {
  const [id, at] = [newId(), tx.now()];
  await tx
    .as<Tables>()
    .insertInto("traffic.served")
    .values({
      id,
      platform_id: tx.platform,
      place: served.place,
      at,
      visitor: visitor.principal.consumer ?? visitor.anonymousId ?? "",
      items: sql`${JSON.stringify(served.items)}::jsonb`,
    })
    .execute();
  const common = {
    at: at.toISOString(),
    touchpoint: served.place,
    ids: visitorIds(visitor.principal, visitor.anonymousId),
    ...(served.venue === undefined ? {} : { venue: served.venue }),
  };
  const told: facts.FactInput[] = [];
  const query = (served.query ?? "").slice(0, 100);
  // A search that found nothing shows nothing, and is what the lab most wants to know.
  if (query !== "")
    told.push({ ...common, id: newId(), name: "search", props: { query, served: id, found: served.items.length } });
  if (served.items.length > 0)
    told.push({
      ...common,
      id,
      name: "exposure.served",
      lines: served.items.map((i) => ({ sku: String(i.sku), brand: i.brand, quantity: 1, amount_minor: 0 })),
      props: { ...(query === "" ? {} : { query }), items: packed(served.items) },
      ...(served.device === undefined ? {} : { device: served.device }),
    });
  await append(tx, told);
  return id;
}
/** merchant:brand:position:base position, one item after the other; small enough for a fact. */
const packed = (items: readonly ServedItem[]): string =>
  items
    .slice(0, 60)
    .map((i) => `${i.merchant}:${i.brand}:${i.at}:${i.base}`)
    .join(" ");
export const unpacked = (text: string) =>
  text.split(" ").flatMap((part) => {
    const [merchant, brand, at, base] = part.split(":").map(Number);
    return merchant === undefined || brand === undefined || at === undefined || base === undefined || part === ""
      ? []
      : [{ merchant, brand, at, base }];
  });

/** Counts a click on something that was really served; anything else is not counted. */
export async function recordOpened(
  tx: Tx,
  visitor: Visitor,
  opened: { served: string; sku?: number | undefined; booking?: string | undefined },
): Promise<boolean> {
  const row = await tx
    .as<Tables>()
    .selectFrom("traffic.served")
    .select(["place", "items"])
    .where("platform_id", "=", tx.platform)
    .where("id", "=", opened.served)
    .executeTakeFirst();
  if (!row) return false;
  const item = opened.sku === undefined ? row.items[0] : row.items.find((i) => i.sku === opened.sku);
  const brand = item?.brand ?? (opened.booking === undefined ? undefined : await brandOfBooking(tx, opened.booking));
  if (brand === undefined) return false;
  await append(tx, [
    {
      id: newId(),
      name: opened.booking === undefined ? "item_view" : "click",
      at: tx.now().toISOString(),
      brand,
      touchpoint: row.place,
      ids: visitorIds(visitor.principal, visitor.anonymousId),
      // A booked content is a brand's: it has no merchant, and not always goods.
      ...(item === undefined || item.merchant === 0 ? {} : { merchant: item.merchant }),
      ...(item === undefined || item.sku === 0
        ? {}
        : { lines: [{ sku: String(item.sku), brand, quantity: 1, amount_minor: 0 }] }),
      props: { served: opened.served, ...(opened.booking === undefined ? {} : { booking: opened.booking }) },
    },
  ]);
  return true;
}
async function brandOfBooking(tx: Tx, booking: string): Promise<number | undefined> {
  const row = await tx
    .as<Tables>()
    .selectFrom("traffic.booking")
    .select("brand_id")
    .where("platform_id", "=", tx.platform)
    .where("id", "=", booking)
    .executeTakeFirst();
  return row?.brand_id;
}
