-- The Joint Business Plan of a brand for a year.
CREATE TABLE plans.plan (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  year integer NOT NULL,
  title text NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (platform_id, brand_id, year)
);
SELECT kernel.protect('plans.plan', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

-- Each side's own draft: the other side never sees it.
CREATE TABLE plans.draft (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  plan uuid NOT NULL REFERENCES plans.plan (id),
  side text NOT NULL CHECK (side IN ('brand', 'platform')),
  content jsonb NOT NULL,
  by text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (plan, side)
);
SELECT kernel.protect('plans.draft',
  '(SELECT kernel.kind()) IN (''platform'', ''brand'') AND side = CASE (SELECT kernel.kind()) WHEN ''brand'' THEN ''brand'' ELSE ''platform'' END');

-- What was proposed, as the text that was hashed. Never changed, never deleted.
CREATE TABLE plans.version (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  plan uuid NOT NULL REFERENCES plans.plan (id),
  version integer NOT NULL,
  parent integer,
  author text NOT NULL CHECK (author IN ('brand', 'platform')),
  author_name text NOT NULL,
  reason text NOT NULL,
  body text NOT NULL,
  hash text NOT NULL,
  proposed_at timestamptz NOT NULL,
  answer_by timestamptz NOT NULL,
  PRIMARY KEY (plan, version)
);
SELECT kernel.protect('plans.version', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

-- Where a version stands. At most one is open and one in force.
CREATE TABLE plans.standing (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  plan uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'signed', 'in_force', 'countered', 'declined', 'superseded')),
  answer text,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (plan, version),
  FOREIGN KEY (plan, version) REFERENCES plans.version (plan, version)
);
CREATE UNIQUE INDEX standing_open ON plans.standing (plan) WHERE state IN ('proposed', 'signed');
CREATE UNIQUE INDEX standing_in_force ON plans.standing (plan) WHERE state = 'in_force';
SELECT kernel.protect('plans.standing', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

CREATE TABLE plans.signature (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  plan uuid NOT NULL,
  version integer NOT NULL,
  side text NOT NULL CHECK (side IN ('brand', 'platform')),
  by text NOT NULL,
  user_id uuid,
  hash text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (plan, version, side),
  FOREIGN KEY (plan, version) REFERENCES plans.version (plan, version)
);
SELECT kernel.protect('plans.signature', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

-- What was delivered of what was promised: only added to.
CREATE TABLE plans.delivery (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  plan uuid NOT NULL REFERENCES plans.plan (id),
  promise text NOT NULL,
  side text NOT NULL CHECK (side IN ('brand', 'platform')),
  quantity bigint NOT NULL CHECK (quantity >= 0),
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  day date NOT NULL,
  evidence jsonb NOT NULL,
  note text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX delivery_of_plan ON plans.delivery (plan, promise, at);
SELECT kernel.protect('plans.delivery', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

-- Reviews with the figures as they stood.
CREATE TABLE plans.review (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  plan uuid NOT NULL REFERENCES plans.plan (id),
  version integer NOT NULL,
  quarter integer CHECK (quarter BETWEEN 1 AND 4),
  note text NOT NULL,
  actions jsonb NOT NULL,
  by text NOT NULL,
  side text NOT NULL CHECK (side IN ('brand', 'platform')),
  at timestamptz NOT NULL,
  figures jsonb NOT NULL
);
CREATE INDEX review_of_plan ON plans.review (plan, id DESC);
SELECT kernel.protect('plans.review', '(SELECT kernel.kind()) IN (''platform'', ''brand'')');

CREATE FUNCTION plans.keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions, signatures, deliveries and reviews of a plan are never changed or deleted';
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE OR DELETE ON plans.version FOR EACH ROW EXECUTE FUNCTION plans.keep();
CREATE TRIGGER keep_signature BEFORE UPDATE OR DELETE ON plans.signature FOR EACH ROW EXECUTE FUNCTION plans.keep();
CREATE TRIGGER keep_delivery BEFORE UPDATE OR DELETE ON plans.delivery FOR EACH ROW EXECUTE FUNCTION plans.keep();
CREATE TRIGGER keep_review BEFORE UPDATE OR DELETE ON plans.review FOR EACH ROW EXECUTE FUNCTION plans.keep();
