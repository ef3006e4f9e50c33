import { lab } from "#contract";
import {
  ConfirmButton,
  formatCount,
  formatMoney,
  formatRatio,
  Grid,
  Page,
  Panel,
  QrCode,
  StatCard,
  ToneTag,
  TrendChart,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useRead, useWrite } from "#shell";
import { Link, useParams } from "@tanstack/react-router";
import { Progress } from "antd";
import css from "./lab.module.css";
import { surveyTones, surveyWords } from "./surveys.tsx";

const t = words({
  title: { zh: (name: string) => `「${name}」有人想要吗？`, en: (name: string) => `Do people want “${name}”?` },
  loading: { zh: "有人想要吗？", en: "Do people want it?" },
  back: { zh: "概念测试", en: "Concept tests" },
  open: { zh: "发布", en: "Publish" },
  openAsk: { zh: "现在发布到商城？", en: "Publish it in the shop now?" },
  openNote: { zh: "发布后内容不能再改。", en: "It cannot be changed after that." },
  close: { zh: "结束", en: "End it" },
  closeAsk: { zh: "结束这次测试？", en: "End this test?" },
  waiting: {
    zh: (n: number, of: number) => `已有 ${n} 份答卷，满 ${of} 份才显示结果：太少的答卷说明不了什么，也可能暴露是谁。`,
    en: (n: number, of: number) =>
      `${n} answers are in; results are shown from ${of} on: fewer tell nothing and might tell who answered.`,
  },
  answers: { zh: "答卷", en: "Answers" },
  calibrated: { zh: "预计会买的人", en: "Expected to buy" },
  calibratedNote: {
    zh: "按答「一定会买」七成、「可能会买」五成…折算",
    en: "Counting 70% of “definitely”, 50% of “probably” and so on",
  },
  scales: { zh: "他们怎么回答？", en: "How did they answer?" },
  scalesSub: {
    zh: "从 1（完全不）到 5（非常）；右边是答 4 和 5 的占比与 95% 区间",
    en: "From 1 (not at all) to 5 (very); on the right the share of 4 and 5 with its 95% interval",
  },
  intent: { zh: "会买吗", en: "Would buy" },
  uniqueness: { zh: "特别吗", en: "Different" },
  relevance: { zh: "与我有关吗", en: "For me" },
  range: {
    zh: (low: string, high: string) => `95% 区间 ${low} – ${high}`,
    en: (low: string, high: string) => `95%: ${low} – ${high}`,
  },
  prices: { zh: "值多少钱？", en: "What is it worth?" },
  pricesSub: {
    zh: (low: string, high: string, used: string) => `可接受的价格在 ${low} 到 ${high} 之间；${used} 份答卷有效`,
    en: (low: string, high: string, used: string) => `Acceptable from ${low} to ${high}; ${used} valid answers`,
  },
  too_cheap: { zh: "太便宜，不放心", en: "Too cheap" },
  cheap: { zh: "便宜", en: "Cheap" },
  expensive: { zh: "贵", en: "Expensive" },
  too_expensive: { zh: "太贵，不会买", en: "Too expensive" },
  best: { zh: "收入最高的价格", en: "Price of most revenue" },
  idp: { zh: "中立价", en: "Indifference price" },
  opp: { zh: "最优价", en: "Optimal price" },
  bestNote: { zh: (r: string) => `约 ${r} 的人会试`, en: (r: string) => `about ${r} would try it` },
  link: { zh: "扫码答卷", en: "Scan to answer" },
  asked: { zh: "正在问", en: "Being asked" },
});
type Figures = NonNullable<lab.SurveyResults["figures"]>;

function Boxes({ figures }: { readonly figures: Figures }) {
  const say = useWords(t);
  const lang = useLang();
  return (
    <Panel title={say.scales} sub={say.scalesSub}>
      <div className={css["boxes"]}>
        {(["intent", "uniqueness", "relevance"] as const).map((key) => {
          const { counts, top_two_ratio, low, high } = figures[key];
          const all = counts.reduce((sum, n) => sum + n, 0);
          return (
            <div key={key} style={{ display: "contents" }}>
              <span>{say[key]}</span>
              <span
                className={css["stack"]}
                role="img"
                aria-label={`${say[key]}: ${counts.map((n, i) => `${i + 1}: ${n}`).join(", ")}`}
              >
                {counts.map((n, i) => {
                  const share = all === 0 ? 0 : n / all;
                  return (
                    <span
                      key={`${key}${i + 1}`}
                      style={{
                        width: `${share * 100}%`,
                        background: `color-mix(in srgb, var(--fg-accent) ${8 + i * 10}%, var(--fg-surface))`,
                      }}
                    >
                      {share > 0.08 ? i + 1 : ""}
                    </span>
                  );
                })}
              </span>
              <span>
                <b>{formatRatio(top_two_ratio, lang)}</b>
                <small>{say.range(formatRatio(low, lang), formatRatio(high, lang))}</small>
              </span>
            </div>
          );
        })}
      </div>
    </Panel>
  );
}

function Prices({ prices, currency }: { readonly prices: NonNullable<Figures["prices"]>; readonly currency: string }) {
  const say = useWords(t);
  const lang = useLang();
  const money = (minor: number) => formatMoney(minor, currency, lang);
  const short = (minor: number) => formatMoney(minor, currency, lang, { short: true });
  const nearest = (minor: number) =>
    prices.curves.reduce(
      (best, one) => (Math.abs(one.price_minor - minor) < Math.abs(best - minor) ? one.price_minor : best),
      prices.curves[0]?.price_minor ?? minor,
    );
  const marks = [{ day: short(nearest(prices.opp_minor)), name: say.opp }];
  return (
    <Panel
      title={say.prices}
      sub={say.pricesSub(money(prices.pmc_minor), money(prices.pme_minor), formatCount(prices.used, lang))}
    >
      <TrendChart
        height_px={320}
        label={say.prices}
        data={{
          days: prices.curves.map((one) => short(one.price_minor)),
          series: (["too_cheap", "cheap", "expensive", "too_expensive"] as const).map((key) => ({
            name: say[key],
            values: prices.curves.map((one) => one[key]),
          })),
          marks,
        }}
        value={(n) => formatRatio(n, lang)}
        tick={(n) => formatRatio(n, lang, 0)}
      />
      <div style={{ marginTop: 16 }}>
        <Grid min_px={180}>
          <StatCard label={say.opp} value={money(prices.opp_minor)} />
          <StatCard label={say.idp} value={money(prices.idp_minor)} />
          {prices.best_revenue ? (
            <StatCard
              label={say.best}
              value={money(prices.best_revenue.price_minor)}
              note={say.bestNote(formatRatio(prices.best_revenue.trial_ratio, lang))}
            />
          ) : null}
        </Grid>
      </div>
    </Panel>
  );
}

function Deeds({ one }: { readonly one: lab.Survey }) {
  const say = useWords(t);
  const options = { refresh: [lab.routes.results, lab.routes.surveys], quiet: true };
  const open = useWrite(lab.routes.openSurvey, options);
  const close = useWrite(lab.routes.closeSurvey, options);
  const params = { id: one.id };
  if (one.state === "draft") {
    return (
      <ConfirmButton
        button={{ type: "primary" }}
        title={say.openAsk}
        detail={say.openNote}
        verb={say.open}
        onConfirm={() => open.mutateAsync({ params })}
      >
        {say.open}
      </ConfirmButton>
    );
  }
  if (one.state === "closed") return null;
  return (
    <ConfirmButton title={say.closeAsk} verb={say.close} onConfirm={() => close.mutateAsync({ params })}>
      {say.close}
    </ConfirmButton>
  );
}

function Results({ told }: { readonly told: lab.SurveyResults }) {
  const say = useWords(t);
  const lang = useLang();
  const { figures, survey } = told;
  if (figures === null) {
    return (
      <Panel>
        <p className={css["quiet"]}>{say.waiting(told.answers, told.least_answers)}</p>
        <Progress
          percent={Math.round((told.answers / told.least_answers) * 100)}
          showInfo={false}
          aria-label={say.answers}
        />
      </Panel>
    );
  }
  return (
    <>
      <Grid min_px={200}>
        <StatCard label={say.answers} value={formatCount(told.answers, lang)} />
        <StatCard
          label={say.calibrated}
          value={formatRatio(figures.calibrated_intent_ratio, lang)}
          note={say.calibratedNote}
        />
      </Grid>
      <Boxes figures={figures} />
      {figures.prices ? <Prices prices={figures.prices} currency={survey.concept.currency} /> : null}
    </>
  );
}

/** One concept test: its state, its answers with their uncertainty, and what it is worth. */
export function SurveyDetail() {
  const say = useWords(t);
  const text = useText();
  const { id = "" } = useParams({ strict: false });
  const read = useRead(lab.routes.results, { params: { id } });
  const told = read.data;
  const one = told?.survey;
  return (
    <Page
      title={one ? say.title(text(one.concept.title)) : say.loading}
      sub={one ? <ToneTag tone={surveyTones[one.state]}>{text(surveyWords[one.state])}</ToneTag> : undefined}
      back={
        <Link to="/lab" search={{ tab: "surveys" }}>
          ← {say.back}
        </Link>
      }
      actions={one ? <Deeds one={one} /> : undefined}
      reads={read}
    >
      {() =>
        told && one ? (
          <>
            <Results told={told} />
            <Panel title={say.asked}>
              <p className={css["quiet"]} style={{ marginTop: 0 }}>
                {text(one.concept.description)}
              </p>
              {one.state === "open" ? (
                <QrCode text={new URL(`/shop/surveys/${one.id}`, location.origin).href} label={say.link} />
              ) : null}
            </Panel>
          </>
        ) : null
      }
    </Page>
  );
}
