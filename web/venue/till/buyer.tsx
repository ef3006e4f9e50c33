import { CloseOutlined, CrownOutlined, TagOutlined, UserOutlined } from "@ant-design/icons";
import { FormFault, Money, useText, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import { Button, Input, type InputRef, Tag } from "antd";
import { type Ref, useState } from "react";
import { benefitReason, memberLevel, useBenefitWords } from "./words.ts";
import css from "./buyer.module.css";
import type { Quote, QuoteState } from "./use-quote.ts";
import type { Till } from "./use-till.ts";

const t = words({
  member: { zh: "会员", en: "Member" },
  find: { zh: "手机号或会员号", en: "Phone or member no." },
  look: { zh: "查找", en: "Find" },
  join: { zh: "现场入会", en: "Join the club" },
  drop: { zh: "取消会员", en: "Without the member" },
  coupons: { zh: "优惠券", en: "Coupons" },
  code: { zh: "券码", en: "Coupon code" },
  add: { zh: "用券", en: "Add" },
  dropCoupon: { zh: (c: string) => `取消券 ${c}`, en: (c: string) => `Remove coupon ${c}` },
  benefits: { zh: "优惠明细", en: "Why this price" },
  notUsed: { zh: "未使用", en: "not used" },
  pending: { zh: "核价中", en: "being checked" },
});

/** The member of the sale, or the way to find one. */
export function MemberBox({ till, inputRef }: { readonly till: Till; readonly inputRef: Ref<InputRef> }) {
  const say = useWords(t);
  const [text, setText] = useState("");
  const { member, sent } = till.sale;
  const find = () => {
    const value = text.trim();
    if (value === "") return;
    setText("");
    // Short digits are a phone or a card typed by hand; a member number is known by its letter.
    void till.findMember(value);
  };
  return (
    <section className={css["box"]} aria-label={say.member}>
      <h2>
        <UserOutlined aria-hidden /> {say.member}
      </h2>
      {member ? (
        <div className={css["member"]}>
          <CrownOutlined aria-hidden />
          <span className={css["who"]}>
            <b>{member.name}</b>
            <small>
              {memberLevel(member.level)} · {member.member_no}
            </small>
          </span>
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={say.drop}
            disabled={sent !== null}
            onClick={till.dropMember}
          />
        </div>
      ) : (
        <>
          <div className={css["field"]}>
            <Input
              ref={inputRef}
              value={text}
              maxLength={100}
              autoComplete="off"
              inputMode="text"
              placeholder={say.find}
              aria-label={say.find}
              disabled={sent !== null}
              onChange={(event) => setText(event.target.value)}
              onPressEnter={find}
            />
            <Button onClick={find} disabled={text.trim() === ""}>
              {say.look}
            </Button>
          </div>
          <Link to="/clients/members">{say.join}</Link>
        </>
      )}
    </section>
  );
}

/** Coupon codes of the sale, each with what became of it. */
export function CouponBox({ till, state }: { readonly till: Till; readonly state: QuoteState }) {
  const say = useWords(t);
  const [text, setText] = useState("");
  const { coupons, sent } = till.sale;
  const add = () => {
    const code = text.trim().toUpperCase();
    if (code !== "") till.addCoupon(code);
    setText("");
  };
  const verdict = (code: string) => {
    if (state.quote?.used.some((u) => u.code === code)) return "good";
    return state.fresh && state.quote?.refused.some((r) => r.code === code) ? "bad" : "open";
  };
  return (
    <section className={css["box"]} aria-label={say.coupons}>
      <h2>
        <TagOutlined aria-hidden /> {say.coupons}
      </h2>
      <div className={css["field"]}>
        <Input
          value={text}
          maxLength={100}
          autoComplete="off"
          placeholder={say.code}
          aria-label={say.code}
          disabled={sent !== null}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={add}
        />
        <Button onClick={add} disabled={text.trim() === ""}>
          {say.add}
        </Button>
      </div>
      {coupons.length > 0 ? (
        <div className={css["coupons"]}>
          {coupons.map((code) => (
            <Tag
              key={code}
              className={css["coupon"] ?? ""}
              data-verdict={verdict(code)}
              closable={sent === null && { "aria-label": say.dropCoupon(code) }}
              onClose={(event) => {
                event.preventDefault();
                till.dropCoupon(code);
              }}
            >
              {code}
            </Tag>
          ))}
        </div>
      ) : null}
    </section>
  );
}

/** The proof of the price: what was taken off and why, and what was not. */
export function Benefits({ quote, currency }: { readonly quote: Quote; readonly currency: string }) {
  const say = useWords(t);
  const said = useBenefitWords();
  const pick = useText();
  const nameOf = (b: Quote["used"][number] | Quote["refused"][number]) =>
    b.title ? pick(b.title) : (b.code ?? said.benefit);
  // What concerns no line of this basket and was not asked for by a code would only be noise.
  const refused = quote.refused.filter((r) => r.code !== null || r.reason === "threshold_not_met");
  if (quote.used.length === 0 && refused.length === 0) return null;
  return (
    <ul className={css["benefits"]} aria-label={say.benefits}>
      {quote.used.map((u) => (
        <li key={u.id}>
          <span>
            {nameOf(u)} {u.code ? <small>{u.code}</small> : null}
          </span>
          <b>
            −<Money amount_minor={u.amount_minor} currency={currency} />
          </b>
        </li>
      ))}
      {refused.map((r) => (
        <li key={r.id} data-refused="true">
          <span>
            {nameOf(r)} <small>{benefitReason(said, r, currency)}</small>
          </span>
          <small>{say.notUsed}</small>
        </li>
      ))}
    </ul>
  );
}

/** The refusal of the whole price, unless it speaks of single lines. */
export function QuoteFault({ state }: { readonly state: QuoteState }) {
  return state.error && state.faults.size === 0 ? <FormFault error={state.error} /> : null;
}
