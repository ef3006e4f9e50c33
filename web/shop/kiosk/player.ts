import { marketing } from "#contract";
import { ProblemError } from "#parts";
import { call, useRead } from "#shell";
import { useEffect, useEffectEvent, useState } from "react";
import { v4 } from "uuid";
import { z } from "zod";
import { keep } from "../kept/keep.ts";
import { outbox } from "./outbox.ts";

type List = z.output<typeof marketing.routes.screen.reply>;
export type ScreenItem = List["items"][number];

const usual_s = 30;
/** Batches sent in one beat after a long time without network. */
const batchesMax = 12;

const device = keep("fg_device", z.string().max(64), "");
function deviceId(): string {
  if (device.get() === "") device.set(`screen-${v4()}`);
  return device.get();
}

const lists = keep("fg_screens", z.record(z.string().max(64), marketing.routes.screen.reply), {});
/** Only the list of the screen that this device is: devices do not change often, and storage is small. */
const remember = (list: List): void => lists.set({ [list.place]: list });

/**
 * What the screen plays. The last list that was read stays in use while the server cannot be reached, also after a reload;
 * `fault` is what stands in the way of a newer one.
 */
export function usePlayList(code: string) {
  const read = useRead(marketing.routes.screen, { params: { place: code } }, { refetch_ms: usual_s * 1000 });
  const { data } = read;
  useEffect(() => {
    if (data !== undefined) remember(data);
  }, [data]);
  const unknown = read.error instanceof ProblemError && read.error.status === 404;
  const list = unknown ? undefined : (data ?? lists.get()[code]);
  return { list, unknown, offline: read.error !== null && !unknown, isPending: read.isPending && list === undefined };
}

/** Plays one content after the other, each for its seconds, and keeps the proof. Gives the one on show. */
export function usePlayer(items: readonly ScreenItem[]): ScreenItem | undefined {
  const [turn, setTurn] = useState<{ readonly booking: string; readonly round: number }>({ booking: "", round: 0 });
  const now = items.find((item) => item.booking === turn.booking) ?? items[0];
  const ended = useEffectEvent((item: ScreenItem, began: number) => {
    // A page that nobody could see played for nobody.
    if (document.visibilityState === "visible")
      outbox.add({ id: v4(), booking: item.booking, at: new Date(began).toISOString(), seconds: item.seconds });
    const at = items.findIndex((one) => one.booking === item.booking);
    const next = items[(at + 1) % items.length] ?? items[0];
    setTurn({ booking: next?.booking ?? "", round: turn.round + 1 });
  });
  const start = useEffectEvent(() => {
    const began = Date.now();
    return now === undefined ? undefined : setTimeout(() => ended(now, began), now.seconds * 1000);
  });
  const booking = now?.booking;
  useEffect(() => {
    const timer = start();
    return () => clearTimeout(timer);
  }, [booking, turn.round]);
  return now;
}

async function beat(code: string, state: "online" | "online_with_content" | "error"): Promise<void> {
  for (let n = 0; n < batchesMax; n++) {
    const played = outbox.next();
    try {
      await call(marketing.routes.beat, { params: { place: code }, body: { device: deviceId(), state, played } });
    } catch (error) {
      // What the server will never take must not stand in the way of everything after it.
      if (error instanceof ProblemError && error.status === 400) outbox.acknowledge(played);
      return;
    }
    outbox.acknowledge(played);
    if (outbox.next().length === 0) return;
  }
}

/** The heartbeat: says twice a minute that the screen is alive, and hands in the proof of what was played. */
export function useHeartbeat(code: string, state: "online" | "online_with_content" | "error"): void {
  const tell = useEffectEvent(() => void beat(code, state));
  useEffect(() => {
    tell();
    const timer = setInterval(tell, usual_s * 1000);
    addEventListener("online", tell);
    return () => {
      clearInterval(timer);
      removeEventListener("online", tell);
    };
  }, [code]);
}

/** Keeps the device from going to sleep, where it lets a page ask for that. */
export function useWakefulness(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const ask = () => {
      if (gone || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      navigator.wakeLock
        .request("screen")
        .then((given) => {
          lock = given;
        })
        .catch(() => undefined); // refused: the device's own settings decide
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      gone = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}
