import type { parties } from "#contract";
import type { Principal, Tx } from "#kernel";
import { Fault, audit, badInput, inTx, newId, newSecret, notFound, platformScope, sha256, tooMany } from "#kernel";
import { sql } from "kysely";
import { asAssignment, endSessions } from "./accounts.ts";
import { platformNumber } from "./authenticate.ts";
import { forgetSessions } from "./cache.ts";
import { attempts, normalLogin, sessionLength_ms, waitFor } from "./model.ts";
import { hashPassword, rightPassword } from "./passwords.ts";
import { asPlatform, brands, merchants, platformRow, venues } from "./store.ts";
import type { AccountTable, AssignmentTable, Tables } from "./tables.ts";

/** A session that was just opened: the secret goes into the cookie and is nowhere else. */
export type Fresh = {
  readonly secret: string;
  readonly session: string;
  readonly lasts_ms: number;
  readonly reply: parties.Session;
};

/** Counts a try at a door; 429 with the waiting time when there were too many in its window. */
export async function knock(tx: Tx, door: string, most: number): Promise<void> {
  const now = tx.now();
  const start = new Date(now.getTime() - attempts.window_ms);
  const read = await sql<{
    tries: number;
    since: Date;
  }>`INSERT INTO parties.attempt AS a (platform_id, door, since, tries)
    VALUES (${tx.platform}, ${door}, ${now}, 1) ON CONFLICT (platform_id, door) DO UPDATE SET
      tries = CASE WHEN a.since <= ${start} THEN 1 ELSE least(a.tries, 1000000) + 1 END,
      since = CASE WHEN a.since <= ${start} THEN ${now} ELSE a.since END
    RETURNING tries, since`.execute(tx.as<Tables>());
  const [row] = read.rows;
  const wait_s = row && waitFor(row.tries, most, row.since, now);
  if (wait_s !== undefined) throw tooMany(`Too many tries; come back in ${wait_s} seconds.`, wait_s);
}
const loginDoor = (login: string) => `login:${sha256(login)}`;

const wrong = () =>
  new Fault("not-signed-in", "wrong_login", "Platform, login and password do not belong together.", {
    userMessage: { zh: "平台、账号或密码不正确。", en: "Platform, login or password is not right." },
  });
type SignIn = {
  readonly platform?: string | undefined;
  readonly login: string;
  readonly password: string;
  readonly assignment?: string | undefined;
};

/**
 * Signs in. Unknown platform, unknown login, closed account and wrong password are one and the same answer, after the
 * same work; ten tries per login in a quarter of an hour, counted before the password is looked at.
 */
export async function signIn(visitor: Principal, ask: SignIn): Promise<Fresh> {
  const platform = await namedPlatform(visitor, ask.platform);
  const login = normalLogin(ask.login);
  const scope = platformScope(platform ?? 0);
  const door = loginDoor(`${platform ?? ask.platform ?? ""}:${login}`);
  const refusal = await inTx(scope, (tx) =>
    knock(tx, door, attempts.perLogin).then(
      () => undefined,
      (fault: unknown) => fault,
    ),
  );
  if (refusal !== undefined) throw refusal;
  const account = await inTx(scope, (tx) => accountBy(tx, login));
  const right = await rightPassword(account?.status === "active" ? account.password_hash : undefined, ask.password);
  if (!account || !right) throw wrong();
  return inTx(scope, async (tx) => {
    await tx
      .as<Tables>()
      .deleteFrom("parties.attempt")
      .where("platform_id", "=", tx.platform)
      .where("door", "=", door)
      .execute();
    const place = await placeOf(tx, account.account_id, ask.assignment);
    if (visitor.session !== undefined) await endSession(tx, visitor.session);
    return openSession(tx, place);
  });
}
/** The platform a body names, else the visitor's; undefined when there is none of that name. */
async function namedPlatform(visitor: Principal, code: string | undefined): Promise<number | undefined> {
  if (code === undefined) return visitor.platform;
  return platformNumber(code).catch((error: unknown) => {
    if (error instanceof Fault && error.kind === "not-found") return undefined;
    throw error;
  });
}
const accountBy = (tx: Tx, login: string): Promise<AccountTable | undefined> =>
  tx
    .as<Tables>()
    .selectFrom("parties.account")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("login", "=", login)
    .executeTakeFirst();

async function placeOf(tx: Tx, account: string, wanted: string | undefined): Promise<AssignmentTable> {
  const mine = tx
    .as<Tables>()
    .selectFrom("parties.assignment")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("account_id", "=", account);
  const place = await (wanted === undefined ? mine : mine.where("assignment_id", "=", wanted))
    .orderBy("assignment_id")
    .limit(1)
    .executeTakeFirst();
  if (place) return place;
  if (wanted !== undefined)
    throw badInput("assignment", "this place to act is not yours", "one of the assignments in the session");
  throw wrong();
}

/** Opens a session in a place to act, in the platform's scope. */
export async function openSession(tx: Tx, place: AssignmentTable): Promise<Fresh> {
  const secret = newSecret();
  const session_id = newId();
  const lasts_ms = sessionLength_ms(place.role);
  const now = tx.now();
  await tx
    .as<Tables>()
    .insertInto("parties.session")
    .values({
      platform_id: tx.platform,
      session_id,
      secret_hash: sha256(secret),
      account_id: place.account_id,
      assignment_id: place.assignment_id,
      created_at: now,
      expires_at: new Date(now.getTime() + lasts_ms),
    })
    .execute();
  const reply = await describe(tx, place);
  const who: Principal = { role: place.role, id: reply.user.id, name: reply.user.name, platform: tx.platform };
  await audit(tx, who, "sign in", "/v1/session", { role: place.role });
  return { secret, session: session_id, lasts_ms, reply };
}
/** Ends one session; an unknown one is already ended. */
export async function endSession(tx: Tx, session: string): Promise<void> {
  await tx
    .as<Tables>()
    .deleteFrom("parties.session")
    .where("platform_id", "=", tx.platform)
    .where("session_id", "=", session)
    .execute();
  tx.afterCommit(forgetSessions);
}
/** The reply of the session that a principal came with, in the platform's scope. */
export async function currentSession(tx: Tx, session: string): Promise<parties.Session> {
  const place = await tx
    .as<Tables>()
    .selectFrom("parties.session as s")
    .innerJoin("parties.assignment as p", "p.assignment_id", "s.assignment_id")
    .selectAll("p")
    .where("s.platform_id", "=", tx.platform)
    .where("s.session_id", "=", session)
    .executeTakeFirst();
  if (!place) throw notFound("The session");
  return describe(tx, place);
}
export async function placeById(tx: Tx, assignment: string): Promise<AssignmentTable> {
  return tx
    .as<Tables>()
    .selectFrom("parties.assignment")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("assignment_id", "=", assignment)
    .executeTakeFirstOrThrow();
}

async function describe(tx: Tx, place: AssignmentTable): Promise<parties.Session> {
  const row = await platformRow(tx);
  if (!row) throw notFound("The platform");
  const { demo: _demo, ...platform } = asPlatform(row);
  const person = await personOf(tx, place);
  const [brand] = place.brand_id === null ? [] : await brands(tx, { ids: [place.brand_id] });
  const [venue] = place.venue_id === null ? [] : await venues(tx, { ids: [place.venue_id] });
  const [merchant] = venue
    ? await merchants(tx, { ids: [venue.merchant] })
    : place.brand_id === null
      ? []
      : await merchants(tx, { brand: place.brand_id, limit: 1 });
  return {
    user: {
      ...person,
      role: place.role,
      platform,
      ...(brand && { brand: short(brand) }),
      ...(merchant && { merchant: short(merchant) }),
      ...(venue && { venue: { ...short(venue), kind: venue.kind, capabilities: venue.capabilities } }),
      ...(place.consumer_id !== null && { consumer: place.consumer_id }),
    },
  };
}
const short = ({ id, code, name }: parties.Brand | parties.Merchant | parties.Venue) => ({ id, code, name });

async function personOf(
  tx: Tx,
  place: AssignmentTable,
): Promise<Pick<parties.Session["user"], "id" | "name" | "lang" | "assignments">> {
  const db = tx.as<Tables>();
  if (place.account_id === null) {
    const guest = await db
      .selectFrom("parties.consumer")
      .select(["name", "lang"])
      .where("consumer_id", "=", place.consumer_id)
      .executeTakeFirstOrThrow();
    return { id: place.consumer_id ?? place.assignment_id, ...guest, assignments: [asAssignment(place)] };
  }
  const account = await db
    .selectFrom("parties.account")
    .select(["name", "lang"])
    .where("account_id", "=", place.account_id)
    .executeTakeFirstOrThrow();
  const places = await db
    .selectFrom("parties.assignment")
    .selectAll()
    .where("account_id", "=", place.account_id)
    .orderBy("assignment_id")
    .limit(100)
    .execute();
  return { id: place.account_id, ...account, assignments: places.map(asAssignment) };
}

/** Changes one's own password; every other session of the account ends. */
export async function changePassword(p: Principal, ask: { readonly old: string; readonly new: string }): Promise<void> {
  const scope = platformScope(p.platform);
  const mine = await inTx(scope, (tx) =>
    tx
      .as<Tables>()
      .selectFrom("parties.account")
      .select(["account_id", "login", "password_hash"])
      .where("platform_id", "=", p.platform)
      .where("account_id", "=", p.id ?? "")
      .executeTakeFirst(),
  );
  if (!mine) throw notFound("The account");
  const door = loginDoor(`${p.platform}:${mine.login}`);
  const refusal = await inTx(scope, (tx) =>
    knock(tx, door, attempts.perLogin).then(
      () => undefined,
      (fault: unknown) => fault,
    ),
  );
  if (refusal !== undefined) throw refusal;
  if (!(await rightPassword(mine.password_hash, ask.old)))
    throw badInput("body.old", "this is not the present password");
  const password_hash = await hashPassword(ask.new);
  await inTx(scope, async (tx) => {
    await tx
      .as<Tables>()
      .updateTable("parties.account")
      .set({ password_hash })
      .where("platform_id", "=", tx.platform)
      .where("account_id", "=", mine.account_id)
      .execute();
    await tx
      .as<Tables>()
      .deleteFrom("parties.attempt")
      .where("platform_id", "=", tx.platform)
      .where("door", "=", door)
      .execute();
    await tx
      .as<Tables>()
      .deleteFrom("parties.demo_sign_in")
      .where("platform_id", "=", tx.platform)
      .where("login", "=", mine.login)
      .execute();
    await endSessions(tx, mine.account_id, p.session);
    await audit(tx, p, "change password", "/v1/session/password", {});
  });
}
