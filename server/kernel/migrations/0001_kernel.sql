-- Scope of the current transaction, set by inTx. Each is read once per query (see the sub-selects in kernel.protect).
CREATE FUNCTION kernel.kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('fairground.kind', true), '') $$;
CREATE FUNCTION kernel.platform() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('fairground.platform', true), '')::integer $$;
CREATE FUNCTION kernel.brand() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('fairground.brand', true), '')::integer $$;
CREATE FUNCTION kernel.venue() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('fairground.venue', true), '')::integer $$;
CREATE FUNCTION kernel.consumer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('fairground.consumer', true), '')::uuid $$;

-- Row-level security by convention: a table needs platform_id; a brand_id column hides other brands' rows from a brand,
-- a consumer_id column hides other people's rows from a consumer. `extra` adds a condition of the table's own.
CREATE FUNCTION kernel.protect(target regclass, extra text DEFAULT 'true') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  rule text := 'platform_id = (SELECT kernel.platform())';
BEGIN
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = target AND attname = 'brand_id' AND NOT attisdropped) THEN
    rule := rule || ' AND ((SELECT kernel.kind()) <> ''brand'' OR brand_id = (SELECT kernel.brand()))';
  END IF;
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = target AND attname = 'consumer_id' AND NOT attisdropped) THEN
    rule := rule || ' AND ((SELECT kernel.kind()) <> ''consumer'' OR consumer_id = (SELECT kernel.consumer()))';
  END IF;
  rule := format('(SELECT kernel.kind()) = ''system'' OR (%s AND (%s))', rule, extra);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY scope ON %s USING (%s) WITH CHECK (%s)', target, rule, rule);
END $$;

-- Dense numbers per platform (brand, merchant, venue, SKU, person ...): given in order, never reused.
CREATE TABLE kernel.counter (
  platform_id integer NOT NULL,
  what text NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (platform_id, what)
);
-- Reserves n numbers and returns the first.
CREATE FUNCTION kernel.next_no(platform integer, counted text, n integer DEFAULT 1) RETURNS bigint LANGUAGE sql AS $$
  INSERT INTO kernel.counter AS c (platform_id, what, last) VALUES (platform, counted, n)
  ON CONFLICT (platform_id, what) DO UPDATE SET last = c.last + n
  RETURNING last - n + 1
$$;

CREATE TABLE kernel.idempotency (
  platform_id integer NOT NULL,
  caller text NOT NULL,
  key text NOT NULL,
  route text NOT NULL,
  body_hash text NOT NULL,
  status integer,
  reply jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, caller, key)
);
SELECT kernel.protect('kernel.idempotency');

CREATE TABLE kernel.audit (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer,
  at timestamptz NOT NULL,
  who text NOT NULL,
  role text NOT NULL,
  action text NOT NULL,
  target text NOT NULL,
  detail jsonb NOT NULL
);
CREATE INDEX audit_by_time ON kernel.audit (platform_id, at DESC);
SELECT kernel.protect('kernel.audit');

CREATE TABLE kernel.job (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  note text,
  result jsonb,
  cancel boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  finished_at timestamptz
);
SELECT kernel.protect('kernel.job');
