import type { trade } from "#contract";
import { resolve } from "#identity";
import { find } from "#parties";
import type { Principal, Scope, Tx } from "#kernel";
import { badInput, inTx, notFound, sha256 } from "#kernel";
import { canonicalJson } from "#quant";
import type { Draft } from "./drafts.ts";
import { skuOfScan } from "./goods.ts";

type Basket = Omit<trade.SaleBody, "request_id" | "tender">;
/** What was scanned at a venue's till as a draft: barcodes become SKUs, a member number becomes a consumer. */
export async function tillDraft(tx: Tx, p: Principal, body: Basket, more: Partial<Draft> = {}): Promise<Draft> {
  const venue = p.venue;
  if (venue === undefined) throw notFound("The venue");
  return tx.widened("articles and members are the platform's; the till sees prices and no person", async (t) => {
    const lines: Draft["lines"][number][] = [];
    for (const [i, l] of body.lines.entries()) {
      const field = `body.lines.${i}`;
      const sku = await skuOfScan(t, l.code);
      if (sku === undefined)
        throw badInput(`${field}.code`, `no article has the code ${l.code}`, "a barcode (GTIN) or a SKU code");
      lines.push({ sku, merchant: l.merchant, quantity: l.quantity, associate: l.associate, field });
    }
    return {
      platform: p.platform,
      key: "",
      hash: "",
      kind: "handover",
      consumer: body.member === undefined ? undefined : await memberAccount(t, body.member),
      anonymous: undefined,
      member: body.member,
      lines,
      venue,
      saleVenue: venue,
      coupons: body.coupons,
      address: undefined,
      tender: undefined,
      who: "till",
      ...more,
    };
  });
}
/** The shop account of a member, if there is one; a number that belongs to nobody is a slip. */
async function memberAccount(tx: Tx, member: string): Promise<string | undefined> {
  const account = await find.consumerByMember(tx, member);
  if (account !== undefined) return account;
  const [node = 0] = await resolve(
    tx,
    tx.platform,
    [{ ids: [{ type: "member_no", value: member, verified: true }] }],
    "till",
    "look",
  );
  if (node === 0)
    throw badInput("body.member", `there is no member ${member}`, "the member number as the look-up shows it");
  return undefined;
}
export const saleDraft = (scope: Scope, p: Principal, body: trade.SaleBody): Promise<Draft> =>
  inTx(scope, (tx) =>
    tillDraft(tx, p, body, {
      key: `venue-${p.venue ?? 0}:${body.request_id}`,
      hash: sha256(canonicalJson(body)),
      tender: body.tender,
    }),
  );
