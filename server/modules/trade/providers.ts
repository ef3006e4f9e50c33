import { hmac, notAllowed, sameSecret } from "#kernel";
import type { Purse } from "./ledger.ts";

/** What a payment asks of a provider. The id is ours: asking twice is once at the provider. */
export type Intent = { readonly payment: string; readonly amount_minor: number; readonly currency: string };
export type Answer = "paid" | "declined" | "pending";
export type Notice = {
  readonly event: string;
  readonly payment: string;
  readonly outcome: "paid" | "declined";
  readonly amount_minor: number;
  readonly currency: string;
};
/** One way to be paid. Calls are made outside transactions and may be repeated: the payment's and the refund's id make them one. */
export type Provider<Instrument = unknown, Raw = unknown> = {
  readonly name: string;
  readonly purse: Purse;
  confirm(intent: Intent, instrument: Instrument): Promise<Answer>;
  /** Resolves when the money has left. */
  refund(ask: Intent & { readonly refund: string }): Promise<void>;
  /** Checks a notice's signature and age; throws when it is not the provider's. */
  parseNotice(raw: Raw, now: Date): Notice;
};

export type TestInstrument = { readonly outcome: "approve" | "decline" | "later" };
export type TestNotice = Notice & { readonly sent_at: string; readonly signature: string };
const STALE_MS = 5 * 60_000;
let key = "";
export const openProviders = (secret: string): void => {
  key = hmac(secret, "trade: test provider");
};
/** The signature of a test notice: HMAC-SHA-256 over its fields, joined by line feeds. */
export const signTestNotice = (n: Omit<TestNotice, "signature">): string =>
  hmac(key, [n.event, n.payment, n.outcome, n.amount_minor, n.currency, n.sent_at].join("\n"));

const answers: Record<TestInstrument["outcome"], Answer> = { approve: "paid", decline: "declined", later: "pending" };

/** A provider for tests and demonstrations: no money moves, the outcome is what the caller says. */
export const testProvider: Provider<TestInstrument, TestNotice> = {
  name: "test",
  purse: { account: "psp_clearing", party: "test" },
  confirm: async (_intent, { outcome }) => answers[outcome],
  refund: async () => undefined,
  parseNotice(raw, now) {
    const { signature, sent_at, ...notice } = raw;
    if (!sameSecret(signature, signTestNotice({ ...notice, sent_at })))
      throw notAllowed("The notice is not signed by the provider.");
    if (Math.abs(now.getTime() - Date.parse(sent_at)) > STALE_MS)
      throw notAllowed("The notice is older than five minutes.");
    return notice;
  },
};

const providers: ReadonlyMap<string, Provider<TestInstrument, TestNotice>> = new Map([["test", testProvider]]);
/** Where the money of a payment lies: with its provider, or, for cash and cards, in the venue's till. */
export const purseOf = (provider: string, saleVenue: number | null): Purse =>
  providers.get(provider)?.purse ?? { account: "till", party: String(saleVenue ?? 0) };
export const providerOf = (name: string): Provider<TestInstrument, TestNotice> | undefined => providers.get(name);
