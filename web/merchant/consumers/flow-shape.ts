import type { databank } from "#contract";

type Cell = { readonly from: databank.Place; readonly to: databank.Place; readonly people: number | null };
export const placesInOrder: readonly databank.Place[] = ["A", "I", "P", "L", "none"];
const rank: Readonly<Record<databank.Place, number>> = { none: 0, A: 1, I: 2, P: 3, L: 4 };

export type Move = "up" | "stayed" | "down" | "fresh" | "lost";
export const moves: readonly Move[] = ["up", "stayed", "down", "fresh", "lost"];

/** What a move between two stages is: higher, lower, the same, new to the brand, or out of every stage. */
export function moveOf(from: databank.Place, to: databank.Place): Move {
  if (from === "none") return "fresh";
  if (to === "none") return "lost";
  if (rank[to] === rank[from]) return "stayed";
  return rank[to] > rank[from] ? "up" : "down";
}

type MoveSum = {
  readonly move: Move;
  readonly people: number;
  /** Some cells are hidden, so the sum is a least. */ readonly partly: boolean;
};
/** People per kind of move; hidden cells count as nothing and mark the sum. */
export function sumMoves(cells: readonly Cell[]): readonly MoveSum[] {
  return moves.map((move) => {
    const own = cells.filter((cell) => moveOf(cell.from, cell.to) === move);
    return {
      move,
      people: own.reduce((sum, cell) => sum + (cell.people ?? 0), 0),
      partly: own.some((cell) => cell.people === null),
    };
  });
}

/** The people of one row or one cell as a share of their row, for the depth of a colour. */
export function shareOfRow(cells: readonly Cell[], cell: Cell): number {
  const row = cells.filter((one) => one.from === cell.from).reduce((sum, one) => sum + (one.people ?? 0), 0);
  return row === 0 || cell.people === null ? 0 : cell.people / row;
}
