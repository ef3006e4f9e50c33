import type { Bilingual, parties } from "#contract";

/** Kinds of venue that a new platform starts with; an operator may change them. */
export const usualKinds: readonly parties.VenueKind[] = [
  kind("web_shop", "网店", "Web shop", ["sell", "return", "guide", "redeem"]),
  kind("store", "门店", "Store", ["sell", "pick", "handover", "receive", "return", "appointment", "guide", "redeem"]),
  kind("store_in_store", "店中店", "Store-in-store", [
    "sell",
    "pick",
    "handover",
    "receive",
    "guide",
    "sample",
    "redeem",
  ]),
  kind("mother_baby_room", "母婴室", "Mother-and-baby room", ["sell", "screen", "appointment", "sample", "redeem"]),
  kind("corner_shop", "社区小店", "Corner shop", ["sell", "handover", "receive", "return", "redeem"]),
  kind("rural_station", "农村服务站", "Rural station", ["sell", "handover", "receive", "order_by_proxy"]),
  kind("home_furnishing_mall", "家居卖场", "Home-furnishing mall", [
    "sell",
    "appointment",
    "guide",
    "install",
    "return",
    "redeem",
  ]),
  kind("local_service_shop", "本地生活门店", "Local-service shop", ["sell", "appointment", "redeem"]),
  kind("electronics_chain", "电器连锁店", "Electronics chain store", [
    "sell",
    "pick",
    "handover",
    "receive",
    "return",
    "appointment",
    "guide",
    "install",
    "redeem",
  ]),
  kind("pop_up", "快闪店", "Pop-up", ["sell", "screen", "sample", "redeem"]),
  kind("screen", "互动屏", "Screen", ["screen"]),
];
function kind(code: string, zh: string, en: string, capabilities: parties.Capability[]): parties.VenueKind {
  return { code, label: { zh, en }, capabilities };
}

/** A name in both languages; one text serves for both. */
export const bothNames = (name: string | Bilingual): Bilingual =>
  typeof name === "string" ? { zh: name, en: name } : name;

/** The form in which logins are stored and compared: no case, no width, and a phone number without separators. */
export function normalLogin(login: string): string {
  const plain = login.normalize("NFKC").trim().toLowerCase();
  return /^\+?[\d\s()-]{6,}$/.test(plain) ? plain.replaceAll(/[\s()-]/g, "") : plain;
}

/** What an account page shows of a phone number or e-mail address: enough to recognise, too little to use. */
export function masked(login: string): { phone: string | null; email: string | null } {
  const at = login.lastIndexOf("@");
  if (at > 0) return { phone: null, email: `${[...login][0] ?? ""}***${login.slice(at)}`.slice(0, 100) };
  if (!/^\+?\d{6,15}$/.test(login)) return { phone: null, email: null };
  return { phone: `${login.slice(0, login.length >= 11 ? 3 : 1)}****${login.slice(-2)}`, email: null };
}

export const attempts = { window_ms: 15 * 60_000, perLogin: 10, perAddress: 600 } as const;

/** Seconds until a door opens again; undefined while it is open. `tries` counts the present one. */
export function waitFor(tries: number, most: number, since: Date, now: Date): number | undefined {
  if (tries <= most) return undefined;
  return Math.max(1, Math.ceil((since.getTime() + attempts.window_ms - now.getTime()) / 1000));
}

const hour_ms = 3_600_000;
/** How long a sign-in lasts: a working day for staff, a month for a consumer on their own phone. */
export const sessionLength_ms = (role: parties.Assignment["role"]): number =>
  (role === "consumer" ? 30 * 24 : 24) * hour_ms;
