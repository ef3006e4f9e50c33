import { facts as contract } from "#contract";
import type { Endpoint } from "#kernel";
import { badFields, serve, serveBare } from "#kernel";
import { accept, acceptOne } from "./accept.ts";
import { flowNames, readerProgress } from "./flow.ts";
import { page } from "./page.ts";
import { fromSegment } from "./segment.ts";

const { routes } = contract;
type Single = typeof routes.track;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One message per request: what is wrong with it is a 400, not a list. */
const single = (route: Single, type: contract.Message["type"]): Endpoint =>
  serveBare(route, async ({ scope }, { body }) => {
    const reply = await acceptOne(scope, fromSegment, isObject(body) ? { ...body, type } : body);
    if (reply.rejected.length > 0)
      throw badFields(reply.rejected.map(({ field, reason }) => ({ field: `body.${field}`, reason })));
    return reply;
  });

const batch = serveBare(routes.batch, async ({ scope }, { body }) => {
  const shared = {
    ...(body.sentAt ? { sentAt: body.sentAt } : {}),
    ...(body.context ? { context: body.context } : {}),
  };
  const plain = Object.keys(shared).length === 0;
  const items = plain ? body.batch : body.batch.map((m) => (isObject(m) ? { ...shared, ...m } : m));
  return accept(scope, { map: fromSegment }, items);
});
const canonical = serveBare(routes.facts, ({ scope }, { body }) => accept(scope, {}, body.facts));
const log = serveBare(routes.log, ({ scope }, { query }) => page(scope, query));
const flow = serve(routes.flow, async ({ tx }) => ({ names: await flowNames(tx), readers: await readerProgress() }));

export const endpoints: Endpoint[] = [
  single(routes.track, "track"),
  single(routes.page, "page"),
  single(routes.screen, "screen"),
  single(routes.identify, "identify"),
  single(routes.alias, "alias"),
  single(routes.group, "group"),
  batch,
  canonical,
  log,
  flow,
];
