import { catalog } from "#contract";
import { errorText, useLang, useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { Alert, Button } from "antd";
import { parkedMax, linesMax } from "./sale.ts";
import css from "./till.module.css";
import type { Till, Trouble } from "./use-till.ts";

const t = words({
  unknown: { zh: (c: string) => `没有商品的条码是 ${c}`, en: (c: string) => `No article has the code ${c}` },
  unknownHint: {
    zh: "请再扫一次，或输入货号、商品名查找；新商品需先由品牌建档。",
    en: "Scan again, or type a SKU code or a name. New goods must first be added by their brand.",
  },
  noMember: { zh: (c: string) => `没有找到会员 ${c}`, en: (c: string) => `No member found for ${c}` },
  noMemberHint: {
    zh: "请核对号码，或在“会员”页办理入会。",
    en: "Check the number, or let the person join on the members page.",
  },
  closed: { zh: (c: string) => `${c} 已停售，不能收银`, en: (c: string) => `${c} is no longer sold` },
  full: {
    zh: `一单最多 ${linesMax} 种商品，请分单收银`,
    en: `A sale has at most ${linesMax} lines; make a second one`,
  },
  parked_full: {
    zh: `最多挂 ${parkedMax} 单，请先处理已挂的单`,
    en: `At most ${parkedMax} sales can be parked; finish one first`,
  },
  locked: {
    zh: "上一次提交还没有答复，先重试确认，再改动本单",
    en: "The last submission has no answer yet. Send it again before changing the sale",
  },
  named: { zh: "是不是在找：", en: "Did you mean:" },
});

/** Goods whose name fits what was typed, for a code that no article has. */
function NameMatches({ text, till }: { readonly text: string; readonly till: Till }) {
  const say = useWords(t);
  const pick = useText();
  const found = useRead(catalog.routes.products, { query: { q: text, limit: 6 } }).data?.items ?? [];
  if (found.length === 0) return null;
  return (
    <div className={css["matches"]}>
      <span>{say.named}</span>
      {found.map((product) => (
        <Match key={product.id} id={product.id} name={pick(product.name)} till={till} />
      ))}
    </div>
  );
}
function Match({ id, name, till }: { readonly id: number; readonly name: string; readonly till: Till }) {
  const pick = useText();
  const skus = useRead(catalog.routes.product, { params: { id } }, { stale_ms: 600_000 }).data?.skus ?? [];
  const sold = skus.filter((one) => one.status === "active").slice(0, 4);
  return sold.map((one) => (
    <Button key={one.id} onClick={() => till.addSku(one)}>
      {sold.length > 1 ? pick(one.name) : name}
    </Button>
  ));
}

function textOf(say: ReturnType<typeof useWords<typeof t>>, trouble: Trouble, lang: "zh" | "en"): [string, string?] {
  switch (trouble.kind) {
    case "unknown":
      return [say.unknown(trouble.code), say.unknownHint];
    case "no_member":
      return [say.noMember(trouble.code), say.noMemberHint];
    case "closed":
      return [say.closed(trouble.code)];
    case "failed":
      return [errorText(trouble.error, lang)];
    default:
      return [say[trouble.kind]];
  }
}

/** What was wrong with the last scan, and what helps. */
export function TroubleNote({ till }: { readonly till: Till }) {
  const say = useWords(t);
  const lang = useLang();
  const { trouble } = till;
  if (trouble === undefined) return null;
  const [title, hint] = textOf(say, trouble, lang);
  const words = trouble.kind === "unknown" && !/^\d+$/.test(trouble.code) ? trouble.code : undefined;
  return (
    <Alert
      type={trouble.kind === "failed" || trouble.kind === "unknown" ? "error" : "warning"}
      showIcon
      closable={{ onClose: till.dismiss }}
      title={title}
      description={
        hint || words ? (
          <>
            {hint}
            {words ? <NameMatches text={words} till={till} /> : null}
          </>
        ) : undefined
      }
    />
  );
}
