import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const home = mkdtempSync(path.join(tmpdir(), "fairground-kill-"));
chmodSync(home, 0o711); // the user that PostgreSQL runs as must pass through
let main: Server;
let buyer: Record<string, string>;
beforeAll(async () => {
  main = await startServer();
  await main.ask("open");
  buyer = await signIn(main.url);
}, 120_000);
afterAll(async () => {
  await main.end();
  rmSync(home, { recursive: true, force: true });
});

type Server = { url: string; ask<T>(what: string): Promise<T>; kill(): Promise<void>; end(): Promise<void> };
async function startServer(attach = false): Promise<Server> {
  // embedded engines in any case: they are what is killed
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    FAIRGROUND_HOME: home,
    DATABASE_URL: "",
    CLICKHOUSE_URL: "",
    LOG_LEVEL: "silent",
    PORT: "0",
    ...(attach ? { ATTACH: "1" } : {}),
  };
  const child = spawn(process.execPath, [fileURLToPath(new URL("./kill/orders-server.ts", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
  });
  const gone = once(child, "exit");
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(line));
  const line = <T>(): Promise<T> =>
    Promise.race([
      new Promise<string>((resolve) => waiting.push(resolve)).then((text) => JSON.parse(text) as T),
      gone.then(() => Promise.reject(new Error("the server ended before it answered"))),
    ]);
  const { url } = await line<{ url: string }>();
  return {
    url,
    ask: async <T>(what: string) => {
      child.stdin.write(`${what}\n`);
      const answer = await line<T | { error: string }>();
      if (typeof answer === "object" && answer !== null && "error" in answer)
        throw new Error(`${what}: ${answer.error}`);
      return answer;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    end: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
/** A guest of the shop, as a browser carries it. */
async function signIn(url: string): Promise<Record<string, string>> {
  const reply = await fetch(`${url}/v1/consumers/guest`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json", "x-fairground-platform": "kill" },
  });
  const jar = reply.headers.getSetCookie().map((c) => c.split(";")[0] ?? "");
  const csrf = jar.find((c) => c.startsWith("fg_csrf="))?.slice(8) ?? "";
  return { "content-type": "application/json", cookie: jar.join("; "), "x-fairground-csrf": csrf };
}

type Wish = { readonly request_id: string; readonly sku: string };
const address = { name: "Buyer", phone: "13800000000", city: "Hangzhou", line: "West Lake 1" };
/** The parent order when it was acknowledged, `refused` when it was refused for good, undefined when nobody knows. */
async function order(url: string, { request_id, sku }: Wish): Promise<string | undefined> {
  const body = JSON.stringify({ request_id, lines: [{ sku, merchant: "m", quantity: 1 }], address });
  try {
    const reply = await fetch(`${url}/v1/shop/orders`, { method: "POST", headers: buyer, body });
    const read = (await reply.json()) as { parent?: string };
    if (reply.status === 201) return read.parent;
    if (reply.status === 409) return "refused";
    expect(reply.status).toBe(503); // never an internal error
    return undefined;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined; // connection lost
    throw error;
  }
}
type Check = {
  parents: { request: string; parent: string; pieces: number; facts: number }[];
  reserved: { sku: string; reserved: number }[];
  differences: unknown[];
};

test("two processes on one SKU sell exactly what is there", async () => {
  const second = await startServer(true);
  const wishes = Array.from({ length: 400 }, () => ({ request_id: randomUUID(), sku: "scarce" }));
  const answers = await Promise.all(wishes.map((w, i) => order(i % 2 === 0 ? main.url : second.url, w)));
  expect(answers.filter((a) => a === "refused")).toHaveLength(250);
  // Each process shows an order of the other one under its request again.
  const again = await Promise.all(wishes.map((w, i) => order(i % 2 === 0 ? second.url : main.url, w)));
  expect(again).toEqual(answers);
  await second.end();
  const { reserved, differences } = await main.ask<Check>("check");
  expect(reserved.find((r) => r.sku === "scarce")?.reserved).toBe(150);
  expect(differences).toEqual([]);
}, 120_000);

test("kill -9 of the server and of PostgreSQL under load: every acknowledged order is there once with its stock", async () => {
  const acknowledged = new Map<string, string>();
  const open: Wish[] = [];
  let sent = 0;
  let lost = 0;
  let stop = false;
  const load = async (url: string) => {
    for (; !stop && sent < 50_000; sent += 1) {
      const wish = { request_id: `kill-${sent}-${randomUUID()}`, sku: sent % 3 === 0 ? "much" : "plenty" };
      const parent = await order(url, wish);
      if (parent === undefined) {
        open.push(wish);
        await sleep(20);
      } else acknowledged.set(wish.request_id, parent);
    }
  };
  for (const victim of ["server", "postgres", "server", "postgres"] as const) {
    stop = false;
    const buyers = Promise.all(Array.from({ length: 24 }, () => load(main.url)));
    await sleep(700);
    if (victim === "server") await main.kill();
    else process.kill((await main.ask<{ postgres: number }>("pids")).postgres, "SIGKILL");
    await sleep(300);
    stop = true;
    await buyers;
    lost += open.length;
    if (victim === "server") main = await startServer();
    for (let tries = 0; open.length > 0; tries += 1) {
      if (tries > 2_000) throw new Error("the server takes no orders any more");
      const wish = open[0] as Wish;
      const parent = await order(main.url, wish);
      if (parent === undefined) await sleep(50);
      else {
        acknowledged.set(wish.request_id, parent);
        open.shift();
      }
    }
  }
  expect(lost).toBeGreaterThan(0); // otherwise nothing was killed in the middle of anything
  expect(acknowledged.size).toBe(sent);

  const { parents, differences } = await main.ask<Check>("check");
  const mine = parents.filter((p) => p.request.startsWith("kill-"));
  expect(mine).toHaveLength(sent);
  expect(new Map(mine.map((p) => [p.request, p.parent]))).toEqual(acknowledged);
  expect(mine.filter((p) => p.pieces !== 1 || p.facts !== 1)).toEqual([]);
  expect(differences).toEqual([]);
}, 240_000);
