import { newId } from "#kernel";
import { both, hours } from "./call.ts";
import type { Side } from "./scene.ts";
import type { Input } from "./shape.ts";

const password = "correct horse battery";
const weekly = [{ weekday: 1, from: "09:00", until: "17:00" }];
/** A right input for each route with a body of which no foreign object can be named. */
export const samples: Readonly<Record<string, (t: Side) => Input>> = {
  "parties.signIn": () => ({ body: { login: "nobody", password } }),
  "parties.changePassword": () => ({ body: { old: password, new: password } }),
  "parties.signUp": () => ({ body: { login: "13900001111", password, name: "x", lang: "zh" } }),
  "parties.guest": () => ({ body: { lang: "zh" } }),
  "parties.changeMe": () => ({ body: { name: "x", lang: "zh" } }),
  "parties.createBrand": () => ({ body: { code: newId(), name: both("x") } }),
  "parties.putVenueKind": () => ({ params: { code: "store" }, body: { label: both("x"), capabilities: ["sell"] } }),
  "facts.identify": () => ({ body: {} }),
  "facts.alias": () => ({ body: {} }),
  "facts.group": () => ({ body: {} }),
  "identity.block": () => ({ body: { type: "phone", value: "021-12345678", why: "x" } }),
  "audiences.upload": (t) => ({ body: { name: "x", type: "member_no", values: [...t.known] } }),
  "audiences.setPolicy": () => ({ body: { report_min: 50, own_min: 50, external_min: 50 } }),
  "guide.putMe": () => ({ body: { name: "x", specialities: ["x"], languages: ["zh"], hours: weekly } }),
  "guide.presence": () => ({ body: { available: true } }),
  "guide.setCapacity": (t) => ({ body: { from: t.slot, capacity: 1 } }),
  "rules.check": () => ({ body: { condition: "orders >= 0", theta: null } }),
  "rules.publish": () => ({
    body: {
      rule: "r",
      family: "service",
      venue_scope: "all",
      title: both("x"),
      plain: both("x"),
      basis: "x",
      condition: "orders >= 0",
      consequence: { kind: "nudge", part: null, theta: null, days: 1 },
      effective_from: hours(1),
    },
  }),
  "supply.putSuppliers": () => ({ body: { suppliers: [{ code: "x", name: both("x"), lead_time_days: 1 }] } }),
  "plans.split": () => ({ body: { total: 100, quarters: [{ quarter: 1, share: 1 }], venue_kinds: [] } }),
  "service.compute": () => ({ body: {} }),
  "rules.judge": () => ({ body: {} }),
};
