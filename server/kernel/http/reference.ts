import type { Route } from "#contract";
import { allRoutes, openapi } from "#contract";

const version = "0.1.0";
let made: string | undefined;
/** OpenAPI 3.1 of every route, made once. */
export const openapiText = (): string => (made ??= JSON.stringify(openapi(allRoutes, version)));

const safe = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const row = (r: Route): string =>
  `<tr><td><code>${r.method}</code></td><td><code>${safe(r.path)}</code></td><td>${safe(r.summary)}</td><td>${safe(r.who.join(", "))}${r.keyScope === undefined ? "" : ` <code>${safe(r.keyScope)}</code>`}</td></tr>`;
const style = `body{font:15px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:1080px;margin:40px auto;padding:0 20px;color:#1f2328;background:#fbfaf8}
h2{margin-top:36px;border-bottom:1px solid #e3e0da;padding-bottom:4px}table{border-collapse:collapse;width:100%}td{padding:6px 10px 6px 0;border-bottom:1px solid #eeebe5;vertical-align:top}code{font-size:13px}`;

/** A page for developers: every route by module, with who may call it. Plain HTML, so it needs no script. */
export function referencePage(): string {
  const modules = [...new Set(allRoutes.map((r) => r.module))];
  const parts = modules.map(
    (m) =>
      `<h2 id="${m}">${m}</h2><table>${allRoutes
        .filter((r) => r.module === m)
        .map((r) => row(r.route))
        .join("")}</table>`,
  );
  const links = modules.map((m) => `<a href="#${m}">${m}</a>`).join(" · ");
  const intro = `<p>JSON over HTTP. Errors are problem details (RFC 9457). Writes take <code>Idempotency-Key</code>. Lists are paged by cursor. API keys go as the user name of HTTP Basic or as a bearer token. Machine-readable: <a href="/v1/openapi.json">openapi.json</a>.</p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fairground API</title><style>${style}</style></head><body><h1>Fairground API</h1>${intro}<p>${links}</p>${parts.join("")}</body></html>`;
}
