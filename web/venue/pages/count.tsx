import { DeleteOutlined } from "@ant-design/icons";
import { catalog, trade } from "#contract";
import {
  BarcodeField,
  ConfirmButton,
  EmptyState,
  errorText,
  Page,
  ProblemError,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { call, useWrite } from "#shell";
import { Alert, Button, InputNumber } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { useKept } from "../kit/kept.ts";
import { Item, Items, SectionTabs, stockSection } from "../kit/section.tsx";
import { usePlace } from "../kit/place.ts";
import {
  countBody,
  countDraft,
  type CountDraft,
  countMax,
  differencesOf,
  keyOfLine,
  noCount,
  withScan,
  withUnknown,
} from "../stock/count.ts";
import css from "../stock/stock.module.css";
import { stockWords } from "../stock/words.ts";

const t = words({
  title: { zh: "架上实际有多少？", en: "How many are really on the shelf?" },
  sub: {
    zh: "扫一件加一，也可以直接填数；没登记之前只存在本机。",
    en: "Each scan counts one; or type the figure. Until booked it is kept on this device only.",
  },
  find: { zh: "扫商品条码", en: "Scan an article" },
  none: { zh: "扫第一件开始盘点", en: "Scan the first article to begin" },
  noneHint: { zh: "可以分几次盘，离开本页也不会丢。", en: "Count in several goes; leaving the page loses nothing." },
  expected: { zh: "账面", en: "Ledger" },
  counted: { zh: "实点", en: "Counted" },
  difference: { zh: "差异", en: "Difference" },
  countedOf: { zh: (name: string) => `实点：${name}`, en: (name: string) => `Counted: ${name}` },
  remove: { zh: (name: string) => `移出：${name}`, en: (name: string) => `Leave out: ${name}` },
  unknown: { zh: (c: string) => `没有商品的条码是 ${c}`, en: (c: string) => `No article has the code ${c}` },
  book: { zh: "登记盘点", en: "Book the count" },
  bookDetail: {
    zh: (n: number, d: number) =>
      `共 ${n} 项，其中 ${d} 项与账面不同。账面会改成实点数；已答应顾客的货不会被减掉，不足的记为缺货待解决。`,
    en: (n: number, d: number) =>
      `${n} lines, ${d} of them differ. The ledger takes the counted figures; what is promised to buyers stays promised, and what is then missing becomes a shortage to solve.`,
  },
  clear: { zh: "重新开始", en: "Start over" },
  clearDetail: { zh: "本次已点的数会全部清掉。", en: "Everything counted so far is dropped." },
  done: { zh: "盘点已登记", en: "The count is booked" },
  same: { zh: "与账面一致", en: "as the ledger said" },
  short: {
    zh: (n: number) => `缺 ${n} 件已答应顾客的货，请尽快处理`,
    en: (n: number) => `${n} promised pieces are missing; see to it soon`,
  },
  full: { zh: `一次最多盘 ${countMax} 项，请先登记`, en: `A count has at most ${countMax} lines; book it first` },
  lots: { zh: "这个商品有多个批次或货主，请分别填数。", en: "This article has several lots or owners; fill each in." },
});
type Booked = z.output<typeof trade.routes.count.reply>["lines"];

/** Finds what was scanned among the stock here, or in the catalogue; says how the draft changes. */
async function scanned(draft: CountDraft, code: string): Promise<{ next: CountDraft | undefined; many: boolean }> {
  const { items } = await call(trade.routes.venueStock, { query: { q: code, limit: 20 } });
  const [first] = items;
  const rows = items.filter((row) => row.sku === first?.sku);
  if (rows.length > 0) return { next: withScan(draft, rows), many: rows.length > 1 };
  const sku = await call(catalog.routes.scan, { query: { code } });
  return { next: withUnknown(draft, sku), many: false };
}

function Result({ booked }: { readonly booked: Booked }) {
  const say = useWords(t);
  const apart = booked.filter((l) => l.difference !== 0 || l.shortage > 0);
  return (
    <Alert
      type={booked.some((l) => l.shortage > 0) ? "warning" : "success"}
      showIcon
      title={say.done}
      description={
        <ul className={css["lines"]}>
          {apart.length === 0 ? <li>{say.same}</li> : null}
          {apart.map((l, i) => (
            <li key={i}>
              {l.sku_code}: {l.before} → {l.counted} ({l.difference > 0 ? "+" : ""}
              {l.difference}){l.shortage > 0 ? ` · ${say.short(l.shortage)}` : ""}
            </li>
          ))}
        </ul>
      }
    />
  );
}

type LinesProps = { readonly draft: CountDraft; readonly onChange: (key: string, counted: number | undefined) => void };
function Lines({ draft, onChange }: LinesProps) {
  const say = useWords(t);
  const said = useWords(stockWords);
  const pick = useText();
  return (
    <Items label={say.counted}>
      {draft.map((line) => {
        const key = keyOfLine(line);
        const difference = line.counted - line.expected;
        return (
          <Item
            key={key}
            title={pick(line.title)}
            meta={
              <>
                <span>{line.code}</span>
                {line.owner ? <span>{pick(line.owner)}</span> : null}
                {line.lot ? (
                  <span>
                    {said.lot} {line.lot}
                  </span>
                ) : null}
              </>
            }
            side={
              <div className={css["counted"]}>
                <span className={css["pair"]}>
                  <b>{line.expected}</b>
                  <small>{say.expected}</small>
                </span>
                <span className={css["pair"]}>
                  <b data-level={difference === 0 ? "good" : "bad"}>{difference > 0 ? `+${difference}` : difference}</b>
                  <small>{say.difference}</small>
                </span>
                <InputNumber
                  min={0}
                  max={1_000_000}
                  precision={0}
                  style={{ width: 96 }}
                  value={line.counted}
                  aria-label={say.countedOf(pick(line.title))}
                  onChange={(n) => n !== null && onChange(key, n)}
                />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={say.remove(pick(line.title))}
                  onClick={() => onChange(key, undefined)}
                />
              </div>
            }
          />
        );
      })}
    </Items>
  );
}

/** The count in hand: its lines, what was told about the last scan, and the deeds on it. */
function useCount() {
  const say = useWords(t);
  const lang = useLang();
  const { keep } = usePlace();
  const [draft, setDraft] = useKept(`${keep}count`, countDraft, noCount);
  const [told, setTold] = useState<string>();
  const [booked, setBooked] = useState<Booked>();
  const { count, venueStock, movements } = trade.routes;
  const write = useWrite(count, {
    refresh: [venueStock, movements],
    quiet: true,
    onDone: (reply) => {
      setBooked(reply.lines);
      setDraft([]);
    },
  });
  const scan = async (code: string) => {
    setTold(undefined);
    setBooked(undefined);
    try {
      const { next, many } = await scanned(draft, code);
      if (next) setDraft(next);
      if (many || !next) setTold(next ? say.lots : say.full);
    } catch (error) {
      const unknown = error instanceof ProblemError && (error.status === 404 || error.status === 400);
      setTold(unknown ? say.unknown(code) : errorText(error, lang));
    }
  };
  const change = (key: string, counted: number | undefined) =>
    setDraft((now) =>
      counted === undefined
        ? now.filter((l) => keyOfLine(l) !== key)
        : now.map((l) => (keyOfLine(l) === key ? { ...l, counted } : l)),
    );
  return {
    draft,
    told,
    booked,
    scan,
    change,
    dismiss: () => setTold(undefined),
    clear: () => setDraft([]),
    book: () => write.mutateAsync({ body: countBody(draft) }),
  };
}

function CountBar({ now }: { readonly now: ReturnType<typeof useCount> }) {
  const say = useWords(t);
  const differ = differencesOf(now.draft);
  return (
    <div className={css["sumBar"]}>
      <ToneTag tone={differ > 0 ? "warn" : "good"}>
        {say.difference} {differ} / {now.draft.length}
      </ToneTag>
      <span className={css["counted"]}>
        <ConfirmButton title={say.clear} detail={say.clearDetail} danger onConfirm={now.clear}>
          {say.clear}
        </ConfirmButton>
        <ConfirmButton
          title={say.book}
          detail={say.bookDetail(now.draft.length, differ)}
          button={{ type: "primary" }}
          onConfirm={now.book}
        >
          {say.book}
        </ConfirmButton>
      </span>
    </div>
  );
}

/** Counting the shelf: scan, compare with the ledger, book. */
export function Count() {
  const say = useWords(t);
  const now = useCount();
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={
        <>
          <SectionTabs items={stockSection} />
          <div className={css["find"]}>
            <BarcodeField camera autoFocus placeholder={say.find} onCode={(code) => void now.scan(code)} />
          </div>
        </>
      }
    >
      {now.told ? <Alert type="warning" showIcon title={now.told} closable={{ onClose: now.dismiss }} /> : null}
      {now.booked ? <Result booked={now.booked} /> : null}
      {now.draft.length === 0 ? (
        <EmptyState title={say.none} hint={say.noneHint} />
      ) : (
        <>
          <CountBar now={now} />
          <Lines draft={now.draft} onChange={now.change} />
        </>
      )}
    </Page>
  );
}
