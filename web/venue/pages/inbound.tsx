import { supply } from "#contract";
import { formatAgo, formatDay, Page, Panel, ToneTag, useLang, useText, useWords, words } from "#parts";
import { useList, useWrite } from "#shell";
import { App, Button } from "antd";
import { useState } from "react";
import { Item, Items, SectionTabs, stockSection } from "../kit/section.tsx";
import { usePlace } from "../kit/place.ts";
import { ReceivePurchase, ReceiveTransfer } from "../stock/receive.tsx";
import css from "../stock/stock.module.css";

const t = words({
  title: { zh: "今天有什么货要到？", en: "What goods arrive?" },
  purchases: { zh: "采购到货", en: "Purchase orders to this venue" },
  transfers: { zh: "门店调拨", en: "Transfers between venues" },
  receive: { zh: "收货", en: "Receive" },
  send: { zh: "发出", en: "Send" },
  sent: { zh: "已发出", en: "On its way" },
  none: { zh: "没有要到的采购单", en: "No purchase order is on its way" },
  noneTransfer: { zh: "没有进行中的调拨", en: "No transfer is under way" },
  expected: { zh: (d: string) => `预计 ${d} 到`, en: (d: string) => `expected ${d}` },
  placed: { zh: "已下单", en: "Placed" },
  part_received: { zh: "部分到货", en: "Partly received" },
  from: { zh: (v: string) => `来自 ${v}`, en: (v: string) => `from ${v}` },
  to: { zh: (v: string) => `去往 ${v}`, en: (v: string) => `to ${v}` },
  pieces: { zh: (n: number) => `共 ${n} 件`, en: (n: number) => (n === 1 ? "1 piece" : `${n} pieces`) },
  draft: { zh: "待发", en: "To send" },
  shipped: { zh: "在途", en: "On its way" },
});
const sum = (lines: readonly { readonly quantity: number }[]) => lines.reduce((n, l) => n + l.quantity, 0);

type PurchasesProps = {
  readonly rows: readonly supply.PurchaseOrder[];
  readonly onReceive: (row: supply.PurchaseOrder) => void;
};
function Purchases({ rows, onReceive }: PurchasesProps) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  if (rows.length === 0) return <p className={css["note"]}>{say.none}</p>;
  return (
    <Items label={say.purchases}>
      {rows.map((row) => (
        <Item
          key={row.id}
          title={`${row.no} · ${pick(row.supplier_name)}`}
          meta={
            <>
              <ToneTag tone={row.state === "placed" ? "accent" : "warn"}>
                {row.state === "part_received" ? say.part_received : say.placed}
              </ToneTag>
              <span>{say.pieces(sum(row.lines))}</span>
              {row.expected_on ? <span>{say.expected(formatDay(row.expected_on, lang, { short: true }))}</span> : null}
              <span>
                {row.lines
                  .slice(0, 3)
                  .map((l) => pick(l.title))
                  .join("、")}
              </span>
            </>
          }
          side={
            <Button type="primary" onClick={() => onReceive(row)}>
              {say.receive}
            </Button>
          }
        />
      ))}
    </Items>
  );
}

type TransfersProps = { readonly rows: readonly supply.Transfer[]; readonly onReceive: (row: supply.Transfer) => void };
function Transfers({ rows, onReceive }: TransfersProps) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const here = usePlace().id;
  const { message } = App.useApp();
  const { transfers, shipTransfer } = supply.routes;
  const send = useWrite(shipTransfer, { refresh: [transfers], onDone: () => void message.success(say.sent) });
  if (rows.length === 0) return <p className={css["note"]}>{say.noneTransfer}</p>;
  return (
    <Items label={say.transfers}>
      {rows.map((row) => (
        <Item
          key={row.id}
          title={row.to === here ? say.from(pick(row.from_name)) : say.to(pick(row.to_name))}
          meta={
            <>
              <ToneTag tone={row.state === "draft" ? "warn" : "accent"}>
                {row.state === "draft" ? say.draft : say.shipped}
              </ToneTag>
              <span>{say.pieces(sum(row.lines))}</span>
              <span>{formatAgo(row.shipped_at ?? row.created_at, lang)}</span>
              <span>
                {row.lines
                  .slice(0, 3)
                  .map((l) => pick(l.title))
                  .join("、")}
              </span>
            </>
          }
          side={
            row.to === here && row.state === "shipped" ? (
              <Button type="primary" onClick={() => onReceive(row)}>
                {say.receive}
              </Button>
            ) : row.from === here && row.state === "draft" ? (
              <Button
                type="primary"
                loading={send.isPending}
                onClick={() => send.mutate({ params: { id: row.id }, body: {} })}
              >
                {say.send}
              </Button>
            ) : null
          }
        />
      ))}
    </Items>
  );
}

/** What comes in: purchase orders that were placed, and goods that move between venues. */
export function Inbound() {
  const say = useWords(t);
  const purchases = useList(supply.routes.purchaseOrders, { query: { limit: 100 } });
  const transfers = useList(supply.routes.transfers, { query: { limit: 100 } });
  const [purchase, setPurchase] = useState<supply.PurchaseOrder>();
  const [transfer, setTransfer] = useState<supply.Transfer>();
  const open = purchases.rows.filter((row) => row.state === "placed" || row.state === "part_received");
  const moving = transfers.rows.filter((row) => row.state === "draft" || row.state === "shipped");
  return (
    <Page title={say.title} filters={<SectionTabs items={stockSection} />} reads={[purchases, transfers]}>
      <Panel title={say.purchases}>
        <Purchases rows={open} onReceive={setPurchase} />
      </Panel>
      <Panel title={say.transfers}>
        <Transfers rows={moving} onReceive={setTransfer} />
      </Panel>
      {purchase ? <ReceivePurchase order={purchase} onClose={() => setPurchase(undefined)} /> : null}
      {transfer ? <ReceiveTransfer transfer={transfer} onClose={() => setTransfer(undefined)} /> : null}
    </Page>
  );
}
