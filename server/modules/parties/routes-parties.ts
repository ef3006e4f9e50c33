import { parties } from "#contract";
import type { BulkReply } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import {
  auditLog,
  badFields,
  cancelJob,
  conflict,
  jobStatus,
  notAllowed,
  numberCursor,
  pageById,
  pageOf,
  serve,
} from "#kernel";
import { find } from "./find.ts";
import { registerBrands, registerMerchants, registerVenues } from "./register.ts";
import { settings } from "./settings.ts";
import { putVenueKind } from "./store.ts";
import type { Tables } from "./tables.ts";

const { routes } = parties;
type Register = typeof registerBrands;
type Bulk = { readonly items: readonly unknown[]; readonly dry_run: boolean };

async function bulk(tx: Tx, p: Principal, body: Bulk, register: Register): Promise<BulkReply> {
  if (p.brand !== undefined) throw notAllowed("Only the platform registers parties; this key belongs to a brand.");
  const { numbers: _numbers, ...reply } = await register(tx, body.items, { dryRun: body.dry_run });
  return reply;
}
/** One new party, refused when its code stands. */
async function one(tx: Tx, row: { readonly code: string }, register: Register, what: string): Promise<number> {
  const { rejected, created, numbers } = await register(tx, [row]);
  if (rejected.length > 0)
    throw badFields(
      rejected
        .map((r) => ({ ...r, field: `body.${r.field}` }))
        .map(({ field, reason, expected }) => ({ field, reason, ...(expected && { expected }) })),
    );
  if (created === 0)
    throw conflict("code_taken", `A ${what} with the code ${row.code} exists.`, {
      zh: "这个编码已被使用。",
      en: "This code is taken.",
    });
  return numbers.get(row.code) ?? 0;
}
/** What a list of numbered parties is asked for, with one row more than the page holds. */
const asked = <Q extends { readonly after?: string | undefined; readonly limit: number }>(q: Q) => ({
  ...q,
  after: numberCursor(q.after),
  limit: q.limit + 1,
});
const byNo = (r: { readonly id: number }) => r.id;
/** A brand sees only those that have to do with it. */
const carried = (p: Principal) => ({ carried: p.brand !== undefined && p.role !== "consumer" });

const masters: readonly Endpoint[] = [
  serve(routes.platforms, async ({ tx }) => ({ items: [await find.platform(tx)] })),
  serve(routes.brands, async ({ tx }, { query }) => pageOf(await find.brands(tx, asked(query)), query.limit, byNo)),
  serve(routes.brand, async ({ tx }, { params }) => find.brand(tx, params.id)),
  serve(routes.createBrand, async ({ tx }, { body }) => find.brand(tx, await one(tx, body, registerBrands, "brand"))),
  serve(routes.bulkBrands, async ({ tx, principal }, { body }) => bulk(tx, principal, body, registerBrands)),
  serve(routes.merchants, async ({ tx, principal }, { query }) =>
    pageOf(await find.merchants(tx, { ...asked(query), ...carried(principal) }), query.limit, byNo),
  ),
  serve(routes.merchant, async ({ tx }, { params }) => find.merchant(tx, params.id)),
  serve(routes.createMerchant, async ({ tx }, { body }) =>
    find.merchant(tx, await one(tx, body, registerMerchants, "merchant")),
  ),
  serve(routes.bulkMerchants, async ({ tx, principal }, { body }) => bulk(tx, principal, body, registerMerchants)),
  serve(routes.venues, async ({ tx, principal }, { query }) =>
    pageOf(await find.venues(tx, { ...asked(query), ...carried(principal) }), query.limit, byNo),
  ),
  serve(routes.venue, async ({ tx }, { params }) => find.venue(tx, params.id)),
  serve(routes.createVenue, async ({ tx }, { body }) => find.venue(tx, await one(tx, body, registerVenues, "venue"))),
  serve(routes.bulkVenues, async ({ tx, principal }, { body }) => bulk(tx, principal, body, registerVenues)),
  serve(routes.venueKinds, async ({ tx }) => ({ items: await find.venueKinds(tx) })),
  serve(routes.putVenueKind, async ({ tx }, { params, body }) => {
    const kind = { ...body, code: params.code };
    await putVenueKind(tx, kind);
    return kind;
  }),
];

/** What the sign-in page may know; passwords are there on demo platforms only. */
async function configOf(tx: Tx) {
  const { demo, ...platform } = await find.platform(tx);
  const shown = tx
    .as<Tables>()
    .selectFrom("parties.demo_sign_in as d")
    .innerJoin("parties.account as a", (on) =>
      on.onRef("a.platform_id", "=", "d.platform_id").onRef("a.login", "=", "d.login"),
    )
    .select(["d.console", "d.login", "d.password", "a.name"])
    .where("d.platform_id", "=", tx.platform)
    .where("a.status", "=", "active");
  return {
    demo,
    version: settings().version,
    platform,
    sign_ins: demo ? await shown.orderBy("d.console").orderBy("d.login").limit(50).execute() : [],
  };
}
async function job(tx: Tx, id: string) {
  const found = await jobStatus(tx, id);
  return {
    ...found,
    created_at: found.created_at.toISOString(),
    finished_at: found.finished_at?.toISOString() ?? null,
  };
}
const platformWide: readonly Endpoint[] = [
  serve(routes.config, async ({ tx }) => tx.widened("the sign-in page's own words", configOf)),
  serve(routes.job, async ({ tx }, { params }) => job(tx, params.id)),
  serve(routes.cancelJob, async ({ tx }, { params }) => {
    await cancelJob(tx, params.id);
    return job(tx, params.id);
  }),
  serve(routes.audit, async ({ tx }, { query }) => {
    const page = await pageById(
      query,
      (q) => auditLog(tx, q),
      (r) => r.id,
    );
    return { ...page, items: page.items.map((line) => ({ ...line, at: line.at.toISOString() })) };
  }),
];

export const directoryEndpoints: readonly Endpoint[] = [...masters, ...platformWide];
