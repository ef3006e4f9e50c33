// Pieces of query text. Everything put in is a number, a day that a schema has checked, or a word of a closed list; free text
// (touchpoints, SKU codes, categories) travels as a parameter.
export const quoted = (text: string): string => `'${text.replaceAll("\\", "").replaceAll("'", "")}'`;
export const list = (words: readonly string[]): string => words.map(quoted).join(", ");
export const dayOf = (day: string): string => `toDate(${quoted(day)})`;
/** A set without people: of the same width as all others, and not to be confused with a set that was not computed. */
export const emptySet = "bitmapBuild(emptyArrayUInt32())";
