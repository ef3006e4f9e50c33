import type { Module } from "#kernel";
import { authenticate } from "./authenticate.ts";
import { sweep } from "./jobs.ts";
import { directoryEndpoints } from "./routes-parties.ts";
import { people } from "./routes-people.ts";
import { openSettings } from "./settings.ts";

export { createUser } from "./accounts.ts";
export { createConsumer, onConsumer, removeConsumers } from "./consumers.ts";
export { directory } from "./directory.ts";
export type { Directory } from "./directory.ts";
export { find } from "./find.ts";
export { createKey } from "./keys.ts";
export { openPlatform } from "./platforms.ts";
export { registerParties } from "./register.ts";
export type { Registration } from "./register.ts";

export const module: Module = {
  name: "parties",
  home: import.meta.dirname,
  endpoints: [...people, ...directoryEndpoints],
  jobs: [sweep],
  open: openSettings,
  authenticate,
};
