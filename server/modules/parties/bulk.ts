import type { parties } from "#contract";
import type { z } from "zod";

export type Rejection = parties.BulkReply["rejected"][number];
export type Judged<T> = { readonly good: { readonly index: number; readonly row: T }[]; readonly rejected: Rejection[] };

/** Judges rows one by one against their shape; a code that stands twice in one call is refused the second time. */
export function judge<T extends { readonly code: string }>(shape: z.ZodType<T>, items: readonly unknown[], first = 0): Judged<T> {
  const good: Judged<T>["good"] = [];
  const rejected: Rejection[] = [];
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    const index = first + i;
    const read = shape.safeParse(item);
    if (!read.success) rejected.push({ index, ...codeOf(item), ...whatIsWrong(read.error) });
    else if (seen.has(read.data.code)) rejected.push({ index, code: read.data.code, field: "code", reason: "this code stands twice in the call" });
    else {
      seen.add(read.data.code);
      good.push({ index, row: read.data });
    }
  }
  return { good, rejected };
}
function codeOf(item: unknown): { code?: string } {
  const code: unknown = typeof item === "object" && item !== null && "code" in item ? item.code : undefined;
  return typeof code === "string" ? { code: code.slice(0, 200) } : {};
}
function whatIsWrong(error: z.ZodError): { field: string; reason: string } {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".").slice(0, 200);
  return { field: field === undefined || field === "" ? "(whole)" : field, reason: issue?.message.slice(0, 500) ?? "not valid" };
}

/** Moves rows that `wrong` finds fault with to the rejected ones. */
export function sift<T extends { readonly code: string }>(judged: Judged<T>, wrong: (row: T) => Omit<Rejection, "index" | "code"> | undefined): Judged<T> {
  const rejected = [...judged.rejected];
  const good = judged.good.filter(({ index, row }) => {
    const fault = wrong(row);
    if (fault) rejected.push({ index, code: row.code, ...fault });
    return !fault;
  });
  return { good, rejected: rejected.toSorted((a, b) => a.index - b.index) };
}

/** The row as it will be: what is given over what stands (or over the usual values of a new one). */
export function merged<R extends object>(before: R, given: { readonly [K in keyof R]?: R[K] | undefined }): R {
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...before, ...told };
}
/** Equal as data; the order of keys does not matter when both come from `merged`. */
export const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
