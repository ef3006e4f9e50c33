// The buyers of the order benchmark, in a process of their own: each keeps one connection and orders one piece after the other.
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

type Task = { url: string; skus: number[]; orders: number; clients: number };
const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const agent = new Agent({ keepAlive: true, maxSockets: task.clients });

type Reply = { status: number; text: string; cookies: string[] };
function send(path: string, body: string, headers: Record<string, string>): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const all = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers };
    const sent = request(task.url + path, { method: "POST", agent, headers: all }, (reply) => {
      let text = "";
      reply.setEncoding("utf8").on("data", (part: string) => (text += part));
      reply.on("end", () =>
        resolve({ status: reply.statusCode ?? 0, text, cookies: reply.headers["set-cookie"] ?? [] }),
      );
    });
    sent.on("error", reject).end(body);
  });
}
/** A guest account, as a browser gets one. */
async function signIn(): Promise<Record<string, string>> {
  const reply = await send("/v1/consumers/guest", "{}", { "x-fairground-platform": "bench" });
  const jar = new Map(reply.cookies.map((c) => (c.split(";")[0] ?? "").split("=") as [string, string]));
  return {
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
    "x-fairground-csrf": jar.get("fg_csrf") ?? "",
  };
}

const address = { name: "Buyer", phone: "13800000000", city: "Hangzhou", line: "West Lake 1" };
const guests = await Promise.all(Array.from({ length: Math.min(16, task.clients) }, signIn));
const took_ms: number[] = [];
const statuses: Record<string, number> = {};
let next = 0;
async function buyer(own: Record<string, string>): Promise<void> {
  for (let i = next++; i < task.orders; i = next++) {
    const sku = task.skus[(i * 7919) % task.skus.length];
    const body = JSON.stringify({ request_id: randomUUID(), lines: [{ sku, merchant: 1, quantity: 1 }], address });
    const began = performance.now();
    const { status } = await send("/v1/shop/orders", body, own);
    took_ms.push(performance.now() - began);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
}
const began = performance.now();
await Promise.all(Array.from({ length: task.clients }, (_, i) => buyer(guests[i % guests.length] ?? {})));
const wall_s = (performance.now() - began) / 1000;
agent.destroy();
took_ms.sort((a, b) => a - b);
const at = (share: number): number => took_ms[Math.min(took_ms.length - 1, Math.floor(share * took_ms.length))] ?? 0;
process.stdout.write(JSON.stringify({ statuses, wall_s, p50_ms: at(0.5), p99_ms: at(0.99) }));
