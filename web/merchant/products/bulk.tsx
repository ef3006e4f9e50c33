import { catalog, type BulkReply } from "#contract";
import {
  type Column,
  currencyDigits,
  DataTable,
  FormFault,
  formatCount,
  Grid,
  Page,
  Panel,
  saveText,
  StatCard,
  useLang,
  useWords,
  words,
} from "#parts";
import { useUser, useWrite } from "#shell";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Input, Segmented, Upload } from "antd";
import { useState } from "react";
import { columns, type Kind, kinds, type Read, readRows, rowsMax } from "./bulk-rows.ts";
import css from "./products.module.css";

const t = words({
  title: { zh: "一次改很多商品？", en: "Change many products at once?" },
  sub: {
    zh: "粘贴 CSV 或 JSON，先试运行，看清楚每一行，再写入。",
    en: "Paste CSV or JSON, try it first, see every row, then write.",
  },
  back: { zh: "全部商品", en: "All products" },
  kind: { zh: "要改什么", en: "What to change" },
  products: { zh: "商品与 SKU", en: "Products and SKUs" },
  offers: { zh: "商家报价", en: "Offers of merchants" },
  prices: { zh: "场的时段价", en: "Prices at venues" },
  text: { zh: "内容", en: "Content" },
  columnsAre: { zh: "CSV 的列：", en: "Columns of the CSV: " },
  hint: {
    zh: "价格用元；同一个商品编码的多行是它的多个 SKU。JSON 用接口的原样格式。",
    en: "Prices in whole units; several lines with one product code are several SKUs of it. JSON as the API takes it.",
  },
  sample: { zh: "下载样例", en: "Download a sample" },
  file: { zh: "选文件", en: "Choose a file" },
  dry: { zh: "试运行", en: "Try it" },
  write: { zh: (n: number) => `写入 ${n} 行`, en: (n: number) => (n === 1 ? "Write 1 row" : `Write ${n} rows`) },
  created: { zh: "新增", en: "New" },
  updated: { zh: "修改", en: "Changed" },
  unchanged: { zh: "不变", en: "Unchanged" },
  rejected: { zh: "有问题", en: "Rejected" },
  tried: { zh: "试运行的结果（没有写入）", en: "What would happen (nothing was written)" },
  written: { zh: "已经写入", en: "Written" },
  line: { zh: "行", en: "Line" },
  item: { zh: (n: number) => `第 ${n} 条`, en: (n: number) => `item ${n}` },
  code: { zh: "编码", en: "Code" },
  field: { zh: "字段", en: "Field" },
  reason: { zh: "问题", en: "What is wrong" },
  expected: { zh: "应该是", en: "What would be right" },
  tooMany: {
    zh: (n: number) => `一次最多 ${rowsMax} 行，这里有 ${n} 行。`,
    en: (n: number) => `At most ${rowsMax} rows at once; these are ${n}.`,
  },
  unreadable: { zh: (why: string) => `读不懂这段内容：${why}`, en: (why: string) => `This cannot be read: ${why}` },
  partly: { zh: "有问题的行不会写入，其余照常写入。", en: "Rejected rows are left out; the others are written." },
});
const samples: Readonly<Record<Kind, string>> = {
  products: "rose-cream,玫瑰面霜,Rose Cream,cream,rose-cream-50,50 g,\nrose-cream,,,,rose-cream-100,100 g,",
  offers: "rose-cream-50,my-flagship,169.00,",
  prices: "rose-cream-50,my-flagship,my-store,149.00,2026-11-01T00:00:00+08:00,2026-11-12T00:00:00+08:00",
};
type Rejected = BulkReply["rejected"][number];
type Parsed = { readonly read?: Read; readonly fault?: string };

function parsed(kind: Kind, text: string, digits: number): Parsed {
  if (text.trim() === "") return {};
  try {
    return { read: readRows(kind, text, digits) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function useBulk(kind: Kind) {
  const options = {
    refresh: [catalog.routes.products, catalog.routes.product, catalog.routes.shopProducts],
    quiet: true,
  };
  const products = useWrite(catalog.routes.bulkProducts, options);
  const offers = useWrite(catalog.routes.bulkOffers, options);
  const prices = useWrite(catalog.routes.bulkPrices, options);
  return { products, offers, prices }[kind];
}

function Outcome({ reply, read }: { readonly reply: BulkReply; readonly read: Read | undefined }) {
  const say = useWords(t);
  const lang = useLang();
  const lineOf = (index: number) => {
    const at = read?.lines[index] ?? 0;
    return at === 0 ? say.item(index + 1) : String(at);
  };
  const told: readonly Column<Rejected>[] = [
    { key: "line", title: say.line, csv: (row) => lineOf(row.index), render: (row) => lineOf(row.index) },
    { key: "code", title: say.code, csv: (row) => row.code, render: (row) => row.code ?? "–" },
    { key: "field", title: say.field, csv: (row) => row.field, render: (row) => <code>{row.field}</code> },
    { key: "reason", title: say.reason, csv: (row) => row.reason, render: (row) => row.reason },
    { key: "expected", title: say.expected, csv: (row) => row.expected, render: (row) => row.expected ?? "–" },
  ];
  return (
    <div className={css["outcome"]} role="status">
      <Alert
        type={reply.rejected.length > 0 ? "warning" : "success"}
        showIcon
        title={reply.dry_run ? say.tried : say.written}
        description={reply.dry_run && reply.rejected.length > 0 ? say.partly : undefined}
      />
      <Grid min_px={140}>
        {(["created", "updated", "unchanged"] as const).map((key) => (
          <StatCard key={key} label={say[key]} value={formatCount(reply[key], lang)} />
        ))}
        <StatCard label={say.rejected} value={formatCount(reply.rejected.length, lang)} />
      </Grid>
      {reply.rejected.length > 0 ? (
        <Panel flush title={say.rejected}>
          <DataTable
            small
            rows={reply.rejected}
            rowKey={(row) => `${row.index} ${row.field}`}
            exportName="rejected"
            columns={told}
          />
        </Panel>
      ) : null}
    </div>
  );
}

function Tools({ kind, onText }: { readonly kind: Kind; readonly onText: (text: string) => void }) {
  const say = useWords(t);
  const take = (file: Blob) => {
    void file.text().then(onText);
    return false; // it is read here and goes nowhere
  };
  return (
    <>
      <Button onClick={() => saveText(`${kind}.csv`, `\uFEFF${columns[kind].join(",")}\r\n${samples[kind]}\r\n`)}>
        {say.sample}
      </Button>
      <Upload accept=".csv,.json,.txt,.tsv" showUploadList={false} beforeUpload={take}>
        <Button>{say.file}</Button>
      </Upload>
    </>
  );
}

type ContentProps = { readonly kind: Kind; readonly text: string; readonly onText: (text: string) => void };

function Content({ kind, text, onText }: ContentProps) {
  const say = useWords(t);
  return (
    <>
      <p className={css["hint"]}>
        {say.columnsAre}
        <code>{columns[kind].join(",")}</code>
        <br />
        {say.hint}
      </p>
      <Input.TextArea
        aria-label={say.text}
        rows={12}
        spellCheck={false}
        value={text}
        placeholder={`${columns[kind].join(",")}\n${samples[kind]}`}
        className={css["text"] ?? ""}
        onChange={(event) => onText(event.target.value)}
      />
    </>
  );
}

/** Uploads products, offers or prices from a text, with a dry run that judges every row. */
export function BulkProducts() {
  const say = useWords(t);
  const digits = currencyDigits(useUser().platform.currency);
  const [kind, setKind] = useState<Kind>("products");
  const [text, setText] = useState("");
  const bulk = useBulk(kind);
  const { read, fault } = parsed(kind, text, digits);
  const count = read?.items.length ?? 0;
  const send = (dry_run: boolean) => bulk.mutate({ body: { items: [...(read?.items ?? [])], dry_run } });
  const change = (next: string) => {
    setText(next);
    bulk.reset();
  };
  const wrong = fault ? say.unreadable(fault) : count > rowsMax ? say.tooMany(count) : undefined;
  const ready = count > 0 && wrong === undefined;
  const tried = bulk.data?.dry_run === true ? bulk.data : undefined;
  return (
    <Page
      title={say.title}
      sub={say.sub}
      back={<Link to="/products">← {say.back}</Link>}
      actions={<Tools kind={kind} onText={change} />}
    >
      <Panel title={say.kind}>
        <Segmented<Kind>
          aria-label={say.kind}
          value={kind}
          onChange={(next) => {
            setKind(next);
            bulk.reset();
          }}
          options={kinds.map((one) => ({ value: one, label: say[one] }))}
        />
        <Content kind={kind} text={text} onText={change} />
        {wrong ? <Alert type="error" showIcon title={wrong} style={{ marginTop: 12 }} /> : null}
        <FormFault error={bulk.error} />
        <div className={css["deeds"]}>
          <Button disabled={!ready} loading={bulk.isPending} onClick={() => send(true)}>
            {say.dry}
          </Button>
          <Button
            type="primary"
            disabled={!ready || tried === undefined || tried.rejected.length >= count}
            loading={bulk.isPending}
            onClick={() => send(false)}
          >
            {say.write(Math.max(0, count - (tried?.rejected.length ?? 0)))}
          </Button>
        </div>
      </Panel>
      {bulk.data ? <Outcome reply={bulk.data} read={read} /> : null}
    </Page>
  );
}
