import type { lab } from "#contract";
import { ProductPicture, useText } from "#parts";
import type { z } from "zod";
import css from "./survey.module.css";

/** The picture of a concept: its own, else a drawing by its words. */
export function ConceptPicture({
  survey,
}: {
  readonly survey: Pick<z.output<typeof lab.openSurvey>, "id" | "concept">;
}) {
  const pick = useText();
  const { concept } = survey;
  const words = `${concept.title.zh} ${concept.title.en} ${concept.term}`;
  return (
    <span className={css["picture"]} aria-hidden="true">
      <ProductPicture
        code={survey.id}
        category={words}
        name={pick(concept.title)}
        {...(concept.image === "" ? {} : { image: concept.image })}
      />
    </span>
  );
}
