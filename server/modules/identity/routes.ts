import { identity as contract } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { idCursor, inTx, notFound, notSignedIn, pageById, pageOf, serve, serveBare } from "#kernel";
import { accountId } from "./account.ts";
import { consentsOf, setConsents } from "./consent.ts";
import { eraseAccount, erasures } from "./erase.ts";
import { accountNode, block, explain, exportPerson, findPerson, knownOf, overview } from "./known.ts";
import { joinAt, joinClub, lookupMember, memberCounts } from "./members.ts";
import { acceptLink, cutLink, unmerge } from "./unmerge.ts";
import type { Tables } from "./tables.ts";

const { routes } = contract;
function accountOf(p: Principal): string {
  if (p.consumer === undefined) throw notSignedIn();
  return p.consumer;
}
const byCaller = (p: Principal, why: string) => ({ who: p.id ?? p.name, why });
const wide = <T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> =>
  tx.widened("a consumer's own data in a platform's table", work);

const consumer: readonly Endpoint[] = [
  serve(routes.known, ({ tx, principal }) => wide(tx, (t) => knownOf(t, accountOf(principal)))),
  serve(routes.setConsents, ({ tx, principal }, { body }) =>
    wide(tx, async (t) => {
      const account = accountOf(principal);
      const node = await accountNode(t, account);
      if (node === 0) throw notFound("The account");
      await setConsents(t, { node, ids: [accountId(account)], source: "self" }, body.consents);
      return { consents: await consentsOf(t, [node]) };
    }),
  ),
  serve(routes.joinClub, ({ tx, principal }, { body }) =>
    wide(tx, (t) => joinClub(t, accountOf(principal), body.brand)),
  ),
  serve(routes.exportMe, ({ tx, principal }) => wide(tx, (t) => exportPerson(t, accountOf(principal)))),
  serve(routes.eraseMe, ({ tx, principal }) => wide(tx, (t) => eraseAccount(t, accountOf(principal)))),
];

const operator: readonly Endpoint[] = [
  serve(routes.overview, ({ tx }) => overview(tx)),
  serve(routes.merges, async ({ tx }, { query }) => {
    const after = idCursor(query.after);
    let asked = tx
      .as<Tables>()
      .selectFrom("identity.merge")
      .select(["id", "at", "person", "people", "undone_at"])
      .where("platform_id", "=", tx.platform)
      .orderBy("id", "desc")
      .limit(query.limit + 1);
    if (after !== undefined) asked = asked.where("id", "<", after);
    const rows = await asked.execute();
    return pageOf(
      rows.map((r) => ({ ...r, at: r.at.toISOString(), undone_at: r.undone_at?.toISOString() ?? null })),
      query.limit,
      (r) => r.id,
    );
  }),
  serve(routes.explain, ({ tx }, { params }) => explain(tx, params.node)),
  serveBare(routes.find, ({ principal, scope }, { body }) => inTx(scope, (tx) => findPerson(tx, principal, body))),
  serve(routes.unmerge, ({ tx, principal }, { body }) =>
    unmerge(tx, tx.platform, body.merge, byCaller(principal, body.why)),
  ),
  serve(routes.cut, ({ tx, principal }, { body }) =>
    cutLink(tx, body.strong, body.weak, byCaller(principal, body.why)),
  ),
  serve(routes.accept, ({ tx, principal }, { body }) =>
    acceptLink(tx, body.strong, body.weak, byCaller(principal, body.why)),
  ),
  serveBare(routes.block, ({ principal, scope }, { body }) => inTx(scope, (tx) => block(tx, principal, body))),
  serve(routes.erasures, async ({ tx }, { query }) =>
    pageById(
      query,
      (q) => erasures(tx, q),
      (r) => r.id,
    ),
  ),
  serve(routes.memberCounts, async ({ tx }) => ({ items: await memberCounts(tx) })),
];

const venue: readonly Endpoint[] = [
  // These two audit by themselves, without the phone number that the caller typed.
  serveBare(routes.memberLookup, ({ principal, scope }, { body }) =>
    inTx(scope, (tx) => lookupMember(tx, principal, body)),
  ),
  serveBare(routes.memberJoin, ({ principal, scope }, { body }) => inTx(scope, (tx) => joinAt(tx, principal, body))),
];

export const endpoints: readonly Endpoint[] = [...consumer, ...operator, ...venue];
