import { z } from "zod";

/** A bounded single-line text. Bare `z.string()` is never used in a contract: every input has a bound. */
export const text = (max = 200) => z.string().trim().min(1).max(max);
/** A short stable key chosen by people or another system: letters, digits and `. _ - : /`. */
export const code = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}._:/-]+$/u);
export const uuid = z.uuid();
/** Dense number of a brand, merchant, venue, product or SKU inside its platform. */
export const no = z.coerce.number().int().min(1).max(4_294_967_295);
/** Calendar day `YYYY-MM-DD`. */
export const day = z.iso.date();
/** Instant in UTC ISO-8601. */
export const instant = z.iso.datetime({ offset: true });
/** Money in integer minor units (fen, cents). */
export const amountMinor = z.number().int().min(-9_000_000_000_000).max(9_000_000_000_000);
export const currency = z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code such as CNY");
export const quantity = z.number().int().min(1).max(1_000_000);
/** Text in both console languages. */
export const bilingual = z.object({ zh: text(200), en: text(200) });
export type Bilingual = z.infer<typeof bilingual>;

/** Cursor paging: `after` is the `next` of the page before. */
export const paging = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** A page of a list; `next` is absent on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item).max(200), next: z.string().max(200).optional() });

/** RFC 9457 problem details with the fields that were wrong and what would be right. */
export const problem = z.object({
  type: z.string().max(200),
  title: z.string().max(200),
  status: z.number().int(),
  detail: z.string().max(2000).optional(),
  /** Sentence for the reader in both languages, where the product has one. */
  userMessage: z.object({ zh: z.string().max(500), en: z.string().max(500) }).optional(),
  fields: z
    .array(
      z.object({ field: z.string().max(200), reason: z.string().max(500), expected: z.string().max(500).optional() }),
    )
    .max(100)
    .optional(),
  requestId: z.string().max(64).optional(),
});
export type Problem = z.infer<typeof problem>;

/** Up to 1,000 rows, each judged on its own; `dry_run` judges and writes nothing. */
export const bulk = z.object({ items: z.array(z.unknown()).min(1).max(1000), dry_run: z.boolean().default(false) });
export const bulkReply = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejected: z
    .array(
      z.object({
        index: z.number().int(),
        code: z.string().max(200).optional(),
        field: z.string().max(200),
        reason: z.string().max(500),
        expected: z.string().max(500).optional(),
      }),
    )
    .max(1000),
  dry_run: z.boolean(),
});
export type BulkReply = z.output<typeof bulkReply>;
