import { catalog } from "#contract";
import { useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { Link } from "@tanstack/react-router";
import css from "./browse.module.css";

const t = words({
  label: { zh: "商品分类", en: "Categories" },
  all: { zh: "全部", en: "All" },
});

/** The category tree, read once a visit. */
export const useCategories = () => useRead(catalog.routes.categories, {}, { stale_ms: 600_000 });

type Category = catalog.Category;
/** What to offer beside a category: its children, else its sisters; the roots when there is none. With the way up. */
export function around(tree: readonly Category[], at: string | undefined): { up: string | undefined; row: Category[] } {
  const here = tree.find((c) => c.code === at);
  if (here === undefined) return { up: undefined, row: tree.filter((c) => c.parent === null) };
  const children = tree.filter((c) => c.parent === here.code);
  if (children.length > 0) return { up: here.code, row: children };
  return { up: here.parent ?? undefined, row: tree.filter((c) => c.parent === here.parent) };
}

type Props = { readonly at?: string | undefined; readonly q?: string | undefined };

/** Categories as chips; each leads to the search page, keeping the words. Nothing while they are not known. */
export function CategoryChips({ at, q }: Props) {
  const say = useWords(t);
  const pick = useText();
  const { data } = useCategories();
  const { up, row } = around(data?.items ?? [], at);
  if (row.length === 0) return null;
  const ask = (category?: string) => ({ ...(q ? { q } : {}), ...(category ? { category } : {}) });
  const head = data?.items.find((c) => c.code === up);
  return (
    <nav className={css["chips"]} aria-label={say.label}>
      {at === undefined ? null : (
        <Link to="/search" search={ask()} className={css["chip"] ?? ""}>
          {say.all}
        </Link>
      )}
      {head ? (
        <Link
          to="/search"
          search={ask(head.code)}
          className={css["chip"] ?? ""}
          {...(head.code === at ? { "aria-current": "page" as const } : {})}
        >
          {pick(head.name)}
        </Link>
      ) : null}
      {row.slice(0, 40).map((c) => (
        <Link
          key={c.code}
          to="/search"
          search={ask(c.code)}
          className={css["chip"] ?? ""}
          {...(c.code === at ? { "aria-current": "page" as const } : {})}
        >
          {pick(c.name)}
        </Link>
      ))}
    </nav>
  );
}
