import { guide } from "#contract";
import { call, useRead } from "#shell";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { z } from "zod";
import { useKept } from "./kept.ts";
import { usePlace } from "./place.ts";

const { me, presence, chats } = guide.routes;
const onOff = z.boolean();
/** The server forgets a guide who has not spoken for two minutes. */
const repeat_ms = 50_000;

/** Oneself as a guide; undefined while it is read, null before the profile is written. */
export function useGuide(): guide.Guide | null | undefined {
  return useRead(me, {}, { stale_ms: 60_000 }).data?.guide;
}

/** Whether this person takes chats, and the way to change it. */
export function usePresence(): readonly [boolean, (on: boolean) => Promise<void>] {
  const { keep } = usePlace();
  const client = useQueryClient();
  const [on, setOn] = useKept(`${keep}presence`, onOff, false);
  const set = async (next: boolean) => {
    await call(presence, { body: { available: next } });
    setOn(next);
    for (const read of [me, chats]) void client.invalidateQueries({ queryKey: [read.path] });
  };
  return [on, set];
}

/** Says again and again that this person is here, as long as the console is open and the person takes chats. */
export function useKeepPresent(): void {
  const { keep } = usePlace();
  const [on] = useKept(`${keep}presence`, onOff, false);
  useEffect(() => {
    if (!on) return;
    const tell = () => void call(presence, { body: { available: true } }).catch(() => undefined);
    tell();
    const timer = setInterval(tell, repeat_ms);
    return () => clearInterval(timer);
  }, [on]);
}
