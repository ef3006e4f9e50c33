/** State of a pacing controller: the running sum of errors and its output. */
export type Pacing = { readonly sum: number; readonly nu: number };

/**
 * One step (every five minutes) towards promised exposure: e = (target - delivered) / target; nu = nu + kP e + kI sum(e).
 * Source: proportional-integral control read as dual ascent with momentum (dual-based PI controllers, 2022). nu stays in -limit..limit,
 * and the sum stops growing there (no wind-up). Domain: target > 0 by now, delivered >= 0.
 */
export function pacingStep(
  state: Pacing,
  target: number,
  delivered: number,
  kP = 0.05,
  kI = 0.005,
  limit = 0.4,
): Pacing {
  if (!(target > 0 && delivered >= 0))
    throw new RangeError(`pacing needs target > 0 and delivered >= 0, got ${target}, ${delivered}`);
  const error = (target - delivered) / target;
  const sum = state.sum + error;
  const open = state.nu + kP * error + kI * sum;
  const nu = Math.min(limit, Math.max(-limit, open));
  return { sum: open !== nu && Math.sign(error) === Math.sign(open) ? state.sum : sum, nu };
}

/** State of a budget throttle: share of eligible requests that may spend, and the sum of errors. */
export type Throttle = { readonly share_ratio: number; readonly sum: number };

/**
 * Next throttle of a campaign budget: e = (planned - spent) / budget; share = clip(share (1 + kP e + kI sum e), least, 1), with
 * planned = budget x F(t) from the forecast traffic curve. Integration stops while the share is at a bound that the error pushes against.
 */
export function throttleStep(
  state: Throttle,
  budget: number,
  planned: number,
  spent: number,
  kP = 1,
  kI = 0.2,
  least = 0.001,
): Throttle {
  if (!(budget > 0)) throw new RangeError(`a budget is > 0, got ${budget}`);
  const error = (planned - spent) / budget;
  const sum = state.sum + error;
  const open = state.share_ratio * (1 + kP * error + kI * sum);
  const share_ratio = Math.min(1, Math.max(least, open));
  const pushes = (open > 1 && error > 0) || (open < least && error < 0);
  return { share_ratio, sum: pushes ? state.sum : sum };
}
