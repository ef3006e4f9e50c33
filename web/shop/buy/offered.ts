import { marketing } from "#contract";
import { useRead } from "#shell";

/** Coupons that can be claimed, benefits that need none, and one's own coupons. */
export const useOffered = () => useRead(marketing.routes.offered, {}, { stale_ms: 30_000 });
