import type { facts } from "#contract";
import type { Kernel, Module } from "#kernel";
import { openKeys } from "./keys.ts";

export { pseudonym } from "./keys.ts";
export { erasedNodes, mergedNodes, peopleOf } from "./people.ts";
export { resolve } from "./resolve.ts";

/** The identifier of a shop account; every fact about a signed-in consumer carries it. */
export const accountId = (consumer: string): facts.Identifier => ({
  type: "platform_id",
  value: `account:${consumer}`,
  verified: true,
});

export const module: Module = {
  name: "identity",
  home: import.meta.dirname,
  open: async ({ config }: Kernel) => openKeys(config.FAIRGROUND_SECRET),
};
