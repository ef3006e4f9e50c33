import { rules } from "#contract";
import type { Endpoint, Tx } from "#kernel";
import { idCursor, mapPage, numberCursor, pageOf, serve } from "#kernel";
import { directory } from "#parties";
import { latestScores } from "#service";
import { asAppeal, bodyOf, decideAppeal, openAppeal, stateOf } from "./appeal.ts";
import { explain, numberOf, outcomeOf } from "./evaluate.ts";
import { hashOf, judgeAll, recordOf } from "./judge.ts";
import { names } from "./names.ts";
import { clauseTexts, compile, inForce, publish, withEnds } from "./publish.ts";
import type { Tables, VerdictRow } from "./store.ts";
import { appealsOf, chainSlice, verdictPage, versions } from "./store.ts";

const { routes } = rules;
const nameless = { zh: "—", en: "—" };

const list = serve(routes.list, async ({ tx }, { query }) => {
  const all = await versions(tx);
  if (query.at !== undefined) return { items: inForce(all, new Date(query.at)) };
  const now = tx.now().getTime();
  return {
    items: withEnds(all)
      .filter((v) => v.effective_until === null || Date.parse(v.effective_until) > now)
      .slice(0, 200),
  };
});

const check = serve(routes.check, async ({ tx }, { body }) => {
  const compiled = compile(body.condition, body.theta);
  const meets = (await latestScores(tx)).slice(0, 500).map((score) => {
    const record = recordOf(score);
    const outcome = outcomeOf(compiled.condition, record);
    const theta = outcome === "applies" && compiled.theta ? (numberOf(compiled.theta, record) ?? null) : null;
    return {
      merchant: score.merchant,
      name: score.name,
      outcome,
      theta,
      clauses: explain(compiled.condition, record, names),
    };
  });
  return { clauses: clauseTexts(compiled.condition), meets };
});

async function shownVerdicts(tx: Tx, rows: readonly VerdictRow[]) {
  const merchants = (await directory(tx)).merchants.byId;
  const appeals = await appealsOf(
    tx,
    rows.map((r) => r.id),
  );
  return rows.map((r) => ({
    ...bodyOf(r),
    id: r.id,
    clauses: [...bodyOf(r).clauses],
    evidence: [...bodyOf(r).evidence],
    merchant_name: merchants.get(r.merchant_id)?.name ?? nameless,
    state: stateOf(r, appeals),
    hash: r.hash,
    previous_hash: r.previous_hash,
  }));
}
const verdicts = serve(routes.verdicts, async ({ tx }, { query }) => {
  const before = numberCursor(query.after, Number.MAX_SAFE_INTEGER);
  const { merchant, rule, outcome, limit } = query;
  const rows = await verdictPage(tx, {
    merchant,
    rule,
    outcome,
    limit: limit + 1,
    ...(before === undefined ? {} : { before }),
  });
  return mapPage(
    pageOf(rows, limit, (r) => r.place),
    (page) => shownVerdicts(tx, page),
  );
});

const chain = serve(routes.chain, async ({ tx }) => {
  let [seen, hash, place] = [0, "", 0];
  for (;;) {
    const rows = await chainSlice(tx, place, 1000);
    for (const r of rows) {
      if (r.previous_hash !== hash || r.hash !== hashOf(hash, r.body))
        return { verdicts: seen, whole: false, broken_at: r.id };
      [seen, hash, place] = [seen + 1, r.hash, r.place];
    }
    if (rows.length < 1000) return { verdicts: seen, whole: true, broken_at: null };
  }
});

const appeals = serve(routes.appeals, async ({ tx }, { query }) => {
  const after = idCursor(query.after);
  let rows = tx.as<Tables>().selectFrom("rules.appeal").selectAll().where("platform_id", "=", tx.platform);
  if (after !== undefined) rows = rows.where("id", "<", after);
  const found = await rows
    .orderBy("id", "desc")
    .limit(query.limit + 1)
    .execute();
  return pageOf(found.map(asAppeal), query.limit, (a) => a.id);
});

export const endpoints: readonly Endpoint[] = [
  list,
  check,
  verdicts,
  chain,
  appeals,
  serve(routes.names, async () => ({ items: [...names.values()].map((n) => ({ ...n })) })),
  serve(routes.publish, async ({ tx, principal }, { body }) => publish(tx, body, principal)),
  serve(routes.judge, async ({ tx }) => judgeAll(tx)),
  serve(routes.appeal, async ({ tx }, { params, body }) => openAppeal(tx, params.verdict, body.text)),
  serve(routes.decide, async ({ tx }, { params, body }) => decideAppeal(tx, params.appeal, body.decision, body.answer)),
];
