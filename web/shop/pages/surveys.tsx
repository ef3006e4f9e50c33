import { lab } from "#contract";
import { formatDay, Page, ToneTag, useLang, useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { z } from "zod";
import { visitorId } from "../kept/visitor.ts";
import { ConceptPicture } from "../survey/concept.tsx";
import css from "../survey/survey.module.css";

type Open = z.output<typeof lab.openSurvey>;

const t = words({
  title: { zh: "新品听您的", en: "Have a say in what comes next" },
  sub: { zh: "品牌在上架前想听听您的想法，两分钟就好。", en: "Brands ask before they launch. It takes two minutes." },
  none: { zh: "现在没有征集", en: "Nothing to answer just now" },
  noneHint: { zh: "有新品想法时，会在这里问您。", en: "New ideas are asked about here." },
  home: { zh: "回首页", en: "To the home page" },
  answer: { zh: "说说看", en: "Answer" },
  answered: { zh: "已回答", en: "Answered" },
  until: { zh: (d: string) => `截止 ${d}`, en: (d: string) => `until ${d}` },
});

function SurveyCard({ survey }: { readonly survey: Open }) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const body = (
    <>
      <ConceptPicture survey={survey} />
      <span className={css["cardText"]}>
        <small>
          {pick(survey.brand_name)}
          {survey.closes_at === null ? "" : ` · ${say.until(formatDay(survey.closes_at, lang, { short: true }))}`}
        </small>
        <strong>{pick(survey.concept.title)}</strong>
        <span className={css["cardMore"]}>{pick(survey.concept.description)}</span>
        <span>
          {survey.answered ? (
            <ToneTag tone="good">{say.answered}</ToneTag>
          ) : (
            <b className={css["go"]}>{say.answer} ›</b>
          )}
        </span>
      </span>
    </>
  );
  if (survey.answered) return <div className={css["card"]}>{body}</div>;
  return (
    <Link to={`/surveys/${survey.id}`} className={css["card"] ?? ""}>
      {body}
    </Link>
  );
}

/** Open surveys that this visitor may answer. */
export function Surveys() {
  const say = useWords(t);
  const read = useRead(lab.routes.shopSurveys, { query: { anonymous_id: visitorId() } });
  return (
    <Page
      title={say.title}
      sub={say.sub}
      reads={read}
      isEmpty={read.data?.items.length === 0}
      empty={{
        title: say.none,
        hint: say.noneHint,
        next: (
          <Link to="/">
            <Button type="primary">{say.home}</Button>
          </Link>
        ),
      }}
    >
      {() => (
        <div className={css["cards"]}>
          {read.data?.items.map((survey) => (
            <SurveyCard key={survey.id} survey={survey} />
          ))}
        </div>
      )}
    </Page>
  );
}
