import { unavailable } from "#kernel";
import { hash, verify } from "@node-rs/argon2";

// Argon2id with the parameters OWASP's password storage cheat sheet names first: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each hash costs memory and a thread; more than this waiting is a flood, and is told to come back. */
const waiting_max = 64;
let waiting = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= waiting_max) throw unavailable("Too many people are signing in at once; try again.", 2);
  waiting += 1;
  try {
    return await work();
  } finally {
    waiting -= 1;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

let nobody: Promise<string> | undefined;
/** True when the password is right. Without a hash it works as long and says no, so that time does not tell who exists. */
export async function rightPassword(kept: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash("a password that nobody has", cost);
  const against = kept ?? (await nobody);
  const right = await inTurn(() => verify(against, password));
  return right && kept !== undefined;
}
