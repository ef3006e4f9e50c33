import type { Owned } from "#kernel";
import type { IdType } from "./model.ts";

export type Status = "ok" | "shared" | "hub" | "blocked" | "erasing";
export type Tables = Owned<
  "identity",
  {
    identifier: {
      platform_id: number;
      type: IdType;
      value: string;
      node: number;
      shown: string;
      verified: boolean;
      status: Status;
      source: string;
      first_seen: Date;
      last_seen: Date;
    };
    link: {
      platform_id: number;
      strong: number;
      weak: number;
      leaf: boolean;
      verified: boolean;
      state: "seen" | "accepted" | "cut";
      live: boolean;
      source: string;
      first_seen: Date;
    };
    link_log: {
      platform_id: number;
      no: number;
      at: Date;
      act: LogAct;
      strong: number;
      weak: number;
      who: string;
      why: string;
    };
    person_of: { platform_id: number; node: number; person: number; changed: number };
    merge: {
      platform_id: number;
      id: string;
      at: Date;
      person: number;
      people: number;
      was: [node: number, person: number][];
      links: [strong: number, weak: number][];
      undone_at: Date | null;
    };
    apart: { platform_id: number; mark: number; node: number; label: number };
    consent: ConsentRow & { id: string; source: string };
    consent_now: ConsentRow;
    member: {
      platform_id: number;
      brand_id: number;
      node: number;
      member_no: string;
      name: string;
      level: string;
      source: string;
      joined_at: Date;
    };
    erased: { platform_id: number; node: number; erasure: string; at: Date };
    erasure: {
      platform_id: number;
      id: string;
      person: number;
      nodes: number;
      asked_at: Date;
      done_at: Date | null;
      certificate: unknown;
    };
  }
>;
export type LogAct = "link" | "verify" | "cut" | "accept" | "unmerge" | "share" | "erase";
type ConsentRow = {
  platform_id: number;
  node: number;
  purpose: string;
  channel: string;
  for_brand: number;
  status: "given" | "refused" | "withdrawn";
  notice: string;
  at: Date;
};
