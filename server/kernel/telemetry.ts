import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** What `/metrics` shows. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: "fairground_" });

const known = new Map<string, Counter | Gauge | Histogram>();
function once<T extends Counter | Gauge | Histogram>(name: string, make: () => T): T {
  const found = known.get(name);
  if (found) return found as T;
  const made = make();
  known.set(name, made);
  return made;
}
const full = (name: string) => `fairground_${name}`;
export const counter = (name: string, help: string, labelNames: readonly string[] = []): Counter =>
  once(name, () => new Counter({ name: full(name), help, labelNames: [...labelNames], registers: [registry] }));
export const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
  once(name, () => new Gauge({ name: full(name), help, labelNames: [...labelNames], registers: [registry] }));
export const histogram = (
  name: string,
  help: string,
  labelNames: readonly string[],
  buckets: readonly number[],
): Histogram =>
  once(
    name,
    () =>
      new Histogram({
        name: full(name),
        help,
        labelNames: [...labelNames],
        buckets: [...buckets],
        registers: [registry],
      }),
  );
