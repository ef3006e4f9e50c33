import { sql } from "kysely";
import type { facts, identity as contract } from "#contract";
import type { Principal, Tx } from "#kernel";
import { audit, badInput, newId, notFound, tooMany } from "#kernel";
import { append } from "#facts";
import { directory } from "#parties";
import { accountId } from "./account.ts";
import { mayReach, setConsents } from "./consent.ts";
import { hasher, inPlatform } from "./keys.ts";
import { clean, mask } from "./model.ts";
import { resolve } from "./resolve.ts";
import { findIdentifiers, placed } from "./store.ts";
import type { Tables } from "./tables.ts";

const LOOKUPS_PER_MINUTE = 120;
/** Name on the card of a member who gave none. */
export const ANYBODY = "会员";
const MEMBERS_MAX = 5_000_000;
type Identifier = facts.Identifier;

export type NewMember = {
  readonly ids: readonly Identifier[];
  readonly name: string;
  /** 0: the platform's own club. */
  readonly brand: number;
  readonly level: string;
  readonly source: string;
  /** Where, when it was at a till. */
  readonly venue?: number | undefined;
};

/**
 * Makes somebody a member and tells it by a fact join_member; without a member number among the identifiers and none known,
 * gives one. Twice is once.
 */
export async function joinMember(tx: Tx, m: NewMember): Promise<{ node: number; person: number; member_no: string }> {
  return inPlatform(tx, tx.platform, async (wide) => {
    const named = m.ids.find((i) => i.type === "member_no");
    const [first = 0] = await resolve(wide, wide.platform, [{ ids: m.ids }], m.source);
    if (first === 0)
      throw badInput("ids", "nothing here identifies a person", "a phone number, a card or a member number");
    const before = named ? [] : await memberNosOf(wide, first);
    const had = before.length === 1 ? before[0] : undefined;
    const member_no = named?.value.trim() ?? had ?? (await nextMemberNo(wide));
    const number: Identifier = { type: "member_no", value: member_no, verified: true };
    const [node = 0] = await resolve(
      wide,
      wide.platform,
      [{ ids: [number, ...m.ids.filter((i) => i.type !== "member_no")] }],
      m.source,
    );
    const joined = await wide
      .as<Tables>()
      .insertInto("identity.member")
      .values({
        platform_id: wide.platform,
        brand_id: m.brand,
        node,
        member_no,
        name: m.name,
        level: m.level,
        source: m.source,
        joined_at: wide.now(),
      })
      .onConflict((c) => c.columns(["platform_id", "brand_id", "node"]).doNothing())
      .returning("node")
      .executeTakeFirst();
    if (joined) {
      const place = {
        ...(m.brand > 0 ? { brand: m.brand } : {}),
        ...(m.venue === undefined ? {} : { venue: m.venue }),
      };
      const props = { level: m.level, source: m.source };
      await append(wide, [
        { id: newId(), name: "join_member", at: wide.now().toISOString(), ...place, ids: [number], props },
      ]);
    }
    const [now] = await placed(wide, [node]);
    return { node, person: now?.person ?? node, member_no };
  });
}
/** Member numbers of whoever an identifier stands for, also by a phone that nobody verified. */
async function memberNosOf(tx: Tx, node: number): Promise<string[]> {
  const people = new Set((await placed(tx, await candidates(tx, node))).map((p) => p.person));
  const rows = await Promise.all(
    [...people].filter((p) => p > 0).map(async (p) => membershipsOf(tx, await nodesOf(tx, p))),
  );
  return [...new Set(rows.flat().map((r) => r.member_no))];
}
async function nextMemberNo(tx: Tx): Promise<string> {
  const { rows } = await sql<{ n: number }>`select kernel.next_no(${tx.platform}, 'member_no') as n`.execute(
    tx.as<Tables>(),
  );
  return `V${String(rows[0]?.n ?? 0).padStart(9, "0")}`;
}

/** All nodes counted under a person; at most 20,000. */
export async function nodesOf(tx: Tx, person: number): Promise<number[]> {
  const { rows } = await sql<{ node: number }>`
    select i.node from identity.identifier i
    left join identity.person_of p on p.platform_id = i.platform_id and p.node = i.node
    where i.platform_id = ${tx.platform} and coalesce(p.person, i.node) = ${person}
      and i.node in (select ${person}::int union select node from identity.person_of where platform_id = ${tx.platform} and person = ${person})
    order by i.node limit 20000
  `.execute(tx.as<Tables>());
  return rows.map((r) => r.node);
}

type MemberRow = Omit<Tables["identity.member"], "platform_id" | "source">;
/** Memberships of these nodes, the oldest first; at most 500. */
export async function membershipsOf(tx: Tx, nodes: readonly number[]): Promise<MemberRow[]> {
  return tx
    .as<Tables>()
    .selectFrom("identity.member")
    .select(["brand_id", "node", "member_no", "name", "level", "joined_at"])
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .orderBy("joined_at")
    .limit(500)
    .execute();
}

/** People who are members of a brand (0: of the platform's club), each once, ascending, without those being erased. */
export async function members(tx: Tx, platform: number, brand: number): Promise<number[]> {
  return inPlatform(tx, platform, async (wide) => {
    const { rows } = await sql<{ person: number }>`
      select distinct coalesce(p.person, m.node) as person from identity.member m
      left join identity.person_of p on p.platform_id = m.platform_id and p.node = m.node
      where m.platform_id = ${platform} and m.brand_id = ${brand}
        and not exists (select from identity.erased e where e.platform_id = m.platform_id and e.node = m.node)
      order by person limit ${MEMBERS_MAX}
    `.execute(wide.as<Tables>());
    return rows.map((r) => r.person);
  });
}

const asked = new Map<string, { minute: number; count: number }>();
/** Looking people up is counted per caller, so that a till cannot be used to try out numbers. */
function countLookup(who: string, now: Date): void {
  const minute = Math.floor(now.getTime() / 60_000);
  const before = asked.get(who);
  const count = before?.minute === minute ? before.count + 1 : 1;
  if (asked.size > 10_000) asked.clear();
  asked.set(who, { minute, count });
  if (count > LOOKUPS_PER_MINUTE) throw tooMany(`At most ${LOOKUPS_PER_MINUTE} look-ups a minute.`, 60);
}

const lookupTypes = { phone: "phone", member_no: "member_no", card: "loyalty_card" } as const;
/** The member behind a phone, number or card; not-found when there is none or more than one. Audited without the value. */
export async function lookupMember(
  tx: Tx,
  principal: Principal,
  ask: { by: keyof typeof lookupTypes; value: string },
): Promise<contract.MemberCard> {
  countLookup(principal.id ?? principal.name, tx.now());
  const type = lookupTypes[ask.by];
  const id = clean({ type, value: ask.value, verified: true }, false, hasher(tx.platform));
  if (!id)
    throw badInput(
      "value",
      `this is no ${ask.by}`,
      type === "phone" ? "a phone number such as 13800138000" : "the number on the card",
    );
  return inPlatform(tx, tx.platform, async (wide) => {
    await audit(wide, principal, "members.lookup", `${type} ${id.shown === "" ? mask(type, id.value) : id.shown}`, {});
    const found = (await findIdentifiers(wide, [id])).get(id.key);
    if (!found || found.status !== "ok") throw notFound("The member");
    const nodes = await candidates(wide, found.node);
    const people = new Set((await placed(wide, nodes)).map((p) => p.person).filter((p) => p > 0));
    const cards: contract.MemberCard[] = [];
    for (const person of people) {
      const card = await cardOf(wide, person);
      if (card) cards.push(card);
    }
    const [card, ...others] = cards;
    if (!card || others.length > 0) throw notFound("The member");
    return card;
  });
}
/** The identifier itself, or, for a phone that nobody verified, the at most 20 identifiers it was named with. */
async function candidates(tx: Tx, node: number): Promise<number[]> {
  if ((await membershipsOf(tx, await nodesOf(tx, (await placed(tx, [node]))[0]?.person ?? node))).length > 0)
    return [node];
  const { rows } = await sql<{ node: number }>`
    select case when strong = ${node} then weak else strong end as node from identity.link
    where platform_id = ${tx.platform} and (strong = ${node} or weak = ${node}) and state <> 'cut' limit 20
  `.execute(tx.as<Tables>());
  return [node, ...rows.map((r) => r.node)];
}

/** What an associate sees; undefined when the person is no member or being erased. */
export async function cardOf(tx: Tx, person: number): Promise<contract.MemberCard | undefined> {
  const nodes = await nodesOf(tx, person);
  const rows = await membershipsOf(tx, nodes);
  const main = rows.find((r) => r.brand_id === 0) ?? rows[0];
  if (!main) return undefined;
  const [marketing = false] = await mayReach(tx, tx.platform, [person], { purpose: "marketing", channel: "shop" });
  const [personalisation = false] = await mayReach(tx, tx.platform, [person], {
    purpose: "personalisation",
    channel: "shop",
  });
  return {
    member_no: main.member_no,
    name: maskName(main.name),
    level: main.level,
    joined_at: main.joined_at.toISOString(),
    brands: [...new Set(rows.map((r) => r.brand_id))].sort((a, b) => a - b),
    may: { marketing, personalisation },
  };
}
function maskName(name: string): string {
  const [first = "", ...rest] = [...name];
  return first + "*".repeat(Math.min(3, Math.max(1, rest.length)));
}

/** Joins at a venue's till or by an operator; consents given there are kept with their source. */
export async function joinAt(tx: Tx, principal: Principal, j: contract.Join): Promise<contract.MemberCard> {
  const ids: Identifier[] = [];
  if (j.member_no !== undefined) ids.push({ type: "member_no", value: j.member_no, verified: true });
  if (j.card !== undefined) ids.push({ type: "loyalty_card", value: j.card, verified: true });
  if (j.phone !== undefined) ids.push({ type: "phone", value: j.phone, verified: j.phone_verified });
  const hash = hasher(tx.platform);
  for (const id of ids)
    if (!clean(id, false, hash))
      throw badInput(id.type === "loyalty_card" ? "card" : id.type, "identifies nobody", "a real number");
  const source = principal.venue === undefined ? principal.role : `venue:${principal.venue}`;
  return inPlatform(tx, tx.platform, async (wide) => {
    await checkBrand(wide, j.brand, principal.role === "venue" ? principal.venue : undefined);
    const made = await joinMember(wide, {
      ids,
      name: j.name,
      brand: j.brand,
      level: j.level,
      source,
      venue: principal.venue,
    });
    const number = { type: "member_no" as const, value: made.member_no, verified: true };
    await setConsents(wide, { node: made.node, ids: [number], source }, j.consents);
    await audit(wide, principal, "members.join", `member ${made.member_no}`, { brand: j.brand });
    const card = await cardOf(wide, made.person);
    if (!card) throw notFound("The member");
    return card;
  });
}

/** A venue makes members of the brands it has to do with. */
async function checkBrand(tx: Tx, brand: number, venue?: number): Promise<void> {
  if (brand === 0) return;
  const d = await directory(tx);
  if (!d.brands.byId.has(brand) || (venue !== undefined && !d.carries(venue, brand)))
    throw badInput("brand", `brand ${brand} does not exist`, "the number of a brand, or 0");
}
/** The holder of a shop account joins by themselves; 400 for a brand that does not exist. */
export async function joinClub(tx: Tx, consumer: string, brand: number): Promise<contract.Membership> {
  await checkBrand(tx, brand);
  const about = { name: ANYBODY, brand, level: "basic", source: "self" };
  const made = await joinMember(tx, { ids: [accountId(consumer)], ...about });
  const mine = (await membershipsOf(tx, await nodesOf(tx, made.person))).find((m) => m.brand_id === brand);
  if (!mine) throw notFound("The membership");
  const { member_no, level, joined_at } = mine;
  return { brand, member_no, name: mine.name, level, joined_at: joined_at.toISOString() };
}

/** Members by brand and level; a brand sees its own. */
export async function memberCounts(tx: Tx) {
  const month = new Date(tx.now().getTime() - 30 * 86_400_000);
  const { rows } = await sql<{ brand: number; level: string; members: number; joined_last_30_days: number }>`
    select brand_id as brand, level, count(*) as members, count(*) filter (where joined_at >= ${month}) as joined_last_30_days
    from identity.member where platform_id = ${tx.platform} group by brand_id, level order by brand_id, level limit 1000
  `.execute(tx.as<Tables>());
  return rows;
}
