import type { Module } from "#kernel";
import { module as catalog } from "#catalog";
import { module as facts } from "#facts";
import { module as parties } from "#parties";

/** Every module, in the one order; each sees only those before it. */
export const modules: readonly Module[] = [parties, catalog, facts];
