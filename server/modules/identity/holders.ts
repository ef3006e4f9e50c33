import type { Tx } from "#kernel";

/** Who somebody is, in every form another part of the platform may know them by. */
export type Subject = {
  readonly person: number;
  readonly nodes: readonly number[];
  /** Shop account ids. */
  readonly consumers: readonly string[];
  readonly memberNos: readonly string[];
};
/**
 * A part of the platform that keeps data about people. Each function works in one transaction in platform scope; `erase`
 * returns how many rows it removed and must be harmless when run again; `count` is the scan that the certificate shows.
 */
export type Holder = {
  readonly name: string;
  readonly count: (tx: Tx, subject: Subject) => Promise<number>;
  /** At most 100,000 rows. */
  readonly export: (tx: Tx, subject: Subject) => Promise<readonly unknown[]>;
  readonly erase: (tx: Tx, subject: Subject) => Promise<number>;
};
const holders = new Map<string, Holder>();

/** Makes a part of the platform take part in access, export and erasure. Returns how to stop. */
export function registerHolder(holder: Holder): () => void {
  if (holders.has(holder.name)) throw new Error(`there are two holders named ${holder.name}`);
  holders.set(holder.name, holder);
  return () => void holders.delete(holder.name);
}
export const allHolders = (): readonly Holder[] => [...holders.values()];
