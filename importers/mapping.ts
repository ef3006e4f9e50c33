import type { catalog, databank, facts, parties } from "#contract";
import type { z } from "zod";
import type { Column, Columns, Row } from "./columns.ts";

/** A fact in the form of the intake; parties are named by their codes. */
export type NewFact = z.input<typeof facts.intakeFact>;
/** Where something stands in a file. */
export type Source = { readonly file: string; readonly line: number };
type Named<T extends { name: unknown }> = Omit<T, "name"> & { readonly name: string };
/** Parties and goods that facts name. Those that the platform has already stay as they are. */
export type Needs = {
  readonly brands?: readonly Named<parties.BrandRow>[];
  readonly merchants?: readonly Named<parties.MerchantRow>[];
  readonly venues?: readonly Named<parties.VenueRow>[];
  readonly categories?: readonly Named<catalog.CategoryRow>[];
  readonly products?: readonly Named<catalog.ProductRow>[];
};
export type NeedKind = keyof Needs;
export const needKinds: readonly NeedKind[] = ["brands", "merchants", "venues", "categories", "products"];

/** What some records become together: all of it or nothing. */
export type Part = { readonly from: readonly Source[]; readonly needs?: Needs; readonly facts: readonly NewFact[] };
/** A record that is left out. */
export type Rejected = Source & { readonly reason: string };

/** A file (or several of one kind) with the columns that are used. */
export type Table<C extends Columns = Columns> = {
  /** Names of the files, without `.gz`. */
  readonly files: RegExp;
  /** How a missing file is called in a message. */
  readonly example: string;
  /** Whether quoted fields may hold line breaks. */
  readonly multiline?: true;
  readonly columns: C;
};
export type Rec<C extends Columns> = { readonly row: Row<C>; readonly at: Source };

/** What the one who runs an import hears and is asked. */
export type Run = {
  /** The files of a table, in the order of their names. */
  readonly files: (table: Table) => readonly string[];
  readonly progress: (bytes: number) => void;
  readonly reject: (rejected: readonly Rejected[]) => void;
  /** The file as a whole is not what it should be: a wrong header, a cut-off archive. */
  readonly damage: (rejected: Rejected) => void;
  /** Whether a code has been registered before, so that its row need not be made again. */
  readonly known: (kind: NeedKind, code: string) => boolean;
};
/** One way through one or several tables. */
export type Pass = { readonly tables: readonly Table[]; readonly parts: (run: Run) => AsyncGenerator<readonly Part[]> };

export type Options = { readonly year?: number; readonly currency: string; readonly zone: string };
/** A public data set: what it is, what platform it fits, and its passes. */
export type Mapping = {
  readonly name: string;
  readonly about: string;
  /** What a new platform gets. A stated value must be that of a platform that stands. */
  readonly platform: {
    readonly name: string;
    readonly currency: string;
    readonly zone: string;
    readonly stated: readonly ("currency" | "zone")[];
  };
  /** Whether the year has to be said, because the file does not. */
  readonly year: boolean;
  /** The AIPL model that fits what the set knows. */
  readonly model?: databank.ModelInput;
  readonly passes: (options: Options) => readonly Pass[];
};

/** Name of a file without what does not change its content: ids of facts are made of it. */
export const stem = (file: string): string => file.replace(/\.gz$/i, "").replace(/\.csv$/i, "");
export type { Column, Columns, Row };
