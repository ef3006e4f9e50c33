import type { Route } from "#contract";
import type { Answer, Call, Got } from "./http.ts";
import { fill } from "./http.ts";

/** What a browser does with a session: it keeps cookies and repeats the readable one in the header. */
export class Browser {
  readonly jar = new Map<string, string>();
  /** The `Set-Cookie` lines of the last reply. */
  lines: readonly string[] = [];
  readonly #server: { readonly url: string };
  readonly #platform: string;
  /** `platform` is the code a visitor names. */
  constructor(server: { readonly url: string }, platform: string) {
    this.#server = server;
    this.#platform = platform;
  }
  async call<R extends Route>(route: R, input: Call<R> = {}): Promise<Answer<Got<R["reply"]>>> {
    const headers: Record<string, string> = {
      "x-fairground-platform": this.#platform,
      cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join("; "),
      "x-fairground-csrf": this.jar.get("fg_csrf") ?? "",
      ...(input.body !== undefined && { "content-type": "application/json" }),
      ...input.headers,
    };
    const reply = await fetch(this.#server.url + fill(route.path, input.params, input.query), {
      method: route.method,
      headers,
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    });
    this.#keep(reply.headers.getSetCookie());
    const text = await reply.text();
    const parsed: unknown = text === "" ? undefined : JSON.parse(text);
    return { status: reply.status, body: parsed as Got<R["reply"]>, text, headers: reply.headers };
  }
  #keep(lines: readonly string[]): void {
    this.lines = lines;
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }
}
