import { useState } from "react";
import { useUser } from "#shell";
import { addDays, todayIn } from "./days.ts";

/** Today and yesterday where the platform lives; figures of whole days end yesterday. */
export function usePlatformDays(): { readonly today: string; readonly yesterday: string; readonly zone: string } {
  const { zone } = useUser().platform;
  const today = todayIn(zone);
  return { today, yesterday: addDays(today, -1), zone };
}

/** The moment at which the page was opened, epoch milliseconds; steady while it is drawn again. */
export const useNow = (): number => useState(() => Date.now())[0];
