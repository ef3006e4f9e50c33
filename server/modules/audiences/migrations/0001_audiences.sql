-- A saved set of people: a definition, and dated lists of whom it held. brand 0: the platform's own.
CREATE TABLE audiences.audience (
  platform_id integer NOT NULL,
  id uuid NOT NULL,
  brand_id integer NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  -- The day from which rolling cells move on.
  made_on date NOT NULL,
  daily boolean NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  frozen uuid,
  frozen_at timestamptz,
  failed_at timestamptz,
  failure text,
  removed_at timestamptz,
  PRIMARY KEY (platform_id, id)
);
CREATE INDEX audience_by_brand ON audiences.audience (platform_id, brand_id, id DESC);
CREATE INDEX audience_daily ON audiences.audience (frozen_at) WHERE daily AND removed_at IS NULL;
SELECT kernel.protect('audiences.audience');

-- One dated list; the people are in the analysis engine under the same id and never change, except by erasure.
CREATE TABLE audiences.frozen (
  platform_id integer NOT NULL,
  id uuid NOT NULL,
  brand_id integer NOT NULL,
  audience uuid NOT NULL,
  at timestamptz NOT NULL,
  definition jsonb NOT NULL,
  people integer NOT NULL,
  -- What the brand may see of the number.
  shown jsonb NOT NULL,
  PRIMARY KEY (platform_id, id)
);
CREATE INDEX frozen_by_audience ON audiences.frozen (platform_id, audience, at DESC);
SELECT kernel.protect('audiences.frozen');

CREATE TABLE audiences.upload (
  platform_id integer NOT NULL,
  id uuid NOT NULL,
  brand_id integer NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  given integer NOT NULL,
  matched integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, id)
);
SELECT kernel.protect('audiences.upload');

-- Who was given whom, for what: kept for ever.
CREATE TABLE audiences.hand_out (
  platform_id integer NOT NULL,
  id uuid NOT NULL,
  brand_id integer NOT NULL,
  audience uuid NOT NULL,
  frozen uuid NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  of integer NOT NULL,
  people integer NOT NULL,
  who text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, id)
);
CREATE INDEX hand_out_by_audience ON audiences.hand_out (platform_id, audience, at DESC);
SELECT kernel.protect('audiences.hand_out');

CREATE TABLE audiences.policy (
  platform_id integer PRIMARY KEY,
  report_min integer NOT NULL,
  own_min integer NOT NULL,
  external_min integer NOT NULL
);
SELECT kernel.protect('audiences.policy');
