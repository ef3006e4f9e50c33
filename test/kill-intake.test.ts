import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const home = mkdtempSync(path.join(tmpdir(), "fairground-kill-"));
chmodSync(home, 0o711); // the user that PostgreSQL runs as must pass through
let running: Server | undefined;
afterAll(async () => {
  await running?.end();
  rmSync(home, { recursive: true, force: true });
});

type Server = { url: string; ask<T>(what: string): Promise<T>; kill(): Promise<void>; end(): Promise<void> };
async function startServer(): Promise<Server> {
  // embedded engines in any case: they are what is killed
  const env = {
    ...process.env,
    FAIRGROUND_HOME: home,
    DATABASE_URL: "",
    CLICKHOUSE_URL: "",
    LOG_LEVEL: "silent",
    PORT: "0",
  };
  const child = spawn(process.execPath, [fileURLToPath(new URL("./kill/intake-server.ts", import.meta.url))], {
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

/** Sends batches from three places at once and remembers which were acknowledged; what was not is sent again later. */
class Sender {
  readonly acknowledged: string[] = [];
  readonly open: string[][] = [];
  sent = 0;
  #stop = false;
  #at: { url: string; key: string };
  #work: Promise<unknown> = Promise.resolve();
  constructor(at: { url: string; key: string }) {
    this.#at = at;
  }
  async #send(ids: string[]): Promise<boolean> {
    const facts = ids.map((id) => ({
      id,
      name: "item_view",
      at: "2025-05-05T05:05:05Z",
      ids: [{ type: "member_no", value: id }],
    }));
    const headers = { "content-type": "application/json", authorization: `Bearer ${this.#at.key}` };
    try {
      const reply = await fetch(`${this.#at.url}/v1/facts`, {
        method: "POST",
        headers,
        body: JSON.stringify({ facts }),
      });
      const body = (await reply.json()) as { accepted?: number; duplicates?: number };
      if (reply.status !== 200) return false;
      expect((body.accepted ?? 0) + (body.duplicates ?? 0)).toBe(ids.length);
      this.acknowledged.push(...ids);
      return true;
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return false; // connection lost
      throw error;
    }
  }
  begin(): void {
    this.#stop = false;
    const most = this.sent + 20_000;
    const loop = async () => {
      while (!this.#stop && this.sent < most) {
        const ids = Array.from({ length: 40 }, () => `kill-${(this.sent += 1)}`);
        if (await this.#send(ids)) continue;
        this.open.push(ids);
        await sleep(20);
      }
    };
    this.#work = Promise.all([loop(), loop(), loop()]);
  }
  async end(): Promise<void> {
    this.#stop = true;
    await this.#work;
  }
  moveTo(url: string): void {
    this.#at = { ...this.#at, url };
  }
  /** Sends again what was not acknowledged, until it is. */
  async resend(): Promise<void> {
    for (let tries = 0; this.open.length > 0; tries += 1) {
      if (tries > 2_000) throw new Error("the server takes nothing any more");
      const batch = this.open[0] ?? [];
      if (await this.#send(batch)) this.open.shift();
      else await sleep(50);
    }
  }
}
const load_ms = 600;

test("kill -9 of the server and of each engine under load: nothing acknowledged is lost, nothing is there twice", async () => {
  running = await startServer();
  const sender = new Sender({ url: running.url, key: await running.ask<string>("key") });
  let lost = 0;
  for (const victim of ["server", "postgres", "clickhouse", "server", "postgres", "clickhouse", "server"] as const) {
    const before = sender.acknowledged.length;
    sender.begin();
    await sleep(load_ms);
    if (victim === "server") await running.kill();
    else process.kill((await running.ask<Record<typeof victim, number>>("pids"))[victim], "SIGKILL");
    await sleep(load_ms / 2);
    await sender.end();
    lost += sender.open.length;
    if (victim === "server") running = await startServer();
    sender.moveTo(running.url);
    await sender.resend();
    expect(sender.acknowledged.length).toBeGreaterThan(before);
  }
  expect(lost).toBeGreaterThan(0); // otherwise nothing was killed in the middle of anything

  const { log, carried } = await running.ask<{ log: string[]; carried: string[] }>("check");
  expect(new Set(sender.acknowledged).size).toBe(sender.sent);
  expect(log.length).toBe(sender.sent);
  expect(new Set(log).size).toBe(sender.sent);
  expect(carried.length).toBe(sender.sent);
  expect(new Set(carried).size).toBe(sender.sent);
}, 240_000);
