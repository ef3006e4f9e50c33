import { catalog, guide, parties } from "#contract";
import { FormFault, Page, Panel, ProductPicture, useLang, useText, useWords, words } from "#parts";
import { call, useRead } from "#shell";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import css from "../guide/guide.module.css";
import { useWithAccount } from "../kept/account.ts";
import { visitorId } from "../kept/visitor.ts";

const t = words({
  title: { zh: "想问点什么？", en: "What would you like to know?" },
  sub: { zh: "懂这件商品的导购会回答您。", en: "A guide who knows it answers you." },
  question: { zh: "您的问题", en: "Your question" },
  hint: { zh: "比如：敏感肌能用吗？", en: "For example: is it good for sensitive skin?" },
  send: { zh: "发给导购", en: "Ask" },
  pick: { zh: "先选一件商品或一家门店，再来问。", en: "Choose a product or a store first, then ask." },
  stores: { zh: "选门店", en: "Choose a store" },
  find: { zh: "找商品", en: "Find a product" },
  ideas: {
    zh: "怎么用效果最好？|哪个规格适合我？|现在有货吗？",
    en: "How is it best used?|Which size suits me?|Is it in stock?",
  },
});

type About = { readonly sku?: number; readonly venue?: number };
const number = (value: unknown): number | undefined => {
  const n = Number(value);
  return Number.isInteger(n) && n > 0 ? n : undefined;
};

function Subject({ sku, venue }: About) {
  const pick = useText();
  const thing = useRead(catalog.routes.shopProduct, { params: { sku: sku ?? 1 } }, { enabled: sku !== undefined }).data;
  const place = useRead(parties.routes.venue, { params: { id: venue ?? 1 } }, { enabled: venue !== undefined }).data;
  if (sku !== undefined && thing)
    return (
      <Link to={`/p/${sku}`} className={css["subject"] ?? ""}>
        <span className={css["subjectPicture"]} aria-hidden="true">
          <ProductPicture code={thing.sku.code} category={thing.product.category ?? ""} name={pick(thing.sku.name)} />
        </span>
        <strong>{pick(thing.sku.name)}</strong>
      </Link>
    );
  if (venue !== undefined && place) return <strong>{pick(place.name)}</strong>;
  return null;
}

function Question({ sku, venue }: About) {
  const say = useWords(t);
  const lang = useLang();
  const navigate = useNavigate();
  const withAccount = useWithAccount();
  const [text, setText] = useState("");
  const about = { ...(sku === undefined ? {} : { sku }), ...(venue === undefined ? {} : { venue }) };
  const ask = useMutation({
    mutationFn: () =>
      withAccount(() =>
        call(guide.routes.openChat, {
          body: { ...about, text: text.trim(), language: lang, anonymous_id: visitorId() },
        }),
      ),
    meta: { quiet: true },
    onSuccess: ({ conversation }) => void navigate({ to: `/guide/chat/${conversation.id}`, replace: true }),
  });
  return (
    <Panel>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <Subject {...about} />
        <FormFault error={ask.error} />
        <label className={css["field"]}>
          <span>{say.question}</span>
          <Input.TextArea
            rows={4}
            maxLength={1000}
            showCount
            value={text}
            placeholder={say.hint}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {sku === undefined ? null : (
          <div className={css["ideas"]}>
            {say.ideas.split("|").map((idea) => (
              <Button key={idea} size="small" shape="round" onClick={() => setText(idea)}>
                {idea}
              </Button>
            ))}
          </div>
        )}
        <Button type="primary" size="large" htmlType="submit" loading={ask.isPending} disabled={text.trim() === ""}>
          {say.send}
        </Button>
      </form>
    </Panel>
  );
}

/** A first question to a guide, about a product or to a store. */
export function Ask() {
  const say = useWords(t);
  const given: { readonly sku?: unknown; readonly venue?: unknown } = useSearch({ strict: false });
  const [sku, venue] = [number(given.sku), number(given.venue)];
  return (
    <Page
      narrow
      title={say.title}
      sub={say.sub}
      isEmpty={sku === undefined && venue === undefined}
      empty={{
        title: say.pick,
        next: (
          <>
            <Link to="/stores">
              <Button type="primary">{say.stores}</Button>
            </Link>{" "}
            <Link to="/search">
              <Button>{say.find}</Button>
            </Link>
          </>
        ),
      }}
    >
      <Question {...(sku === undefined ? {} : { sku })} {...(venue === undefined ? {} : { venue })} />
    </Page>
  );
}
