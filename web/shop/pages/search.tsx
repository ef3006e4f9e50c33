import { traffic } from "#contract";
import { EmptyState, Page, useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { CategoryChips, useCategories } from "../browse/chips.tsx";
import { ItemGrid } from "../browse/item.tsx";
import { SearchBox } from "../browse/search-box.tsx";
import { visitorId } from "../kept/visitor.ts";
import look from "./pages.module.css";

const t = words({
  title: { zh: "找找看", en: "Find something" },
  count: { zh: (n: number) => `找到 ${n} 件`, en: (n: number) => (n === 1 ? "1 result" : `${n} results`) },
  most: { zh: (n: number) => `最靠前的 ${n} 件`, en: (n: number) => `The first ${n} results` },
  words: { zh: (w: string) => `按这些词找的：${w}`, en: (w: string) => `Words looked for: ${w}` },
  more: { zh: "再看一些", en: "Show more" },
  none: { zh: "没有找到", en: "Nothing found" },
  noneHint: {
    zh: "换个说法，或从分类里挑。大家找不到的词，品牌会看到。",
    en: "Try other words, or pick a category. Brands learn which words found nothing.",
  },
  instead: { zh: "或者看看这些", en: "Or have a look at these" },
});

const first = 24;
const most = 60;
const stale_ms = 60_000;

/** What to show when nothing fits: what is liked in general. */
function Instead() {
  const say = useWords(t);
  const liked = useRead(traffic.routes.search, { query: { limit: 8, anonymous_id: visitorId() } }, { stale_ms });
  if (!liked.data || liked.data.items.length === 0) return null;
  return (
    <section className={look["stack"]}>
      <h2>{say.instead}</h2>
      <ItemGrid items={liked.data.items} served={liked.data.served} />
    </section>
  );
}

type Asked = { readonly q?: string; readonly category?: string };

function Results({ q = "", category }: Asked) {
  const say = useWords(t);
  const pick = useText();
  const [limit, setLimit] = useState(first);
  const tree = useCategories().data?.items ?? [];
  const query = { q, limit, anonymous_id: visitorId(), ...(category === undefined ? {} : { category }) };
  const found = useRead(traffic.routes.search, { query }, { stale_ms });
  const items = found.data?.items ?? [];
  const words = found.data?.words ?? [];
  const within = tree.find((c) => c.code === category)?.name;
  const title = [q, within ? pick(within) : ""].filter(Boolean).join(" · ") || say.title;
  const count = items.length >= limit ? say.most(items.length) : say.count(items.length);
  const sub = found.data && items.length > 0 ? [count, q && words.length > 0 ? say.words(words.join("、")) : ""] : [];
  return (
    <Page
      title={title}
      sub={sub.filter(Boolean).join(" · ")}
      filters={
        <>
          <SearchBox text={q} {...(category === undefined ? {} : { category })} />
          <CategoryChips at={category} q={q} />
        </>
      }
      reads={found}
    >
      {() =>
        items.length === 0 ? (
          <>
            <EmptyState title={say.none} hint={say.noneHint} />
            <Instead />
          </>
        ) : (
          <>
            <ItemGrid items={items} served={found.data?.served ?? ""} why />
            {items.length >= limit && limit < most ? (
              <div className={look["center"]}>
                <Button loading={found.isFetching} onClick={() => setLimit(most)}>
                  {say.more}
                </Button>
              </div>
            ) : null}
          </>
        )
      }
    </Page>
  );
}

/** What was found for words or a category, and why each result stands where it stands. */
export function Search() {
  const asked: Asked = useSearch({ strict: false });
  const q = typeof asked.q === "string" || typeof asked.q === "number" ? String(asked.q).slice(0, 100) : "";
  const category = typeof asked.category === "string" ? asked.category : undefined;
  return <Results key={`${q} ${category}`} q={q} {...(category === undefined ? {} : { category })} />;
}
