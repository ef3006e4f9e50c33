import { inTx, newId, platformScope, systemScope } from "#kernel";
import { createUser } from "./accounts.ts";
import { openPlatform } from "./platforms.ts";
import { registerParties } from "./register.ts";

export const password = "correct horse";

/** A fresh platform for tests: operator "Boss", and Anna who acts for brand a and in its store. */
export async function staffedPlatform() {
  const code = `s-${newId()}`;
  const operator = { login: "Boss", password, name: "老板", lang: "zh" as const };
  const name = { zh: "集", en: "Fair" };
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code, name, currency: "CNY", zone: "Asia/Shanghai", operator }),
  );
  const scope = platformScope(p.id);
  const staff = await inTx(scope, async (tx) => {
    const made = await registerParties(tx, {
      brands: [{ code: "a" }, { code: "b" }],
      merchants: [{ code: "ma", brand: "a" }],
      venues: [{ code: "v", kind: "store", merchant: "ma", brands: ["a"] }],
    });
    const [brand, venue] = [made.brands.get("a") ?? 0, made.venues.get("v") ?? 0];
    const places = [
      { role: "brand" as const, brand },
      { role: "venue" as const, venue },
    ];
    const anna = await createUser(tx, { login: "anna", password, name: "Anna", lang: "en", assignments: places });
    return { anna, brand, venue, other: made.brands.get("b") ?? 0 };
  });
  return { ...p, scope, ...staff };
}
