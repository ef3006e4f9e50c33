import { inTx, newSecret, platformScope } from "#kernel";
import { createUser, openPlatform } from "#parties";
import { inSystem, onGround } from "./ground.ts";
import type { Command } from "./run.ts";
import { exit } from "./run.ts";
import { note, put, putJson } from "./terminal.ts";

/** Opens a platform when it is not there, and an operator who can sign in to its consoles. */
export const operatorCommand: Command = {
  name: "operator",
  about: "makes an operator who can sign in, and the platform when it is new",
  help: [
    "Usage: npx fairground operator LOGIN --platform CODE [--currency CNY] [--zone Asia/Shanghai] [--json]",
    "",
    "Prints a password once; change it after signing in. Currency and zone are for a platform that does not exist yet.",
    'With --json: {"platform","login","password"}. The server shows this platform to visitors when FAIRGROUND_PLATFORM names it;',
    "people sign in with its code in any case.",
  ].join("\n"),
  flags: {
    platform: { type: "string" },
    currency: { type: "string" },
    zone: { type: "string" },
    json: { type: "boolean" },
  },
  words: ["login"],
  async act(said) {
    const code = said.need("platform");
    const [login = ""] = said.words;
    const password = newSecret();
    await onGround(async () => {
      const opened = {
        code,
        name: code,
        currency: said.text("currency") ?? "CNY",
        zone: said.text("zone") ?? "Asia/Shanghai",
      };
      const platform = await inSystem((tx) => openPlatform(tx, opened));
      const person = { login, password, name: login, assignments: [{ role: "operator" as const }] };
      await inTx(platformScope(platform.id), (tx) => createUser(tx, person));
    });
    if (said.on("json")) await putJson({ platform: code, login, password });
    else {
      note(`Sign in with platform ${code}, login ${login} and this password:`);
      await put(`${password}\n`);
    }
    return exit.ok;
  },
};
