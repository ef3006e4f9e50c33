import type { Module } from "#kernel";
import { endpoints } from "./routes.ts";

export const module: Module = { name: "plans", home: import.meta.dirname, endpoints };
