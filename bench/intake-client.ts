// The sender of the intake benchmark, in a process of its own: all bodies are made first, then sent over kept connections.
import { Agent, request } from "node:http";
import { batchOf } from "./intake/events.ts";

type Task = {
  url: string;
  path: string;
  key: string;
  from: number;
  events: number;
  batch: number;
  connections: number;
};
const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const bodies: Buffer[] = [];
for (let at = task.from; at < task.from + task.events; at += task.batch) {
  const count = Math.min(task.batch, task.from + task.events - at);
  bodies.push(Buffer.from(JSON.stringify(batchOf(task.path, at, count))));
}
const agent = new Agent({ keepAlive: true, maxSockets: task.connections });
const headers = { "content-type": "application/json", authorization: `Bearer ${task.key}` };

type Reply = { accepted: number; duplicates: number; rejected: { field: string; reason: string }[] };
function send(body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      task.url + task.path,
      { method: "POST", agent, headers: { ...headers, "content-length": body.length } },
      (reply) => {
        let text = "";
        reply.setEncoding("utf8").on("data", (part: string) => (text += part));
        reply.on("end", () =>
          reply.statusCode === 200
            ? resolve(JSON.parse(text) as Reply)
            : reject(new Error(`${reply.statusCode}: ${text.slice(0, 300)}`)),
        );
      },
    );
    sent.on("error", reject).end(body);
  });
}

const took_ms: number[] = [];
const total = { accepted: 0, duplicates: 0, rejected: 0 };
let next = 0;
async function sender(): Promise<void> {
  for (let body = bodies[next++]; body; body = bodies[next++]) {
    const began = performance.now();
    const reply = await send(body);
    took_ms.push(performance.now() - began);
    total.accepted += reply.accepted;
    total.duplicates += reply.duplicates;
    total.rejected += reply.rejected.length;
  }
}
const cpu = process.cpuUsage();
const began = performance.now();
await Promise.all(Array.from({ length: task.connections }, sender));
const wall_s = (performance.now() - began) / 1000;
const used = process.cpuUsage(cpu);
agent.destroy();
took_ms.sort((a, b) => a - b);
const at = (share: number): number => took_ms[Math.min(took_ms.length - 1, Math.floor(share * took_ms.length))] ?? 0;
process.stdout.write(
  JSON.stringify({
    ...total,
    wall_s,
    cpu_s: (used.user + used.system) / 1e6,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    bytes: bodies.reduce((n, b) => n + b.length, 0),
  }),
);
