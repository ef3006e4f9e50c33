import type { Fault } from "./errors.ts";
import { badInput } from "./errors.ts";

/** What a caller says about the page it wants: `after` is the `next` of the page before. */
type Asked = { readonly after?: string | undefined; readonly limit: number };
type Page<T> = { items: T[]; next?: string };

/** The refusal of an `after` that no page of this list has given. */
export const badCursor = (): Fault =>
  badInput("query.after", "is not a cursor of this list", "the `next` of the page before");

/** A cursor that is a uuid. */
export function idCursor(after: string | undefined): string | undefined {
  if (after !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(after)) throw badCursor();
  return after;
}
/** A cursor that is a whole number from 0 to `most`, unless said the largest of an `integer` column. */
export function numberCursor(after: string | undefined, most = 2_147_483_647): number | undefined {
  if (after === undefined) return undefined;
  if (!/^\d{1,16}$/.test(after) || Number(after) > most) throw badCursor();
  return Number(after);
}

/** A page and the cursor of the next, out of rows of which one more was read than the page holds. */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string | number): Page<T> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return last === undefined ? { items } : { items, next: String(cursorOf(last)) };
}
/** One page of a list that is read by uuid, newest first. */
export async function pageById<Q extends Asked, T>(
  query: Q,
  read: (q: Q) => Promise<readonly T[]>,
  idOf: (row: T) => string,
): Promise<Page<T>> {
  idCursor(query.after);
  return pageOf(await read({ ...query, limit: query.limit + 1 }), query.limit, idOf);
}
/** The items of a page in another form. */
export const mapPage = async <T, U>(page: Page<T>, map: (rows: T[]) => Promise<U[]>): Promise<Page<U>> => ({
  ...page,
  items: await map(page.items),
});
