import type { plans } from "#contract";
import type { Owned } from "#kernel";

type Own = { platform_id: number; brand_id: number };
export type PlanRow = Own & { id: string; year: number; title: string; created_at: Date };
export type DraftRow = Own & { plan: string; side: plans.Side; content: plans.Content; by: string; saved_at: Date };
export type VersionRow = Own & {
  plan: string;
  version: number;
  parent: number | null;
  author: plans.Side;
  author_name: string;
  reason: string;
  body: string;
  hash: string;
  proposed_at: Date;
  answer_by: Date;
};
export type StandingRow = Own & {
  plan: string;
  version: number;
  state: plans.Version["state"];
  answer: string | null;
  changed_at: Date;
};
export type SignatureRow = Own & {
  plan: string;
  version: number;
  side: plans.Side;
  by: string;
  user_id: string | null;
  hash: string;
  at: Date;
};
export type DeliveryRow = Own & {
  id: string;
  plan: string;
  promise: string;
  side: plans.Side;
  quantity: number;
  amount_minor: number;
  day: string;
  evidence: plans.Delivery["evidence"];
  note: string;
  by: string;
  at: Date;
};
export type ReviewRow = Own & {
  id: string;
  plan: string;
  version: number;
  quarter: number | null;
  note: string;
  actions: plans.Review["actions"];
  by: string;
  side: plans.Side;
  at: Date;
  figures: plans.Progress;
};
/** The tables of this module, as its migrations made them. */
export type Tables = Owned<
  "plans",
  {
    plan: PlanRow;
    draft: DraftRow;
    version: VersionRow;
    standing: StandingRow;
    signature: SignatureRow;
    delivery: DeliveryRow;
    review: ReviewRow;
  }
>;
