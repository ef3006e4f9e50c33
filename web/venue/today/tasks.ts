import type { guide, trade } from "#contract";
import { screenState } from "../kit/screen-state.ts";
import { type Urgency, urgencyOf } from "../kit/time.ts";

/** Something to do now. `due_ms` orders it; `since` or `until` is its clock. */
export type Task = {
  readonly key: string;
  readonly kind: "pick" | "uncollected" | "chat" | "appointment" | "return" | "screen";
  readonly urgency: Urgency;
  readonly due_ms: number;
  readonly until?: string;
  readonly since?: string;
  /** Order number, client's name or screen's name. */
  readonly name: string;
  readonly detail: string;
  readonly pieces?: number;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
};
type Screen = {
  readonly place: string;
  readonly state: string | null;
  readonly seen_at: string | null;
  readonly name: string;
};
export type Sources = {
  readonly toPick: readonly trade.ToPick[];
  readonly chats: readonly guide.VenueConversation[];
  readonly appointments: readonly guide.VenueAppointment[];
  readonly returns: readonly trade.ReturnCase[];
  readonly screens: readonly Screen[];
};

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
/** What is promised: a first answer within a minute, a return looked at within a day, a pick-up reminded after a day. */
const answer_ms = minute_ms;
const returned_ms = 24 * hour_ms;
const uncollected_ms = 24 * hour_ms;
/** An appointment is a task from an hour before until two hours after its beginning. */
const near_ms = hour_ms;
const past_ms = 2 * hour_ms;

const task = (now: number, due_ms: number, rest: Omit<Task, "urgency" | "due_ms">): Task => ({
  ...rest,
  due_ms,
  urgency: urgencyOf(due_ms, now),
});
const piecesOf = (row: trade.ToPick) => row.lines.reduce((n, l) => n + l.quantity, 0);

function pickTasks(rows: readonly trade.ToPick[], now: number): Task[] {
  return rows.flatMap((row) => {
    const base = {
      key: row.id,
      name: row.order_no,
      detail: row.kind,
      pieces: piecesOf(row),
      to: "/orders",
      search: { q: row.order_no },
    };
    if (row.state === "open")
      return [
        task(now, Date.parse(row.promised_dispatch_at), { ...base, kind: "pick", until: row.promised_dispatch_at }),
      ];
    const ready = row.state === "ready" ? row.dispatched_at : null;
    if (ready === null || now - Date.parse(ready) < uncollected_ms) return [];
    return [task(now, now + hour_ms, { ...base, kind: "uncollected", since: ready })];
  });
}
function clientTasks({ chats, appointments }: Sources, now: number): Task[] {
  const waiting = chats.filter((c) => c.state === "waiting" || (c.mine && c.state === "open" && c.unread > 0));
  const near = appointments.filter((a) => {
    const from = Date.parse(a.from);
    return a.state === "booked" && from - now <= near_ms && now - from <= past_ms;
  });
  return [
    ...waiting.map((c) => {
      const since = c.state === "waiting" ? c.opened_at : c.last_at;
      return task(now, Date.parse(since) + answer_ms, {
        key: c.id,
        kind: "chat",
        since,
        name: c.name,
        detail: c.last_text || c.topic,
        to: `/clients/chats/${c.id}`,
      });
    }),
    ...near.map((a) =>
      task(now, Date.parse(a.from), {
        key: a.id,
        kind: "appointment",
        until: a.from,
        name: a.name,
        detail: a.topic,
        to: "/clients",
      }),
    ),
  ];
}
function houseTasks({ returns, screens }: Sources, now: number): Task[] {
  return [
    ...returns
      .filter((r) => r.state === "requested")
      .map((r) =>
        task(now, Date.parse(r.requested_at) + returned_ms, {
          key: r.id,
          kind: "return",
          since: r.requested_at,
          name: r.order_no,
          detail: r.reason,
          to: "/orders/returns",
        }),
      ),
    ...screens
      .filter((s) => ["silent", "error"].includes(screenState(s.state, s.seen_at, now)))
      .map((s) =>
        // A dark screen is worth a look, not worth leaving a client.
        task(now, now + 2 * hour_ms, {
          key: s.place,
          kind: "screen",
          name: s.name,
          detail: screenState(s.state, s.seen_at, now),
          to: "/screens",
          ...(s.seen_at === null ? {} : { since: s.seen_at }),
        }),
      ),
  ];
}

/** Everything that needs somebody now, the most urgent first. */
export function tasksOf(sources: Sources, now: number): Task[] {
  const all = [...pickTasks(sources.toPick, now), ...clientTasks(sources, now), ...houseTasks(sources, now)];
  return all.toSorted((a, b) => a.due_ms - b.due_ms || a.key.localeCompare(b.key));
}

export type Hour = { readonly at_ms: number; readonly parcels: number; readonly pickUps: number };
/** How many promises fall due in each of the coming hours; what is late stands in a first entry of its own. */
export function promisesByHour(
  rows: readonly trade.ToPick[],
  now: number,
  hours: number,
): { late: Hour; hours: Hour[] } {
  const open = rows.filter((row) => row.state === "open");
  const count = (from: number, until: number): Hour => {
    const due = open.filter((row) => {
      const at = Date.parse(row.promised_dispatch_at);
      return at >= from && at < until;
    });
    const pickUps = due.filter((row) => row.kind === "collect").length;
    return { at_ms: from, pickUps, parcels: due.length - pickUps };
  };
  const start = Math.floor(now / hour_ms) * hour_ms;
  return {
    late: count(0, now),
    hours: Array.from({ length: hours }, (_, i) =>
      count(Math.max(now, start + i * hour_ms), start + (i + 1) * hour_ms),
    ),
  };
}
