CREATE TABLE marketing.campaign (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  name jsonb NOT NULL,
  goal text NOT NULL,
  audience uuid,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL CHECK (until_at > from_at),
  hold_out double precision NOT NULL CHECK (hold_out BETWEEN 0 AND 1),
  creative jsonb NOT NULL,
  places text[] NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'running', 'cancelled')),
  started_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX campaign_newest ON marketing.campaign (platform_id, id DESC);
SELECT kernel.protect('marketing.campaign');

-- A benefit and what is left of it. The checks are the last guard: claims, uses and money can never pass their limits.
CREATE TABLE marketing.benefit (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  campaign uuid REFERENCES marketing.campaign (id),
  form text NOT NULL CHECK (form IN ('coupon', 'automatic')),
  title jsonb NOT NULL,
  effect jsonb NOT NULL,
  threshold_minor bigint NOT NULL CHECK (threshold_minor >= 0),
  skus integer[],
  venues integer[],
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL CHECK (until_at > from_at),
  use_limit bigint NOT NULL,
  per_consumer integer NOT NULL,
  budget_minor bigint NOT NULL,
  claimed bigint NOT NULL DEFAULT 0,
  used bigint NOT NULL DEFAULT 0,
  spent_minor bigint NOT NULL DEFAULT 0,
  active boolean NOT NULL,
  CHECK (claimed BETWEEN 0 AND use_limit),
  CHECK (used BETWEEN 0 AND use_limit),
  CHECK (spent_minor BETWEEN 0 AND budget_minor)
);
CREATE INDEX benefit_newest ON marketing.benefit (platform_id, id DESC);
SELECT kernel.protect('marketing.benefit');

CREATE TABLE marketing.coupon (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  benefit uuid NOT NULL REFERENCES marketing.benefit (id),
  consumer_id uuid NOT NULL,
  code text NOT NULL,
  nth integer NOT NULL,
  used_at timestamptz,
  claimed_at timestamptz NOT NULL,
  UNIQUE (platform_id, code),
  UNIQUE (benefit, consumer_id, nth)
);
CREATE INDEX coupon_of_consumer ON marketing.coupon (platform_id, consumer_id, id DESC);
SELECT kernel.protect('marketing.coupon');

-- One row per benefit used on an order: what a cancellation gives back, once.
CREATE TABLE marketing.redemption (
  platform_id integer NOT NULL,
  order_key text NOT NULL,
  benefit uuid NOT NULL REFERENCES marketing.benefit (id),
  coupon uuid,
  consumer text,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  at timestamptz NOT NULL,
  released_at timestamptz,
  PRIMARY KEY (platform_id, order_key, benefit)
);
CREATE INDEX redemption_of_consumer ON marketing.redemption (platform_id, benefit, consumer) WHERE released_at IS NULL;
SELECT kernel.protect('marketing.redemption');

CREATE TABLE marketing.screen (
  platform_id integer NOT NULL,
  place text NOT NULL,
  device text NOT NULL,
  state text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, place, device)
);
SELECT kernel.protect('marketing.screen');
CREATE TABLE marketing.play (
  platform_id integer NOT NULL,
  id text NOT NULL,
  place text NOT NULL,
  booking uuid NOT NULL,
  at timestamptz NOT NULL,
  seconds integer NOT NULL,
  PRIMARY KEY (platform_id, id)
);
CREATE INDEX play_by_time ON marketing.play (platform_id, place, at);
SELECT kernel.protect('marketing.play');
