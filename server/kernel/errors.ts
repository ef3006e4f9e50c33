import type { Problem } from "#contract";

type Field = NonNullable<Problem["fields"]>[number];
type Kind =
  | "bad-input"
  | "not-signed-in"
  | "not-allowed"
  | "not-found"
  | "conflict"
  | "unprocessable"
  | "too-large"
  | "too-many"
  | "unavailable";

/** An error meant for the caller. Domain code throws it by kind; only the HTTP shell knows status codes. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly kind: Kind;
  /** Stable machine-readable reason, for example `out_of_stock`. */
  readonly code: string;
  readonly fields: readonly Field[];
  readonly userMessage: Problem["userMessage"];
  readonly retryAfter_s: number | undefined;
  constructor(
    kind: Kind,
    code: string,
    detail: string,
    more: { fields?: readonly Field[]; userMessage?: Problem["userMessage"]; retryAfter_s?: number } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.code = code;
    this.fields = more.fields ?? [];
    this.userMessage = more.userMessage;
    this.retryAfter_s = more.retryAfter_s;
  }
}

/** The row does not exist, or belongs to somebody else: the caller cannot tell which. */
export const notFound = (what: string): Fault =>
  new Fault("not-found", "not_found", `${what} was not found.`, {
    userMessage: { zh: "没有找到您要的内容。", en: "What you asked for was not found." },
  });
/** One field is wrong: says which, why, and what would be right. */
export const badInput = (field: string, reason: string, expected?: string): Fault =>
  new Fault("bad-input", "bad_input", `${field}: ${reason}`, {
    fields: [expected ? { field, reason, expected } : { field, reason }],
  });
/** A text with a character that no table keeps; which one it was, only the input tells. */
export const unkeptText = (field = "(whole)"): Fault =>
  new Fault("bad-input", "unkept_text", `${field}: a text holds a character that cannot be kept`, {
    fields: [{ field, reason: "a text holds a character that cannot be kept", expected: "text without U+0000" }],
  });
export const badFields = (fields: readonly Field[]): Fault =>
  new Fault(
    "bad-input",
    "bad_input",
    fields
      .map((f) => `${f.field}: ${f.reason}`)
      .join("; ")
      .slice(0, 1900),
    { fields },
  );
/** The request is well formed but the state does not allow it now. */
export const conflict = (code: string, detail: string, userMessage?: Problem["userMessage"]): Fault =>
  new Fault("conflict", code, detail, userMessage ? { userMessage } : {});
export const notAllowed = (detail: string): Fault =>
  new Fault("not-allowed", "not_allowed", detail, {
    userMessage: { zh: "您没有进行此操作的权限。", en: "You may not do this." },
  });
export const notSignedIn = (detail = "Sign in first."): Fault =>
  new Fault("not-signed-in", "not_signed_in", detail, { userMessage: { zh: "请先登录。", en: "Please sign in." } });
export const unavailable = (detail: string, retryAfter_s = 1): Fault =>
  new Fault("unavailable", "unavailable", detail, { retryAfter_s });
export const tooMany = (detail: string, retryAfter_s: number): Fault =>
  new Fault("too-many", "too_many_requests", detail, { retryAfter_s });
