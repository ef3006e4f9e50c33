import type { Module } from "#kernel";
import { jobs } from "./jobs.ts";
import { endpoints } from "./routes.ts";

export { propose } from "./propose.ts";

export const module: Module = { name: "supply", home: import.meta.dirname, endpoints, jobs };
