import type { lab } from "#contract";
import { contains } from "#audiences";
import { append } from "#facts";
import { accountId, peopleOf, resolve } from "#identity";
import type { Principal, Scope, Tx } from "#kernel";
import { badInput, conflict, inTx, newId, notFound, platformScope, sha256 } from "#kernel";
import { directory } from "#parties";
import type { AnswerRow, SurveyRow, Tables } from "./tables.ts";
import { surveyById } from "./surveys.ts";

/** Who answers: an account when signed in, and the browser, which may have answered before somebody signed in. */
export type Visitor = { readonly principal: Principal; readonly anonymousId: string | undefined };
const keysOf = (tx: Tx, v: Visitor): string[] => [
  ...(v.principal.consumer === undefined ? [] : [sha256(`${tx.platform} account ${v.principal.consumer}`)]),
  ...(v.anonymousId === undefined ? [] : [sha256(`${tx.platform} browser ${v.anonymousId}`)]),
];
const gone = () =>
  conflict("not_open", "This survey is not open.", { zh: "该调研未开放。", en: "This survey is not open." });
const twice = () =>
  conflict("answered_already", "You have answered this survey.", {
    zh: "您已参与过。",
    en: "You have answered already.",
  });

const isOpen = (r: SurveyRow, now: Date): boolean => r.state === "open" && (r.closes_at === null || r.closes_at > now);

/**
 * Whether this visitor is meant: everybody, or the people of the survey's audience. Audiences open transactions of their own,
 * so this is asked outside of any.
 */
async function invited(survey: SurveyRow, v: Visitor): Promise<boolean> {
  if (survey.audience === null) return true;
  const { platform, consumer } = v.principal;
  if (consumer === undefined) return false;
  const wide = platformScope(platform);
  const person = await inTx(wide, async (tx) => {
    const [node = 0] = await resolve(tx, platform, [{ ids: [accountId(consumer)] }], "lab", "look");
    return node === 0 ? 0 : ((await peopleOf(tx, platform, [node]))[0] ?? 0);
  });
  return contains(wide, survey.audience, person);
}
async function answeredBy(tx: Tx, surveys: readonly string[], v: Visitor): Promise<Set<string>> {
  const keys = keysOf(tx, v);
  if (keys.length === 0 || surveys.length === 0) return new Set();
  const rows = await tx.widened("whether this browser answered before it signed in", (wide) =>
    wide
      .as<Tables>()
      .selectFrom("lab.answer")
      .select("survey")
      .where("platform_id", "=", wide.platform)
      .where("survey", "in", [...surveys])
      .where("respondent", "in", keys)
      .execute(),
  );
  return new Set(rows.map((r) => r.survey));
}

async function asAsked(tx: Tx, rows: readonly SurveyRow[], v: Visitor) {
  const { brands } = await directory(tx);
  const answered = await answeredBy(
    tx,
    rows.map((r) => r.id),
    v,
  );
  return rows.map((r) => ({
    id: r.id,
    brand: r.brand_id,
    brand_name: brands.byId.get(r.brand_id)?.name ?? { zh: "—", en: "—" },
    concept: r.concept,
    ask_prices: r.ask_prices,
    closes_at: r.closes_at?.toISOString() ?? null,
    answered: answered.has(r.id),
  }));
}
/** The open surveys this visitor may answer, newest first; at most 50. */
export async function openSurveys(scope: Scope, v: Visitor) {
  const rows = await inTx(scope, async (tx) => {
    const open = await tx
      .as<Tables>()
      .selectFrom("lab.survey")
      .selectAll()
      .where("platform_id", "=", tx.platform)
      .where("state", "=", "open")
      .orderBy("opened_at", "desc")
      .limit(200)
      .execute();
    return open.filter((r) => isOpen(r, tx.now()));
  });
  const meant: SurveyRow[] = [];
  for (const r of rows) if (meant.length < 50 && (await invited(r, v))) meant.push(r);
  return inTx(scope, (tx) => asAsked(tx, meant, v));
}
export async function oneSurvey(scope: Scope, id: string, v: Visitor) {
  const { row, open } = await look(scope, id);
  if (!open || !(await invited(row, v))) throw notFound("The survey");
  const [shown] = await inTx(scope, (tx) => asAsked(tx, [row], v));
  if (!shown) throw notFound("The survey");
  return shown;
}
const look = (scope: Scope, id: string) =>
  inTx(scope, async (tx) => {
    const row = await surveyById(tx, id);
    return { row, open: isOpen(row, tx.now()) };
  });

/** Takes an answer, once per account and browser. Counting it locks the survey, so it cannot close in between. */
export async function answerSurvey(scope: Scope, id: string, v: Visitor, a: lab.Answer): Promise<void> {
  const { row, open } = await look(scope, id);
  if (!open) throw gone();
  if (!(await invited(row, v))) throw notFound("The survey");
  await inTx(scope, (tx) => keep(tx, row, v, a));
}
async function keep(tx: Tx, survey: SurveyRow, v: Visitor, a: lab.Answer): Promise<void> {
  const { id } = survey;
  const [respondent] = keysOf(tx, v);
  if (respondent === undefined) throw badInput("anonymous_id", "is missing", "the browser's own id, or sign in");
  if (!survey.ask_prices && a.prices !== null) throw badInput("prices", "this survey asks for no prices", "null");
  if ((await answeredBy(tx, [id], v)).size > 0) throw twice();
  const counted = await tx
    .as<Tables>()
    .updateTable("lab.survey")
    .set((e) => ({ answers: e("answers", "+", 1) }))
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .where("state", "=", "open")
    .returning("id")
    .executeTakeFirst();
  if (!counted) throw gone();
  const kept = await tx
    .as<Tables>()
    .insertInto("lab.answer")
    .values(rowOf(tx, id, respondent, v, a))
    .onConflict((c) => c.columns(["survey", "respondent"]).doNothing())
    .returning("survey")
    .executeTakeFirst();
  if (!kept) throw twice();
  const ids = [
    ...(v.principal.consumer === undefined ? [] : [accountId(v.principal.consumer)]),
    ...(v.anonymousId === undefined ? [] : [{ type: "anonymous_id" as const, value: v.anonymousId }]),
  ];
  const at = tx.now().toISOString();
  await append(tx, [
    {
      id: newId(),
      name: "survey.answered",
      at,
      brand: survey.brand_id,
      touchpoint: "survey",
      ids,
      props: { survey: id },
    },
  ]);
}
function rowOf(tx: Tx, survey: string, respondent: string, v: Visitor, a: lab.Answer): AnswerRow {
  return {
    platform_id: tx.platform,
    survey,
    respondent,
    consumer_id: v.principal.consumer ?? null,
    intent: a.intent,
    uniqueness: a.uniqueness,
    relevance: a.relevance,
    too_cheap: a.prices?.too_cheap_minor ?? null,
    cheap: a.prices?.cheap_minor ?? null,
    expensive: a.prices?.expensive_minor ?? null,
    too_expensive: a.prices?.too_expensive_minor ?? null,
    intent_at_cheap: a.intent_at_cheap,
    intent_at_expensive: a.intent_at_expensive,
    at: tx.now(),
  };
}
