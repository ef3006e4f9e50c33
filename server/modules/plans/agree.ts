import type { plans } from "#contract";
import { append } from "#facts";
import type { Principal, Tx } from "#kernel";
import { badFields, conflict, newId, sha256 } from "#kernel";
import { directory, find } from "#parties";
import { sql } from "kysely";
import { metricOf } from "./measures.ts";
import { faultsOf, signedText } from "./model.ts";
import { draftOf, planById, setStanding, shownDraft, sideOf, standingNow, versionOf } from "./store.ts";
import type { PlanRow, Tables } from "./tables.ts";

const versions_max = 200;

async function check(tx: Tx, content: plans.Content): Promise<void> {
  const venueKinds = new Set((await find.venueKinds(tx)).map((k) => k.code));
  const wrong = faultsOf(content, { venueKinds, metrics: metricOf });
  if (wrong.length > 0) throw badFields(wrong.map((w) => ({ ...w, field: `content.${w.field}` })));
}

/** Keeps the side's draft; it may be saved as often as one likes. */
export async function saveDraft(tx: Tx, p: Principal, id: string, content: plans.Content): Promise<plans.Draft> {
  const plan = await planById(tx, id);
  await check(tx, content);
  const told = {
    content: sql<plans.Content>`${JSON.stringify(content)}::jsonb`,
    by: p.name.slice(0, 200),
    saved_at: tx.now(),
  };
  const own = { platform_id: tx.platform, brand_id: plan.brand_id, plan: id, side: sideOf(p) };
  const row = await tx
    .as<Tables>()
    .insertInto("plans.draft")
    .values({ ...own, ...told })
    .onConflict((c) => c.columns(["plan", "side"]).doUpdateSet(told))
    .returningAll()
    .executeTakeFirstOrThrow();
  return shownDraft(row);
}

/**
 * Makes the draft the next version and puts it before the other side. An open proposal of the other side is answered by it
 * (countered), one of the own side is replaced. The plan's row is locked, so versions have one order.
 */
export async function propose(tx: Tx, p: Principal, id: string, reason: string): Promise<plans.Version> {
  const plan = await planById(tx, id, true);
  const draft = await draftOf(tx, id);
  if (!draft) throw conflict("no_draft", "There is no draft to propose; save one first.");
  await check(tx, draft.content);
  const { open, inForce } = await standingNow(tx, id);
  const before = open ? await versionOf(tx, id, open.version) : undefined;
  if (before) await setStanding(tx, id, before.version, before.author === sideOf(p) ? "superseded" : "countered");
  const version = (await lastVersion(tx, id)) + 1;
  if (version > versions_max) throw conflict("too_many_versions", `A plan has at most ${versions_max} versions.`);
  const parent = before?.version ?? inForce?.version ?? null;
  const body = signedText({ plan: id, version, parent, content: draft.content });
  const own = { platform_id: tx.platform, brand_id: plan.brand_id, plan: id, version };
  const now = tx.now();
  await tx
    .as<Tables>()
    .insertInto("plans.version")
    .values({
      ...own,
      parent,
      author: sideOf(p),
      author_name: p.name.slice(0, 200),
      reason,
      body,
      hash: sha256(body),
      proposed_at: now,
      answer_by: new Date(now.getTime() + draft.content.agreement.answer_hours * 3_600_000),
    })
    .execute();
  await tx
    .as<Tables>()
    .insertInto("plans.standing")
    .values({ ...own, state: "proposed", answer: null, changed_at: now })
    .execute();
  await tx.as<Tables>().deleteFrom("plans.draft").where("plan", "=", id).where("side", "=", sideOf(p)).execute();
  return versionOf(tx, id, version);
}
async function lastVersion(tx: Tx, plan: string): Promise<number> {
  const row = await tx
    .as<Tables>()
    .selectFrom("plans.version")
    .select((e) => e.fn.max("version").as("last"))
    .where("plan", "=", plan)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Signs the content that has this hash. With the second signature it is in force, and the version before is superseded. */
export async function sign(tx: Tx, p: Principal, id: string, version: number, hash: string): Promise<plans.Version> {
  const plan = await planById(tx, id, true);
  const before = await openVersion(tx, id, version);
  if (before.hash !== hash || !before.hash_holds)
    throw conflict("hash_differs", "This hash is not that of the version; read it again before you sign.", {
      zh: "内容与您看到的不一致，请重新阅读后签署。",
      en: "The content differs from what you read; read it again before you sign.",
    });
  if (before.signatures.some((s) => s.side === sideOf(p)))
    throw conflict("signed_already", "Your side has signed this version.", {
      zh: "您方已签署。",
      en: "Your side has signed already.",
    });
  const now = tx.now();
  await tx
    .as<Tables>()
    .insertInto("plans.signature")
    .values({
      platform_id: tx.platform,
      brand_id: plan.brand_id,
      plan: id,
      version,
      side: sideOf(p),
      by: p.name.slice(0, 200),
      user_id: p.id ?? null,
      hash,
      at: now,
    })
    .execute();
  const both = before.signatures.length === 1;
  const { inForce } = await standingNow(tx, id);
  if (both && inForce) await setStanding(tx, id, inForce.version, "superseded");
  await setStanding(tx, id, version, both ? "in_force" : "signed");
  await tell(tx, plan, { version, hash, side: sideOf(p), in_force: both });
  return versionOf(tx, id, version);
}
async function openVersion(tx: Tx, id: string, version: number): Promise<plans.Version> {
  const row = await versionOf(tx, id, version);
  if (row.state !== "proposed" && row.state !== "signed")
    throw conflict("not_open", `This version is ${row.state}; only an open proposal can be answered.`, {
      zh: "该版本已不可答复。",
      en: "This version can no longer be answered.",
    });
  return row;
}
async function tell(
  tx: Tx,
  plan: PlanRow,
  props: { readonly version: number; readonly hash: string; readonly side: string; readonly in_force: boolean },
): Promise<void> {
  const at = tx.now().toISOString();
  await append(tx, [
    { id: newId(), name: "plan.signed", at, brand: plan.brand_id, props: { plan: plan.id, year: plan.year, ...props } },
  ]);
}

/** Declines the other side's proposal with a reason, or takes one's own back. */
export async function decline(tx: Tx, id: string, version: number, reason: string): Promise<plans.Version> {
  await planById(tx, id, true);
  await openVersion(tx, id, version);
  await setStanding(tx, id, version, "declined", reason);
  return versionOf(tx, id, version);
}

/** The platform's business day now. */
export const zoneOf = async (tx: Tx): Promise<string> => (await directory(tx)).platform.zone;
