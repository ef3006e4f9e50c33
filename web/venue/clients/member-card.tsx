import type { identity } from "#contract";
import { formatDay, QrCode, ToneTag, useLang, useWords, words } from "#parts";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { v4 } from "uuid";
import { useKept } from "../kit/kept.ts";
import { usePlace } from "../kit/place.ts";
import { emptySale, sale as saleShape } from "../till/sale.ts";
import { memberLevel } from "../till/words.ts";
import css from "./clients.module.css";

const t = words({
  card: { zh: "会员卡", en: "Member card" },
  since: { zh: (d: string) => `${d} 入会`, en: (d: string) => `member since ${d}` },
  brands: {
    zh: (n: number) => `另是 ${n} 个品牌的会员`,
    en: (n: number) => (n === 1 ? "also a member of 1 brand" : `also a member of ${n} brands`),
  },
  may: { zh: "同意个性化", en: "Personalisation: yes" },
  mayNot: { zh: "未同意个性化", en: "Personalisation: no" },
  news: { zh: "可发消息", en: "News: yes" },
  noNews: { zh: "不发消息", en: "News: no" },
  sell: { zh: "为 TA 收银", en: "Sell to this member" },
  qr: { zh: "会员码", en: "Code of the member" },
});
const nobody = emptySale("no-sale-yet");

/** What an associate may know of a member, with the code that a till reads. */
export function MemberCardView({ card }: { readonly card: identity.MemberCard }) {
  const say = useWords(t);
  const lang = useLang();
  const go = useNavigate();
  const { keep } = usePlace();
  const [sale, setSale] = useKept(`${keep}sale`, saleShape, nobody);
  const others = card.brands.filter((brand) => brand !== 0).length;
  const sell = () => {
    const now = sale === nobody ? emptySale(v4()) : sale;
    if (now.sent === null) setSale({ ...now, member: card });
    void go({ to: "/sell" });
  };
  return (
    <section className={css["member"]} aria-label={say.card}>
      <div className={css["face"]}>
        <div>
          <small>{memberLevel(card.level)}</small>
          <b>{card.name}</b>
          <span>{card.member_no}</span>
          <small>
            {say.since(formatDay(card.joined_at, lang))}
            {others > 0 ? ` · ${say.brands(others)}` : ""}
          </small>
        </div>
        <QrCode text={`member:${card.member_no}`} label={say.qr} size_px={116} />
      </div>
      <div className={css["under"]}>
        <ToneTag tone={card.may.personalisation ? "good" : "plain"}>
          {card.may.personalisation ? say.may : say.mayNot}
        </ToneTag>
        <ToneTag tone={card.may.marketing ? "good" : "plain"}>{card.may.marketing ? say.news : say.noNews}</ToneTag>
        <Button type="primary" onClick={sell}>
          {say.sell}
        </Button>
      </div>
    </section>
  );
}
