-- Who takes part: the platform, its brands, merchants and venues. Numbers are dense per platform (kernel.next_no).
CREATE TABLE parties.platform (
  platform_id integer PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  currency text NOT NULL,
  zone text NOT NULL,
  demo boolean NOT NULL DEFAULT false,
  -- Taken anew from the sequence at every change of a party, so that caches know when they are old.
  directory bigint NOT NULL,
  opened_at timestamptz NOT NULL
);
SELECT kernel.protect('parties.platform');
CREATE SEQUENCE parties.directory_version;

CREATE TABLE parties.brand (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  PRIMARY KEY (platform_id, brand_id),
  UNIQUE (platform_id, code)
);
SELECT kernel.protect('parties.brand');

CREATE TABLE parties.merchant (
  platform_id integer NOT NULL,
  merchant_id integer NOT NULL,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL,
  home_brand integer,
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  PRIMARY KEY (platform_id, merchant_id),
  UNIQUE (platform_id, code),
  FOREIGN KEY (platform_id, home_brand) REFERENCES parties.brand
);
SELECT kernel.protect('parties.merchant');

CREATE TABLE parties.venue_kind (
  platform_id integer NOT NULL,
  code text NOT NULL,
  label_zh text NOT NULL,
  label_en text NOT NULL,
  capabilities text[] NOT NULL,
  PRIMARY KEY (platform_id, code)
);
SELECT kernel.protect('parties.venue_kind');

CREATE TABLE parties.venue (
  platform_id integer NOT NULL,
  venue_id integer NOT NULL,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL,
  merchant_id integer NOT NULL,
  address text NOT NULL DEFAULT '',
  city text NOT NULL DEFAULT '',
  region text NOT NULL DEFAULT '',
  format text NOT NULL DEFAULT '',
  lat double precision,
  lng double precision,
  zone text NOT NULL,
  -- Its own set; null: as its kind.
  capabilities text[],
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  PRIMARY KEY (platform_id, venue_id),
  UNIQUE (platform_id, code),
  FOREIGN KEY (platform_id, kind) REFERENCES parties.venue_kind,
  FOREIGN KEY (platform_id, merchant_id) REFERENCES parties.merchant
);
CREATE INDEX venue_by_merchant ON parties.venue (platform_id, merchant_id);
SELECT kernel.protect('parties.venue');

CREATE TABLE parties.venue_brand (
  platform_id integer NOT NULL,
  venue_id integer NOT NULL,
  brand_id integer NOT NULL,
  PRIMARY KEY (platform_id, venue_id, brand_id),
  FOREIGN KEY (platform_id, venue_id) REFERENCES parties.venue,
  FOREIGN KEY (platform_id, brand_id) REFERENCES parties.brand
);
CREATE INDEX venue_brand_by_brand ON parties.venue_brand (platform_id, brand_id);
SELECT kernel.protect('parties.venue_brand');

-- People who sign in. Only the platform's own scope reads this: it holds password hashes.
CREATE TABLE parties.account (
  platform_id integer NOT NULL,
  account_id uuid PRIMARY KEY,
  login text NOT NULL,
  password_hash text NOT NULL,
  name text NOT NULL,
  lang text NOT NULL CHECK (lang IN ('zh', 'en')),
  staff boolean NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  created_at timestamptz NOT NULL,
  UNIQUE (platform_id, login)
);
SELECT kernel.protect('parties.account', '(SELECT kernel.kind()) = ''platform''');

CREATE TABLE parties.consumer (
  platform_id integer NOT NULL,
  consumer_id uuid PRIMARY KEY,
  member_no text NOT NULL,
  name text NOT NULL,
  lang text NOT NULL CHECK (lang IN ('zh', 'en')),
  phone_masked text,
  email_masked text,
  guest boolean NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (platform_id, member_no)
);
SELECT kernel.protect('parties.consumer', '(SELECT kernel.kind()) IN (''platform'', ''consumer'')');

-- Where a person acts. A guest has a place and no account.
CREATE TABLE parties.assignment (
  platform_id integer NOT NULL,
  assignment_id uuid PRIMARY KEY,
  account_id uuid REFERENCES parties.account ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('operator', 'brand', 'venue', 'consumer')),
  brand_id integer,
  venue_id integer,
  consumer_id uuid REFERENCES parties.consumer ON DELETE CASCADE,
  CHECK ((role = 'brand') = (brand_id IS NOT NULL)),
  CHECK ((role = 'venue') = (venue_id IS NOT NULL)),
  CHECK ((role = 'consumer') = (consumer_id IS NOT NULL)),
  FOREIGN KEY (platform_id, brand_id) REFERENCES parties.brand,
  FOREIGN KEY (platform_id, venue_id) REFERENCES parties.venue,
  UNIQUE NULLS NOT DISTINCT (account_id, role, brand_id, venue_id, consumer_id)
);
CREATE INDEX assignment_by_consumer ON parties.assignment (consumer_id) WHERE consumer_id IS NOT NULL;
SELECT kernel.protect('parties.assignment', '(SELECT kernel.kind()) = ''platform''');

CREATE TABLE parties.session (
  platform_id integer NOT NULL,
  session_id uuid PRIMARY KEY,
  secret_hash text NOT NULL UNIQUE,
  account_id uuid REFERENCES parties.account ON DELETE CASCADE,
  assignment_id uuid NOT NULL REFERENCES parties.assignment ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_by_account ON parties.session (account_id);
CREATE INDEX session_by_assignment ON parties.session (assignment_id);
CREATE INDEX session_by_expiry ON parties.session (expires_at);
SELECT kernel.protect('parties.session', '(SELECT kernel.kind()) = ''platform''');

CREATE TABLE parties.api_key (
  platform_id integer NOT NULL,
  key_id uuid PRIMARY KEY,
  brand_id integer,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_key_by_platform ON parties.api_key (platform_id, key_id);
SELECT kernel.protect('parties.api_key', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

-- Tries at a door (a login, or an address that opens accounts) in its present window.
CREATE TABLE parties.attempt (
  platform_id integer NOT NULL,
  door text NOT NULL,
  since timestamptz NOT NULL,
  tries integer NOT NULL,
  PRIMARY KEY (platform_id, door)
);
CREATE INDEX attempt_by_time ON parties.attempt (since);
SELECT kernel.protect('parties.attempt', '(SELECT kernel.kind()) = ''platform''');

-- A demo platform shows these on the sign-in page, once their accounts exist; no other platform has any.
CREATE TABLE parties.demo_sign_in (
  platform_id integer NOT NULL,
  console text NOT NULL,
  login text NOT NULL,
  password text NOT NULL,
  PRIMARY KEY (platform_id, login)
);
SELECT kernel.protect('parties.demo_sign_in', '(SELECT kernel.kind()) = ''platform''');
