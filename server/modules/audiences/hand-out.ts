import type { audiences, identity } from "#contract";
import { mayReach, peopleOf, pseudonym } from "#identity";
import type { Scope } from "#kernel";
import { Fault, inTx, newId, notFound } from "#kernel";
import { platformOf } from "./count.ts";
import { newestList, peopleOfList } from "./freeze.ts";
import { keepSet, peopleIn, setSql } from "./sets.ts";
import { handOutById, insertHandOut, policyOf, shown } from "./store.ts";
import type { HandOutRow } from "./tables.ts";

const PAGE = 200_000;
export type Use = { readonly purpose: identity.Purpose; readonly channel: identity.Channel; readonly who: string };
export type HandedOut = { readonly row: HandOutRow; readonly people: readonly number[] };

/**
 * Who of the newest dated list may be reached: the list, less erased people, less everybody without a consent for this purpose
 * and channel, less those who refused personalisation. Towards somebody outside (channel external) the consent to share is
 * needed as well. Refused with `too_few` below the smallest size. Kept for ever as a row, and as a set for later pages.
 */
export async function handOut(scope: Scope, audience: string, use: Use): Promise<HandedOut> {
  const platform = platformOf(scope);
  const { id: frozen, brand } = await newestList(scope, audience);
  const all = await peopleOfList(scope, frozen);
  const people: number[] = [];
  for (let at = 0; at < all.length; at += PAGE)
    people.push(...(await allowed(scope, all.slice(at, at + PAGE), brand, use)));
  const external = use.channel === "external";
  const policy = await inTx(scope, policyOf);
  const least = external ? policy.external_min : policy.own_min;
  if (people.length < least)
    throw new Fault(
      "conflict",
      "too_few",
      `Fewer than ${least} people may be reached like this; nothing was handed out.`,
      {
        userMessage: {
          zh: `可触达人数少于 ${least}，未输出。`,
          en: `Fewer than ${least} people may be reached; nothing was handed out.`,
        },
      },
    );
  const id = newId();
  const now = await inTx(scope, async (tx) => tx.now());
  if (external) await keepSet({ platform, brand, kind: "handout", id }, setSql(people), {}, now);
  const { purpose, channel, who } = use;
  const row: HandOutRow = {
    platform_id: platform,
    id,
    brand_id: brand,
    audience,
    frozen,
    purpose,
    channel,
    of: all.length,
    people: people.length,
    who,
    at: now,
  };
  await inTx(scope, (tx) => insertHandOut(tx, row));
  return { row, people };
}
async function allowed(
  scope: Scope,
  people: readonly number[],
  brand: number,
  { purpose, channel }: Use,
): Promise<number[]> {
  return inTx(scope, async (tx) => {
    const may = await mayReach(tx, tx.platform, people, { purpose, channel, brand });
    const yes = people.filter((_, i) => may[i]);
    if (channel !== "external") return yes;
    const share = await mayReach(tx, tx.platform, yes, { purpose: "sharing", channel, brand });
    return yes.filter((_, i) => share[i]);
  });
}

/** A hand-out as the caller may see it. */
export async function showHandOut(scope: Scope, { row }: HandedOut): Promise<audiences.HandOut> {
  return inTx(scope, async (tx) => {
    const k = (await policyOf(tx)).report_min;
    const { id, audience, frozen, purpose, channel } = row;
    return {
      id,
      audience,
      frozen,
      purpose,
      channel,
      of: shown(tx, row.of, k),
      people: shown(tx, row.people, k),
      at: row.at.toISOString(),
    };
  });
}

/** Pseudonyms of a hand-out to somebody outside, by place in the list; people erased since are left out. */
export async function handedOut(
  scope: Scope,
  id: string,
  page: { after: number; limit: number },
): Promise<{ items: string[]; next?: number }> {
  const platform = platformOf(scope);
  const row = await inTx(scope, (tx) => handOutById(tx, id));
  if (row.channel !== "external") throw notFound("The list");
  const people = await peopleIn(scope, "handout", platform, id, page.after, page.limit);
  const now = await inTx(scope, (tx) => peopleOf(tx, platform, people));
  const items = people.filter((_, i) => now[i] !== 0).map((p) => pseudonym(platform, row.brand_id, p));
  return { items, ...(people.length === page.limit ? { next: page.after + page.limit } : {}) };
}
