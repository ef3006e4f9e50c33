import type { parties } from "#contract";
import type { Tx } from "#kernel";
import { badInput, conflict, newId, notFound } from "#kernel";
import { sql } from "kysely";
import { forgetSessions } from "./cache.ts";
import { normalLogin } from "./model.ts";
import { hashPassword } from "./passwords.ts";
import type { AccountTable, AssignmentTable, Tables } from "./tables.ts";

export const asAssignment = (r: AssignmentTable): parties.Assignment => ({
  id: r.assignment_id,
  role: r.role,
  brand: r.brand_id,
  venue: r.venue_id,
  consumer: r.consumer_id,
});
type User = Omit<AccountTable, "password_hash" | "platform_id"> & { places: AssignmentTable[] };
const asUser = (r: User) => ({
  id: r.account_id,
  login: r.login,
  name: r.name,
  lang: r.lang,
  status: r.status,
  assignments: r.places.map(asAssignment),
  created_at: r.created_at.toISOString(),
});
type Shown = ReturnType<typeof asUser>;

/** One more place to act; a brand team names its brand, venue staff their venue. */
export type Place = {
  readonly role: "operator" | "brand" | "venue";
  readonly brand?: number | undefined;
  readonly venue?: number | undefined;
};
export type NewUser = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly lang?: "zh" | "en" | undefined;
  readonly assignments: readonly Place[];
};

/** Opens a staff account with its places to act; returns its id. Conflict when the login is taken. */
export async function createUser(tx: Tx, u: NewUser): Promise<string> {
  const account = await openAccount(tx, { ...u, staff: true });
  for (const place of u.assignments) await assign(tx, account, place);
  return account;
}
type NewAccount = Omit<NewUser, "assignments"> & { readonly staff: boolean };
export async function openAccount(tx: Tx, u: NewAccount): Promise<string> {
  const account_id = newId();
  const login = normalLogin(u.login);
  const password_hash = await hashPassword(u.password);
  const about = {
    name: u.name,
    lang: u.lang ?? ("zh" as const),
    staff: u.staff,
    status: "active" as const,
    created_at: tx.now(),
  };
  const made = await tx
    .as<Tables>()
    .insertInto("parties.account")
    .values({ platform_id: tx.platform, account_id, login, password_hash, ...about })
    .onConflict((c) => c.columns(["platform_id", "login"]).doNothing())
    .returning("account_id")
    .executeTakeFirst();
  if (!made)
    throw conflict("login_taken", `The login ${login} is taken.`, {
      zh: "这个账号已被使用。",
      en: "This login is taken.",
    });
  return account_id;
}
/** Gives an account one more place to act; twice is once. */
export async function assign(tx: Tx, account: string, place: Place): Promise<void> {
  const db = tx.as<Tables>();
  const needs = place.role === "operator" ? undefined : place.role;
  if (needs !== undefined && place[needs] === undefined)
    throw badInput(needs, `a ${place.role} place needs its ${needs}`, `the number of a ${needs}`);
  const brand_id = place.role === "brand" ? (place.brand ?? null) : null;
  const venue_id = place.role === "venue" ? (place.venue ?? null) : null;
  if (
    brand_id !== null &&
    !(await db
      .selectFrom("parties.brand")
      .select("code")
      .where("platform_id", "=", tx.platform)
      .where("brand_id", "=", brand_id)
      .executeTakeFirst())
  )
    throw badInput("brand", `brand ${brand_id} does not exist`, "the number of a brand of this platform");
  if (
    venue_id !== null &&
    !(await db
      .selectFrom("parties.venue")
      .select("code")
      .where("platform_id", "=", tx.platform)
      .where("venue_id", "=", venue_id)
      .executeTakeFirst())
  )
    throw badInput("venue", `venue ${venue_id} does not exist`, "the number of a venue of this platform");
  await db
    .insertInto("parties.assignment")
    .values({
      platform_id: tx.platform,
      assignment_id: newId(),
      account_id: account,
      role: place.role,
      brand_id,
      venue_id,
      consumer_id: null,
    })
    .onConflict((c) => c.doNothing())
    .execute();
}
/** Takes a place to act away; its sessions end. */
export async function unassign(tx: Tx, account: string, assignment: string): Promise<void> {
  const gone = await tx
    .as<Tables>()
    .deleteFrom("parties.assignment")
    .where("platform_id", "=", tx.platform)
    .where("account_id", "=", account)
    .where("assignment_id", "=", assignment)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw notFound("The place to act");
  tx.afterCommit(forgetSessions);
}

type Filter = {
  readonly id?: string;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** Staff accounts in the order of their opening. */
export async function users(tx: Tx, f: Filter): Promise<Shown[]> {
  const like = `%${(f.q ?? "").replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const read = await sql<User>`SELECT a.account_id, a.login, a.name, a.lang, a.status, a.created_at, a.staff,
      ARRAY(SELECT to_jsonb(p) FROM parties.assignment p WHERE p.platform_id = a.platform_id AND p.account_id = a.account_id ORDER BY p.assignment_id LIMIT 100) AS places
    FROM parties.account a WHERE a.platform_id = ${tx.platform} AND a.staff
    ${f.id === undefined ? sql`` : sql`AND a.account_id = ${f.id}`}
    ${f.after === undefined ? sql`` : sql`AND a.account_id > ${f.after}::uuid`}
    ${f.q === undefined || f.q === "" ? sql`` : sql`AND (a.login ILIKE ${like} OR a.name ILIKE ${like})`}
    ORDER BY a.account_id LIMIT ${f.limit}`.execute(tx.as<Tables>());
  return read.rows.map(asUser);
}
export async function oneUser(tx: Tx, id: string): Promise<Shown> {
  const [found] = await users(tx, { id, limit: 1 });
  if (!found) throw notFound("The account");
  return found;
}

type Change = {
  readonly name?: string | undefined;
  readonly lang?: "zh" | "en" | undefined;
  readonly status?: "active" | "closed" | undefined;
  readonly password?: string | undefined;
};
/** Changes a staff account; closing it or setting a password ends its sessions. */
export async function changeUser(tx: Tx, id: string, { password, ...change }: Change): Promise<Shown> {
  await oneUser(tx, id);
  const told = Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined));
  const secret = password === undefined ? {} : { password_hash: await hashPassword(password) };
  if (Object.keys({ ...told, ...secret }).length > 0)
    await tx
      .as<Tables>()
      .updateTable("parties.account")
      .set({ ...told, ...secret })
      .where("platform_id", "=", tx.platform)
      .where("account_id", "=", id)
      .execute();
  if (change.status === "closed" || password !== undefined) await endSessions(tx, id);
  return oneUser(tx, id);
}
/** Ends all sessions of an account, except one. */
export async function endSessions(tx: Tx, account: string, except?: string): Promise<void> {
  await sql`DELETE FROM parties.session WHERE platform_id = ${tx.platform} AND account_id = ${account}
    AND session_id IS DISTINCT FROM ${except ?? null}::uuid`.execute(tx.as<Tables>());
  tx.afterCommit(forgetSessions);
}
