export * from "./common.ts";
export * from "./route.ts";
export * from "./registry.ts";
export * from "./openapi.ts";
