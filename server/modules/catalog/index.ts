import type { Module } from "#kernel";
import { endpoints } from "./routes.ts";

export { priceOf, pricesOf } from "./price.ts";
export { searchDocuments } from "./search-documents.ts";
export type { SearchDocument } from "./search-documents.ts";
export { brandOfSku, categories, offersOf, skuDetails, skusByCode } from "./store.ts";
export { scanned } from "./shop.ts";
export { upsertProducts } from "./upsert.ts";

export const module: Module = { name: "catalog", home: import.meta.dirname, endpoints };
