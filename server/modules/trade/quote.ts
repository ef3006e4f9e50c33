import type { trade } from "#contract";
import type { Tx } from "#kernel";
import { Fault, dayIn } from "#kernel";
import { directory } from "#parties";
import type { z } from "zod";
import { sends } from "./availability.ts";
import { priceBaskets, shareOf } from "./basket.ts";
import type { Basket, BenefitName } from "./basket.ts";
import type { Draft } from "./drafts.ts";
import { promiseOf } from "./model.ts";
import { hourIn } from "./hours.ts";
import { Shelves, placeOf } from "./routing.ts";
import { shelvesOf } from "./stock.ts";

type Quote = z.output<typeof trade.quoteReply>;
/** What a draft would cost and what could be promised now; nothing is held. Platform scope. */
export async function quoteOf(tx: Tx, draft: Draft): Promise<Quote> {
  const d = await directory(tx);
  const [basket] = await priceBaskets(tx, d, [draft]);
  if (!basket || basket instanceof Fault) throw basket ?? new Error("a draft was forgotten");
  const zone = basket.venue?.zone ?? d.platform.zone;
  const pairs = basket.lines.map((l) => ({ sku: l.goods.sku, owner: l.merchant }));
  const shelves = new Shelves(await shelvesOf(tx, pairs, dayIn(zone, tx.now())));
  const available = (sku: number, owner: number) =>
    shelves.rows(sku, owner).reduce((sum, s) => {
      const venue = d.venues.byId.get(s.venue_id);
      const here = basket.venue ? s.venue_id === basket.venue.id : venue?.status === "active" && sends(venue);
      return here ? sum + shelves.free(placeOf(s)) : sum;
    }, 0);
  const { proof } = basket;
  return {
    currency: basket.currency,
    listed_minor: proof.base_minor,
    discount_minor: proof.discount_minor,
    pay_minor: proof.pay_minor,
    lines: basket.lines.map((l) => {
      const share = shareOf(proof, l.at);
      return {
        sku: l.goods.sku,
        sku_code: l.goods.code,
        title: l.goods.title,
        merchant: l.merchant,
        quantity: l.quantity,
        unit_minor: l.unit_minor,
        discount_minor: share.discount_minor,
        pay_minor: share.pay_minor,
        available: l.goods.service ? l.quantity : available(l.goods.sku, l.merchant),
      };
    }),
    used: proof.used.map((u) => ({ id: u.id, ...named(basket, u.id), amount_minor: u.amount_minor })),
    refused: proof.refused.map((r) => ({
      id: r.id,
      ...named(basket, r.id),
      reason: r.reason,
      ...(r.because === undefined ? {} : { because: r.because }),
      ...(r.missing_minor === undefined ? {} : { missing_minor: r.missing_minor }),
    })),
    promised_day: promiseOf(
      draft.kind,
      tx.now(),
      (t) => dayIn(zone, t),
      (t) => hourIn(zone, t),
    ).day,
  };
}
const named = (basket: Basket, id: string): BenefitName => basket.names.get(id) ?? { title: null, code: null };
