import { z } from "zod";
import { code, currency, instant, text } from "./common.ts";

/** A brand, merchant or venue as a sender names it: a JSON number is its number, a JSON text its code. */
export const partyRef = z.union([z.int().min(1).max(4_294_967_295), code]);
/** A decimal amount such as 19.9 or "19.90", in units of the currency. */
const decimal = z.union([z.number(), z.string().regex(/^-?\d{1,15}(\.\d{1,12})?$/, "a plain decimal such as 19.90")]);
const loose = z.record(z.string().max(100), z.unknown());

const offline = z.object({
  captured: z.boolean(),
  capturedAt: instant.optional(),
  uploadedAt: instant.optional(),
  batchId: z.string().max(100).optional(),
  sequence: z.number().int().min(0).optional(),
});
const retail = z.object({
  brandId: partyRef.optional(),
  merchantId: partyRef.optional(),
  venueId: partyRef.optional(),
  venueKind: code.optional(),
  storeId: code.optional(),
  slotId: code.optional(),
  deviceCode: code.optional(),
  deviceKind: code.optional(),
  /** A device that many people use (a screen, a till): it never identifies anybody. */
  deviceShared: z.boolean().optional(),
  staffId: code.optional(),
  touchpoint: code.optional(),
  scanCode: z.string().max(200).optional(),
  receiptNo: z.string().min(1).max(100).optional(),
  outerUser: z.string().min(1).max(200).optional(),
  consentRef: z.string().max(100).optional(),
  offline: offline.optional(),
});
const externalId = z.object({ type: text(64), id: z.string().min(1).max(200), verified: z.boolean().optional() });
const context = z.object({ externalIds: z.array(externalId).max(15).optional(), retail: retail.optional() });
const common = {
  messageId: z.string().min(1).max(99),
  userId: z.string().min(1).max(200).nullish(),
  anonymousId: z.string().min(1).max(200).nullish(),
  timestamp: instant.optional(),
  originalTimestamp: instant.optional(),
  sentAt: instant.nullish(),
  context: context.optional(),
};
const product = z.object({
  product_id: z.string().max(100).optional(),
  sku: z.string().max(100).optional(),
  /** A brand's code or number; any other text is taken as a display name and left out. */
  brand: z.union([z.number(), z.string().max(200)]).optional(),
  category: z.string().max(100).optional(),
  price: decimal.optional(),
  quantity: decimal.optional(),
});
const properties = z.looseObject({
  ...product.shape,
  order_id: z.string().max(100).optional(),
  revenue: decimal.optional(),
  total: decimal.optional(),
  currency: currency.optional(),
  products: z.array(product).max(500).optional(),
});
const view = { ...common, name: z.string().max(200).nullish(), properties: properties.optional() };

/** Segment-compatible message; the retail fields stand under `context.retail`. */
export const message = z.discriminatedUnion("type", [
  z.object({ ...common, type: z.literal("track"), event: text(100), properties: properties.optional() }),
  z.object({ ...view, type: z.literal("page") }),
  z.object({ ...view, type: z.literal("screen") }),
  z.object({ ...common, type: z.literal("identify"), traits: loose.optional() }),
  z.object({ ...common, type: z.literal("alias"), previousId: z.string().min(1).max(200) }),
  z.object({ ...common, type: z.literal("group"), groupId: z.string().min(1).max(200), traits: loose.optional() }),
]);
export type Message = z.output<typeof message>;
export type Properties = z.output<typeof properties>;
