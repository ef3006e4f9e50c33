import type { parties } from "#contract";
import type { Owned } from "#kernel";

type Keyed<Id extends string> = { platform_id: number; code: string } & Record<Id, number>;
type Named = { name_zh: string; name_en: string };
type Status = parties.Brand["status"];
type Lang = parties.Session["user"]["lang"];

export type PlatformRow = Keyed<never> &
  Named & { currency: string; zone: string; demo: boolean; directory: number; opened_at: Date };
export type BrandTable = Keyed<"brand_id"> & Named & { status: Status };
export type MerchantTable = Keyed<"merchant_id"> &
  Named & { kind: parties.Merchant["kind"]; home_brand: number | null; status: Status };
export type VenueTable = Keyed<"venue_id"> &
  Named & {
    kind: string;
    merchant_id: number;
    address: string;
    city: string;
    region: string;
    format: string;
    lat: number | null;
    lng: number | null;
    zone: string;
    capabilities: parties.Capability[] | null;
    status: Status;
  };
export type AccountTable = {
  platform_id: number;
  account_id: string;
  login: string;
  password_hash: string;
  name: string;
  lang: Lang;
  staff: boolean;
  status: Status;
  created_at: Date;
};
export type AssignmentTable = {
  platform_id: number;
  assignment_id: string;
  account_id: string | null;
  role: parties.Assignment["role"];
  brand_id: number | null;
  venue_id: number | null;
  consumer_id: string | null;
};
export type KeyTable = {
  platform_id: number;
  key_id: string;
  brand_id: number | null;
  name: string;
  prefix: string;
  secret_hash: string;
  scopes: string[];
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
};
export type ConsumerTable = {
  platform_id: number;
  consumer_id: string;
  member_no: string;
  name: string;
  lang: Lang;
  phone_masked: string | null;
  email_masked: string | null;
  guest: boolean;
  created_at: Date;
};

/** The tables of this module, as its migrations made them. */
export type Tables = Owned<
  "parties",
  {
    platform: PlatformRow;
    brand: BrandTable;
    merchant: MerchantTable;
    venue_kind: {
      platform_id: number;
      code: string;
      label_zh: string;
      label_en: string;
      capabilities: parties.Capability[];
    };
    venue: VenueTable;
    venue_brand: { platform_id: number; venue_id: number; brand_id: number };
    account: AccountTable;
    consumer: ConsumerTable;
    assignment: AssignmentTable;
    session: {
      platform_id: number;
      session_id: string;
      secret_hash: string;
      account_id: string | null;
      assignment_id: string;
      created_at: Date;
      expires_at: Date;
    };
    api_key: KeyTable;
    attempt: { platform_id: number; door: string; since: Date; tries: number };
    demo_sign_in: {
      platform_id: number;
      console: (typeof parties.consoleNames)[number];
      login: string;
      password: string;
    };
  }
>;
