-- A place is where attention can be won: a search list, a shelf, a store screen.
CREATE TABLE traffic.place (
  platform_id integer NOT NULL,
  code text NOT NULL,
  kind text NOT NULL,
  venue_id integer,
  name jsonb NOT NULL,
  slots integer NOT NULL CHECK (slots BETWEEN 0 AND 50),
  PRIMARY KEY (platform_id, code)
);
SELECT kernel.protect('traffic.place');

-- What search looks through: one row per SKU and merchant, a copy of the catalogue made for finding.
CREATE TABLE traffic.document (
  platform_id integer NOT NULL,
  sku_id integer NOT NULL,
  merchant_id integer NOT NULL,
  product_id integer NOT NULL,
  sku_code text NOT NULL,
  title jsonb NOT NULL,
  category text NOT NULL,
  sold_brand integer NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  words tsvector NOT NULL,
  opened bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (platform_id, sku_id, merchant_id)
);
CREATE INDEX document_words ON traffic.document USING gin (words);
CREATE INDEX document_category ON traffic.document (platform_id, category);
SELECT kernel.protect('traffic.document');

-- Traffic given or taken, append-only: who, how much, why, from where, until when.
CREATE TABLE traffic.grant_entry (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  merchant_id integer NOT NULL,
  part text NOT NULL CHECK (part IN ('quality', 'newcomer', 'pacing', 'sanction')),
  cause text NOT NULL,
  theta double precision NOT NULL CHECK (theta BETWEEN -2 AND 2),
  reason jsonb NOT NULL,
  source text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz
);
CREATE INDEX grant_by_merchant ON traffic.grant_entry (platform_id, merchant_id, from_at DESC);
SELECT kernel.protect('traffic.grant_entry');

-- The coefficient now in force. quality + newcomer + pacing + sanction + price = theta, exactly.
CREATE TABLE traffic.coefficient (
  platform_id integer NOT NULL,
  merchant_id integer NOT NULL,
  quality double precision NOT NULL,
  newcomer double precision NOT NULL,
  pacing double precision NOT NULL,
  sanction double precision NOT NULL,
  price double precision NOT NULL,
  theta double precision NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (platform_id, merchant_id)
);
SELECT kernel.protect('traffic.coefficient');

-- A list or slot that was served; a click must name it.
CREATE TABLE traffic.served (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  place text NOT NULL,
  at timestamptz NOT NULL,
  visitor text NOT NULL,
  items jsonb NOT NULL
);
CREATE INDEX served_by_time ON traffic.served (platform_id, at);
SELECT kernel.protect('traffic.served');

CREATE TABLE traffic.exposure_day (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  merchant_id integer NOT NULL,
  place text NOT NULL,
  day date NOT NULL,
  impressions bigint NOT NULL DEFAULT 0,
  clicks bigint NOT NULL DEFAULT 0,
  gained double precision NOT NULL DEFAULT 0,
  PRIMARY KEY (platform_id, day, merchant_id, brand_id, place)
);
SELECT kernel.protect('traffic.exposure_day');

-- A slot of a place held by a brand's content for a time.
CREATE TABLE traffic.booking (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  place text NOT NULL,
  campaign uuid,
  creative jsonb NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL CHECK (until_at > from_at),
  -- Share of visitors who never see it; its effect is told by comparing them with the rest.
  hold_out double precision NOT NULL DEFAULT 0 CHECK (hold_out BETWEEN 0 AND 1),
  cancelled boolean NOT NULL DEFAULT false
);
CREATE INDEX booking_by_place ON traffic.booking (platform_id, place, until_at);
SELECT kernel.protect('traffic.booking');

-- How far the search index has followed the catalogue.
CREATE TABLE traffic.followed (
  platform_id integer PRIMARY KEY,
  after text NOT NULL
);
SELECT kernel.protect('traffic.followed');

-- Visitors who met a booking: shown, or held out.
CREATE TABLE traffic.met (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  booking uuid NOT NULL,
  visitor text NOT NULL,
  shown boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, booking, visitor)
);
SELECT kernel.protect('traffic.met');
