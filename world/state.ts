import { parties } from "#contract";
import { Client, everything, patiently } from "./client.ts";
import type { Server } from "./client.ts";

/**
 * What the world remembers between two starts lies on the platform, in the names of its API keys: when its history ends
 * ("until"), and that it is loaded. A key's secret is told once, so every start makes a new one and revokes the old ones.
 */
export type Memory = { readonly until: Date | undefined; readonly loaded: boolean };
const name = (state: "loading" | "live", until: Date): string =>
  `simulated world, ${state}, history until ${until.toISOString()}`;
const pattern = /^simulated world, (loading|live), history until (\S+)$/;

export async function remember(operator: Client, signal: AbortSignal): Promise<Memory> {
  const keys = await everything((after) =>
    patiently(signal, () => operator.call(parties.routes.keys, { query: { after, limit: 200 } })),
  );
  let until: Date | undefined;
  let loaded = false;
  for (const key of keys) {
    const [, state, text] = pattern.exec(key.name) ?? [];
    if (text === undefined) continue;
    until ??= new Date(text);
    loaded ||= state === "live";
    if (key.revoked_at === null)
      await patiently(signal, () => operator.call(parties.routes.revokeKey, { params: { id: key.id } }));
  }
  return { until, loaded };
}

/** Makes the key of this state, which is how the state is kept. */
export async function enter(state: "loading" | "live", operator: Client, server: Server, until: Date): Promise<Client> {
  const key = await patiently(server.signal, () =>
    operator.call(parties.routes.createKey, { body: { name: name(state, until), scopes: ["facts:write"] } }),
  );
  return new Client(server, key.secret);
}
