-- A lot of goods: what was made together. Stock without lots lies under lot 0.
CREATE TABLE trade.lot (
  platform_id integer NOT NULL,
  lot_id integer NOT NULL CHECK (lot_id > 0),
  sku_id integer NOT NULL,
  code text NOT NULL,
  made_on date,
  expires_on date,
  -- Taken off sale everywhere (a recall).
  blocked boolean NOT NULL DEFAULT false,
  PRIMARY KEY (platform_id, lot_id),
  UNIQUE (platform_id, sku_id, code)
);
SELECT kernel.protect('trade.lot');

-- Where goods are (venue) and whose they are (owner, a merchant). The checks make overselling impossible whatever the code does.
CREATE TABLE trade.stock (
  platform_id integer NOT NULL,
  sku_id integer NOT NULL,
  owner_id integer NOT NULL,
  venue_id integer NOT NULL,
  lot_id integer NOT NULL DEFAULT 0,
  brand_id integer,
  sku_code text NOT NULL,
  on_hand integer NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
  reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  safety integer NOT NULL DEFAULT 0 CHECK (safety >= 0),
  leased integer NOT NULL DEFAULT 0 CHECK (leased >= 0),
  incoming integer NOT NULL DEFAULT 0 CHECK (incoming >= 0),
  in_transit integer NOT NULL DEFAULT 0 CHECK (in_transit >= 0),
  damaged integer NOT NULL DEFAULT 0 CHECK (damaged >= 0),
  quarantined integer NOT NULL DEFAULT 0 CHECK (quarantined >= 0),
  display integer NOT NULL DEFAULT 0 CHECK (display >= 0),
  PRIMARY KEY (platform_id, sku_id, owner_id, venue_id, lot_id),
  CONSTRAINT never_oversold CHECK (on_hand - safety - reserved - leased >= 0)
) WITH (fillfactor = 50);
CREATE INDEX stock_by_venue ON trade.stock (platform_id, venue_id, sku_id);
SELECT kernel.protect('trade.stock',
  '(SELECT kernel.kind()) IN (''platform'', ''brand'') OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))');

-- Every change of a stock row, with its cause; the sum of the movements of a row is its balance.
CREATE TABLE trade.movement (
  platform_id integer NOT NULL,
  movement_id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  cause text NOT NULL,
  sku_id integer NOT NULL,
  owner_id integer NOT NULL,
  venue_id integer NOT NULL,
  lot_id integer NOT NULL,
  brand_id integer,
  sku_code text NOT NULL,
  on_hand integer NOT NULL DEFAULT 0,
  damaged integer NOT NULL DEFAULT 0,
  quarantined integer NOT NULL DEFAULT 0,
  order_id uuid,
  -- Receipt, purchase order, transfer or return that caused it.
  document uuid,
  note text,
  who text NOT NULL,
  CHECK (on_hand <> 0 OR damaged <> 0 OR quarantined <> 0)
);
CREATE INDEX movement_by_place ON trade.movement (platform_id, venue_id, sku_id, at);
CREATE INDEX movement_by_sku ON trade.movement (platform_id, sku_id, at);
CREATE INDEX movement_by_time ON trade.movement (platform_id, movement_id);
SELECT kernel.protect('trade.movement',
  '(SELECT kernel.kind()) IN (''platform'', ''brand'') OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))');

-- Goods that left or are missing although the ledger promised them: somebody has to solve it.
CREATE TABLE trade.shortage (
  platform_id integer NOT NULL,
  shortage_id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  sku_id integer NOT NULL,
  owner_id integer NOT NULL,
  venue_id integer NOT NULL,
  lot_id integer NOT NULL,
  brand_id integer,
  quantity integer NOT NULL CHECK (quantity > 0),
  cause text NOT NULL CHECK (cause IN ('pos_sale', 'count')),
  order_id uuid,
  solved_at timestamptz
);
CREATE INDEX shortage_open ON trade.shortage (platform_id, venue_id) WHERE solved_at IS NULL;
SELECT kernel.protect('trade.shortage',
  '(SELECT kernel.kind()) IN (''platform'', ''brand'') OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))');

-- What a consumer bought in one go: it owns the price proof and the payment.
CREATE TABLE trade.parent_order (
  platform_id integer NOT NULL,
  parent_id uuid PRIMARY KEY,
  -- Caller and request id: the same request again is the same order.
  request_key text NOT NULL,
  body_hash text NOT NULL,
  consumer_id uuid,
  anonymous_id text,
  member_no text,
  state text NOT NULL CHECK (state IN ('open', 'paid', 'closed')),
  currency text NOT NULL,
  pay_minor bigint NOT NULL CHECK (pay_minor >= 0),
  placed_at timestamptz NOT NULL,
  pay_before timestamptz,
  sale_venue integer,
  receipt_no text,
  tender text,
  proof jsonb NOT NULL,
  UNIQUE (platform_id, request_key)
);
CREATE INDEX parent_due ON trade.parent_order (pay_before) WHERE state = 'open';
CREATE UNIQUE INDEX parent_by_receipt ON trade.parent_order (platform_id, receipt_no) WHERE receipt_no IS NOT NULL;
SELECT kernel.protect('trade.parent_order', '(SELECT kernel.kind()) IN (''platform'', ''consumer'')');

-- One merchant's part of a parent order.
CREATE TABLE trade.orders (
  platform_id integer NOT NULL,
  order_id uuid PRIMARY KEY,
  order_no text NOT NULL,
  parent_id uuid NOT NULL,
  merchant_id integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('deliver', 'collect', 'handover')),
  state text NOT NULL CHECK (state IN ('placed', 'paid', 'dispatched', 'delivered', 'cancelled', 'expired', 'refunded')),
  consumer_id uuid,
  sale_venue integer,
  -- Brands of the lines, and venues that sell or fulfil: who may see it.
  brand_ids integer[] NOT NULL,
  venue_ids integer[] NOT NULL,
  currency text NOT NULL,
  pay_minor bigint NOT NULL CHECK (pay_minor >= 0),
  refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND pay_minor),
  placed_at timestamptz NOT NULL,
  pay_before timestamptz,
  paid_at timestamptz,
  dispatched_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  promised_dispatch_at timestamptz NOT NULL,
  promised_day date NOT NULL,
  address jsonb,
  UNIQUE (platform_id, order_no)
);
CREATE INDEX orders_by_parent ON trade.orders (parent_id);
CREATE INDEX orders_by_consumer ON trade.orders (platform_id, consumer_id, order_id) WHERE consumer_id IS NOT NULL;
CREATE INDEX orders_by_merchant ON trade.orders (platform_id, merchant_id, order_id);
CREATE INDEX orders_by_time ON trade.orders (platform_id, order_id);
SELECT kernel.protect('trade.orders',
  '((SELECT kernel.kind()) <> ''brand'' OR brand_ids @> ARRAY[(SELECT kernel.brand())])
   AND ((SELECT kernel.kind()) <> ''venue'' OR venue_ids @> ARRAY[(SELECT kernel.venue())])');

CREATE TABLE trade.order_line (
  platform_id integer NOT NULL,
  order_id uuid NOT NULL,
  line_no integer NOT NULL,
  sku_id integer NOT NULL,
  sku_code text NOT NULL,
  product_id integer NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  brand_id integer,
  category text,
  associate text,
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  pay_minor bigint NOT NULL,
  -- Who else than the merchant pays the discount: amounts by funder.
  funded jsonb NOT NULL,
  -- The parent's price proof, and the line in it.
  proof_id uuid NOT NULL,
  proof_line text NOT NULL,
  returned_quantity integer NOT NULL DEFAULT 0,
  refunded_minor bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (order_id, line_no),
  CHECK (unit_minor * quantity - discount_minor = pay_minor AND pay_minor >= 0),
  CHECK (returned_quantity BETWEEN 0 AND quantity AND refunded_minor BETWEEN 0 AND pay_minor)
);
CREATE INDEX line_by_sku ON trade.order_line (platform_id, sku_id);
SELECT kernel.protect('trade.order_line',
  '(SELECT kernel.kind()) = ''platform'' OR EXISTS (SELECT FROM trade.orders o WHERE o.order_id = order_line.order_id)');

-- One parcel, pick-up or counter hand-over of an order, from one venue.
CREATE TABLE trade.fulfilment (
  platform_id integer NOT NULL,
  fulfilment_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('deliver', 'collect', 'handover')),
  state text NOT NULL CHECK (state IN ('waiting', 'open', 'ready', 'shipped', 'delivered', 'cancelled')),
  venue_id integer NOT NULL,
  carrier text,
  tracking text,
  promised_dispatch_at timestamptz NOT NULL,
  promised_day date NOT NULL,
  dispatched_at timestamptz,
  delivered_at timestamptz,
  wrong_codes integer NOT NULL DEFAULT 0,
  closed_until timestamptz
);
CREATE INDEX fulfilment_by_order ON trade.fulfilment (order_id);
CREATE INDEX fulfilment_by_venue ON trade.fulfilment (platform_id, venue_id, promised_dispatch_at) WHERE state IN ('open', 'ready', 'shipped');
SELECT kernel.protect('trade.fulfilment',
  '(SELECT kernel.kind()) = ''platform'' OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))
   OR ((SELECT kernel.kind()) IN (''brand'', ''consumer'') AND EXISTS (SELECT FROM trade.orders o WHERE o.order_id = fulfilment.order_id))');

-- Stock promised to an order line; held and claimed ones sum to `reserved` of their stock row.
CREATE TABLE trade.reservation (
  platform_id integer NOT NULL,
  order_id uuid NOT NULL,
  line_no integer NOT NULL,
  fulfilment_id uuid NOT NULL,
  sku_id integer NOT NULL,
  owner_id integer NOT NULL,
  venue_id integer NOT NULL,
  lot_id integer NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  state text NOT NULL CHECK (state IN ('held', 'claimed', 'consumed', 'released', 'expired')),
  expires_at timestamptz,
  PRIMARY KEY (order_id, line_no, venue_id, lot_id)
);
CREATE INDEX reservation_open ON trade.reservation (platform_id, sku_id, owner_id, venue_id, lot_id) WHERE state IN ('held', 'claimed');
CREATE INDEX reservation_by_fulfilment ON trade.reservation (fulfilment_id);
SELECT kernel.protect('trade.reservation',
  '(SELECT kernel.kind()) = ''platform'' OR EXISTS (SELECT FROM trade.fulfilment f WHERE f.fulfilment_id = reservation.fulfilment_id)');

-- What happened to an order, in order.
CREATE TABLE trade.order_event (
  platform_id integer NOT NULL,
  event_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  at timestamptz NOT NULL,
  name text NOT NULL,
  by_whom text NOT NULL,
  note text
);
CREATE INDEX event_by_order ON trade.order_event (order_id, event_id);
SELECT kernel.protect('trade.order_event',
  '(SELECT kernel.kind()) = ''platform'' OR EXISTS (SELECT FROM trade.orders o WHERE o.order_id = order_event.order_id)');

CREATE TABLE trade.payment (
  platform_id integer NOT NULL,
  payment_id uuid PRIMARY KEY,
  parent_id uuid NOT NULL,
  provider text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'paid', 'declined', 'part_refunded', 'refunded')),
  currency text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND amount_minor),
  created_at timestamptz NOT NULL,
  settled_at timestamptz
);
-- One open or successful payment per parent order, whoever presses twice.
CREATE UNIQUE INDEX payment_once ON trade.payment (parent_id) WHERE state IN ('pending', 'paid', 'part_refunded');
CREATE INDEX payment_by_parent ON trade.payment (parent_id);
SELECT kernel.protect('trade.payment',
  '(SELECT kernel.kind()) = ''platform'' OR ((SELECT kernel.kind()) IN (''consumer'', ''venue'')
   AND EXISTS (SELECT FROM trade.orders o WHERE o.parent_id = payment.parent_id))');

-- Which part of a payment is for which order.
CREATE TABLE trade.payment_split (
  platform_id integer NOT NULL,
  payment_id uuid NOT NULL,
  order_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  PRIMARY KEY (payment_id, order_id)
);
CREATE INDEX split_by_order ON trade.payment_split (order_id);
SELECT kernel.protect('trade.payment_split', '(SELECT kernel.kind()) = ''platform''');

-- Notices of providers, kept before they are acted on; the same event twice is one.
CREATE TABLE trade.payment_notice (
  platform_id integer NOT NULL,
  provider text NOT NULL,
  event text NOT NULL,
  payment_id uuid NOT NULL,
  body jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, provider, event)
);
SELECT kernel.protect('trade.payment_notice', '(SELECT kernel.kind()) = ''platform''');

-- Money that goes back to a buyer; `asked` until the provider has done it.
CREATE TABLE trade.refund (
  platform_id integer NOT NULL,
  refund_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  return_id uuid,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  reason text NOT NULL,
  quality boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'done')),
  created_at timestamptz NOT NULL,
  done_at timestamptz
);
CREATE INDEX refund_by_order ON trade.refund (order_id);
CREATE INDEX refund_asked ON trade.refund (created_at) WHERE state = 'asked';
SELECT kernel.protect('trade.refund', '(SELECT kernel.kind()) = ''platform''');

CREATE TABLE trade.return_case (
  platform_id integer NOT NULL,
  return_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  order_no text NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'received', 'refunded', 'refused')),
  kind text NOT NULL CHECK (kind IN ('return_refund', 'refund_only')),
  merchant_id integer NOT NULL,
  venue_id integer,
  reason text NOT NULL,
  quality boolean NOT NULL,
  refusal text,
  currency text NOT NULL,
  requested_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX return_by_order ON trade.return_case (order_id);
CREATE INDEX return_by_time ON trade.return_case (platform_id, return_id);
SELECT kernel.protect('trade.return_case',
  '(SELECT kernel.kind()) = ''platform'' OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))
   OR EXISTS (SELECT FROM trade.orders o WHERE o.order_id = return_case.order_id)');

CREATE TABLE trade.return_line (
  platform_id integer NOT NULL,
  return_id uuid NOT NULL,
  line_no integer NOT NULL,
  brand_id integer,
  sku_id integer NOT NULL,
  sku_code text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  -- What these pieces paid; fixed when the return is refunded, an estimate before.
  refund_minor bigint NOT NULL,
  result text CHECK (result IN ('on_hand', 'quarantined', 'damaged')),
  PRIMARY KEY (return_id, line_no)
);
SELECT kernel.protect('trade.return_line',
  '(SELECT kernel.kind()) = ''platform'' OR EXISTS (SELECT FROM trade.return_case c WHERE c.return_id = return_line.return_id)');

-- What buyers say after delivery; never changed.
CREATE TABLE trade.review (
  platform_id integer NOT NULL,
  review_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  line_no integer,
  sku_id integer,
  merchant_id integer NOT NULL,
  brand_id integer,
  consumer_id uuid NOT NULL,
  stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
  body text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (order_id, line_no)
);
CREATE INDEX review_by_sku ON trade.review (platform_id, sku_id, review_id);
SELECT kernel.protect('trade.review', '(SELECT kernel.kind()) <> ''venue''');

-- The books: double entry, append-only. A transfer is written in one statement and sums to zero.
CREATE TABLE trade.ledger_entry (
  platform_id integer NOT NULL,
  entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transfer_id uuid NOT NULL,
  at timestamptz NOT NULL,
  cause text NOT NULL,
  account text NOT NULL CHECK (account IN ('psp_clearing', 'till', 'order_held', 'merchant_payable', 'buyer_refund', 'benefits_funder')),
  -- Merchant of merchant_payable and order_held, venue of till, name of the funder.
  party text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  currency text NOT NULL,
  order_id uuid
);
CREATE INDEX entry_by_account ON trade.ledger_entry (platform_id, account, party) INCLUDE (amount_minor);
CREATE INDEX entry_by_order ON trade.ledger_entry (order_id);
SELECT kernel.protect('trade.ledger_entry', '(SELECT kernel.kind()) = ''platform''');
CREATE FUNCTION trade.balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM written GROUP BY transfer_id, currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'a transfer does not sum to zero' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER balanced AFTER INSERT ON trade.ledger_entry REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION trade.balanced();
-- Movements and entries are never changed or removed.
CREATE FUNCTION trade.append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trade.movement FOR EACH STATEMENT EXECUTE FUNCTION trade.append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trade.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION trade.append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trade.review FOR EACH STATEMENT EXECUTE FUNCTION trade.append_only();
