/**
 * Lets at most `sideBySide` pieces of work run at once; the others wait in the order of their coming. With `waitingMax` one
 * more than that many is refused by the error that `refuse` makes.
 */
export function turns(sideBySide: number, waitingMax = Infinity, refuse = () => new Error("too much waits")) {
  let working = 0;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (working < sideBySide) working += 1;
    else if (queue.length >= waitingMax) throw refuse();
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else working -= 1;
    }
  };
}
