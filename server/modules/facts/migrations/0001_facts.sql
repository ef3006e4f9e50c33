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

-- Reading goes along the primary key and stops early. Row security hides from the planner how many rows will pass, so left
-- to itself it reads everything after the place and sorts: the cost of catching up would grow with the square of the log.
-- The settings hold inside these functions alone.
-- Rows between two places, in order; of the given names, or of all.
CREATE FUNCTION facts.stretch(from_xid xid8, from_seq bigint, to_xid xid8, to_seq bigint, names text[], n integer)
  RETURNS SETOF facts.log LANGUAGE sql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET max_parallel_workers_per_gather = 0
  AS $$
    SELECT * FROM facts.log l
    WHERE (l.xid, l.seq) > (from_xid, from_seq) AND (l.xid, l.seq) <= (to_xid, to_seq) AND (names IS NULL OR l.name = ANY (names))
    ORDER BY l.xid, l.seq LIMIT n
  $$;
-- The place of the last of the next n settled rows: their transactions are over, and no running one can still commit before them.
CREATE FUNCTION facts.bound(from_xid xid8, from_seq bigint, n integer) RETURNS TABLE (xid xid8, seq bigint) LANGUAGE sql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET max_parallel_workers_per_gather = 0
  AS $$
    SELECT w.xid, w.seq FROM (
      SELECT l.xid, l.seq FROM facts.log l
      WHERE (l.xid, l.seq) > (from_xid, from_seq) AND l.xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY l.xid, l.seq LIMIT n
    ) w ORDER BY w.xid DESC, w.seq DESC LIMIT 1
  $$;
-- How many rows lie after a place, settled or not, counted up to n.
CREATE FUNCTION facts.waiting(from_xid xid8, from_seq bigint, n integer) RETURNS bigint LANGUAGE sql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET max_parallel_workers_per_gather = 0
  AS $$
    SELECT count(*) FROM (
      SELECT 1 FROM facts.log l WHERE (l.xid, l.seq) > (from_xid, from_seq) ORDER BY l.xid, l.seq LIMIT n
    ) w
  $$;
-- The place n rows before a place.
CREATE FUNCTION facts.back(from_xid xid8, from_seq bigint, n integer) RETURNS TABLE (xid xid8, seq bigint) LANGUAGE sql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET max_parallel_workers_per_gather = 0
  AS $$
    SELECT l.xid, l.seq FROM facts.log l WHERE (l.xid, l.seq) < (from_xid, from_seq) ORDER BY l.xid DESC, l.seq DESC OFFSET n LIMIT 1
  $$;

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
