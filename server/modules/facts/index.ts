import type { Module } from "#kernel";

export { append } from "./append.ts";
export { caughtUp, drain } from "./caught-up.ts";
export type { LoggedFact } from "./model.ts";
export { outside, reader, rewind } from "./reader.ts";

export const module: Module = { name: "facts", home: import.meta.dirname };
