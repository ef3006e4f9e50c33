import type { Module } from "#kernel";
import { module as audiences } from "#audiences";
import { module as catalog } from "#catalog";
import { module as databank } from "#databank";
import { module as facts } from "#facts";
import { module as guide } from "#guide";
import { module as identity } from "#identity";
import { module as lab } from "#lab";
import { module as marketing } from "#marketing";
import { module as parties } from "#parties";
import { module as plans } from "#plans";
import { module as rules } from "#rules";
import { module as service } from "#service";
import { module as supply } from "#supply";
import { module as trade } from "#trade";
import { module as traffic } from "#traffic";

/** Every module, in the one order; each sees only those before it. */
export const modules: readonly Module[] = [
  parties,
  catalog,
  facts,
  identity,
  databank,
  audiences,
  traffic,
  marketing,
  trade,
  supply,
  guide,
  service,
  rules,
  lab,
  plans,
];
