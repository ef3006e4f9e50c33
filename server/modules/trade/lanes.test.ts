import { setTimeout as sleep } from "node:timers/promises";
import { unavailable } from "#kernel";
import { describe, expect, test } from "vitest";
import type { LaneOptions } from "./lanes.ts";
import { openLanes } from "./lanes.ts";

type Options = LaneOptions<number, string>;
const lanes = (run: Options["run"], more: Partial<Options> = {}) =>
  openLanes<number, string>({ lanes: 2, batch: 8, waiting: 1000, tries: 3, groupOf: () => 1, run, ...more });
const all = (ask: (n: number) => Promise<string>, n: number) =>
  Promise.allSettled(Array.from({ length: n }, (_x, i) => ask(i)));
const told = (r: PromiseSettledResult<string>): string => (r.status === "fulfilled" ? r.value : String(r.reason));

describe("group commit", () => {
  test("what gathers while a batch runs is the next batch; every request is answered once", async () => {
    const sizes: number[] = [];
    const ask = lanes(async (asks) => {
      sizes.push(asks.length);
      await sleep(2);
      return asks.map((n) => ({ done: `r${n}` }));
    });
    const replies = await all(ask, 100);
    expect(replies.map(told)).toEqual(Array.from({ length: 100 }, (_x, i) => `r${i}`));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(100);
  });

  test("requests that must wait are asked again, also while two lanes work, and never lost", async () => {
    const ask = lanes(async (asks, last) => {
      await sleep(1 + Math.random() * 3);
      return asks.map((n, i) => (last[i] === true ? { done: `r${n}` } : { again: true as const }));
    });
    expect((await all(ask, 200)).map(told)).toEqual(Array.from({ length: 200 }, (_x, i) => `r${i}`));
  });

  test("a second lane opens only when a whole batch is waiting", async () => {
    let [now, most] = [0, 0];
    const run: Options["run"] = async (asks) => {
      most = Math.max(most, (now += 1));
      await sleep(3);
      now -= 1;
      return asks.map(() => ({ done: "" }));
    };
    await all(lanes(run), 7);
    expect(most).toBe(1);
    await all(lanes(run), 60);
    expect(most).toBe(2);
  });

  test("one poisoned request fails alone, after one more try of the whole", async () => {
    let calls = 0;
    const ask = lanes(async (asks) => {
      calls += 1;
      if (asks.includes(5)) throw new Error("poison");
      return asks.map((n) => ({ done: `r${n}` }));
    });
    const replies = await all(ask, 20);
    expect(replies.map(told).filter((t) => t === "Error: poison")).toHaveLength(1);
    expect(told(replies[5] as PromiseSettledResult<string>)).toBe("Error: poison");
    expect(calls).toBeLessThan(16);
  });

  test("when everything fails it is the engine, and nobody waits for hundreds of tries", async () => {
    let calls = 0;
    const broken = lanes(
      async () => {
        calls += 1;
        throw new Error("down");
      },
      { batch: 256 },
    );
    expect((await all(broken, 256)).every((r) => r.status === "rejected")).toBe(true);
    expect(calls).toBeLessThan(40);
    const busy = lanes(async () => {
      throw unavailable("busy");
    });
    expect((await all(busy, 10)).every((r) => r.status === "rejected")).toBe(true);
  });

  test("a batch serves one group, and a queue that is full refuses", async () => {
    const groups: number[] = [];
    const ask = lanes(
      async (asks) => {
        groups.push(new Set(asks.map((n) => n % 3)).size);
        await sleep(1);
        return asks.map((n) => ({ done: `r${n}` }));
      },
      { groupOf: (n) => n % 3, waiting: 30 },
    );
    const replies = await all(ask, 50);
    expect(new Set(groups)).toEqual(new Set([1]));
    const refused = replies.filter((r) => r.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(told(refused[0] as PromiseSettledResult<string>)).toContain("Too many orders");
  });
});
