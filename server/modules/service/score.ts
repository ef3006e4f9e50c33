import type { service } from "#contract";
import { append } from "#facts";
import type { Tx } from "#kernel";
import { dayIn } from "#kernel";
import { directory } from "#parties";
import { cappedScore, experienceScore, splitChange } from "#quant";
import { metric, metrics } from "./catalogue.ts";
import type { Peers, Scored } from "./model.ts";
import { peersOf, scoreOf, valueOf } from "./model.ts";
import type { Kept } from "./store.ts";
import { count, evidence, merchantOrders, putScore, scoresAt } from "./store.ts";

const nameless = { zh: "—", en: "—" };
const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

/** The platform's business day now. */
export async function today(tx: Tx): Promise<string> {
  return dayIn((await directory(tx)).platform.zone, tx.now());
}

/**
 * Computes the day's score of every merchant with orders and appends the fact of it. The shown score moves at most 0.15
 * from that of a week ago; a merchant's first score is not capped.
 */
export async function computeScores(tx: Tx, asOf?: string): Promise<{ merchants: number; as_of: string }> {
  const parties = await directory(tx);
  const as_of = asOf ?? dayIn(parties.platform.zone, tx.now());
  const when = { day: as_of, zone: parties.platform.zone };
  const all = await merchantOrders(tx);
  const peers = new Map<string, Peers>();
  for (const m of metrics)
    peers.set(
      m.id,
      peersOf(
        m,
        await count(tx, m, when),
        all.map((a) => a.merchant),
      ),
    );
  const weekAgo = new Map((await scoresAt(tx, dayBefore(as_of, 7))).map((s) => [s.merchant, s]));
  const before = new Map((await scoresAt(tx, dayBefore(as_of, 1))).map((s) => [s.merchant, s]));
  for (const { merchant, orders } of all) {
    const scored = scoreOf(metrics, peers, merchant);
    const last = before.get(merchant);
    const kept = keptScore(
      scored,
      { merchant, as_of, orders, name: parties.merchants.byId.get(merchant)?.name ?? nameless },
      weekAgo.get(merchant) ?? last,
      last,
    );
    await putScore(tx, merchant, as_of, {
      ...kept,
      metrics: metrics.flatMap((m) => valueOf(m, mustHave(peers, m.id), merchant) ?? []),
    });
  }
  if (all.length > 0)
    await append(tx, [
      {
        id: `score:${tx.platform}:${as_of}:${tx.now().getTime()}`,
        name: "score.computed",
        at: tx.now().toISOString(),
        props: { as_of, merchants: all.length },
      },
    ]);
  return { merchants: all.length, as_of };
}
function mustHave(peers: ReadonlyMap<string, Peers>, id: string): Peers {
  const found = peers.get(id);
  if (!found) throw new Error(`metric ${id} was not counted`);
  return found;
}
type About = Pick<service.MerchantScore, "merchant" | "as_of" | "orders" | "name">;
function keptScore(s: Scored, about: About, anchor: Kept | undefined, last: Kept | undefined): Omit<Kept, "metrics"> {
  const score = anchor ? cappedScore(anchor.score, s.target) : s.target;
  const split = last ? splitChange(last.parts, s.parts, score - last.score) : {};
  const change = Object.entries(split).map(([id, points]) => ({ metric: id as service.MetricId, points }));
  return {
    ...about,
    score,
    score_low: Math.min(score, experienceScore(s.q_low)),
    q: s.q,
    q_low: s.q_low,
    change,
    parts: s.parts,
  };
}

/** The newest scores, as rules and consoles read them. */
export async function latestScores(tx: Tx, asOf?: string): Promise<service.MerchantScore[]> {
  return (await scoresAt(tx, asOf ?? (await today(tx)))).map(({ parts: _parts, ...shown }) => shown);
}
/** Order keys of the newest defects behind a metric: the evidence a verdict names. */
export async function evidenceOf(tx: Tx, merchant: number, id: service.MetricId, limit: number): Promise<string[]> {
  const { platform } = await directory(tx);
  const rows = await evidence(
    tx,
    metric(id),
    { day: dayIn(platform.zone, tx.now()), zone: platform.zone },
    { merchant, defectsOnly: true, limit },
  );
  return rows.filter((r) => !r.excluded).map((r) => r.order_key);
}
