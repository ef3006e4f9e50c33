import { InboxOutlined, PrinterOutlined } from "@ant-design/icons";
import { formatAgo, Money, useLang, useText, useWords, words } from "#parts";
import { useNavigate } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { Item, Items } from "../kit/section.tsx";
import type { KeptReceipts } from "./receipts.ts";
import { piecesOf, type Sale } from "./sale.ts";
import css from "./till.module.css";
import type { Till } from "./use-till.ts";

const t = words({
  parked: { zh: "已挂单", en: "Parked sales" },
  none: { zh: "没有挂起的单", en: "No parked sale" },
  resume: { zh: "取单", en: "Resume" },
  drop: { zh: "删除", en: "Discard" },
  pieces: { zh: (n: number) => `${n} 件`, en: (n: number) => (n === 1 ? "1 piece" : `${n} pieces`) },
  receipts: { zh: "本机最近小票", en: "Last receipts of this device" },
  open: { zh: "查看与打印", en: "View and print" },
});

function nameOf(sale: Sale, pick: (text: { zh: string; en: string }) => string): string {
  const named = sale.lines.map((l) => (l.title ? pick(l.title) : l.code));
  return named.length > 2 ? `${named.slice(0, 2).join("、")} …` : named.join("、");
}

function ParkedList({ till, onDone }: { readonly till: Till; readonly onDone: () => void }) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  return (
    <Items label={say.parked}>
      {till.parked.map(({ at, sale }) => (
        <Item
          key={sale.id}
          title={nameOf(sale, pick)}
          meta={
            <>
              <span>{say.pieces(piecesOf(sale))}</span>
              <span>{formatAgo(at, lang)}</span>
              {sale.member ? <span>{sale.member.name}</span> : null}
            </>
          }
          side={
            <>
              <Button type="text" danger onClick={() => till.drop(sale.id)}>
                {say.drop}
              </Button>
              <Button
                type="primary"
                onClick={() => {
                  till.resume(sale.id);
                  onDone();
                }}
              >
                {say.resume}
              </Button>
            </>
          }
        />
      ))}
    </Items>
  );
}

/** Sales that were put aside; one press brings one back. */
export function ParkedDrawer({
  till,
  open,
  onClose,
  onGone,
}: {
  readonly till: Till;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Called once it is gone from the screen. */
  readonly onGone: () => void;
}) {
  const say = useWords(t);
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={say.parked}
      size={420}
      destroyOnHidden
      afterOpenChange={(shown) => shown || onGone()}
    >
      {till.parked.length === 0 ? (
        <p className={css["nothing"]}>
          <InboxOutlined aria-hidden /> {say.none}
        </p>
      ) : (
        <ParkedList till={till} onDone={onClose} />
      )}
    </Drawer>
  );
}

/** The last receipts of this device, for another look or print. */
export function LastReceipts({ receipts }: { readonly receipts: KeptReceipts }) {
  const say = useWords(t);
  const lang = useLang();
  const go = useNavigate();
  if (receipts.length === 0) return null;
  return (
    <section className={css["last"]}>
      <h2>{say.receipts}</h2>
      <Items label={say.receipts}>
        {receipts.slice(0, 5).map(({ receipt }) => (
          <Item
            key={receipt.receipt_no}
            title={receipt.receipt_no}
            meta={formatAgo(receipt.at, lang)}
            onOpen={() => void go({ to: "/sell/receipts/$no", params: { no: receipt.receipt_no } })}
            side={
              <>
                <b>
                  <Money amount_minor={receipt.pay_minor} currency={receipt.currency} />
                </b>
                <PrinterOutlined aria-hidden />
              </>
            }
          />
        ))}
      </Items>
    </section>
  );
}
