import { supply } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { badInput, enqueue, mapPage, notFound, numberCursor, pageById, pageOf, serve } from "#kernel";
import { directory } from "#parties";
import { cursorOf, policies, putPolicies, shownPolicies } from "./policies.ts";
import { dismiss, listProposals, shownProposals } from "./propose.ts";
import { draftFromProposals, draftOrder } from "./drafts.ts";
import {
  approveOrder,
  cancelOrder,
  listOrders,
  ordersById,
  placeOrder,
  receiveOrder,
  shownOrders,
} from "./purchases.ts";
import { putSuppliers, shownSupplier, suppliers } from "./suppliers.ts";
import {
  cancelTransfer,
  draftTransfer,
  listTransfers,
  receiveTransfer,
  shipTransfer,
  shownTransfers,
  transferById,
} from "./transfers.ts";

const { routes } = supply;
const whoOf = (p: Principal): string => `${p.role}:${p.id ?? p.name}`.slice(0, 100);
const order = async (tx: Tx, id: string): Promise<supply.PurchaseOrder> => {
  const [one] = await shownOrders(tx, await ordersById(tx, [id]));
  if (!one) throw notFound("The purchase order");
  return one;
};
async function mustConcern(tx: Tx, { brand }: Principal, venue: number): Promise<void> {
  const parties = await directory(tx);
  const known = brand === undefined ? parties.venues.byId.has(venue) : parties.carries(venue, brand);
  if (!known) throw badInput("body.venue", `there is no venue ${venue}`, "the number of a venue");
}
export const endpoints: readonly Endpoint[] = [
  serve(routes.suppliers, async ({ tx }, { query }) => {
    const rows = await suppliers(tx, numberCursor(query.after) ?? 0, query.limit + 1);
    return pageOf(rows.map(shownSupplier), query.limit, (r) => r.id);
  }),
  serve(routes.putSuppliers, async ({ tx, principal }, { body }) => ({
    items: (await putSuppliers(tx, principal, body.suppliers)).map(shownSupplier),
  })),
  serve(routes.policies, async ({ tx }, { query }) => {
    const rows = await policies(tx, { ...query, limit: query.limit + 1 });
    return mapPage(pageOf(rows, query.limit, cursorOf), (page) => shownPolicies(tx, page));
  }),
  serve(routes.putPolicies, async ({ tx, principal }, { body }) => ({
    written: await putPolicies(tx, principal, body.policies),
  })),
  serve(routes.proposals, async ({ tx }, { query }) =>
    mapPage(
      await pageById(
        query,
        (q) => listProposals(tx, q),
        (r) => r.proposal_id,
      ),
      (rows) => shownProposals(tx, rows),
    ),
  ),
  serve(routes.propose, async ({ tx, principal }, { body }) => {
    if (body.venue !== undefined) await mustConcern(tx, principal, body.venue);
    return { job: await enqueue(tx, "supply.propose", { ...body }) };
  }),
  serve(routes.dismissProposal, async ({ tx }, { params }) => {
    const [one] = await shownProposals(tx, [await dismiss(tx, params.id)]);
    if (!one) throw notFound("The proposal");
    return one;
  }),
  serve(routes.purchaseOrders, async ({ tx }, { query }) =>
    mapPage(
      await pageById(
        query,
        (q) => listOrders(tx, q),
        (r) => r.order_id,
      ),
      (rows) => shownOrders(tx, rows),
    ),
  ),
  serve(routes.purchaseOrder, ({ tx }, { params }) => order(tx, params.id)),
  serve(routes.draftOrders, async ({ tx }, { body }) => ({
    items: await shownOrders(tx, await ordersById(tx, await draftFromProposals(tx, body.proposals))),
  })),
  serve(routes.draftOrder, async ({ tx, principal }, { body }) => order(tx, await draftOrder(tx, principal, body))),
  serve(routes.approveOrder, async ({ tx }, { params }) => {
    await approveOrder(tx, params.id);
    return order(tx, params.id);
  }),
  serve(routes.placeOrder, async ({ tx }, { params }) => {
    await placeOrder(tx, params.id);
    return order(tx, params.id);
  }),
  serve(routes.cancelOrder, async ({ tx }, { params }) => {
    await cancelOrder(tx, params.id);
    return order(tx, params.id);
  }),
  serve(routes.receiveOrder, async ({ tx, principal }, { params, body }) => {
    await receiveOrder(tx, params.id, body, whoOf(principal));
    return order(tx, params.id);
  }),
  serve(routes.transfers, async ({ tx }, { query }) =>
    mapPage(
      await pageById(
        query,
        (q) => listTransfers(tx, q),
        (r) => r.transfer_id,
      ),
      (rows) => shownTransfers(tx, rows),
    ),
  ),
  serve(routes.draftTransfer, async ({ tx, principal }, { body }) =>
    transferById(tx, await draftTransfer(tx, principal, body)),
  ),
  serve(routes.shipTransfer, async ({ tx, principal }, { params }) => {
    await shipTransfer(tx, principal, params.id, whoOf(principal));
    return transferById(tx, params.id);
  }),
  serve(routes.receiveTransfer, async ({ tx, principal }, { params, body }) => {
    await receiveTransfer(tx, principal, params.id, body.lines, whoOf(principal));
    return transferById(tx, params.id);
  }),
  serve(routes.cancelTransfer, async ({ tx }, { params }) => {
    await cancelTransfer(tx, params.id);
    return transferById(tx, params.id);
  }),
];
