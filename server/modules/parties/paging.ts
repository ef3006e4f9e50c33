import { badInput } from "#kernel";

type Page = { readonly after?: string | undefined; readonly limit: number };

/** One page of a list and the cursor of the next; asks for one row more to know whether there is one. */
export async function paged<T>(
  page: Page,
  read: (q: Page) => Promise<readonly T[]>,
  cursor: (row: T) => string | number,
): Promise<{ items: T[]; next?: string }> {
  const rows = await read({ after: page.after, limit: page.limit + 1 });
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return rows.length > page.limit && last !== undefined ? { items, next: String(cursor(last)) } : { items };
}

/** A cursor that is a dense number. */
export function noCursor(after: string | undefined): number | undefined {
  if (after === undefined) return undefined;
  const number = Number(after);
  if (!Number.isInteger(number) || number < 0 || number > 4_294_967_295)
    throw badInput("query.after", "is not a cursor of this list", "the `next` of the page before");
  return number;
}
/** A cursor that is a uuid. */
export function idCursor(after: string | undefined): string | undefined {
  if (after === undefined) return undefined;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(after))
    throw badInput("query.after", "is not a cursor of this list", "the `next` of the page before");
  return after;
}
