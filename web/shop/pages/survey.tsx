import { lab } from "#contract";
import { currencyDigits, errorText, Page, Panel, ProblemError, useLang, useText, useWords, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Button, InputNumber } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { neat } from "../buy/benefits.ts";
import { visitorId } from "../kept/visitor.ts";
import { ConceptPicture } from "../survey/concept.tsx";
import { notRising, type PriceKey, priceKeys, type Prices, wholePrices } from "../survey/prices.ts";
import { Scale } from "../survey/scale.tsx";
import css from "../survey/survey.module.css";

type Open = z.output<typeof lab.openSurvey>;
type Scores = {
  readonly intent?: number;
  readonly uniqueness?: number;
  readonly relevance?: number;
  readonly cheap?: number;
  readonly dear?: number;
};

const t = words({
  loading: { zh: "新品征集", en: "A new idea" },
  back: { zh: "全部征集", en: "All surveys" },
  from: { zh: (b: string) => `${b}想听听您的想法`, en: (b: string) => `${b} would like your opinion` },
  intent: { zh: "如果上架，您会买吗？", en: "If it were on sale, would you buy it?" },
  uniqueness: { zh: "和现有的东西比，它有多特别？", en: "How different is it from what there is?" },
  relevance: { zh: "它对您有多大用处？", en: "How useful would it be to you?" },
  buyLow: { zh: "一定不会", en: "Certainly not" },
  buyHigh: { zh: "一定会", en: "Certainly" },
  newLow: { zh: "没什么不同", en: "No different" },
  newHigh: { zh: "非常特别", en: "Very different" },
  useLow: { zh: "用不上", en: "Not at all" },
  useHigh: { zh: "很需要", en: "Very" },
  prices: { zh: "关于价格", en: "About its price" },
  pricesHint: { zh: "四个价格应当一个比一个高。", en: "Each price should be above the one before." },
  too_cheap_minor: { zh: "便宜到让您怀疑品质", en: "So cheap that you doubt its quality" },
  cheap_minor: { zh: "觉得划算", en: "A bargain" },
  expensive_minor: { zh: "觉得贵，但还会考虑", en: "Dear, but you would think about it" },
  too_expensive_minor: { zh: "贵到不会买", en: "Too dear to buy" },
  rising: { zh: "应当比上一个价格高", en: "Should be above the price before" },
  at: { zh: (m: string) => `如果卖 ${m}，您会买吗？`, en: (m: string) => `At ${m}, would you buy it?` },
  send: { zh: "提交", en: "Send" },
  thanks: { zh: "谢谢您！", en: "Thank you!" },
  thanksHint: {
    zh: "您的回答只以合计的形式给品牌看。",
    en: "The brand sees answers only added up, never yours alone.",
  },
  before: { zh: "您已经回答过这份征集。", en: "You have answered this one already." },
  more: { zh: "看看别的征集", en: "Other surveys" },
  all: { zh: "还有问题没有回答。", en: "Some questions are not answered yet." },
});

function PricePart({
  currency,
  prices,
  onPrices,
}: {
  readonly currency: string;
  readonly prices: Prices;
  readonly onPrices: (p: Prices) => void;
}) {
  const say = useWords(t);
  const digits = currencyDigits(currency);
  const wrong = notRising(prices);
  const set = (key: PriceKey, value: number | null) => {
    const { [key]: _, ...rest } = prices;
    onPrices(value === null ? rest : { ...rest, [key]: Math.round(value * 10 ** digits) });
  };
  return (
    <fieldset className={css["prices"]}>
      <legend>{say.prices}</legend>
      <p>{say.pricesHint}</p>
      {priceKeys.map((key) => (
        <label key={key} className={css["price"]}>
          <span>{say[key]}</span>
          <InputNumber
            size="large"
            min={0}
            max={10_000_000}
            precision={digits}
            suffix={currency}
            status={wrong === key ? "error" : ""}
            aria-label={say[key]}
            onChange={(value) => set(key, value)}
          />
          {wrong === key ? <small role="alert">{say.rising}</small> : null}
        </label>
      ))}
    </fieldset>
  );
}

function Thanks({ text }: { readonly text?: string }) {
  const say = useWords(t);
  return (
    <Panel>
      <div className={css["thanks"]} role="status">
        <h2>{text ?? say.thanks}</h2>
        <p>{say.thanksHint}</p>
        <Link to="/surveys">
          <Button type="primary">{say.more}</Button>
        </Link>
      </div>
    </Panel>
  );
}

/** The whole answer once every question has one; undefined before. */
function answerOf(survey: Open, scores: Scores, prices: Prices) {
  const { intent, uniqueness, relevance, cheap, dear } = scores;
  const four = wholePrices(prices);
  if (intent === undefined || uniqueness === undefined || relevance === undefined) return undefined;
  const base = { intent, uniqueness, relevance, anonymous_id: visitorId() };
  if (!survey.ask_prices) return base;
  if (four === undefined || notRising(prices) !== undefined || cheap === undefined || dear === undefined)
    return undefined;
  return { ...base, prices: four, intent_at_cheap: cheap, intent_at_expensive: dear };
}

type ScalesProps = {
  readonly scores: Scores;
  readonly set: (key: keyof Scores) => (value: number) => void;
};

function IdeaPart({ scores, set }: ScalesProps) {
  const say = useWords(t);
  const asked = [
    { name: "intent", label: say.intent, low: say.buyLow, high: say.buyHigh },
    { name: "uniqueness", label: say.uniqueness, low: say.newLow, high: say.newHigh },
    { name: "relevance", label: say.relevance, low: say.useLow, high: say.useHigh },
  ] as const;
  return asked.map((one) => <Scale key={one.name} {...one} value={scores[one.name]} onChange={set(one.name)} />);
}

type AtProps = ScalesProps & { readonly prices: Prices; readonly currency: string };
/** Whether one would buy at one's own cheap and dear price, once these are known. */
function AtPrices({ scores, set, prices, currency }: AtProps) {
  const say = useWords(t);
  const lang = useLang();
  const four = wholePrices(prices);
  if (!four || notRising(prices) !== undefined) return null;
  const asked = [
    { name: "cheap", price: four.cheap_minor },
    { name: "dear", price: four.expensive_minor },
  ] as const;
  return asked.map(({ name, price }) => (
    <Scale
      key={name}
      name={name}
      label={say.at(neat(price, currency, lang))}
      low={say.buyLow}
      high={say.buyHigh}
      value={scores[name]}
      onChange={set(name)}
    />
  ));
}

function Questions({ survey }: { readonly survey: Open }) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const [scores, setScores] = useState<Scores>({});
  const [prices, setPrices] = useState<Prices>({});
  const send = useWrite(lab.routes.answerSurvey, { quiet: true, refresh: [lab.routes.shopSurveys] });
  const { concept } = survey;
  const answer = answerOf(survey, scores, prices);
  const set = (key: keyof Scores) => (value: number) => setScores((s) => ({ ...s, [key]: value }));
  const again = send.error instanceof ProblemError && send.error.status === 409;
  if (send.data) return <Thanks />;
  if (survey.answered || again) return <Thanks text={say.before} />;
  return (
    <Panel>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (answer) send.mutate({ params: { id: survey.id }, body: answer });
        }}
      >
        <div className={css["concept"]}>
          <ConceptPicture survey={survey} />
          <p>{pick(concept.description)}</p>
        </div>
        <IdeaPart scores={scores} set={set} />
        {survey.ask_prices ? <PricePart currency={concept.currency} prices={prices} onPrices={setPrices} /> : null}
        {survey.ask_prices ? <AtPrices prices={prices} currency={concept.currency} scores={scores} set={set} /> : null}
        {send.error && !again ? <Alert type="error" showIcon title={errorText(send.error, lang)} /> : null}
        {answer ? null : <p className={css["hint"]}>{say.all}</p>}
        <Button type="primary" size="large" htmlType="submit" disabled={answer === undefined} loading={send.isPending}>
          {say.send}
        </Button>
      </form>
    </Panel>
  );
}

/** One concept survey: the idea, three scales, four prices. */
export function Survey() {
  const say = useWords(t);
  const pick = useText();
  const { id } = useParams({ strict: false }) as { id: string };
  const read = useRead(
    lab.routes.shopSurvey,
    { params: { id }, query: { anonymous_id: visitorId() } },
    { stale_ms: 60_000 },
  );
  const survey = read.data;
  return (
    <Page
      narrow
      title={survey ? pick(survey.concept.title) : say.loading}
      sub={survey ? say.from(pick(survey.brand_name)) : undefined}
      back={<Link to="/surveys">{say.back}</Link>}
      reads={read}
    >
      {() => (survey ? <Questions survey={survey} /> : null)}
    </Page>
  );
}
