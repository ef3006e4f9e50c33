-- One row per order and merchant: everything the metrics ask about it, gathered from facts.
CREATE TABLE service.order_case (
  platform_id integer NOT NULL,
  merchant_id integer NOT NULL,
  order_key text NOT NULL,
  venue_id integer,
  buyer text,
  amount_minor bigint NOT NULL DEFAULT 0,
  placed_at timestamptz,
  paid_at timestamptz,
  promised_dispatch_at timestamptz,
  promised_day date,
  dispatched_at timestamptz,
  delivered_at timestamptz,
  delivered_day date,
  cancelled_at timestamptz,
  cancelled_by text,
  quality_refund_at timestamptz,
  stars integer,
  reviewed_at timestamptz,
  PRIMARY KEY (platform_id, merchant_id, order_key)
);
CREATE INDEX order_case_by_order ON service.order_case (platform_id, order_key);
SELECT kernel.protect('service.order_case');

CREATE TABLE service.score (
  platform_id integer NOT NULL,
  merchant_id integer NOT NULL,
  as_of date NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (platform_id, merchant_id, as_of)
);
CREATE INDEX score_by_day ON service.score (platform_id, as_of DESC);
SELECT kernel.protect('service.score');

CREATE TABLE service.exclusion (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  merchant_id integer,
  from_day date NOT NULL,
  until_day date NOT NULL CHECK (until_day >= from_day),
  reason jsonb NOT NULL
);
SELECT kernel.protect('service.exclusion');
