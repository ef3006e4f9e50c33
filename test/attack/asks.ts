import { commerceAsks } from "./asks-commerce.ts";
import { peopleAsks } from "./asks-people.ts";
import { tradeAsks } from "./asks-trade.ts";
import type { Ask } from "./shape.ts";

/** What to send to each route, by `module.name`. A route without an entry makes the suite fail. */
export const asks: Readonly<Record<string, Ask>> = { ...peopleAsks, ...commerceAsks, ...tradeAsks };
