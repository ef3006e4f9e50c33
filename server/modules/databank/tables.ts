import type { databank } from "#contract";
import type { Owned } from "#kernel";

/** The tables of this module in PostgreSQL; those in ClickHouse are in its migration. */
export type Tables = Owned<
  "databank",
  {
    model: {
      platform_id: number;
      for_brand: number;
      version: number;
      valid_from: string;
      author: string;
      created_at: Date;
      model: databank.Model;
    };
    dirty: { platform_id: number; brand_id: number; day: string; marks: number; since: Date };
  }
>;
