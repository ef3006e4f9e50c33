import { onConsumer } from "#parties";
import type { facts } from "#contract";
import type { Kernel, Module, Tx } from "#kernel";
import { accountId } from "./account.ts";
import { eraseJob } from "./erase.ts";
import { openKeys } from "./keys.ts";
import { ANYBODY, joinMember } from "./members.ts";
import { endpoints } from "./routes.ts";

export { accountId } from "./account.ts";
export { mayReach, reachable } from "./consent.ts";
export { registerHolder } from "./holders.ts";
export { pseudonym } from "./keys.ts";
export { joinMember, members } from "./members.ts";
export { erasedNodes, mergedNodes, peopleOf } from "./people.ts";
export { resolve } from "./resolve.ts";

type Opened = { readonly consumer: string; readonly member_no: string; readonly login: string | undefined };
/** A new account is linked with its member number and, unproven, with the login; whoever has a login is a member of the club. */
async function link(tx: Tx, { consumer, member_no, login }: Opened): Promise<void> {
  const number: facts.Identifier = { type: "member_no", value: member_no, verified: true };
  const ids: facts.Identifier[] = [number, accountId(consumer)];
  if (login === undefined) return;
  ids.push({ type: login.includes("@") ? "email" : "phone", value: login, verified: false });
  await joinMember(tx, { ids, name: ANYBODY, brand: 0, level: "basic", source: "account" });
}
let stop: () => void = () => undefined;

export const module: Module = {
  name: "identity",
  home: import.meta.dirname,
  endpoints,
  jobs: [eraseJob],
  open: async ({ config }: Kernel) => {
    openKeys(config.FAIRGROUND_SECRET);
    stop = onConsumer(link);
  },
  close: async () => stop(),
};
