import { trade } from "#contract";
import { formatCount, formatDay, formatTime, FormFault, Panel, useLang, useText, useWords, Wait, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { App, Button, Drawer, InputNumber, Radio } from "antd";
import { useState } from "react";
import { GoodsPicture } from "../kit/goods.tsx";
import { Item, Items } from "../kit/section.tsx";
import { usePlace } from "../kit/place.ts";
import css from "./stock.module.css";
import { MovementSide } from "./movement.tsx";
import { causeName, stockWords } from "./words.ts";

const t = words({
  inspect: { zh: "检验待检商品", en: "Inspect what waits" },
  hint: { zh: (n: string) => `${n} 件待检，结果是？`, en: (n: string) => `${n} pieces wait. What did you find?` },
  pieces: { zh: "件数", en: "Pieces" },
  pass: { zh: "完好，重新上架", en: "Sound, back on sale" },
  fail: { zh: "破损", en: "Damaged" },
  book: { zh: "登记结果", en: "Book the result" },
  booked: { zh: "已登记", en: "Booked" },
  moves: { zh: "最近变动", en: "Latest changes" },
  none: { zh: "还没有变动", en: "No changes yet" },
});

/** How sellable a row is, as a colour. */
export const levelOf = (row: trade.StockRow): "bad" | "warn" | "good" =>
  row.available <= 0 ? "bad" : row.available <= 5 ? "warn" : "good";

const figures = [
  "on_hand",
  "reserved",
  "safety",
  "leased",
  "incoming",
  "in_transit",
  "quarantined",
  "damaged",
] as const;

function Inspect({ row }: { readonly row: trade.StockRow }) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [quantity, setQuantity] = useState(row.quarantined);
  const [result, setResult] = useState<"on_hand" | "damaged">("on_hand");
  const { inspect, venueStock, movements } = trade.routes;
  const write = useWrite(inspect, {
    refresh: [venueStock, movements],
    quiet: true,
    onDone: () => void message.success(say.booked),
  });
  const where = { sku: row.sku, merchant: row.merchant, ...(row.lot_code === null ? {} : { lot: row.lot_code }) };
  return (
    <Panel title={say.inspect} sub={say.hint(formatCount(row.quarantined, lang))}>
      <FormFault error={write.error} />
      <div className={css["inspect"]}>
        <InputNumber
          min={1}
          max={row.quarantined}
          precision={0}
          mode="spinner"
          value={quantity}
          aria-label={say.pieces}
          onChange={(n) => setQuantity(n ?? 1)}
        />
        <Radio.Group
          value={result}
          onChange={(event) => setResult(event.target.value as "on_hand" | "damaged")}
          options={[
            { value: "on_hand", label: say.pass },
            { value: "damaged", label: say.fail },
          ]}
        />
        <Button
          type="primary"
          loading={write.isPending}
          onClick={() => write.mutate({ body: { ...where, quantity, result } })}
        >
          {say.book}
        </Button>
      </div>
    </Panel>
  );
}

function Moves({ sku }: { readonly sku: number }) {
  const say = useWords(t);
  const lang = useLang();
  const { zone } = usePlace();
  const read = useRead(trade.routes.movements, { query: { sku, limit: 15 } });
  const rows = read.data?.items ?? [];
  return (
    <section>
      <h3>{say.moves}</h3>
      <Wait reads={read} isEmpty={rows.length === 0} empty={{ title: say.none }}>
        <Items label={say.moves}>
          {rows.map((m) => (
            <Item
              key={m.id}
              title={causeName(m.cause)}
              meta={
                <>
                  <span>{formatTime(m.at, zone, lang)}</span>
                  {m.note ? <span>{m.note}</span> : null}
                </>
              }
              side={<MovementSide row={m} />}
            />
          ))}
        </Items>
      </Wait>
    </section>
  );
}

/** Everything about one article here: its figures, its inspection, its last changes. */
export function StockDrawer({
  row,
  onClose,
}: {
  readonly row: trade.StockRow | undefined;
  readonly onClose: () => void;
}) {
  const said = useWords(stockWords);
  const lang = useLang();
  const pick = useText();
  if (row === undefined) return null;
  return (
    <Drawer open onClose={onClose} size={460} title={pick(row.title)}>
      <div className={css["drawer"]}>
        <div className={css["head"]}>
          <div className={css["picture"]}>
            <GoodsPicture sku={row.sku} code={row.sku_code} title={row.title} />
          </div>
          <div>
            <small>{said.available}</small>
            <b data-level={levelOf(row)}>{formatCount(row.available, lang)}</b>
            <small>
              {row.sku_code} · {pick(row.merchant_name)}
              {row.lot_code ? ` · ${said.lot} ${row.lot_code}` : ""}
              {row.expires_on ? ` · ${said.expires} ${formatDay(row.expires_on, lang)}` : ""}
            </small>
          </div>
        </div>
        <dl className={css["figures"]}>
          {figures.map((key) => (
            <div key={key}>
              <dt>{said[key]}</dt>
              <dd>{formatCount(row[key], lang)}</dd>
            </div>
          ))}
        </dl>
        {row.quarantined > 0 ? <Inspect row={row} /> : null}
        <Moves sku={row.sku} />
      </div>
    </Drawer>
  );
}
