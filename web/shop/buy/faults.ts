import { ProblemError } from "#parts";

/** The lines of a basket that a refusal names: index and reason. */
export function faultsByLine(error: unknown): Map<number, string> {
  if (!(error instanceof ProblemError)) return new Map();
  return new Map(
    error.fields.flatMap(({ field, reason }) => {
      const at = /^(?:body\.)?lines\.(\d+)/.exec(field)?.[1];
      return at === undefined ? [] : [[Number(at), reason] as const];
    }),
  );
}
