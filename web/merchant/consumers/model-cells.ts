import type { audiences, databank } from "#contract";
import { addDays } from "../shared/days.ts";

/** The longest look-back for a rule that counts all days; older facts do not exist. */
const allDays = 3660;

/** The version of the model that a figure was made with, when the reader may see it. */
export const modelOf = (versions: readonly databank.ModelVersion[], version: number): databank.Model | undefined =>
  versions.find((one) => one.version === version)?.model;

/** The people of a stage who came by a touchpoint, as the data bank counts them: in the stage, and did what the stage counts there. */
export function touchpointPeople(
  model: databank.Model,
  stage: databank.Stage,
  touchpoint: string,
  day: string,
): audiences.Definition {
  const inStage: audiences.Definition = { cell: { kind: "stage", stage, day }, rolling: false };
  const ways = model.stages[stage].map<audiences.Definition>((rule) => ({
    cell: {
      kind: "behaviour",
      behaviours: rule.behaviours,
      touchpoints: [touchpoint],
      from: addDays(day, 1 - (rule.window_days ?? allDays)),
      to: day,
      min_distinct_days: 1,
    },
    rolling: false,
  }));
  const [first, ...others] = ways;
  if (first === undefined) return inStage;
  return { op: "and", of: [inStage, others.length === 0 ? first : { op: "or", of: ways }] };
}
