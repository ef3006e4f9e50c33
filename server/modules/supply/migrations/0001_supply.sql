-- Who delivers. A brand keeps its own suppliers; those of the operator belong to no brand.
CREATE TABLE supply.supplier (
  platform_id integer NOT NULL,
  supplier_id integer NOT NULL,
  brand_id integer,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  contact text NOT NULL,
  lead_time_days double precision NOT NULL CHECK (lead_time_days >= 0),
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  PRIMARY KEY (platform_id, supplier_id),
  UNIQUE NULLS NOT DISTINCT (platform_id, brand_id, code)
);
SELECT kernel.protect('supply.supplier', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

-- How one merchant's SKU is kept in stock at one venue.
CREATE TABLE supply.policy (
  platform_id integer NOT NULL,
  sku_id integer NOT NULL,
  merchant_id integer NOT NULL,
  venue_id integer NOT NULL,
  brand_id integer,
  supplier_id integer NOT NULL,
  lead_time_days double precision NOT NULL,
  lead_time_sd_days double precision NOT NULL,
  review_days double precision NOT NULL,
  pack_size integer NOT NULL CHECK (pack_size >= 1),
  least_order integer NOT NULL,
  most_position integer,
  service_level_ratio double precision NOT NULL CHECK (service_level_ratio > 0.5 AND service_level_ratio < 1),
  cost_minor bigint,
  PRIMARY KEY (platform_id, sku_id, merchant_id, venue_id)
);
CREATE INDEX policy_by_venue ON supply.policy (platform_id, venue_id);
SELECT kernel.protect('supply.policy', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

-- What should be ordered, with every figure that led to it.
CREATE TABLE supply.proposal (
  platform_id integer NOT NULL,
  proposal_id uuid PRIMARY KEY,
  brand_id integer,
  state text NOT NULL CHECK (state IN ('proposed', 'ordered', 'dismissed', 'replaced')),
  sku_id integer NOT NULL,
  merchant_id integer NOT NULL,
  venue_id integer NOT NULL,
  supplier_id integer NOT NULL,
  made_at timestamptz NOT NULL,
  days integer NOT NULL,
  mean_per_day double precision NOT NULL,
  sd_per_day double precision NOT NULL,
  lead_time_days double precision NOT NULL,
  service_level_ratio double precision NOT NULL,
  safety_pieces double precision NOT NULL,
  reorder_at double precision NOT NULL,
  target double precision NOT NULL,
  position integer NOT NULL,
  on_hand integer NOT NULL,
  on_order integer NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0)
);
CREATE UNIQUE INDEX proposal_once ON supply.proposal (platform_id, sku_id, merchant_id, venue_id) WHERE state = 'proposed';
CREATE INDEX proposal_by_time ON supply.proposal (platform_id, proposal_id);
SELECT kernel.protect('supply.proposal', '(SELECT kernel.kind()) <> ''consumer'' AND ((SELECT kernel.kind()) <> ''venue'' OR venue_id = (SELECT kernel.venue()))');

CREATE TABLE supply.purchase_order (
  platform_id integer NOT NULL,
  order_id uuid PRIMARY KEY,
  order_no text NOT NULL,
  -- The brand of all its lines; null when they have several.
  brand_id integer,
  state text NOT NULL CHECK (state IN ('draft', 'approved', 'placed', 'part_received', 'received', 'closed_short', 'cancelled')),
  supplier_id integer NOT NULL,
  supplier_zh text NOT NULL,
  supplier_en text NOT NULL,
  merchant_id integer NOT NULL,
  venue_id integer NOT NULL,
  currency text NOT NULL,
  note text NOT NULL,
  created_at timestamptz NOT NULL,
  placed_at timestamptz,
  expected_on date,
  received_at timestamptz,
  UNIQUE (platform_id, order_no)
);
CREATE INDEX purchase_by_time ON supply.purchase_order (platform_id, order_id);
CREATE INDEX purchase_open ON supply.purchase_order (platform_id, venue_id) WHERE state IN ('draft', 'approved', 'placed', 'part_received');
SELECT kernel.protect('supply.purchase_order', '(SELECT kernel.kind()) <> ''consumer'' AND ((SELECT kernel.kind()) <> ''venue'' OR venue_id = (SELECT kernel.venue()))');

CREATE TABLE supply.purchase_line (
  platform_id integer NOT NULL,
  order_id uuid NOT NULL REFERENCES supply.purchase_order,
  line_no integer NOT NULL,
  sku_id integer NOT NULL,
  sku_code text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  cost_minor bigint,
  received integer NOT NULL DEFAULT 0 CHECK (received >= 0),
  damaged integer NOT NULL DEFAULT 0 CHECK (damaged >= 0),
  PRIMARY KEY (order_id, line_no)
);
SELECT kernel.protect('supply.purchase_line', 'EXISTS (SELECT FROM supply.purchase_order o WHERE o.order_id = purchase_line.order_id)');

-- Goods moved between two venues; never owned by anybody else on the way.
CREATE TABLE supply.transfer (
  platform_id integer NOT NULL,
  transfer_id uuid PRIMARY KEY,
  brand_id integer,
  state text NOT NULL CHECK (state IN ('draft', 'shipped', 'received', 'cancelled')),
  merchant_id integer NOT NULL,
  from_venue integer NOT NULL,
  to_venue integer NOT NULL CHECK (to_venue <> from_venue),
  note text NOT NULL,
  created_at timestamptz NOT NULL,
  shipped_at timestamptz,
  received_at timestamptz
);
CREATE INDEX transfer_by_time ON supply.transfer (platform_id, transfer_id);
SELECT kernel.protect('supply.transfer', '(SELECT kernel.kind()) <> ''consumer'' AND ((SELECT kernel.kind()) <> ''venue'' OR (SELECT kernel.venue()) IN (from_venue, to_venue))');

CREATE TABLE supply.transfer_line (
  platform_id integer NOT NULL,
  transfer_id uuid NOT NULL REFERENCES supply.transfer,
  sku_id integer NOT NULL,
  lot_id integer NOT NULL,
  sku_code text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  received integer NOT NULL DEFAULT 0,
  PRIMARY KEY (transfer_id, sku_id, lot_id)
);
SELECT kernel.protect('supply.transfer_line', 'EXISTS (SELECT FROM supply.transfer t WHERE t.transfer_id = transfer_line.transfer_id)');
