import type { Problem } from "#contract";
import type { Lang } from "./lang/lang.ts";
import { say, words } from "./lang/words.ts";

/** A refusal by the server, as RFC 9457 problem details. Status 0 means the server was not reached. */
export class ProblemError extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ProblemError";
    this.status = problem.status;
    this.problem = problem;
  }
  /** The fields that were wrong: name, reason, and what would be right. */
  get fields(): NonNullable<Problem["fields"]> {
    return this.problem.fields ?? [];
  }
  get userMessage(): Problem["userMessage"] {
    return this.problem.userMessage;
  }
}

const t = words({
  offline: {
    zh: "连不上服务器，请检查网络后重试。",
    en: "The server cannot be reached. Check the connection and try again.",
  },
  busy: { zh: "请求太频繁，请稍候再试。", en: "Too many requests. Wait a moment and try again." },
  missing: { zh: "找不到这条内容，或您无权查看。", en: "This does not exist, or is not yours to see." },
  broken: { zh: "服务器出了问题，请稍后重试。", en: "Something broke on the server. Please try again." },
  signIn: { zh: "请先登录。", en: "Please sign in first." },
});

/** What to tell the reader about a failure, in their language. */
export function errorText(error: unknown, lang: Lang): string {
  const said = say(t, lang);
  if (!(error instanceof ProblemError)) return error instanceof Error && error.message ? error.message : said.broken;
  if (error.userMessage) return error.userMessage[lang];
  if (error.status === 0) return said.offline;
  if (error.status === 401) return said.signIn;
  if (error.status === 404) return said.missing;
  if (error.status === 429) return said.busy;
  if (error.status >= 500) return said.broken;
  return [error.problem.title, error.problem.detail].filter(Boolean).join(": ");
}
