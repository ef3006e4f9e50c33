import type { Module } from "#kernel";
import { flowLoop } from "./flow.ts";
import { endpoints } from "./routes.ts";

export { accept } from "./accept.ts";
export { append } from "./append.ts";
export { caughtUp, drain } from "./caught-up.ts";
export { forget } from "./forget.ts";
export type { LoggedFact } from "./model.ts";
export { outside, reader, rewind } from "./reader.ts";
export { walk } from "./walk.ts";

export const module: Module = { name: "facts", home: import.meta.dirname, endpoints, loops: [flowLoop] };
