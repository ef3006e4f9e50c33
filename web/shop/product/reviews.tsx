import { trade } from "#contract";
import { formatAgo, formatCount, Panel, useLang, useWords, Wait, words } from "#parts";
import { useList, useRead } from "#shell";
import { Button, Rate } from "antd";
import css from "./product.module.css";

const t = words({
  title: { zh: "买过的人怎么说", en: "What buyers say" },
  mean: {
    zh: (mean: string, n: string) => `${mean} 分，共 ${n} 条评价`,
    en: (mean: string, n: string) => `${mean} of 5 from ${n} ${n === "1" ? "review" : "reviews"}`,
  },
  none: { zh: "还没有评价", en: "No reviews yet" },
  noneHint: { zh: "买过并收到货的人才能评价。", en: "Only people who bought and received it can review." },
  silent: { zh: "只打了分，没有留言。", en: "Stars only, no words." },
  more: { zh: "更多评价", en: "More reviews" },
  stars: { zh: (n: number) => `${n} 星`, en: (n: number) => `${n} stars` },
});

/** Stars of a review or of a mean, for reading only. */
export function Stars({ value }: { readonly value: number }) {
  const say = useWords(t);
  return (
    <span role="img" aria-label={say.stars(Math.round(value * 10) / 10)}>
      <span aria-hidden="true">
        <Rate disabled allowHalf value={Math.round(value * 2) / 2} className={css["stars"] ?? ""} />
      </span>
    </span>
  );
}

/** How many reviewed a SKU, and their mean. */
export const useReviewMean = (sku: number) =>
  useRead(trade.routes.reviews, { query: { sku, limit: 1 } }, { stale_ms: 60_000 });

/** Reviews of a SKU, newest first. */
export function Reviews({ sku }: { readonly sku: number }) {
  const say = useWords(t);
  const lang = useLang();
  const head = useReviewMean(sku).data;
  const list = useList(trade.routes.reviews, { query: { sku, limit: 5 } });
  const mean = head?.mean_stars ?? null;
  return (
    <Panel
      title={say.title}
      sub={
        head && mean !== null
          ? say.mean(formatCount(Math.round(mean * 10) / 10, lang), formatCount(head.count, lang))
          : undefined
      }
    >
      <Wait reads={list} isEmpty={list.rows.length === 0} empty={{ title: say.none, hint: say.noneHint }}>
        <ul className={css["reviews"]}>
          {list.rows.map((one) => (
            <li key={one.id}>
              <span className={css["reviewHead"]}>
                <Stars value={one.stars} />
                <time dateTime={one.at}>{formatAgo(one.at, lang)}</time>
              </span>
              <p data-silent={one.text === ""}>{one.text === "" ? say.silent : one.text}</p>
            </li>
          ))}
        </ul>
        {list.hasMore ? (
          <Button loading={list.isFetching} onClick={list.more}>
            {say.more}
          </Button>
        ) : null}
      </Wait>
    </Panel>
  );
}
