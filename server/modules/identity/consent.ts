import { sql } from "kysely";
import { append } from "#facts";
import type { facts, identity as contract } from "#contract";
import type { Tx } from "#kernel";
import { newId } from "#kernel";
import { inPlatform } from "./keys.ts";
import type { Tables } from "./tables.ts";

export type Reach = { readonly purpose: contract.Purpose; readonly channel: contract.Channel; readonly brand?: number };
/** Whose answer it is: the node of an account or member, and how facts name it. */
export type Giver = { readonly node: number; readonly ids: readonly facts.Identifier[]; readonly source: string };

/**
 * Records answers about consent, append-only, and tells each by a fact consent.changed. The newest answer per purpose,
 * channel and brand is the current one.
 */
export async function setConsents(tx: Tx, giver: Giver, answers: readonly contract.Consent[]): Promise<void> {
  if (answers.length === 0) return;
  await inPlatform(tx, tx.platform, async (wide) => {
    const rows = new Map(
      answers.map((a) => {
        const { brand: for_brand, ...rest } = a;
        return [
          `${a.purpose} ${a.channel} ${for_brand}`,
          { ...rest, for_brand, platform_id: wide.platform, node: giver.node, at: wide.now() },
        ];
      }),
    );
    const list = [...rows.values()];
    await wide
      .as<Tables>()
      .insertInto("identity.consent")
      .values(list.map((r) => ({ ...r, id: newId(), source: giver.source })))
      .execute();
    await wide
      .as<Tables>()
      .insertInto("identity.consent_now")
      .values(list)
      .onConflict((c) =>
        c.columns(["platform_id", "purpose", "channel", "for_brand", "node"]).doUpdateSet((e) => ({
          status: e.ref("excluded.status"),
          notice: e.ref("excluded.notice"),
          at: e.ref("excluded.at"),
        })),
      )
      .execute();
    await append(
      wide,
      list.map((r) => ({
        id: newId(),
        name: "consent.changed" as const,
        at: r.at.toISOString(),
        ids: [...giver.ids],
        ...(r.for_brand > 0 ? { brand: r.for_brand } : {}),
        props: { purpose: r.purpose, channel: r.channel, status: r.status, notice: r.notice, source: giver.source },
      })),
    );
  });
}

type Kept = contract.Known["consents"][number];
/** The current answers of these nodes; at most 500. */
export async function consentsOf(tx: Tx, nodes: readonly number[]): Promise<Kept[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("identity.consent_now")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .orderBy("at", "desc")
    .limit(500)
    .$castTo<Tables["identity.consent_now"] & { purpose: contract.Purpose; channel: contract.Channel }>()
    .execute();
  return rows.map((r) => ({
    purpose: r.purpose,
    channel: r.channel,
    brand: r.for_brand,
    status: r.status,
    notice: r.notice,
    at: r.at.toISOString(),
  }));
}

const LIST_MAX = 5_000_000;

/**
 * Which of these people may be reached for a purpose through a channel, by a brand or (brand 0) by the platform; in the
 * order asked. No answer means no. Of all answers that apply (this channel or any, this brand or all, from every account of
 * the person) the newest counts, and at the same instant a no. Marketing also needs that the person did not refuse
 * personalisation. People whose erasure was asked for are never reached. Works from any scope.
 */
export async function mayReach(tx: Tx, platform: number, people: readonly number[], reach: Reach): Promise<boolean[]> {
  if (people.length === 0) return [];
  const yes = new Set(await reached(tx, platform, reach, sql`and a.person = any(${[...people]}::int[])`));
  return people.map((p) => yes.has(p));
}
/** Everybody who may be reached like this, ascending; at most 5,000,000. Works from any scope. */
export const reachable = (tx: Tx, platform: number, reach: Reach): Promise<number[]> =>
  reached(tx, platform, reach, sql``);

async function reached(
  tx: Tx,
  platform: number,
  { purpose, channel, brand = 0 }: Reach,
  among: ReturnType<typeof sql>,
): Promise<number[]> {
  return inPlatform(tx, platform, async (wide) => {
    const { rows } = await sql<{ person: number }>`
      with answer as (
        select distinct on (a.person, a.purpose) a.person, a.purpose, a.status
        from (
          select coalesce(p.person, c.node) as person, c.purpose, c.status, c.at
          from identity.consent_now c
          left join identity.person_of p on p.platform_id = c.platform_id and p.node = c.node
          where c.platform_id = ${platform} and c.purpose in (${purpose}, 'personalisation')
            and c.channel in (${channel}, 'any') and c.for_brand in (0, ${brand})
        ) as a
        where a.person > 0 ${among}
        order by a.person, a.purpose, a.at desc, (a.status = 'given')
      )
      select yes.person from answer yes
      where yes.purpose = ${purpose} and yes.status = 'given'
        and not exists (select from answer no where no.person = yes.person and no.purpose = 'personalisation'
          and no.status <> 'given' and ${purpose} = 'marketing')
        and not exists (select from identity.erased e where e.platform_id = ${platform} and e.node = yes.person)
      order by yes.person limit ${LIST_MAX}
    `.execute(wide.as<Tables>());
    return rows.map((r) => r.person);
  });
}
