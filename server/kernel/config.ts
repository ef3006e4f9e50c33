import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const flag = z.enum(["on", "off"]).transform((v) => v === "on");

/** Every setting, in one table: `fairground doctor` prints it, README links to it. */
export const settings = {
  HOST: { schema: z.string().max(200).default("127.0.0.1"), about: "Address to listen on." },
  PORT: { schema: z.coerce.number().int().min(0).max(65535).default(8080), about: "HTTP port; 0 picks a free one." },
  FAIRGROUND_HOME: { schema: z.string().max(1000).default(".fairground"), about: "Folder of all local data." },
  DATABASE_URL: {
    schema: z.string().max(2000).optional(),
    about: "External PostgreSQL (a role without SUPERUSER and BYPASSRLS); embedded when absent.",
  },
  CLICKHOUSE_URL: {
    schema: z.string().max(2000).optional(),
    about: "External ClickHouse with user and password; embedded when absent.",
  },
  CLICKHOUSE_CLUSTER: {
    schema: z.string().max(100).optional(),
    about: "Cluster name: tables become replicated and ON CLUSTER.",
  },
  ROLE: { schema: z.enum(["web", "worker", "all"]).default("all"), about: "What this process does." },
  LOG_LEVEL: {
    schema: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
    about: "Least severe log line written.",
  },
  FAIRGROUND_PLATFORM: {
    schema: z.string().max(64).default("demo"),
    about: "Platform that the shop and the sign-in page show by default.",
  },
  FAIRGROUND_DEMO: {
    schema: flag.default(true),
    about: "Load the simulated demo world on the first start and keep it alive.",
  },
  FAIRGROUND_SECRET: {
    schema: z.string().min(32).max(200).optional(),
    about: "Key for tokens and identifier hashes; made once and kept in the data folder when absent.",
  },
  POOL_SIZE: {
    schema: z.coerce.number().int().min(2).max(100).default(8),
    about: "PostgreSQL connections for requests and jobs.",
  },
  CHECK_REPLIES: {
    schema: flag.default(false),
    about: "Check every reply against its contract (tests and development).",
  },
  SECURE_COOKIES: { schema: flag.default(false), about: "Mark cookies Secure; switch on behind HTTPS." },
  TRUST_PROXY: {
    schema: flag.default(false),
    about: "Take the sender's address from X-Forwarded-For; switch on behind a proxy that sets it.",
  },
  TZ_BUSINESS: {
    schema: z.string().max(64).default("Asia/Shanghai"),
    about: "Time zone of business days when a platform names none.",
  },
} as const;

type Settings = typeof settings;
type Values = { readonly [K in keyof Settings]: z.output<Settings[K]["schema"]> };
export type Config = Omit<Values, "FAIRGROUND_SECRET"> & { readonly FAIRGROUND_SECRET: string };

/** Reads and checks the environment. Throws one Error that names every wrong variable and what would be right. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, root = process.cwd()): Config {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, { schema }] of Object.entries(settings)) {
    const read = schema.safeParse(env[name] === "" ? undefined : env[name]);
    if (read.success) values[name] = read.data;
    else wrong.push(`${name}=${String(env[name])}: ${read.error.issues.map((i) => i.message).join("; ")}`);
  }
  if (wrong.length > 0) throw new Error(`Configuration is not valid:\n  ${wrong.join("\n  ")}`);
  values.FAIRGROUND_HOME = path.resolve(root, String(values.FAIRGROUND_HOME));
  values.FAIRGROUND_SECRET ??= keptSecret(String(values.FAIRGROUND_HOME));
  return values as Config;
}

/** A secret made on the first start; identifier hashes depend on it, so it must outlive restarts. */
function keptSecret(home: string): string {
  const file = path.join(home, "secret");
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(file, "utf8").trim();
}
