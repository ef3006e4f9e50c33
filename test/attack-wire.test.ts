import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { parties } from "#contract";
import { buildServer, createLog, inTx, loadConfig, sha256, systemScope } from "#kernel";
import { openPlatform } from "#parties";
import { Browser, testServer, unique } from "#testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { modules } from "../server/modules.ts";

const server = testServer(modules);
const home = mkdtempSync(path.join(tmpdir(), "fg-wire-"));
const password = "correct horse battery";
let web = "";
let close: () => Promise<void> = async () => undefined;
let boss: Browser;
const code = unique("wire");

/** A server with consoles in a folder that has a secret beside it. */
beforeAll(async () => {
  const root = path.join(home, "web");
  for (const folder of ["", "shop", "assets"]) mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, "index.html"), "landing");
  writeFileSync(path.join(root, "shop/index.html"), "shop");
  writeFileSync(path.join(root, "assets/a.js"), "script");
  writeFileSync(path.join(root, ".env"), "SECRET");
  writeFileSync(path.join(home, "secret.txt"), "SECRET");
  const config = loadConfig({
    FAIRGROUND_HOME: home,
    PORT: "0",
    LOG_LEVEL: "silent",
    FAIRGROUND_SECRET: "0".repeat(64),
  });
  const visitor = { role: "public" as const, name: "visitor", platform: 1 };
  const app = await buildServer({
    config,
    log: createLog("silent"),
    endpoints: [],
    authenticate: async () => visitor,
    ready: async () => true,
    web: root,
  });
  web = await app.listen({ host: "127.0.0.1", port: 0 });
  close = () => app.close();
  const operator = { login: "boss", password, name: "Boss" };
  await inTx(systemScope, (tx) =>
    openPlatform(tx, { code, name: code, currency: "CNY", zone: "Asia/Shanghai", operator }),
  );
  boss = new Browser(server, code);
  await boss.call(parties.routes.signIn, { body: { login: "boss", password } });
});
afterAll(async () => {
  await close();
  rmSync(home, { recursive: true, force: true });
});

/** A request with exactly this path and these headers: fetch would tidy both. */
function send(
  url: string,
  target: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<[number, string]> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, path: target, method, headers, agent: false }, (reply: IncomingMessage) => {
      const parts: Buffer[] = [];
      reply.on("data", (part: Buffer) => parts.push(part));
      reply.on("end", () => resolve([reply.statusCode ?? 0, Buffer.concat(parts).toString("utf8")]));
    });
    // A server may hang up on somebody who goes on sending.
    sent.on("error", () => resolve([431, ""]));
    sent.end();
  });
}
/** Raw bytes on a connection, and what came back. */
function speak(url: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let heard = "";
    socket.setTimeout(2000, () => socket.destroy());
    socket.on("data", (part) => {
      heard += part.toString("utf8");
      socket.end();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(heard));
  });
}

describe("files", () => {
  const dots = ["..", "%2e%2e", "..%2f", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e", "..%00", "....//", "%c0%ae%c0%ae"];
  test("nothing outside the folder of the consoles is served, however its path is written", async () => {
    const roots = ["/", "/assets/", "/shop/", "/assets/%2e/"];
    const ends = ["/secret.txt", "/etc/passwd", "/../../../../etc/passwd"];
    for (const root of roots)
      for (const dot of dots)
        for (const end of ends) {
          const target = `${root}${dot}${end}`;
          const [status, text] = await send(web, target);
          expect([target, text.includes("SECRET"), text.includes("root:")]).toEqual([target, false, false]);
          expect([target, status < 500]).toEqual([target, true]);
        }
    for (const target of ["//etc/passwd", "/secret.txt", "/.env", "/assets/../.env", "/assets", "/%00", "/shop/%ff"])
      expect([target, (await send(web, target))[1].includes("SECRET")]).toEqual([target, false]);
    expect(await send(web, "/assets/a.js")).toEqual([200, "script"]);
    expect(await send(web, "/shop/orders/5")).toEqual([200, "shop"]);
  });
  test("pages say what a browser may do with them", async () => {
    const { headers } = await fetch(`${web}/shop/`);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect((await fetch(`${server.url}/v1/config`)).headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("requests that are none", () => {
  test("huge headers, paths and cookies are refused, and the next request is served", async () => {
    const big = "x".repeat(20_000);
    expect((await send(server.url, "/v1/config", { "x-long": big }))[0]).toBe(431);
    expect((await send(server.url, "/v1/config", { cookie: `fg_session=${big}` }))[0]).toBe(431);
    expect([404, 414, 431]).toContain((await send(server.url, `/v1/${big}`))[0]);
    const platform = { "x-fairground-platform": "x".repeat(5000) };
    expect((await send(server.url, "/v1/config", platform))[0]).toBe(404);
    const key = { authorization: `Bearer ${"x".repeat(8000)}` };
    expect((await send(server.url, "/v1/brands", key))[0]).toBe(401);
    const once = await boss.call(parties.routes.createBrand, {
      body: { code: "x", name: { zh: "x", en: "x" } },
      headers: { "idempotency-key": "x".repeat(201) },
    });
    expect(once.status).toBe(400);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });
  test("nobody gets a new address by saying so, and with it new tries", async () => {
    const before = new Date();
    const headers = { "x-forwarded-for": "203.0.113.9", "content-type": "application/json" };
    const named = { ...headers, "x-fairground-platform": code };
    const got = await fetch(`${server.url}/v1/consumers/guest`, { method: "POST", body: "{}", headers: named });
    expect(got.status).toBe(201);
    const doors = await inTx(systemScope, (tx) =>
      sql<{ door: string }>`SELECT door FROM parties.attempt a JOIN parties.platform p USING (platform_id)
        WHERE p.code = ${code} AND since > ${new Date(before.getTime() - 60_000)}`.execute(tx.as<object>()),
    );
    const said = `open:${sha256("203.0.113.9")}`;
    expect(doors.rows.map((d) => d.door)).not.toContain(said);
    expect(doors.rows.some((d) => d.door.startsWith("open:"))).toBe(true);
  });
  test("broken cookies, methods and lines never end in an error of ours", async () => {
    for (const cookie of [
      "fg_session",
      "fg_session=%",
      'fg_session="',
      "=;=;",
      "fg_session=a; fg_session=b",
      "fg_session=' OR 1=1",
    ])
      expect([cookie, (await send(server.url, "/v1/session", { cookie }))[0]]).toEqual([cookie, 401]);
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"])
      expect([method, (await send(server.url, "/v1/config", {}, method))[0] < 500]).toEqual([method, true]);
    for (const bytes of [
      "\r\n\r\n",
      "GET\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n",
      "\u0016\u0003\u0001",
      "POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ])
      expect(await speak(server.url, bytes)).not.toMatch(/^HTTP\/1\.1 5/);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });
  test("a body of a hundred thousand levels is a bad input", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const cookie = [...boss.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, "x-fairground-csrf": boss.jar.get("fg_csrf") ?? "", "content-type": "application/json" };
    for (const [target, body] of [
      ["/v1/brands/bulk", `{"items":${deep}}`],
      ["/v1/brands/bulk", `{"items":[${deep}]}`],
      ["/v1/brands", `{"code":"deep","name":${deep}}`],
      ["/v1/audiences/count", `{"definition":${deep}}`],
      ["/v1/audiences/count", `{"definition":${'{"op":"or","of":['.repeat(20_000)}1${"]}".repeat(20_000)}}`],
    ] as const) {
      const got = await fetch(server.url + target, { method: "POST", body, headers });
      expect([target, got.status, (await got.text()).slice(0, 200)]).toEqual([target, 400, expect.any(String)]);
    }
  });
});
