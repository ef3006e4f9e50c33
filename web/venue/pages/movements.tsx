import { trade } from "#contract";
import { formatTime, Page, ToneTag, useLang, useText, useWords, words } from "#parts";
import { useList } from "#shell";
import { Button } from "antd";
import { Item, Items, SectionTabs, stockSection } from "../kit/section.tsx";
import { usePlace } from "../kit/place.ts";
import { MovementSide } from "../stock/movement.tsx";
import { causeName } from "../stock/words.ts";

const t = words({
  title: { zh: "库存为什么变了？", en: "Why did the stock change?" },
  sub: { zh: "每一次变动都有原因，最新的在前。", en: "Every change with its cause, the newest first." },
  none: { zh: "还没有变动", en: "No changes yet" },
  noneHint: { zh: "收货、售出、盘点都会记在这里。", en: "Receipts, sales and counts are written here." },
  more: { zh: "再看一些", en: "Show more" },
});
const tone = (m: trade.Movement) => (m.on_hand > 0 ? "good" : m.cause === "count_adjust" ? "warn" : "plain");

/** Every change of this venue's stock with its cause. */
export function Movements() {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const { zone } = usePlace();
  const list = useList(trade.routes.movements, { query: { limit: 60 } });
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={<SectionTabs items={stockSection} />}
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      <Items label={say.title}>
        {list.rows.map((m) => (
          <Item
            key={m.id}
            title={pick(m.title)}
            meta={
              <>
                <ToneTag tone={tone(m)}>{causeName(m.cause)}</ToneTag>
                <span>{m.sku_code}</span>
                <span>{formatTime(m.at, zone, lang)}</span>
                {m.note ? <span>{m.note}</span> : null}
              </>
            }
            side={<MovementSide row={m} />}
          />
        ))}
      </Items>
      {list.hasMore ? <Button onClick={list.more}>{say.more}</Button> : null}
    </Page>
  );
}
