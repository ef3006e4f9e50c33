import type { lab } from "#contract";
import type { Owned } from "#kernel";

export type SurveyRow = {
  id: string;
  platform_id: number;
  brand_id: number;
  concept: lab.Survey["concept"];
  state: lab.Survey["state"];
  audience: string | null;
  ask_prices: boolean;
  answers: number;
  created_at: Date;
  opened_at: Date | null;
  closes_at: Date | null;
  closed_at: Date | null;
};
export type AnswerRow = {
  platform_id: number;
  survey: string;
  respondent: string;
  consumer_id: string | null;
  intent: number;
  uniqueness: number;
  relevance: number;
  too_cheap: number | null;
  cheap: number | null;
  expensive: number | null;
  too_expensive: number | null;
  intent_at_cheap: number | null;
  intent_at_expensive: number | null;
  at: Date;
};
/** The tables of this module, as its migrations made them. */
export type Tables = Owned<"lab", { survey: SurveyRow; answer: AnswerRow }>;
