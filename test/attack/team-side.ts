import { audiences, databank, lab, marketing, parties, plans, supply, trade, traffic } from "#contract";
import { inTx, newId, scopeOf } from "#kernel";
import { propose } from "#supply";
import type { TestServer } from "#testing";
import { grant } from "#traffic";
import { both, hours, must } from "./call.ts";
import type { Parties } from "./parties-side.ts";
import type { People } from "./people-side.ts";

type Side = Parties & People;
const today = () => new Date().toISOString().slice(0, 10);

/** Saved sets, an uploaded list, and one that was handed out to somebody outside. */
export async function openAudiences(server: TestServer, s: Side) {
  const { secret } = s.mark;
  const { routes } = audiences;
  const { brand } = s.by;
  const least = { report_min: 1, own_min: 1, external_min: 1 };
  await must(server, routes.setPolicy, { body: least }, s.by.operator);
  const definition = { members: {} };
  const made = await must(server, routes.create, { body: { name: `${secret}-audience`, definition } }, brand);
  const params = { audience: made.id };
  const frozen = await must(server, routes.freeze, { params }, brand);
  const out = { params, body: { purpose: "marketing" as const, channel: "external" as const } };
  const handOut = await must(server, routes.handOut, out, brand);
  const list = { name: `${secret}-list`, type: "member_no" as const, values: [...s.known] };
  const upload = await must(server, routes.upload, { body: list }, brand);
  return { audience: made.id, frozen: frozen.frozen?.id ?? "", handOut: handOut.id, upload: upload.id };
}

export function benefitBody(s: { readonly mark: { readonly open: string } }) {
  return {
    form: "coupon" as const,
    title: both(s.mark.open),
    effect: { kind: "amount" as const, amount_minor: 100 },
    threshold_minor: 0,
    skus: null,
    venues: null,
    from: hours(-1),
    until: hours(240),
    limit: 100,
    per_consumer: 5,
    budget_minor: 100_000,
  };
}
export function campaignBody(s: { readonly mark: { readonly open: string; readonly secret: string } }) {
  return {
    name: both(`${s.mark.secret}-campaign`),
    goal: "awareness" as const,
    audience: null,
    from: hours(-1),
    until: hours(240),
    hold_out_ratio: 0,
    creative: { title: both(s.mark.open), line: both(s.mark.open), link: "/shop/p/1" },
    places: [],
    benefits: [],
  };
}
/** A running campaign on a screen and a draft, a benefit, a claimed coupon, and traffic that was granted. */
export async function openCampaigns(server: TestServer, s: Side) {
  const { routes } = marketing;
  const { open, secret, code } = s.mark;
  const place = `${code}-screen`;
  const shown = { code: place, kind: "screen" as const, venue: s.venue, name: both(open), slots: 5 };
  await must(server, traffic.routes.addPlaces, { body: { places: [shown] } }, s.by.operator);
  const running = { ...campaignBody(s), places: [place], benefits: [benefitBody(s)] };
  const campaign = await must(server, routes.createCampaign, { body: running }, s.by.brand);
  await must(server, routes.startCampaign, { params: { id: campaign.id } }, s.by.brand);
  const draft = await must(server, routes.createCampaign, { body: campaignBody(s) }, s.by.brand);
  const benefit = await must(server, routes.createBenefit, { body: benefitBody(s) }, s.by.brand);
  const coupon = await must(server, routes.claim, { params: { id: benefit.id } }, s.me);
  const screen = await must(server, routes.screen, { params: { place } }, s.me);
  const given = {
    merchant: s.merchant,
    part: "quality" as const,
    theta: 0.1,
    reason: both(`${secret}-grant`),
    source: `${secret}-source`,
    cause: `${secret}-cause`,
  };
  await inTx(s.scope, (tx) => grant(tx, given));
  const booking = screen.items[0]?.booking ?? "";
  const ids = { campaign: campaign.id, draft: draft.id, benefit: benefit.id };
  return { ...ids, coupon: coupon.id, couponCode: coupon.code, place, booking };
}

/** A supplier, a policy, purchase orders and transfers in several states, and a task that waits. */
export async function openSupply(server: TestServer, s: Side) {
  const { routes } = supply;
  const { secret, code } = s.mark;
  const { brand } = s.by;
  const supplier = `${code}-supplier`;
  const about = { code: supplier, name: both(`${secret}-supplier`), contact: `${secret}-contact`, lead_time_days: 3 };
  const put = await must(server, routes.putSuppliers, { body: { suppliers: [about] } }, brand);
  const at = { merchant: s.merchantCode, venue: s.venueCode };
  const policies = [{ sku: s.skuCode, ...at, supplier }];
  await must(server, routes.putPolicies, { body: { policies } }, brand);
  const lines = [{ sku: s.skuCode, quantity: 5 }];
  const ask = { body: { supplier, ...at, lines, note: `${secret}-order` } };
  const drafted = await must(server, routes.draftOrder, ask, brand);
  const params = { id: (await must(server, routes.draftOrder, ask, brand)).id };
  await must(server, routes.approveOrder, { params, body: {} }, brand);
  const placed = await must(server, routes.placeOrder, { params, body: {} }, brand);
  const move = { merchant: s.merchantCode, from: s.venue, to: s.web, lines: [{ sku: s.otherCode, quantity: 2 }] };
  const moved = { body: { ...move, note: `${secret}-transfer` } };
  const transfer = await must(server, routes.draftTransfer, moved, brand);
  const gone = await must(server, routes.draftTransfer, moved, brand);
  await must(server, routes.shipTransfer, { params: { id: gone.id }, body: {} }, brand);
  server.setNow(new Date(Date.now() - 30 * 3_600_000));
  const sale = { lines: [{ code: s.mark.barcode, quantity: 60 }], tender: "cash" as const, request_id: newId() };
  await must(server, trade.routes.sell, { body: sale }, s.by.venue);
  server.setNow(undefined);
  await inTx(scopeOf(brand), (tx) => propose(tx));
  const proposals = await must(server, routes.proposals, {}, brand);
  const { job } = await must(server, routes.propose, { body: {} }, brand);
  const ids = { supplier, supplierNo: put.items[0]?.id ?? 0, purchase: drafted.id, purchase2: placed.id };
  return { ...ids, transfer: transfer.id, transfer2: gone.id, proposal: proposals.items[0]?.id ?? "", job };
}

/** A version of the brand's own AIPL model. */
export async function openModel(server: TestServer, s: Side) {
  const rule = { behaviours: ["exposure" as const], window_days: 15 };
  const buys = { behaviours: ["purchase" as const], window_days: 77 };
  const model = { stages: { A: [rule], I: [rule], P: [buys], L: [{ ...buys, min_distinct_days: 2 }] } };
  const body = { valid_from: "2026-01-01", model };
  const made = await must(server, databank.routes.putModel, { body }, s.by.brand);
  return { model: made.version, modelBody: body };
}

export function conceptBody(text: string) {
  const prices = { price_from_minor: 100, price_until_minor: 900, currency: "CNY" };
  return { title: both(text), description: both(text), ...prices };
}
/** A survey that is open in the shop, and a drafted one. */
export async function openSurveys(server: TestServer, s: Side) {
  const { routes } = lab;
  const { open, secret } = s.mark;
  const make = (text: string) =>
    must(server, routes.createSurvey, { body: { concept: conceptBody(text) } }, s.by.brand).then((made) => made.id);
  const [survey, surveyDraft] = [await make(open), await make(`${secret}-concept`)];
  await must(server, routes.openSurvey, { params: { id: survey } }, s.by.brand);
  return { survey, surveyDraft };
}

export function contentBody(text: string) {
  const targets = [{ id: "t1", metric: "gmv" as const, quarter: null, venue_kind: null, value: 1000 }];
  const gift = { id: "g1", side: "brand" as const, kind: "budget" as const, text, quantity: 1, amount_minor: 100 };
  return { goal: both(text), targets, ledger: [{ ...gift, due: today() }] };
}
/** A joint business plan: one version in force, another one proposed, and a draft. */
export async function openPlans(server: TestServer, s: Side) {
  const { routes } = plans;
  const { secret } = s.mark;
  const made = await must(server, routes.create, { body: { year: 2026, title: `${secret}-plan` } }, s.by.brand);
  const params = { id: made.id };
  const propose = async () => {
    const content = contentBody(`${secret}-${newId()}`);
    await must(server, routes.saveDraft, { params, body: { content } }, s.by.brand);
    return must(server, routes.propose, { params, body: { reason: `${secret}-why` } }, s.by.brand);
  };
  const first = await propose();
  const sign = { params: { ...params, version: first.version }, body: { hash: first.hash } };
  for (const side of [s.by.brand, s.by.operator]) await must(server, routes.sign, sign, side);
  const second = await propose();
  const note = { quarter: null, note: `${secret}-review`, actions: [] };
  await must(server, routes.review, { params, body: note }, s.by.brand);
  await must(server, routes.saveDraft, { params, body: { content: contentBody(`${secret}-draft`) } }, s.by.brand);
  return { plan: made.id, version: second.version, hash: second.hash };
}

/** The audit lines of what a side did. */
export async function auditOf(server: TestServer, s: Parties): Promise<string> {
  const lines = await must(server, parties.routes.audit, { query: { limit: 1 } }, s.by.brand);
  return lines.items[0]?.id ?? "";
}
