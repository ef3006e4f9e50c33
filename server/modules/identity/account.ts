import type { facts } from "#contract";

/** The identifier of a shop account; every fact about a signed-in consumer carries it. */
export const accountId = (consumer: string): facts.Identifier => ({
  type: "platform_id",
  value: `account:${consumer}`,
  verified: true,
});
