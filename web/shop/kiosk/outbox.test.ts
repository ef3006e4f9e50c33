import { expect, test } from "vitest";
import { batchMax, outbox, type Play, playsMax, withPlay, without } from "./outbox.ts";

const play = (n: number): Play => ({
  id: `play-${String(n).padStart(6, "0")}`,
  booking: "01a20f0f-eacc-7445-9c94-30844125da86",
  at: "2026-01-01T00:00:00.000Z",
  seconds: 8,
});

test("plays stay until they are acknowledged, in their order, and leave once", () => {
  for (let n = 1; n <= batchMax + 2; n++) outbox.add(play(n));
  const sent = outbox.next();
  expect(sent).toHaveLength(batchMax);
  outbox.add(play(9_999)); // played while the batch was on its way
  outbox.acknowledge(sent);
  expect(outbox.next().map((p) => p.id)).toEqual([play(batchMax + 1).id, play(batchMax + 2).id, play(9_999).id]);
});

test("a box that nobody empties is bounded and loses its oldest", () => {
  const full = Array.from({ length: playsMax }, (_, n) => play(n));
  const more = withPlay(full, play(77_777));
  expect(more).toHaveLength(playsMax);
  expect([more[0]?.id, more.at(-1)?.id]).toEqual([play(1).id, play(77_777).id]);
  expect(without(more, full)).toEqual([play(77_777)]);
});
