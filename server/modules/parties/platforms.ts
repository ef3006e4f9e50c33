import type { Bilingual, parties } from "#contract";
import type { Tx } from "#kernel";
import { badInput, platformScope, unavailable } from "#kernel";
import { parties as shapes } from "#contract";
import { sql } from "kysely";
import { createUser } from "./accounts.ts";
import type { NewUser } from "./accounts.ts";
import { platformNumbers } from "./cache.ts";
import { bothNames, normalLogin, usualKinds } from "./model.ts";
import { asPlatform, putVenueKind } from "./store.ts";
import type { Tables } from "./tables.ts";

export type NewPlatform = {
  readonly code: string;
  readonly name: string | Bilingual;
  /** ISO 4217. */
  readonly currency: string;
  /** Time zone of its business days. */
  readonly zone: string;
  readonly demo?: boolean;
  /** On a demo platform: the sign-in page of that console shows login and password to everybody, once the account exists. */
  readonly signIns?: readonly {
    readonly console: (typeof shapes.consoleNames)[number];
    readonly login: string;
    readonly password: string;
  }[];
  readonly operator?: Omit<NewUser, "assignments">;
};

/** Opens a platform with the usual kinds of venue and its first operator; one that stands stays as it is. Needs the system scope. */
export async function openPlatform(tx: Tx, p: NewPlatform): Promise<parties.Platform> {
  const read = shapes.platform.omit({ id: true }).safeParse({ ...p, name: bothNames(p.name), demo: p.demo ?? false });
  if (!read.success)
    throw badInput(read.error.issues[0]?.path.join(".") ?? "platform", read.error.issues[0]?.message ?? "not valid");
  const { code, name, currency, zone, demo } = read.data;
  const db = tx.as<Tables>();
  const made =
    await sql<parties.Platform>`INSERT INTO parties.platform (platform_id, code, name_zh, name_en, currency, zone, demo, directory, opened_at)
    SELECT kernel.next_no(0, 'platform'), ${code}, ${name.zh}, ${name.en}, ${currency}, ${zone}, ${demo}, nextval('parties.directory_version'), ${tx.now()}
    WHERE NOT EXISTS (SELECT FROM parties.platform WHERE code = ${code})
    ON CONFLICT (code) DO NOTHING RETURNING platform_id AS id`.execute(db);
  const id = made.rows[0]?.id;
  const before = id === undefined ? await platformByCode(tx, code) : undefined;
  if (before) return before;
  if (id === undefined) throw unavailable("The platform is being opened by somebody else; try again.");
  await tx.within(platformScope(id), async (inside) => {
    for (const kind of usualKinds) await putVenueKind(inside, kind);
    if (p.operator) await createUser(inside, { ...p.operator, assignments: [{ role: "operator" }] });
    if (demo) await showSignIns(inside, p.signIns ?? []);
  });
  tx.afterCommit(() => platformNumbers.clear());
  return { id, code, name, currency, zone, demo };
}

async function showSignIns(tx: Tx, shown: NonNullable<NewPlatform["signIns"]>): Promise<void> {
  for (const { console, login, password } of shown) {
    const row = { platform_id: tx.platform, console, login: normalLogin(login), password };
    await tx.as<Tables>().insertInto("parties.demo_sign_in").values(row).execute();
  }
}

/** A platform by its code, from the system scope. */
export async function platformByCode(tx: Tx, code: string): Promise<parties.Platform | undefined> {
  const row = await tx
    .as<Tables>()
    .selectFrom("parties.platform")
    .selectAll()
    .where("code", "=", code)
    .executeTakeFirst();
  return row && asPlatform(row);
}
/** All platforms in the order of their opening, from the system scope. */
export async function allPlatforms(tx: Tx): Promise<parties.Platform[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("parties.platform")
    .selectAll()
    .orderBy("platform_id")
    .limit(10_000)
    .execute();
  return rows.map(asPlatform);
}
