import type { guide } from "#contract";
import { skuDetails } from "#catalog";
import { accountId, mayReach, peopleOf, resolve } from "#identity";
import type { Principal, Tx } from "#kernel";
import { audit, badInput, conflict, newId, notFound } from "#kernel";
import { find } from "#parties";
import { titleOf } from "./about.ts";
import { guidesById, myself } from "./guides.ts";
import { maskedName } from "./model.ts";
import type { NoteRow, Tables } from "./tables.ts";

const notes_max = 100;

/** The consumer behind an appointment or a conversation that this venue has; 404 for anything else. */
async function consumerBehind(tx: Tx, client: string): Promise<string> {
  const read = tx.as<Tables>();
  const found =
    (await read
      .selectFrom("guide.conversation")
      .select("consumer_id")
      .where("platform_id", "=", tx.platform)
      .where("id", "=", client)
      .executeTakeFirst()) ??
    (await read
      .selectFrom("guide.appointment")
      .select("consumer_id")
      .where("platform_id", "=", tx.platform)
      .where("id", "=", client)
      .executeTakeFirst());
  if (!found || found.consumer_id === null) throw notFound("The client");
  return found.consumer_id;
}
async function consents(tx: Tx, consumer: string): Promise<guide.ClientCard["may"]> {
  const [node = 0] = await resolve(tx, tx.platform, [{ ids: [accountId(consumer)] }], "guide", "look");
  const people = node === 0 ? [] : await peopleOf(tx, tx.platform, [node]);
  const ask = { channel: "shop" } as const;
  const [marketing = false] = await mayReach(tx, tx.platform, people, { ...ask, purpose: "marketing" });
  const [personalisation = false] = await mayReach(tx, tx.platform, people, { ...ask, purpose: "personalisation" });
  return { marketing, personalisation };
}

/** The card of a client. Every look is audited; what the venue remembers is shown only under consent to personalisation. */
export async function cardFor(tx: Tx, p: Principal, client: string): Promise<guide.ClientCard> {
  const consumer = await consumerBehind(tx, client);
  await audit(tx, p, "guide.card", `client ${client}`, {});
  const account = await tx.widened("name and member number of the client before the guide", (wide) =>
    find.consumer(wide, consumer),
  );
  if (!account) throw notFound("The client");
  const may = await consents(tx, consumer);
  return {
    client,
    name: maskedName(account.name),
    member: account.guest ? null : { member_no: account.member_no },
    may,
    history: may.personalisation ? await historyOf(tx, consumer) : null,
  };
}
async function historyOf(tx: Tx, consumer: string): Promise<guide.ClientCard["history"]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("guide.note")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("consumer_id", "=", consumer)
    .orderBy("at", "desc")
    .limit(2 * notes_max)
    .execute();
  const wishes = rows.filter((r): r is NoteRow & { sku_id: number } => r.sku_id !== null);
  const title = await titleOf(
    tx,
    wishes.map((w) => w.sku_id),
  );
  const by = await guidesById(
    tx,
    rows.map((r) => r.guide_id),
  );
  return {
    wishes: wishes.slice(0, notes_max).map((w) => ({ sku: w.sku_id, title: title(w.sku_id), at: w.at.toISOString() })),
    notes: rows
      .filter((r) => r.body !== "")
      .slice(0, notes_max)
      .map((r) => ({ id: r.id, text: r.body, by: by.get(r.guide_id ?? "")?.name ?? "", at: r.at.toISOString() })),
    visits: await visitsOf(tx, consumer),
  };
}
async function visitsOf(tx: Tx, consumer: string) {
  const count = (table: "guide.appointment" | "guide.conversation") =>
    tx
      .as<Tables>()
      .selectFrom(table)
      .select(["state", (e) => e.fn.countAll<number>().as("n")])
      .where("platform_id", "=", tx.platform)
      .where("consumer_id", "=", consumer)
      .groupBy("state")
      .execute();
  const [appointments, chats] = [await count("guide.appointment"), await count("guide.conversation")];
  const sum = (rows: readonly { n: number }[]) => rows.reduce((s, r) => s + r.n, 0);
  return {
    appointments: sum(appointments),
    attended: sum(appointments.filter((r) => r.state === "attended")),
    chats: sum(chats),
  };
}

/** Keeps a note or a wish (each SKU once); conflict without the person's consent to personalisation. */
export async function addNote(
  tx: Tx,
  p: Principal,
  client: string,
  said: { readonly text: string; readonly wish?: number | undefined },
): Promise<guide.ClientCard> {
  const consumer = await consumerBehind(tx, client);
  if (!(await consents(tx, consumer)).personalisation)
    throw conflict("no_consent", "The person did not agree that anything about them is remembered.", {
      zh: "顾客未同意个性化服务，不能记录。",
      en: "The customer did not agree to personalisation; nothing may be noted.",
    });
  if (said.wish !== undefined && !(await skuDetails(tx, [said.wish])).has(said.wish))
    throw badInput("wish", `SKU ${said.wish} does not exist`, "the number of an SKU");
  const me = await myself(tx, p);
  const { n } = await tx
    .as<Tables>()
    .selectFrom("guide.note")
    .select((e) => e.fn.countAll<number>().as("n"))
    .where("platform_id", "=", tx.platform)
    .where("consumer_id", "=", consumer)
    .executeTakeFirstOrThrow();
  if (n >= 2 * notes_max) throw conflict("too_many_notes", `A card holds ${2 * notes_max} notes and wishes.`);
  await tx
    .as<Tables>()
    .insertInto("guide.note")
    .values({
      id: newId(),
      platform_id: tx.platform,
      venue_id: p.venue ?? 0,
      consumer_id: consumer,
      body: said.text,
      sku_id: said.wish ?? null,
      guide_id: me?.id ?? null,
      at: tx.now(),
    })
    .onConflict((c) => c.doNothing())
    .execute();
  return cardFor(tx, p, client);
}
