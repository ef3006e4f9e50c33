import { parties } from "#contract";
import type { Endpoint, Principal } from "#kernel";
import { badInput, inTx, notFound, notSignedIn, pageById, platformScope, serve, serveBare, sha256 } from "#kernel";
import type { FastifyReply } from "fastify";
import { assign, changeUser, createUser, oneUser, unassign, users } from "./accounts.ts";
import { platformNumber } from "./authenticate.ts";
import { changeProfile, createConsumer, profile } from "./consumers.ts";
import type { NewConsumer } from "./consumers.ts";
import { createKey, keys, revokeKey } from "./keys.ts";
import { attempts } from "./model.ts";
import { changePassword, currentSession, endSession, knock, openSession, placeById, signIn } from "./sessions.ts";
import type { Fresh } from "./sessions.ts";
import { settings } from "./settings.ts";

const { routes } = parties;

/** The secret where no script can read it, and beside it the token that a script must repeat. */
function carry(reply: FastifyReply, fresh: Fresh): parties.Session {
  const { secureCookies: secure, csrf } = settings();
  const shared = { path: "/", sameSite: "lax", secure, maxAge: Math.floor(fresh.lasts_ms / 1000) } as const;
  reply.setCookie("fg_session", fresh.secret, { ...shared, httpOnly: true });
  reply.setCookie("fg_csrf", csrf(fresh.session), { ...shared, httpOnly: false });
  reply.header("cache-control", "no-store");
  return fresh.reply;
}
function drop(reply: FastifyReply): void {
  reply.clearCookie("fg_session", { path: "/" }).clearCookie("fg_csrf", { path: "/" });
}

/** Opens a consumer account, or a guest's, and signs in. */
async function enrol(
  visitor: Principal,
  code: string | undefined,
  address: string,
  consumer: NewConsumer,
): Promise<Fresh> {
  const platform = code === undefined ? visitor.platform : await platformNumber(code);
  const scope = platformScope(platform);
  const refusal = await inTx(scope, (tx) =>
    knock(tx, `open:${sha256(address)}`, attempts.perAddress).then(
      () => undefined,
      (fault: unknown) => fault,
    ),
  );
  if (refusal !== undefined) throw refusal;
  return inTx(scope, async (tx) => {
    if (visitor.session !== undefined) await endSession(tx, visitor.session);
    const opened = await createConsumer(tx, consumer);
    return openSession(tx, await placeById(tx, opened.assignment));
  });
}

const sessions: readonly Endpoint[] = [
  serveBare(routes.signIn, async ({ principal }, { body }, { reply }) => carry(reply, await signIn(principal, body))),
  serveBare(routes.session, async ({ principal }) => {
    const { session, platform } = principal;
    if (session === undefined) throw notSignedIn("This call has no session.");
    return inTx(platformScope(platform), (tx) => currentSession(tx, session));
  }),
  serveBare(routes.signOut, async ({ principal }, _input, { reply }) => {
    const { session, platform } = principal;
    if (session !== undefined) await inTx(platformScope(platform), (tx) => endSession(tx, session));
    drop(reply);
    return { done: true as const };
  }),
  serveBare(routes.changePassword, async ({ principal }, { body }) => {
    await changePassword(principal, body);
    return { done: true as const };
  }),
  serveBare(routes.signUp, async ({ principal }, { body: { platform, ...consumer } }, { request, reply }) =>
    carry(reply, await enrol(principal, platform, request.ip, consumer)),
  ),
  serveBare(routes.guest, async ({ principal }, { body }, { request, reply }) =>
    carry(
      reply,
      await enrol(principal, body.platform, request.ip, {
        name: body.lang === "zh" ? "访客" : "Guest",
        lang: body.lang,
      }),
    ),
  ),
  serve(routes.me, async ({ tx, principal }) => profile(tx, holder(principal))),
  serve(routes.changeMe, async ({ tx, principal }, { body }) => changeProfile(tx, holder(principal), body)),
];
function holder(p: Principal): string {
  if (p.consumer === undefined) throw notFound("The consumer");
  return p.consumer;
}

const staff: readonly Endpoint[] = [
  serve(routes.users, async ({ tx }, { query }) =>
    pageById(
      query,
      (q) => users(tx, q),
      (r) => r.id,
    ),
  ),
  serve(routes.createUser, async ({ tx }, { body }) => oneUser(tx, await createUser(tx, body))),
  serve(routes.changeUser, async ({ tx, principal }, { params, body }) => {
    if (principal.id === params.id && body.status === "closed")
      throw badInput("body.status", "you cannot close your own account");
    return changeUser(tx, params.id, body);
  }),
  serve(routes.assign, async ({ tx }, { params, body }) => {
    await oneUser(tx, params.id);
    await assign(tx, params.id, body);
    return oneUser(tx, params.id);
  }),
  serve(routes.unassign, async ({ tx, principal }, { params }) => {
    if (principal.id === params.id) throw badInput("path.id", "you cannot take a place away from yourself");
    await unassign(tx, params.id, params.assignment);
    return oneUser(tx, params.id);
  }),
  serve(routes.keys, async ({ tx }, { query }) =>
    pageById(
      query,
      (q) => keys(tx, q),
      (r) => r.id,
    ),
  ),
  serve(routes.createKey, async ({ tx }, { body }) => createKey(tx, body)),
  serve(routes.revokeKey, async ({ tx }, { params }) => revokeKey(tx, params.id)),
];
export const people: readonly Endpoint[] = [...sessions, ...staff];
