import type { Role } from "#contract";
import type { Side } from "./scene.ts";

export type Input = { readonly params?: object; readonly query?: object; readonly body?: unknown };
/** Names one object of the side `t` among things of `me`, the side of the caller. */
export type Build = (t: Side, me: Side) => Input;
export type Ask = {
  /** Each names another object of somebody else. Absent: nothing of anybody can be named here. */
  readonly asks?: readonly Build[];
  /** Why some roles of the same platform may name these objects: then only secrets must not show. */
  readonly open?: { readonly to: readonly Role[]; readonly why: string };
  /** Attack as these roles only; the others may do the same with things of their own. */
  readonly as?: readonly Role[];
  /** A bulk route answers 200 and rejects each item. */
  readonly bulk?: "rejected";
  /** Refused whoever is named, so 403 tells nothing: why. */
  readonly refused?: string;
  /** A write that answers 2xx to everything and changes nothing: why. */
  readonly mute?: string;
  /** Shows open names of others to staff: why. */
  readonly shows?: string;
  /** Why these callers may know whether the thing exists: then it must only be refused. */
  readonly known?: string;
  /** What the owner gets, when it is not a success or a conflict. */
  readonly owner?: readonly number[];
};
export const many = (builds: readonly Build[], more: Omit<Ask, "asks"> = {}): Ask => ({ asks: builds, ...more });
export const one = (build: Build, more: Omit<Ask, "asks"> = {}): Ask => many([build], more);
/** Nothing that belongs to anybody can be named. */
export const own: Ask = {};
const everybody: readonly Role[] = ["operator", "brand", "venue", "consumer", "key", "public"];
export const publicly = (why: string) => ({ open: { to: everybody, why } });
