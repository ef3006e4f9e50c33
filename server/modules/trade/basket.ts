import type { Bilingual, parties } from "#contract";
import { pricesOf } from "#catalog";
import type { Tx } from "#kernel";
import { Fault, badInput } from "#kernel";
import type { Directory } from "#parties";
import { benefitsForAll } from "#marketing";
import type { Benefit, PriceProof } from "#quant";
import { priceCart } from "#quant";
import { ruleSet } from "./benefits.ts";
import type { Draft, DraftLine } from "./drafts.ts";
import type { Goods, GoodsBook } from "./goods.ts";
import { goodsBook, goodsOf, merchantOf, venueOf } from "./goods.ts";
import { availableOf } from "./model.ts";
import type { StockRead } from "./stock.ts";
import { shelvesAt } from "./stock.ts";

export type BasketLine = {
  /** Place in the parent order, from 1; also the id of the line in the price proof. */
  readonly at: number;
  readonly goods: Goods;
  readonly merchant: number;
  readonly quantity: number;
  readonly associate: string | undefined;
  readonly unit_minor: number;
  readonly field: string;
};
/** A draft that is understood and priced. */
export type Basket = {
  readonly draft: Draft;
  readonly lines: readonly BasketLine[];
  /** Where the goods are collected or were scanned. */
  readonly venue: parties.Venue | undefined;
  readonly saleVenue: number | null;
  readonly currency: string;
  readonly proof: PriceProof;
  /** What the benefits of the proof are called, by their id in it. */
  readonly names: ReadonlyMap<string, BenefitName>;
};
export type BenefitName = { readonly title: Bilingual | null; readonly code: string | null };

type PriceOf = NonNullable<Awaited<ReturnType<typeof pricesOf>>[number]>;
type Context = { readonly d: Directory; readonly book: GoodsBook; readonly shelf: readonly StockRead[] };
type Half = {
  readonly draft: Draft;
  readonly venue: parties.Venue | undefined;
  readonly saleVenue: number | null;
  readonly lines: readonly { readonly line: DraftLine; readonly goods: Goods; readonly sellers: readonly number[] }[];
};
const attempt = <T>(work: () => T): T | Fault => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
};

/**
 * Understands and prices drafts, all of one platform, in a handful of queries for all of them. A draft that cannot be sold
 * becomes its own fault and spoils no other. Prices: a parcel at the list price, a pick-up and a till at their venue's price.
 */
export async function priceBaskets(tx: Tx, d: Directory, drafts: readonly Draft[]): Promise<(Basket | Fault)[]> {
  const book = await goodsBook(
    tx,
    drafts.flatMap((draft) => draft.lines.map((l) => l.sku)),
  );
  const shelf = await tillShelves(tx, d, book, drafts);
  const halves = drafts.map((draft) => attempt(() => understand({ d, book, shelf }, draft)));
  const asks = halves.flatMap((h) =>
    h instanceof Fault
      ? []
      : h.lines.flatMap((l) => l.sellers.map((merchant) => ({ sku: l.goods.sku, merchant, venue: h.venue?.id }))),
  );
  const prices = asks.length === 0 ? [] : await pricesOf(tx, asks);
  let next = 0;
  const offered = halves.map((h) => {
    if (h instanceof Fault) return h;
    const offers = h.lines.map((l) => l.sellers.map(() => prices[next++]));
    return attempt(() => atOffers(h, offers));
  });
  return withBenefits(tx, d, offered);
}
type Unpriced = Omit<Basket, "proof" | "names">;
async function withBenefits(tx: Tx, d: Directory, offered: readonly (Unpriced | Fault)[]): Promise<(Basket | Fault)[]> {
  const good = offered.filter((b): b is Unpriced => !(b instanceof Fault));
  if (good.length === 0) return offered.filter((b) => b instanceof Fault);
  const benefits = await benefitsForAll(
    tx,
    good.map((b) => ({
      lines: b.lines.map((l) => ({ id: String(l.at), sku: l.goods.sku, brand: l.goods.brand })),
      consumer: b.draft.consumer,
      venue: b.saleVenue ?? b.venue?.id ?? webShopOf(d, b.lines[0]?.merchant),
      coupons: b.draft.coupons,
    })),
  );
  const byBasket = new Map(good.map((b, i) => [b, benefits[i] ?? []]));
  return offered.map((b) => {
    if (b instanceof Fault) return b;
    const held = byBasket.get(b) ?? [];
    const names = new Map(held.map((one) => [one.id, { title: one.title, code: one.code }]));
    return attempt(() => ({ ...b, names, proof: proofOf(b.lines, b.currency, held) }));
  });
}
/** A parcel is sold by the merchant's web shop, which is a venue as well. */
function webShopOf(d: Directory, merchant: number | undefined): number | undefined {
  for (const v of d.venues.byId.values())
    if (v.merchant === merchant && v.kind === "web_shop" && v.status === "active") return v.id;
  return undefined;
}

async function tillShelves(tx: Tx, d: Directory, book: GoodsBook, drafts: readonly Draft[]): Promise<StockRead[]> {
  const tills = Map.groupBy(
    drafts.filter((draft) => draft.kind === "handover" && draft.venue !== undefined),
    (draft) => draft.venue,
  );
  const rows: StockRead[] = [];
  for (const [ref, here] of tills) {
    const venue = ref === undefined ? undefined : venueOf(d, ref, "venue").id;
    const skus = here.flatMap((draft) => draft.lines.flatMap((l) => book.find(l.sku)?.sku ?? []));
    if (venue !== undefined) rows.push(...(await shelvesAt(tx, venue, skus)));
  }
  return rows;
}

const needs = { deliver: undefined, collect: "handover", handover: "sell" } as const;
function understand({ d, book, shelf }: Context, draft: Draft): Half {
  const { kind } = draft;
  const venue =
    draft.venue === undefined || kind === "deliver" ? undefined : venueOf(d, draft.venue, "body.fulfilment.venue");
  const need = needs[kind];
  if (need !== undefined && venue === undefined)
    throw badInput(
      "body.fulfilment.venue",
      "a pick-up needs the venue where the goods are collected",
      "a venue that hands over",
    );
  if (venue && (venue.status !== "active" || (need !== undefined && !venue.capabilities.includes(need))))
    throw badInput(
      "body.fulfilment.venue",
      `venue ${venue.code} does not ${need === "sell" ? "sell" : "hand goods over"}`,
    );
  const sale = draft.saleVenue === undefined ? undefined : venueOf(d, draft.saleVenue, "body.venue_of_sale");
  const lines = draft.lines.map((line) => {
    const goods = goodsOf(book, line.sku, `${line.field}.sku`);
    if (!goods.open) throw badInput(`${line.field}.sku`, `SKU ${goods.code} is closed`);
    if (goods.service && kind === "deliver")
      throw badInput(
        `${line.field}.sku`,
        `${goods.code} is a service and cannot be sent`,
        "fulfilment.kind collect with a venue",
      );
    const sellers =
      line.merchant === undefined && venue
        ? sellersAt(
            venue,
            shelf.filter((s) => s.venue_id === venue.id && s.sku_id === goods.sku),
          )
        : [merchantOf(d, line.merchant ?? 0, `${line.field}.merchant`).id];
    return { line, goods, sellers };
  });
  return { draft, venue, saleVenue: sale?.id ?? (kind === "handover" ? (venue?.id ?? null) : null), lines };
}
/** Whose goods a till sells when nobody says: the venue's own merchant, else whoever has most of them there. */
function sellersAt(venue: parties.Venue, shelf: readonly StockRead[]): number[] {
  const free = new Map<number, number>();
  for (const s of shelf) free.set(s.owner_id, (free.get(s.owner_id) ?? 0) + availableOf(s));
  const others = [...free].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([owner]) => owner);
  const own = free.has(venue.merchant) || others.length === 0 ? [venue.merchant] : [];
  return [...new Set([...own, ...others, venue.merchant])].slice(0, 20);
}

function atOffers(h: Half, offers: readonly (readonly (PriceOf | undefined)[])[]): Unpriced {
  const lines = h.lines.map(({ line, goods }, i) => {
    const offer = offers[i]?.find((o) => o !== undefined);
    if (!offer) {
      const where = h.venue ? ` at venue ${h.venue.code}` : "";
      throw badInput(
        `${line.field}.sku`,
        `nobody offers ${goods.code} here: the merchant does not sell it${where}`,
        "a SKU with an active offer",
      );
    }
    return {
      line: {
        at: i + 1,
        goods,
        merchant: offer.merchant,
        quantity: line.quantity,
        associate: line.associate,
        unit_minor: offer.price_minor,
        field: line.field,
      },
      currency: offer.currency,
    };
  });
  const currencies = new Set(lines.map((l) => l.currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1)
    throw badInput(
      "body.lines",
      `one order has one currency; these have ${[...currencies].join(", ")}`,
      "separate orders",
    );
  const basket = lines.map((l) => l.line);
  return { draft: h.draft, lines: basket, venue: h.venue, saleVenue: h.saleVenue, currency };
}
function proofOf(lines: readonly BasketLine[], currency: string, benefits: readonly Benefit[]): PriceProof {
  const priced = lines.map((l) => ({
    id: String(l.at),
    sku: l.goods.code,
    quantity: l.quantity,
    unit_minor: l.unit_minor,
  }));
  try {
    return priceCart(ruleSet(currency), priced, benefits);
  } catch (error) {
    if (error instanceof RangeError) throw badInput("body.lines", error.message);
    throw error;
  }
}

/** What a line of the proof paid, lost to benefits, and who else than the merchant pays for it. */
export function shareOf(
  proof: PriceProof,
  at: number,
): { pay_minor: number; discount_minor: number; funded: Record<string, number> } {
  const id = String(at);
  const line = proof.lines.find((l) => l.id === id);
  if (!line) throw new Error(`line ${id} is not in its proof`);
  const funded: Record<string, number> = {};
  for (const used of proof.used) {
    if (used.funder === undefined || used.funder === "merchant") continue;
    for (const part of used.parts)
      if (part.line_id === id && part.amount_minor > 0)
        funded[used.funder] = (funded[used.funder] ?? 0) + part.amount_minor;
  }
  return { pay_minor: line.pay_minor, discount_minor: line.base_minor - line.pay_minor, funded };
}
