import { inTx, newId, platformScope } from "#kernel";
import { testServer } from "#testing";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { module as catalog } from "#catalog";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { module as parties } from "#parties";
import { module } from "./index.ts";
import { sweep } from "./sweep.ts";
import type { Tables } from "./tables.ts";

testServer([parties, catalog, facts, identity, module]);

test("what was served long ago goes, what can still be clicked stays", async () => {
  const scope = platformScope(1_999_000_001);
  const serve = (id: string, days: number) =>
    inTx(scope, (tx) =>
      sql`INSERT INTO traffic.served (id, platform_id, place, at, visitor, items)
        VALUES (${id}, ${tx.platform}, 'home', now() - make_interval(days => ${days}), '', '[]')`.execute(
        tx.as<Tables>(),
      ),
    );
  const [old, fresh] = [newId(), newId()];
  await serve(old, 31);
  await serve(fresh, 29);
  await sweep.run({}, {} as never);
  const left = await inTx(scope, (tx) =>
    tx.as<Tables>().selectFrom("traffic.served").select("id").where("platform_id", "=", tx.platform).execute(),
  );
  expect(left.map((r) => r.id)).toEqual([fresh]);
});
