import type { rules } from "#contract";
import type { Principal, Tx } from "#kernel";
import { badInput } from "#kernel";
import type { z } from "zod";
import { clausesOf, LanguageError, read, textOf } from "./language.ts";
import { names } from "./names.ts";
import { insertVersion, versions } from "./store.ts";
import type { Expr } from "./language.ts";

type Draft = z.output<typeof rules.draft>;
export type Compiled = { readonly condition: Expr; readonly theta: Expr | undefined };

/** Reads a rule's two expressions; what is wrong is told by field. */
export function compile(condition: string, theta: string | null): Compiled {
  return {
    condition: readField("condition", condition, "bool"),
    theta: theta === null ? undefined : readField("consequence.theta", theta, "number"),
  };
}
function readField(field: string, text: string, wanted: "bool" | "number"): Expr {
  try {
    return read(text, names, wanted);
  } catch (error) {
    if (!(error instanceof LanguageError)) throw error;
    throw badInput(
      field,
      error.message,
      "names of the metric catalogue, comparisons, and, or, not, arithmetic; see /v1/rules/names",
    );
  }
}
export const clauseTexts = (condition: Expr): string[] => clausesOf(condition).slice(0, 100).map(textOf);

/** Publishes the next version of a rule. It cannot bind in the past, and versions take effect in their order. */
export async function publish(tx: Tx, draft: Draft, author: Principal): Promise<rules.RuleVersion> {
  compile(draft.condition, draft.consequence.theta);
  checkConsequence(draft.consequence);
  const now = tx.now();
  const from = new Date(draft.effective_from);
  if (from.getTime() < now.getTime() - 60_000)
    throw badInput("effective_from", "is in the past", "now or later: a rule never binds backwards");
  const before = (await versions(tx)).filter((v) => v.rule === draft.rule);
  const last = before.at(-1);
  if (last && new Date(last.effective_from) >= from)
    throw badInput("effective_from", `version ${last.version} takes effect at ${last.effective_from}`, "a later time");
  const version = {
    ...draft,
    version: before.length + 1,
    published_at: now.toISOString(),
    effective_from: from.toISOString(),
    effective_until: null,
    author: author.name,
  };
  await insertVersion(tx, version);
  return version;
}
function checkConsequence(c: rules.Consequence): void {
  const needs = c.kind !== "nudge";
  if (needs && (c.part === null || c.theta === null))
    throw badInput("consequence", `a ${c.kind} names the part of the coefficient and theta`, "part and theta");
  if (!needs && (c.part !== null || c.theta !== null))
    throw badInput("consequence", "a nudge changes no traffic", "part and theta null");
  if (c.kind === "sanction" && c.part !== "sanction")
    throw badInput("consequence.part", "a sanction sets the sanction part", "sanction");
  if (c.kind === "reward" && c.part === "sanction")
    throw badInput("consequence.part", "a reward does not set the sanction part", "quality or newcomer");
}

/** Every version with the time it stops binding: the start of the next one. */
export function withEnds(all: readonly rules.RuleVersion[]): rules.RuleVersion[] {
  return all.map((v) => {
    const next = all.find((o) => o.rule === v.rule && o.version === v.version + 1);
    return { ...v, effective_until: next?.effective_from ?? null };
  });
}
/** The version of each rule that binds at an instant. */
export function inForce(all: readonly rules.RuleVersion[], at: Date): rules.RuleVersion[] {
  const t = at.getTime();
  return withEnds(all).filter(
    (v) => Date.parse(v.effective_from) <= t && (v.effective_until === null || Date.parse(v.effective_until) > t),
  );
}
