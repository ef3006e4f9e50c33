import { trade } from "#contract";

/** Reads that show orders, asked again after any deed on one. */
export const orderReads = [trade.routes.order, trade.routes.orders, trade.routes.returns, trade.routes.stock];
