import { parties } from "#contract";
import type { Bilingual } from "#contract";
import { useRead, useUser } from "#shell";

export type PlaceHere = {
  readonly id: number;
  readonly code: string;
  readonly name: Bilingual;
  /** IANA zone of the venue; the device's own until it is known. */
  readonly zone: string | undefined;
  readonly address: string;
  /** ISO 4217 code of the platform. */
  readonly currency: string;
  /** Beginning of every key that this venue keeps on the device. */
  readonly keep: string;
};

/** The venue this console stands in. */
export function usePlace(): PlaceHere {
  const user = useUser();
  const id = user.venue?.id ?? 0;
  const venue = useRead(parties.routes.venue, { params: { id } }, { stale_ms: 3_600_000, enabled: id > 0 }).data;
  return {
    id,
    code: user.venue?.code ?? "",
    name: user.venue?.name ?? user.platform.name,
    zone: venue?.zone,
    address: [...new Set([venue?.region, venue?.city, venue?.address])].filter(Boolean).join(" "),
    currency: user.platform.currency,
    keep: `fg_venue_${user.platform.code}_${id}_`,
  };
}
