-- Versions of rules: written once. Two times are kept: when a version binds, and when we knew of it.
CREATE TABLE rules.version (
  platform_id integer NOT NULL,
  rule text NOT NULL,
  version integer NOT NULL,
  body jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  effective_from timestamptz NOT NULL,
  PRIMARY KEY (platform_id, rule, version)
);
SELECT kernel.protect('rules.version');

-- Verdicts: append-only; each carries the hash of the one before it on its platform.
CREATE TABLE rules.verdict (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  place bigint NOT NULL,
  merchant_id integer NOT NULL,
  home_brand integer,
  rule text NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('applies', 'does_not_apply', 'undetermined')),
  kind text NOT NULL,
  body text NOT NULL,
  hash text NOT NULL,
  previous_hash text NOT NULL,
  UNIQUE (platform_id, place)
);
CREATE INDEX verdict_newest ON rules.verdict (platform_id, merchant_id, rule, place DESC);
SELECT kernel.protect('rules.verdict', '(SELECT kernel.kind()) <> ''brand'' OR home_brand = (SELECT kernel.brand())');
CREATE FUNCTION rules.keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'verdicts and rule versions are never changed or deleted';
END $$;
CREATE TRIGGER keep_verdict BEFORE UPDATE OR DELETE ON rules.verdict FOR EACH ROW EXECUTE FUNCTION rules.keep();
CREATE TRIGGER keep_version BEFORE UPDATE OR DELETE ON rules.version FOR EACH ROW EXECUTE FUNCTION rules.keep();

CREATE TABLE rules.appeal (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  verdict uuid NOT NULL REFERENCES rules.verdict (id),
  merchant_id integer NOT NULL,
  home_brand integer,
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'upheld', 'overturned')),
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  answer text,
  decided_at timestamptz,
  suspended boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX appeal_open ON rules.appeal (verdict) WHERE state = 'open';
CREATE INDEX appeal_newest ON rules.appeal (platform_id, opened_at DESC);
SELECT kernel.protect('rules.appeal', '(SELECT kernel.kind()) <> ''brand'' OR home_brand = (SELECT kernel.brand())');
