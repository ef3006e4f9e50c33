import { randomInt } from "node:crypto";
import type { parties } from "#contract";
import type { Tx } from "#kernel";
import { newId, notFound } from "#kernel";
import { gs1CheckDigit } from "#quant";
import { sql } from "kysely";
import { openAccount } from "./accounts.ts";
import { forgetSessions } from "./cache.ts";
import { masked, normalLogin } from "./model.ts";
import type { ConsumerTable, Tables } from "./tables.ts";

export type NewConsumer = {
  readonly name: string;
  readonly lang?: "zh" | "en" | undefined;
  /** Phone number or e-mail address, and password; both absent for a guest. */
  readonly login?: string | undefined;
  readonly password?: string | undefined;
};
/** A new account: `login` is in its stored form and absent for a guest; nobody has proved yet that it is theirs. */
export type Opened = {
  readonly consumer: string;
  readonly member_no: string;
  readonly login: string | undefined;
  readonly assignment: string;
};

type Listener = (tx: Tx, opened: Opened) => Promise<void>;
const listeners = new Set<Listener>();
/** Lets a later module act in the transaction that opens a consumer account (link its identifiers). Returns how to stop. */
export function onConsumer(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Member numbers cannot be guessed from one another; the last digit is a GS1 check digit against typing slips. */
function newMemberNo(): string {
  const digits = String(randomInt(1e10, 1e11));
  return `M${digits}${gs1CheckDigit(digits)}`;
}

/** Opens a consumer account; without login and password it is a guest's. Conflict when the login is taken. */
export async function createConsumer(tx: Tx, c: NewConsumer): Promise<Opened> {
  const guest = c.login === undefined || c.password === undefined;
  const login = c.login === undefined ? undefined : normalLogin(c.login);
  const { phone, email } = masked(login ?? "");
  const lang = c.lang ?? "zh";
  const consumer_id = newId();
  const member_no = newMemberNo();
  const platform_id = tx.platform;
  const account =
    guest || login === undefined || c.password === undefined
      ? null
      : await openAccount(tx, { login, password: c.password, name: c.name, lang, staff: false });
  const row = {
    platform_id,
    consumer_id,
    member_no,
    name: c.name,
    lang,
    phone_masked: phone,
    email_masked: email,
    guest,
    created_at: tx.now(),
  };
  await tx.as<Tables>().insertInto("parties.consumer").values(row).execute();
  const assignment_id = newId();
  const place = {
    platform_id,
    assignment_id,
    account_id: account,
    role: "consumer" as const,
    brand_id: null,
    venue_id: null,
    consumer_id,
  };
  await tx.as<Tables>().insertInto("parties.assignment").values(place).execute();
  const opened = { consumer: consumer_id, member_no, login, assignment: assignment_id };
  for (const listener of listeners) await listener(tx, opened);
  return opened;
}

/** Removes shop accounts with everything that signs them in, so that their sessions end; again is harmless. Returns how many went. */
export async function removeConsumers(tx: Tx, consumers: readonly string[]): Promise<number> {
  const whose = sql`platform_id = ${tx.platform} AND consumer_id = ANY(${[...consumers]}::uuid[])`;
  const db = tx.as<Tables>();
  await sql`DELETE FROM parties.account WHERE platform_id = ${tx.platform} AND NOT staff
    AND account_id IN (SELECT account_id FROM parties.assignment WHERE ${whose})`.execute(db);
  const gone = await sql`DELETE FROM parties.consumer WHERE ${whose}`.execute(db);
  tx.afterCommit(forgetSessions);
  return Number(gone.numAffectedRows ?? 0n);
}

/** The shop account with a member number; undefined when it belongs to none (a member may have joined in a store). */
export async function consumerByMember(tx: Tx, member_no: string): Promise<string | undefined> {
  const row = await tx
    .as<Tables>()
    .selectFrom("parties.consumer")
    .select("consumer_id")
    .where("platform_id", "=", tx.platform)
    .where("member_no", "=", member_no)
    .executeTakeFirst();
  return row?.consumer_id;
}

const asProfile = (r: ConsumerTable) => ({
  consumer: r.consumer_id,
  member_no: r.member_no,
  name: r.name,
  lang: r.lang,
  phone: r.phone_masked,
  email: r.email_masked,
  guest: r.guest,
});
/** A shop account by its id; undefined when there is none, or it is not the caller's. */
export async function consumerById(tx: Tx, consumer: string): Promise<ReturnType<typeof asProfile> | undefined> {
  const row = await tx
    .as<Tables>()
    .selectFrom("parties.consumer")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("consumer_id", "=", consumer)
    .executeTakeFirst();
  return row ? asProfile(row) : undefined;
}
/** One consumer's account as its holder sees it. */
export async function profile(tx: Tx, consumer: string) {
  const found = await consumerById(tx, consumer);
  if (!found) throw notFound("The consumer");
  return found;
}
/** Changes what a consumer may change. */
export async function changeProfile(
  tx: Tx,
  consumer: string,
  change: { name?: string | undefined; lang?: parties.Session["user"]["lang"] | undefined },
) {
  const before = await profile(tx, consumer);
  const told = { name: change.name ?? before.name, lang: change.lang ?? before.lang };
  await tx
    .as<Tables>()
    .updateTable("parties.consumer")
    .set(told)
    .where("platform_id", "=", tx.platform)
    .where("consumer_id", "=", consumer)
    .execute();
  await tx.widened("the sign-in account of this consumer carries the same name", (wide) =>
    wide
      .as<Tables>()
      .updateTable("parties.account")
      .set(told)
      .where("platform_id", "=", wide.platform)
      .where("account_id", "in", (eb) =>
        eb
          .selectFrom("parties.assignment")
          .select("account_id")
          .where("consumer_id", "=", consumer)
          .$castTo<{ account_id: string }>(),
      )
      .execute(),
  );
  return profile(tx, consumer);
}
