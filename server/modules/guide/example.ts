import { upsertProducts } from "#catalog";
import type { Principal } from "#kernel";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { createConsumer, openPlatform, registerParties } from "#parties";
import { putMe } from "./guides.ts";

export async function market() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: `g-${newId()}`, name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const made = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "a" }, { code: "b" }],
      merchants: [{ code: "ma", brand: "a" }],
      venues: ["s1", "s2"].map((code) => ({
        code,
        kind: "store",
        merchant: "ma",
        brands: ["a"],
        capabilities: ["guide", "appointment"] as const,
      })),
    }),
  );
  const goods = await inTx(scope, (tx) =>
    upsertProducts(tx, {
      products: [{ code: "cream", name: "面霜", brand: "a", skus: [{ code: "cream-50" }] }],
      offers: [{ sku: "cream-50", merchant: "ma", price_minor: 10_000 }],
    }),
  );
  const [s1, s2] = [made.venues.get("s1") ?? 0, made.venues.get("s2") ?? 0];
  return { id: p.id, scope, s1, s2, brand: made.brands.get("a") ?? 0, sku: goods.skus.get("cream-50") ?? 0 };
}
export type Market = Awaited<ReturnType<typeof market>>;
export const staff = (m: Market, venue: number): Principal => ({
  role: "venue",
  id: newId(),
  name: "associate",
  platform: m.id,
  venue,
});
/** A guide with a profile, on duty 10:00 to 12:00 from Monday to Wednesday. */
export async function guideAt(m: Market, venue: number, name = "小林") {
  const who = staff(m, venue);
  const hours = [1, 2, 3].map((weekday) => ({ weekday, from: "10:00", until: "12:00" }));
  const body = { name, specialities: ["skin care"], languages: ["zh" as const], hours };
  const made = await inTx({ kind: "venue", platform: m.id, venue }, (tx) => putMe(tx, who, body));
  return { who, id: made.id, code: made.code };
}
export async function shopper(m: Market): Promise<Principal> {
  const { consumer } = await inTx(m.scope, (tx) => createConsumer(tx, { name: "王小明" }));
  return { role: "consumer", id: consumer, name: "consumer", platform: m.id, consumer };
}
export const phone = "13800138000";
