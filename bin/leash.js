// Loaded before the program (node --import): file descriptor 3 is a pipe to the process that started us. When that one
// ends, however it ends, the pipe closes and we are asked to end; after a while we are made to.
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

const LIMIT_MS = 15_000;
const descriptor = Number(process.env.FAIRGROUND_LEASH);

if (isMainThread && Number.isInteger(descriptor) && descriptor > 2) {
  delete process.env.FAIRGROUND_LEASH; // it is ours, not that of the processes we start
  const end = () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), LIMIT_MS).unref();
  };
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false });
  pipe
    .once("close", end)
    .on("error", () => undefined)
    .resume()
    .unref();
}
