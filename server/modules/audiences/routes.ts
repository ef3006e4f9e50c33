import { audiences as contract } from "#contract";
import type { Caller, Endpoint, Scope, Tx } from "#kernel";
import { audit, badInput, conflict, dayIn, inTx, mapPage, newId, notFound, pageById, serve, serveBare } from "#kernel";
import { directory } from "#parties";
import { compile } from "./compile.ts";
import { countNow } from "./count.ts";
import { freeze } from "./freeze.ts";
import { handOut, handedOut, showHandOut } from "./hand-out.ts";
import {
  audienceById,
  builtOn,
  insertAudience,
  listAudiences,
  listUploads,
  policyOf,
  setPolicy,
  show,
  shown,
  updateAudience,
} from "./store.ts";
import { showUpload, uploadList } from "./uploads.ts";

const { routes } = contract;
const by = ({ principal }: Pick<Caller, "principal">): string => principal.id ?? principal.name;
const note = (caller: Caller, action: string, target: string, detail: object): Promise<void> =>
  inTx(caller.scope, (tx) => audit(tx, caller.principal, action, target, detail));
/** A brand always means itself; the operator may name a brand, else the audience is the platform's own. */
function ownerOf(scope: Scope, brand: number | undefined): number {
  if (scope.kind !== "brand") return brand ?? 0;
  if (brand !== undefined && brand !== scope.brand) throw notFound("The brand");
  return scope.brand;
}
async function today(tx: Tx, brand: number): Promise<string> {
  const { platform, brands } = await directory(tx);
  if (brand !== 0 && !brands.byId.has(brand))
    throw badInput("brand", `brand ${brand} does not exist`, "the number of a brand, or 0");
  return dayIn(platform.zone, tx.now());
}
async function one(tx: Tx, id: string): Promise<contract.Audience> {
  const [audience] = await show(tx, [await audienceById(tx, id)]);
  if (!audience) throw notFound("The audience");
  return audience;
}

const saved: readonly Endpoint[] = [
  serve(routes.list, async ({ tx }, { query }) =>
    mapPage(
      await pageById(
        query,
        (q) => listAudiences(tx, q),
        (r) => r.id,
      ),
      (rows) => show(tx, rows),
    ),
  ),
  serve(routes.get, ({ tx }, { params }) => one(tx, params.audience)),
  serveBare(routes.create, async (caller, { body }) => {
    const { scope } = caller;
    const brand = ownerOf(scope, body.brand);
    const made_on = await inTx(scope, (tx) => today(tx, brand));
    await compile(scope, body.definition, { brand, made_on });
    return inTx(scope, async (tx) => {
      const id = newId();
      const fresh = { frozen: null, frozen_at: null, failed_at: null, failure: null, removed_at: null };
      const { name, definition, daily } = body;
      await insertAudience(tx, {
        platform_id: tx.platform,
        id,
        brand_id: brand,
        name,
        definition,
        made_on,
        daily,
        created_by: caller.principal.name,
        created_at: tx.now(),
        ...fresh,
      });
      await audit(tx, caller.principal, "audiences.create", id, { name });
      return one(tx, id);
    });
  }),
  serveBare(routes.change, async (caller, { params, body }) => {
    const { scope } = caller;
    const row = await inTx(scope, (tx) => audienceById(tx, params.audience));
    const made_on = await inTx(scope, (tx) => today(tx, row.brand_id));
    if (body.definition !== undefined) await compile(scope, body.definition, { brand: row.brand_id, made_on }, row.id);
    return inTx(scope, async (tx) => {
      const { name, definition, daily } = body;
      await updateAudience(tx, row.id, {
        ...(name === undefined ? {} : { name }),
        ...(daily === undefined ? {} : { daily }),
        ...(definition === undefined ? {} : { definition, made_on }),
      });
      await audit(tx, caller.principal, "audiences.change", row.id, body);
      return one(tx, row.id);
    });
  }),
  serve(routes.remove, async ({ tx }, { params }) => {
    const row = await audienceById(tx, params.audience);
    const users = await builtOn(tx, row.id);
    if (users.length > 0)
      throw conflict("in_use", `Other audiences are built on this one: ${users.join(", ")}.`, {
        zh: "其他人群引用了它，无法删除。",
        en: "Other audiences are built on it.",
      });
    await updateAudience(tx, row.id, { removed_at: tx.now(), daily: false });
    return null;
  }),
];

const used: readonly Endpoint[] = [
  serveBare(routes.count, async ({ scope }, { body }) => {
    const brand = ownerOf(scope, body.brand);
    const made_on = await inTx(scope, (tx) => today(tx, brand));
    return countNow(scope, body.definition, { brand, made_on });
  }),
  serveBare(routes.freeze, async (caller, { params }) => {
    const frozen = await freeze(caller.scope, params.audience);
    await note(caller, "audiences.freeze", params.audience, {});
    return frozen;
  }),
  serveBare(routes.upload, async (caller, { body }) => {
    const made = await uploadList(caller.scope, body);
    await note(caller, "audiences.upload", made.id, { name: body.name, type: body.type, given: made.given });
    return made;
  }),
  serve(routes.uploads, async ({ tx }, { query }) => {
    const k = (await policyOf(tx)).report_min;
    const page = await pageById(
      query,
      (q) => listUploads(tx, q),
      (r) => r.id,
    );
    return { ...page, items: page.items.map((r) => showUpload(r, shown(tx, r.matched, k))) };
  }),
  serveBare(routes.handOut, async (caller, { params, body }) => {
    const made = await handOut(caller.scope, params.audience, { ...body, who: by(caller) });
    await note(caller, "audiences.hand-out", params.audience, { ...body, id: made.row.id });
    return showHandOut(caller.scope, made);
  }),
  serveBare(routes.handedOut, ({ scope }, { params, query }) => handedOut(scope, params.hand_out, query)),
  serve(routes.policy, ({ tx }) => policyOf(tx)),
  serve(routes.setPolicy, async ({ tx }, { body }) => {
    await setPolicy(tx, body);
    return policyOf(tx);
  }),
];
export const endpoints: readonly Endpoint[] = [...saved, ...used];
