import type { Bilingual, rules, service } from "#contract";
import { append } from "#facts";
import type { Tx } from "#kernel";
import { newId, sha256 } from "#kernel";
import { directory } from "#parties";
import { canonicalJson } from "#quant";
import { evidenceOf, latestScores } from "#service";
import { grant } from "#traffic";
import type { Judged, Outcome } from "./evaluate.ts";
import { explain, numberOf, outcomeOf } from "./evaluate.ts";
import { names } from "./names.ts";
import type { Compiled } from "./publish.ts";
import { compile, inForce } from "./publish.ts";
import { appealsOf, chainEnd, insertVerdicts, newest, versions } from "./store.ts";
import type { VerdictRow } from "./store.ts";

/** What a verdict keeps besides its place in the chain; the hash is over exactly this. */
export type Body = {
  readonly merchant: number;
  readonly rule: string;
  readonly version: number;
  readonly title: Bilingual;
  readonly at: string;
  readonly outcome: Outcome;
  readonly kind: rules.Consequence["kind"];
  readonly theta: number | null;
  readonly until: string | null;
  readonly clauses: readonly rules.Clause[];
  readonly inputs: Judged;
  readonly evidence: readonly string[];
  readonly reasons: Bilingual;
};
export type Judgement = { readonly verdicts: number; readonly applied: number; readonly undetermined: number };

/** The record that rules see of a merchant: the score and every form of every metric; what is not known is null. */
export function recordOf(s: service.MerchantScore): Judged {
  const record: Record<string, number | null> = {
    score: s.score,
    score_low: s.score_low,
    q: s.q,
    q_low: s.q_low,
    orders: s.orders,
  };
  for (const m of s.metrics) {
    record[`${m.metric}_ratio`] = m.smoothed_ratio;
    record[`${m.metric}_raw`] = m.raw_ratio;
    record[`${m.metric}_peer`] = m.peer_ratio;
    record[`${m.metric}_p_nudge`] = m.p_over_nudge;
    record[`${m.metric}_p_sanction`] = m.p_over_sanction;
    record[`${m.metric}_orders`] = m.orders;
  }
  return record;
}

/** Judges every scored merchant by the rules in force. A verdict is written when its outcome, version or effect changes. */
export async function judgeAll(tx: Tx): Promise<Judgement> {
  const bound = inForce(await versions(tx), tx.now()).map((rule) => ({
    rule,
    compiled: compile(rule.condition, rule.consequence.theta),
  }));
  const scores = await latestScores(tx);
  const end = await chainEnd(tx);
  const before = new Map((await newest(tx)).map((v) => [`${v.merchant_id}|${v.rule}`, v]));
  const spared = await overturned(tx, [...before.values()]);
  const home = (await directory(tx)).merchants.byId;
  const rows: VerdictRow[] = [];
  const count = { applied: 0, undetermined: 0 };
  for (const score of scores)
    for (const { rule, compiled } of bound) {
      const key = `${score.merchant}|${rule.rule}`;
      if (spared.has(key)) continue;
      const body = await decide(tx, score, rule, compiled);
      if (body.outcome === "applies") count.applied += 1;
      if (body.outcome === "undetermined") count.undetermined += 1;
      if (!changed(before.get(key), body, tx.now())) continue;
      rows.push(chained(tx.platform, rows.at(-1) ?? end, body, home.get(score.merchant)?.brand ?? null));
    }
  await insertVerdicts(tx, rows);
  for (const row of rows) await carryOut(tx, row);
  return { verdicts: rows.length, ...count };
}

async function decide(
  tx: Tx,
  score: service.MerchantScore,
  rule: rules.RuleVersion,
  compiled: Compiled,
): Promise<Body> {
  const inputs = recordOf(score);
  const outcome = outcomeOf(compiled.condition, inputs);
  const theta = outcome === "applies" && compiled.theta ? (numberOf(compiled.theta, inputs) ?? null) : null;
  const clauses = explain(compiled.condition, inputs, names);
  const metric = score.metrics.find((m) => rule.condition.includes(`${m.metric}_`))?.metric;
  const evidence =
    outcome === "applies" && rule.consequence.kind !== "reward" && metric !== undefined
      ? await evidenceOf(tx, score.merchant, metric, 20)
      : [];
  const until =
    outcome === "applies" ? new Date(tx.now().getTime() + rule.consequence.days * 86_400_000).toISOString() : null;
  const said = {
    merchant: score.merchant,
    rule: rule.rule,
    version: rule.version,
    title: rule.title,
    at: tx.now().toISOString(),
  };
  return {
    ...said,
    outcome,
    kind: rule.consequence.kind,
    theta: bounded(theta),
    until,
    clauses,
    inputs,
    evidence,
    reasons: reasonsOf(rule, outcome, clauses),
  };
}
const bounded = (theta: number | null): number | null =>
  theta === null ? null : Math.max(-0.4, Math.min(0.4, Math.round(theta * 1e6) / 1e6));

/** The statement of reasons in plain words. */
function reasonsOf(rule: rules.RuleVersion, outcome: Outcome, clauses: readonly rules.Clause[]): Bilingual {
  const says = {
    applies: { zh: "符合条件", en: "met" },
    does_not_apply: { zh: "未达到条件", en: "not met" },
    undetermined: { zh: "数据不足，不作判定", en: "not decided: something is not known" },
  }[outcome];
  const parts = clauses.flatMap((c) => (c.plain ? [c.plain] : []));
  const join = (lang: "zh" | "en") => parts.map((p) => p[lang]).join(lang === "zh" ? "；" : "; ");
  return {
    zh: `《${rule.title.zh}》${says.zh}：${join("zh")}`.slice(0, 2000),
    en: `"${rule.title.en}" ${says.en}: ${join("en")}`.slice(0, 2000),
  };
}

/** A verdict is news when the outcome or version differs, its effect moved by more than a thousandth, or it ran out. */
function changed(before: VerdictRow | undefined, now: Body, at: Date): boolean {
  if (!before) return now.outcome !== "does_not_apply";
  if (before.outcome !== now.outcome || before.version !== now.version) return true;
  const old = JSON.parse(before.body) as Body;
  if (now.outcome !== "applies") return false;
  return (
    Math.abs((old.theta ?? 0) - (now.theta ?? 0)) > 0.001 ||
    (old.until !== null && Date.parse(old.until) <= at.getTime())
  );
}
export const hashOf = (previous: string, body: string): string => sha256(`${previous}\n${body}`);
function chained(
  platform: number,
  before: { place: number; hash: string },
  b: Body,
  home_brand: number | null,
): VerdictRow {
  const body = canonicalJson(b);
  const row = {
    id: newId(),
    platform_id: platform,
    place: before.place + 1,
    merchant_id: b.merchant,
    home_brand,
    rule: b.rule,
    version: b.version,
  };
  return {
    ...row,
    at: new Date(b.at),
    outcome: b.outcome,
    kind: b.kind,
    body,
    hash: hashOf(before.hash, body),
    previous_hash: before.hash,
  };
}

/** Turns a verdict into traffic and says so to the log. */
async function carryOut(tx: Tx, row: VerdictRow): Promise<void> {
  const body = JSON.parse(row.body) as Body;
  const rule = (await versions(tx)).find((v) => v.rule === row.rule && v.version === row.version);
  const part = rule?.consequence.part;
  if (part) {
    const theta = body.theta ?? 0;
    const until = body.until === null ? {} : { until: new Date(body.until) };
    await grant(tx, {
      merchant: row.merchant_id,
      part,
      cause: row.rule,
      theta,
      reason: body.reasons,
      source: `verdict:${row.id}`,
      ...until,
    });
  }
  await append(tx, [
    {
      id: row.id,
      name: "verdict.given",
      at: body.at,
      merchant: row.merchant_id,
      ...(row.home_brand === null ? {} : { brand: row.home_brand }),
      props: { rule: row.rule, version: row.version, outcome: row.outcome, kind: row.kind, theta: body.theta ?? 0 },
    },
  ]);
}
/** Rules that do not touch a merchant again because their last verdict was overturned and its time has not run out. */
async function overturned(tx: Tx, rows: readonly VerdictRow[]): Promise<Set<string>> {
  const applied = rows.filter((r) => r.outcome === "applies");
  const lost = new Set(
    (
      await appealsOf(
        tx,
        applied.map((r) => r.id),
      )
    )
      .filter((a) => a.state === "overturned" || a.suspended)
      .map((a) => a.verdict),
  );
  const running = (r: VerdictRow) => Date.parse((JSON.parse(r.body) as Body).until ?? "") > tx.now().getTime();
  return new Set(applied.filter((r) => lost.has(r.id) && running(r)).map((r) => `${r.merchant_id}|${r.rule}`));
}
