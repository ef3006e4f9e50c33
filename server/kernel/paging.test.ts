import { expect, test } from "vitest";
import { idCursor, mapPage, numberCursor, pageById, pageOf } from "./paging.ts";

const ids = [3, 2, 1].map((n) => ({ id: `00000000-0000-7000-8000-00000000000${n}` }));
const read = async (q: { readonly after?: string | undefined; readonly limit: number }) =>
  ids.filter((r) => q.after === undefined || r.id < q.after).slice(0, q.limit);

test("a list read page by page is the whole list, and the last page names no next", async () => {
  const first = await pageById({ limit: 2 }, read, (r) => r.id);
  expect(first).toEqual({ items: ids.slice(0, 2), next: ids[1]?.id });
  expect(await pageById({ after: first.next, limit: 2 }, read, (r) => r.id)).toEqual({ items: ids.slice(2) });
  expect(await pageById({ limit: 3 }, read, (r) => r.id)).toEqual({ items: ids });
  expect(await mapPage(first, async (rows) => rows.map((r) => r.id.at(-1)))).toEqual({
    items: ["3", "2"],
    next: ids[1]?.id,
  });
  expect(pageOf([], 5, String)).toEqual({ items: [] });
  expect(pageOf([7, 8], 1, (n) => n)).toEqual({ items: [7], next: "7" });
});
test("what is no cursor is refused", async () => {
  expect(idCursor(ids[0]?.id)).toBe(ids[0]?.id);
  expect([numberCursor(undefined), numberCursor("0"), numberCursor("2147483647")]).toEqual([
    undefined,
    0,
    2_147_483_647,
  ]);
  const told = expect.objectContaining({ fields: [expect.objectContaining({ field: "query.after" })] });
  for (const bad of ["", "-1", "1.5", "1e3", "2147483648", " 1", "9".repeat(17)])
    expect(() => numberCursor(bad)).toThrow(told);
  for (const bad of ["", "1", "-".repeat(36), "x".repeat(36)]) expect(() => idCursor(bad)).toThrow(told);
  await expect(pageById({ after: "1", limit: 2 }, read, (r) => r.id)).rejects.toEqual(told);
});
