import { audiences } from "#contract";
import { useList } from "#shell";
import type { KnownNames } from "../shared/describe.ts";

/** Names of the brand's audiences and lists, for definitions that refer to them. */
export function useKnownNames(): KnownNames {
  const known = useList(audiences.routes.list, { query: { limit: 200 } });
  const uploads = useList(audiences.routes.uploads, { query: { limit: 200 } });
  return new Map([...known.rows, ...uploads.rows].map((one) => [one.id, one.name]));
}
