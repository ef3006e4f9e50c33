import { traffic } from "#contract";
import { useWords, words } from "#parts";
import { useRead } from "#shell";
import { Banners } from "../browse/banner.tsx";
import css from "../browse/browse.module.css";
import { ItemGrid } from "../browse/item.tsx";
import { visitorId } from "../kept/visitor.ts";
import look from "../pages/pages.module.css";

const t = words({ title: { zh: "再看看这些", en: "You may also like" } });

/** What the product page's own place shows; nothing where the platform has no such place. */
export function MoreHere() {
  const say = useWords(t);
  const { data } = useRead(
    traffic.routes.feed,
    { params: { place: "product_page" }, query: { limit: 10, anonymous_id: visitorId() } },
    { stale_ms: 120_000 },
  );
  if (data === undefined || data.items.length + data.contents.length === 0) return null;
  return (
    <section className={look["stack"]}>
      <header className={css["sectionHead"]}>
        <h2>{say.title}</h2>
      </header>
      <Banners contents={data.contents.slice(0, 1)} />
      <ItemGrid items={data.items} served={data.served} />
    </section>
  );
}
