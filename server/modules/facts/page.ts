import type { facts as contract } from "#contract";
import type { Scope } from "#kernel";
import { badInput, inTx, systemScope } from "#kernel";
import { sql } from "kysely";
import type { Place, ReadRow } from "./model.ts";
import { fromRow, impersonal, placeText, readPlace } from "./model.ts";
import { placeBefore, readColumns } from "./store.ts";
import type { Tables } from "./store.ts";

type Page = ReturnType<typeof contract.routes.log.reply.parse>;
type Ask = {
  readonly name?: contract.FactName | undefined;
  readonly limit: number;
  readonly before?: string | undefined;
};

/** One page looks at no more of the log than this, however few of its rows the caller may see. */
const STRETCH = 20_000;
const STRETCHES = 10;
const newest: Place = { xid: "9223372036854775807", seq: Number.MAX_SAFE_INTEGER };
const before = (p: Place) => sql`(xid, seq) < (${p.xid}::xid8, ${p.seq}::bigint)`;

/** The newest facts that the scope sees, without identifiers and personal props; `next` goes further back. */
export async function page(scope: Scope, ask: Ask): Promise<Page> {
  return inTx(systemScope, async (tx) => {
    let top = ask.before === undefined ? newest : placeOf(ask.before);
    const rows: ReadRow[] = [];
    for (let i = 0; i < STRETCHES && rows.length === 0; i += 1) {
      const low = await placeBefore(tx, top, STRETCH);
      const found = await tx.within(scope, (inside) => {
        const from = low ? sql`(xid, seq) >= (${low.xid}::xid8, ${low.seq}::bigint)` : sql`true`;
        const named = ask.name === undefined ? sql`true` : sql`name = ${ask.name}`;
        return sql<ReadRow>`SELECT ${readColumns} FROM facts.log WHERE platform_id = ${inside.platform} AND ${before(top)} AND ${from} AND ${named}
          ORDER BY facts.log.xid DESC, seq DESC LIMIT ${ask.limit}`.execute(inside.as<Tables>());
      });
      rows.push(...found.rows);
      const last = rows.length === ask.limit ? rows.at(-1) : low;
      if (!last) return { items: rows.map(shown) };
      top = last;
    }
    return { items: rows.map(shown), next: placeText(top) };
  });
}
function placeOf(text: string): Place {
  const place = readPlace(text);
  if (!place) throw badInput("query.before", "is not a place in the log", "the `next` of the page before");
  return place;
}
function shown(row: ReadRow): Page["items"][number] {
  const { ids: _ids, platform: _platform, receivedAt: _received, ...fact } = fromRow(row);
  return { ...fact, props: impersonal(fact.name, fact.props) };
}
