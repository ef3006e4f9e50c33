import { shopRoutes } from "./trade-shop.ts";
import { staffRoutes } from "./trade-staff.ts";
import { stockRoutes } from "./trade-stock.ts";

export * from "./trade-orders.ts";
export * from "./trade-stock.ts";
export type { ToPick } from "./trade-staff.ts";

export const routes = { ...stockRoutes, ...shopRoutes, ...staffRoutes };
