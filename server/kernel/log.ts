import { pino } from "pino";
import type { Logger } from "pino";

export type { Logger } from "pino";

/** Structured log to standard error, so that standard output stays free for results. Secrets are cut out. */
export function createLog(level: string): Logger {
  const redact = ["password", "*.password", "headers.authorization", "headers.cookie", "secret", "*.secret"];
  return pino(
    { level, base: null, redact, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
}
