import { readFileSync } from "node:fs";
import path from "node:path";
import type { Kernel } from "#kernel";
import { csrfToken } from "#kernel";

type Settings = {
  readonly platform: string;
  readonly secureCookies: boolean;
  readonly version: string;
  csrf(session: string): string;
};
let current: Settings | undefined;

/** What this module takes from the configuration, once, when it is opened. */
export async function openSettings({ config }: Kernel): Promise<void> {
  const told: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, "../../../package.json"), "utf8"));
  const version = typeof told === "object" && told !== null && "version" in told ? String(told.version) : "";
  current = {
    platform: config.FAIRGROUND_PLATFORM,
    secureCookies: config.SECURE_COOKIES,
    version,
    csrf: (session) => csrfToken(config, session),
  };
}
export function settings(): Settings {
  if (!current) throw new Error("the parties module is not open");
  return current;
}
