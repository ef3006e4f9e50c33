/** Invented brands and what they make. Each product is a series times a type; each type comes in one to three options. */
export type TypeSeed = {
  readonly zh: string;
  readonly en: string;
  /** Category code. */
  readonly category: string;
  readonly price_minor: number;
  /** Size, colour or count: what tells the SKUs apart, each with its price relative to the first. */
  readonly options: readonly (readonly [name: string, ratio: number])[];
};
export type BrandSeed = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** How often people come for it, relative to the others. */
  readonly weight: number;
  /** Mean days between two purchases of somebody who likes it. */
  readonly cycle_days: number;
  readonly colour: string;
  readonly option: string;
  readonly series: readonly (readonly [zh: string, en: string])[];
  readonly types: readonly TypeSeed[];
};
export const type = (
  zh: string,
  en: string,
  category: string,
  yuan: number,
  ...options: (readonly [string, number])[]
): TypeSeed => ({
  zh,
  en,
  category,
  price_minor: yuan * 100,
  options: options.length === 0 ? [["1", 1]] : options,
});
export const sizes = [
  ["S", 1],
  ["M", 1],
  ["L", 1],
] as const;
