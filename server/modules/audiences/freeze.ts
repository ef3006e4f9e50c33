import type { audiences } from "#contract";
import { append } from "#facts";
import { peopleOf } from "#identity";
import type { Job, Scope } from "#kernel";
import { Fault, conflict, inTx, newId, platformScope, systemScope } from "#kernel";
import { compile } from "./compile.ts";
import { judge, platformOf } from "./count.ts";
import type { SetKey } from "./sets.ts";
import { keepSet, peopleIn } from "./sets.ts";
import { audienceById, dueAudiences, insertFrozen, policyOf, show, updateAudience } from "./store.ts";

const PAGE = 200_000;
const LIST_MAX = 5_000_000;
const DAY_MS = 86_400_000;
const DUE_MAX = 200;

/**
 * Keeps the people an audience holds now as a dated list and tells it by the fact audience.frozen. A failure is kept with the
 * audience and thrown.
 */
export async function freeze(scope: Scope, audience: string): Promise<audiences.Audience> {
  try {
    return await freezeNow(scope, audience);
  } catch (error) {
    if (!(error instanceof Fault && error.kind === "not-found")) {
      const failure = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      await inTx(scope, (tx) => updateAudience(tx, audience, { failed_at: tx.now(), failure }));
    }
    throw error;
  }
}
async function freezeNow(scope: Scope, audience: string): Promise<audiences.Audience> {
  const { row, k, now } = await inTx(scope, async (tx) => ({
    row: await audienceById(tx, audience),
    k: (await policyOf(tx)).report_min,
    now: tx.now(),
  }));
  const query = await compile(scope, row.definition, { brand: row.brand_id, made_on: row.made_on }, row.id);
  const key: SetKey = { platform: platformOf(scope), brand: row.brand_id, kind: "frozen", id: newId() };
  await keepSet(key, query.sql, query.params, now);
  const { people, shown } = await judge(scope, key, query, k, now);
  return inTx(scope, async (tx) => {
    const list = {
      platform_id: tx.platform,
      id: key.id,
      brand_id: row.brand_id,
      audience,
      at: now,
      definition: query.definition,
      people,
      shown,
    };
    await insertFrozen(tx, list);
    await updateAudience(tx, audience, { frozen: key.id, frozen_at: now, failed_at: null, failure: null });
    const brand = row.brand_id > 0 ? { brand: row.brand_id } : {};
    await append(tx, [
      {
        id: newId(),
        name: "audience.frozen",
        at: now.toISOString(),
        ...brand,
        props: { audience, frozen: key.id, people },
      },
    ]);
    const [made] = await show(tx, [await audienceById(tx, audience)]);
    if (!made) throw new Error("the audience vanished while it was frozen");
    return made;
  });
}

/** The newest dated list of an audience; conflict when there is none. */
export async function newestList(scope: Scope, audience: string): Promise<{ id: string; brand: number }> {
  const row = await inTx(scope, (tx) => audienceById(tx, audience));
  if (row.frozen === null)
    throw conflict("not_frozen", "This audience has no dated list yet; freeze it first.", {
      zh: "请先冻结该人群。",
      en: "Freeze this audience first.",
    });
  return { id: row.frozen, brand: row.brand_id };
}

/**
 * The people of a dated list as they are counted today, ascending: merged people once, erased ones not at all.
 * At most 5,000,000.
 */
export async function peopleOfList(scope: Scope, frozen: string): Promise<number[]> {
  const platform = platformOf(scope);
  const people = new Set<number>();
  for (let offset = 0; offset < LIST_MAX; offset += PAGE) {
    const page = await peopleIn(scope, "frozen", platform, frozen, offset, PAGE);
    if (page.length > 0)
      for (const p of await inTx(scope, (tx) => peopleOf(tx, platform, page))) if (p > 0) people.add(p);
    if (page.length < PAGE) break;
  }
  return Uint32Array.from(people)
    .sort()
    .reduce<number[]>((list, p) => (list.push(p), list), []);
}

type Cached = { readonly people: ReadonlySet<number>; readonly until: number };
const cache = new Map<string, Promise<Cached>>();
const CACHE_MAX = 20;
const FRESH_MS = 60_000;

/**
 * Whether a person is in the newest dated list of an audience. Lists are kept in memory for a minute, so a merge or an erasure
 * is seen here within a minute. False when the audience was never frozen; 404 when it does not exist.
 */
export async function contains(scope: Scope, audience: string, person: number): Promise<boolean> {
  const { row, now } = await inTx(scope, async (tx) => ({ row: await audienceById(tx, audience), now: Date.now() }));
  if (row.frozen === null || person === 0) return false;
  const key = `${row.platform_id} ${row.frozen}`;
  let known = cache.get(key);
  if (!known || (await known).until < now) {
    known = peopleOfList(scope, row.frozen).then((people) => ({ people: new Set(people), until: now + FRESH_MS }));
    known.catch(() => cache.delete(key));
    cache.delete(key);
    for (const oldest of cache.size >= CACHE_MAX ? [...cache.keys()].slice(0, 1) : []) cache.delete(oldest);
    cache.set(key, known);
  }
  return (await known).people.has(person);
}

/** Freezes the audiences that do so by themselves, once a day each; one that fails does not stop the others. */
export const dailyJob: Job = {
  name: "audiences.daily",
  every: "*/10 * * * *",
  run: async (_data, job) => {
    const due = await inTx(systemScope, (tx) => dueAudiences(tx, new Date(tx.now().getTime() - DAY_MS), DUE_MAX));
    let failed = 0;
    for (const [i, row] of due.entries()) {
      try {
        await freeze(platformScope(row.platform_id), row.id);
      } catch (error) {
        failed += 1;
        job.log.warn({ err: error, audience: row.id }, "an audience could not be frozen");
      }
      await job.progress(i + 1, due.length);
    }
    return { frozen: due.length - failed, failed };
  },
};
