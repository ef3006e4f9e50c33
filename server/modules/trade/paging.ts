import { badInput } from "#kernel";

type Page = { readonly after?: string | undefined; readonly limit: number };
/** One page of a list that is read by uuid, newest first, and the cursor of the next; asks for one row more to know whether there is one. */
export async function pageById<Q extends Page, T>(
  query: Q,
  read: (q: Q) => Promise<readonly T[]>,
  idOf: (row: T) => string,
): Promise<{ items: T[]; next?: string }> {
  if (query.after !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(query.after))
    throw badInput("query.after", "is not a cursor of this list", "the `next` of the page before");
  const rows = await read({ ...query, limit: query.limit + 1 });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return rows.length > query.limit && last !== undefined ? { items, next: idOf(last) } : { items };
}
/** The items of a page in another form. */
export const mapPage = async <T, U>(
  page: { items: T[]; next?: string },
  map: (rows: T[]) => Promise<U[]>,
): Promise<{ items: U[]; next?: string }> => ({
  ...page,
  items: await map(page.items),
});
