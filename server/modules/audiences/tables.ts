import type { audiences, facts, identity } from "#contract";
import type { Owned } from "#kernel";

export type AudienceRow = {
  platform_id: number;
  id: string;
  brand_id: number;
  name: string;
  definition: audiences.Definition;
  made_on: string;
  daily: boolean;
  created_by: string;
  created_at: Date;
  frozen: string | null;
  frozen_at: Date | null;
  failed_at: Date | null;
  failure: string | null;
  removed_at: Date | null;
};
export type FrozenRow = {
  platform_id: number;
  id: string;
  brand_id: number;
  audience: string;
  at: Date;
  definition: audiences.Definition;
  people: number;
  shown: audiences.ShownCount;
};
export type UploadRow = {
  platform_id: number;
  id: string;
  brand_id: number;
  name: string;
  type: facts.Identifier["type"];
  given: number;
  matched: number;
  at: Date;
};
export type HandOutRow = {
  platform_id: number;
  id: string;
  brand_id: number;
  audience: string;
  frozen: string;
  purpose: identity.Purpose;
  channel: identity.Channel;
  of: number;
  people: number;
  who: string;
  at: Date;
};
export type Tables = Owned<
  "audiences",
  {
    audience: AudienceRow;
    frozen: FrozenRow;
    upload: UploadRow;
    hand_out: HandOutRow;
    policy: audiences.Policy & { platform_id: number };
  }
>;
