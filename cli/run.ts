import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { Fault } from "#kernel";
import { Misuse, note, put } from "./terminal.ts";

type Flags = NonNullable<ParseArgsConfig["options"]>;
/** What was said on the command line, after the command's own name. */
export type Said = {
  readonly words: readonly string[];
  readonly text: (flag: string) => string | undefined;
  /** A flag that must be there. */
  readonly need: (flag: string) => string;
  readonly on: (flag: string) => boolean;
};
export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly about: string;
  readonly help: string;
  readonly flags: Flags;
  /** Names of the words that must follow the command. */
  readonly words: readonly string[];
  /** Does it, and returns the exit code. */
  readonly act: (said: Said) => Promise<number>;
};

export const exit = { ok: 0, failure: 1, badInput: 2 } as const;

function usage(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((c) => c.name.length));
  return [
    "Usage: npx fairground COMMAND ... [--json]",
    "",
    ...commands.map((c) => `  ${c.name.padEnd(width)}  ${c.about}`),
    "",
    "npx fairground COMMAND --help tells more. Results go to standard output, messages to standard error.",
    "Exit codes: 0 done, 1 failure, 2 bad input. FAIRGROUND_HOME names the data folder (default .fairground).",
    "",
  ].join("\n");
}

/** Runs one command line and returns the exit code: 0 done, 1 failure, 2 bad input with a sentence that says what would be right. */
export async function run(argv: readonly string[], commands: readonly Command[]): Promise<number> {
  // the write that fails says it too; without a listener it would end the process before the engines are stopped
  process.stdout.on("error", () => undefined);
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    await (name === undefined ? note(usage(commands)) : put(usage(commands)));
    return name === undefined ? exit.badInput : exit.ok;
  }
  const command = commands.find((c) => c.name === name);
  if (!command) {
    note(`There is no command "${name.slice(0, 40)}". There are: ${commands.map((c) => c.name).join(", ")}.`);
    return exit.badInput;
  }
  try {
    if (rest.includes("--help") || rest.includes("-h")) {
      await put(`${command.help}\n`);
      return exit.ok;
    }
    return await command.act(read(command, rest));
  } catch (error) {
    return tell(error, command);
  }
}
function read({ name, flags, words }: Command, args: readonly string[]): Said {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : String(error)} (npx fairground ${name} --help)`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== words.length)
    throw new Misuse(
      `${name} takes ${words.length === 0 ? "no words" : words.map((w) => w.toUpperCase()).join(" ")}, ` +
        `got ${positionals.length === 0 ? "none" : positionals.join(" ").slice(0, 200)} (npx fairground ${name} --help)`,
    );
  const text = (flag: string) => {
    const value = values[flag];
    return typeof value === "string" ? value : undefined;
  };
  return {
    words: positionals,
    text,
    on: (flag) => values[flag] === true,
    need(flag) {
      const value = text(flag);
      if (value === undefined || value === "") throw new Misuse(`--${flag} is missing (npx fairground ${name} --help)`);
      return value;
    },
  };
}

function tell(error: unknown, command: Command): number {
  // somebody who reads only the first lines of a result closes the pipe: that is no failure
  if (error instanceof Error && "code" in error && error.code === "EPIPE") return exit.ok;
  if (error instanceof Misuse) {
    note(error.message);
    return exit.badInput;
  }
  if (error instanceof Fault && ["bad-input", "not-found", "conflict"].includes(error.kind)) {
    const expected = error.fields.find((f) => f.expected !== undefined)?.expected;
    note(expected === undefined ? error.message : `${error.message}; expected ${expected}`);
    return exit.badInput;
  }
  note(`${command.name} failed: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.LOG_LEVEL === "debug" && error instanceof Error) note(error.stack ?? "");
  return exit.failure;
}
