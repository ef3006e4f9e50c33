import type { trade } from "#contract";
import { useWords } from "#parts";
import css from "./stock.module.css";
import { stockWords } from "./words.ts";

const signed = (n: number): string => (n > 0 ? `+${n}` : `−${Math.abs(n)}`);
const kinds = ["on_hand", "damaged", "quarantined"] as const;

/** What a movement changed, with its sign: what may be sold first, then what is kept apart. */
export function MovementSide({ row }: { readonly row: trade.Movement }) {
  const said = useWords(stockWords);
  return (
    <span className={css["moved"]}>
      {kinds.map((kind) =>
        row[kind] === 0 ? null : (
          <span key={kind} data-sign={row[kind] > 0 ? "in" : "out"}>
            {kind === "on_hand" ? null : <small>{said[kind]} </small>}
            <b>{signed(row[kind])}</b>
          </span>
        ),
      )}
    </span>
  );
}
