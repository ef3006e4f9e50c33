import type { audiences } from "#contract";
import { useLang } from "#parts";
import { useUser } from "#shell";
import { describe, type KnownNames } from "./describe.ts";

const nothing: KnownNames = new Map();

/** Tells what an audience is, in the reader's language and the platform's money. */
export function useDescribe(names: KnownNames = nothing): (definition: audiences.Definition) => string {
  const lang = useLang();
  const { currency } = useUser().platform;
  return (definition) => describe(definition, { lang, currency, names });
}
