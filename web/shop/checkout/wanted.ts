import { catalog } from "#contract";
import { useRead } from "#shell";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { cart, type CartLine, piecesMax } from "../kept/cart.ts";

/** What the till is asked for, and how it is changed from there. */
export type Wanted = {
  readonly lines: readonly CartLine[];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
  /** Sets the pieces of a line; 0 leaves it out. */
  readonly change: (line: CartLine, quantity: number) => void;
  /** Called when the order stands. */
  readonly bought: () => void;
};

type Search = { readonly sku?: unknown; readonly m?: unknown; readonly n?: unknown };

/** One product named in the address ("buy now"), else the chosen lines of the cart. */
export function useWanted(): Wanted {
  const { sku, m, n }: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const kept = cart.use().filter((line) => line.chosen);
  const single = sku !== undefined;
  const read = useRead(
    catalog.routes.shopProduct,
    { params: { sku: Number(sku ?? 1) } },
    { enabled: single, stale_ms: 30_000 },
  );
  // A guest who gets an account while paying reads everything anew; the till must not vanish meanwhile.
  const [last, setLast] = useState(read.data);
  if (read.data !== undefined && read.data !== last) setLast(read.data);
  const found = read.data ?? (last?.sku.id === Number(sku) ? last : undefined);
  if (!single)
    return {
      lines: kept,
      isPending: false,
      error: null,
      refetch: () => undefined,
      change: (line, quantity) => (quantity < 1 ? cart.remove([line]) : cart.change(line, { quantity })),
      bought: () => cart.remove(kept),
    };
  const quantity = Math.min(piecesMax, Math.max(1, Math.floor(Number(n ?? 1)) || 1));
  const offer = found?.offers.find((o) => o.merchant.id === Number(m));
  return {
    lines:
      found === undefined || offer === undefined
        ? []
        : [
            {
              sku: found.sku.id,
              merchant: offer.merchant.id,
              quantity,
              chosen: true,
              sku_code: found.sku.code,
              category: found.product.category ?? "",
              title: found.sku.name,
              merchant_name: offer.merchant.name,
              unit_minor: offer.price_minor,
              currency: offer.currency,
            },
          ],
    isPending: found === undefined && read.isPending,
    error: read.error,
    refetch: read.refetch,
    change: (line, pieces) =>
      void navigate(
        pieces < 1
          ? { to: `/p/${line.sku}` }
          : { to: "/checkout", search: { sku: line.sku, m: line.merchant, n: pieces }, replace: true },
      ),
    bought: () => undefined,
  };
}
