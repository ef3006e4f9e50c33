import { z } from "zod";
import { keep } from "./keep.ts";

const address = z.object({
  name: z.string().min(1).max(100),
  phone: z.string().min(3).max(30),
  region: z.string().max(100),
  city: z.string().max(100),
  line: z.string().min(1).max(300),
});
export type KeptAddress = z.output<typeof address>;

/** Most addresses this device remembers. */
const addressesMax = 5;
const book = keep("fg_addresses", z.array(address).max(addressesMax), []);

/** Addresses used on this device, the latest first. */
export const addresses = {
  use: book.use,
  get: book.get,
  clear: book.clear,
  remember(used: KeptAddress): void {
    const text = JSON.stringify(used);
    const others = book.get().filter((one) => JSON.stringify(one) !== text);
    book.set([used, ...others].slice(0, addressesMax));
  },
  forget(at: number): void {
    book.set(book.get().filter((_, i) => i !== at));
  },
};

/** How the buyer likes to get things; asked once, offered again. */
export const wayKept = keep(
  "fg_way",
  z.object({ kind: z.enum(["deliver", "collect"]), venue: z.number().int().optional() }),
  { kind: "deliver" },
);
export type Way = ReturnType<typeof wayKept.get>;
