import type { rules } from "#contract";
import type { Tx } from "#kernel";
import { conflict, newId, notFound } from "#kernel";
import { grant } from "#traffic";
import type { Body } from "./judge.ts";
import { appealsOf, verdictById, versions } from "./store.ts";
import type { AppealRow, Tables, VerdictRow } from "./store.ts";

/** The platform answers within seven days; after that the sanction rests until it does. */
const answer_days = 7;
/** A verdict may be appealed for six months (EU Digital Services Act, article 20). */
const window_days = 183;

export async function openAppeal(tx: Tx, verdictId: string, text: string): Promise<rules.Appeal> {
  const verdict = await verdictById(tx, verdictId);
  if (!verdict) throw notFound("The verdict");
  const now = tx.now();
  if (verdict.outcome !== "applies")
    throw conflict("nothing_to_appeal", "This verdict has no effect, so there is nothing to appeal.");
  if (now.getTime() - verdict.at.getTime() > window_days * 86_400_000)
    throw conflict("too_late", `Appeals are open for ${window_days} days after the verdict.`);
  if ((await appealsOf(tx, [verdictId])).length > 0)
    throw conflict("appealed_already", "This verdict has been appealed; its answer is final here.");
  const row: AppealRow = {
    id: newId(),
    platform_id: tx.platform,
    verdict: verdictId,
    merchant_id: verdict.merchant_id,
    home_brand: verdict.home_brand,
    body: text,
    state: "open",
    opened_at: now,
    due_at: new Date(now.getTime() + answer_days * 86_400_000),
    answer: null,
    decided_at: null,
    suspended: false,
  };
  await tx.as<Tables>().insertInto("rules.appeal").values(row).execute();
  return asAppeal(row);
}

export async function decideAppeal(
  tx: Tx,
  id: string,
  decision: "upheld" | "overturned",
  answer: string,
): Promise<rules.Appeal> {
  const row = await tx
    .as<Tables>()
    .updateTable("rules.appeal")
    .set({ state: decision, answer, decided_at: tx.now() })
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .where("state", "=", "open")
    .returningAll()
    .executeTakeFirst();
  if (!row) {
    const known = await tx
      .as<Tables>()
      .selectFrom("rules.appeal")
      .select("state")
      .where("platform_id", "=", tx.platform)
      .where("id", "=", id)
      .executeTakeFirst();
    throw known ? conflict("decided_already", `This appeal is ${known.state}.`) : notFound("The appeal");
  }
  if (decision === "overturned")
    await giveBack(tx, row, { zh: "申诉成立，处置撤销", en: "The appeal was right; the effect is taken back" });
  return asAppeal(row);
}

/** Suspends the effect of verdicts whose appeal the platform has not answered in time. Returns how many. */
export async function suspendLate(tx: Tx): Promise<number> {
  const late = await tx
    .as<Tables>()
    .updateTable("rules.appeal")
    .set({ suspended: true })
    .where("platform_id", "=", tx.platform)
    .where("state", "=", "open")
    .where("suspended", "=", false)
    .where("due_at", "<=", tx.now())
    .returningAll()
    .execute();
  for (const row of late)
    await giveBack(tx, row, {
      zh: "平台逾期未答复申诉，处置暂停",
      en: "The platform is late with its answer; the effect rests",
    });
  return late.length;
}
async function giveBack(tx: Tx, appeal: AppealRow, reason: { zh: string; en: string }): Promise<void> {
  const verdict = await verdictById(tx, appeal.verdict);
  const rule = (await versions(tx)).find((v) => v.rule === verdict?.rule && v.version === verdict.version);
  const part = rule?.consequence.part;
  if (verdict && part)
    await grant(tx, {
      merchant: verdict.merchant_id,
      part,
      cause: verdict.rule,
      theta: 0,
      reason,
      source: `appeal:${appeal.id}`,
    });
}

export function asAppeal(r: AppealRow): rules.Appeal {
  return {
    id: r.id,
    verdict: r.verdict,
    merchant: r.merchant_id,
    text: r.body,
    state: r.state,
    opened_at: r.opened_at.toISOString(),
    due_at: r.due_at.toISOString(),
    answer: r.answer,
    decided_at: r.decided_at?.toISOString() ?? null,
  };
}
/** What stands of a verdict after its appeal. */
export function stateOf(v: VerdictRow, appeals: readonly AppealRow[]): rules.Verdict["state"] {
  if (v.outcome !== "applies") return "no_effect";
  const mine = appeals.find((a) => a.verdict === v.id);
  if (!mine) return "in_force";
  if (mine.state === "open") return mine.suspended ? "suspended" : "appealed";
  return mine.state;
}
export const bodyOf = (v: VerdictRow): Body => JSON.parse(v.body) as Body;
