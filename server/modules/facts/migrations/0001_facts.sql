-- Everything that happened, in the order of committing transactions. Written once; only an erasure changes a payload.
CREATE TABLE facts.log (
  platform_id integer NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 100),
  -- Transactions commit out of order: readers take (xid, seq) below the oldest running transaction, so none is skipped.
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id text NOT NULL,
  name text NOT NULL,
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  brand_id integer,
  -- The rest of the fact as JSON. Text, because readers are JavaScript: jsonb costs the intake 5 us per row more.
  payload text NOT NULL,
  PRIMARY KEY (xid, seq)
);
-- The text itself and not a hash of it: measured equally fast, and shorter when ids come in order.
CREATE UNIQUE INDEX log_once ON facts.log (platform_id, id);
-- Venue staff and consumers never read the log; their writes go through facts.append.
SELECT kernel.protect('facts.log', '(SELECT kernel.kind()) NOT IN (''venue'', ''consumer'')');

-- How far each reader has come. Readers follow the log of the whole installation, hence platform 0 (system scope only).
CREATE TABLE facts.cursor (
  platform_id integer NOT NULL DEFAULT 0 CHECK (platform_id = 0),
  reader text PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT '0',
  seq bigint NOT NULL DEFAULT 0,
  -- Bounds of a batch that is on its way out of PostgreSQL: the same bounds are used again after a crash.
  plan_xid xid8,
  plan_seq bigint,
  -- Raised by a rewind, so that a replayed batch has another token than its first delivery.
  epoch integer NOT NULL DEFAULT 0,
  moved_at timestamptz
);
SELECT kernel.protect('facts.cursor');

-- Counters behind GET /v1/facts/flow, by the time of arrival: minutes and quarters of an hour for a while, and the total.
CREATE TABLE facts.flow (
  platform_id integer NOT NULL,
  grain text NOT NULL CHECK (grain IN ('minute', 'quarter', 'all')),
  slot timestamptz NOT NULL,
  name text NOT NULL,
  facts bigint NOT NULL,
  PRIMARY KEY (platform_id, grain, slot, name)
);
SELECT kernel.protect('facts.flow');
