import * as audiences from "./audiences.ts";
import * as catalog from "./catalog.ts";
import * as databank from "./databank.ts";
import * as facts from "./facts.ts";
import * as guide from "./guide.ts";
import * as identity from "./identity.ts";
import * as lab from "./lab.ts";
import * as marketing from "./marketing.ts";
import * as parties from "./parties.ts";
import * as plans from "./plans.ts";
import type { Route } from "./route.ts";
import * as rules from "./rules.ts";
import * as service from "./service.ts";
import * as supply from "./supply.ts";
import * as trade from "./trade.ts";
import * as traffic from "./traffic.ts";

/** Each module's shapes and routes, under the module's name. */
export {
  parties,
  catalog,
  facts,
  identity,
  databank,
  audiences,
  traffic,
  marketing,
  trade,
  supply,
  guide,
  service,
  rules,
  lab,
  plans,
};

const modules: Readonly<Record<string, { readonly routes: Readonly<Record<string, Route>> }>> = {
  parties,
  catalog,
  facts,
  identity,
  databank,
  audiences,
  traffic,
  marketing,
  trade,
  supply,
  guide,
  service,
  rules,
  lab,
  plans,
};

/** Every route of the platform: OpenAPI, the attack tests and the contract limits walk it. */
export const allRoutes: readonly { readonly module: string; readonly name: string; readonly route: Route }[] =
  Object.entries(modules).flatMap(([module, m]) =>
    Object.entries(m.routes).map(([name, route]) => ({ module, name, route })),
  );
