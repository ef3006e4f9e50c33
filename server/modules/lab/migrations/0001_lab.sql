-- A concept survey. What it asks is fixed once it is open; consumers see it from then on.
CREATE TABLE lab.survey (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  concept jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
  audience uuid,
  ask_prices boolean NOT NULL,
  answers integer NOT NULL DEFAULT 0 CHECK (answers >= 0),
  created_at timestamptz NOT NULL,
  opened_at timestamptz,
  closes_at timestamptz,
  closed_at timestamptz
);
CREATE INDEX survey_newest ON lab.survey (platform_id, id DESC);
CREATE INDEX survey_open ON lab.survey (platform_id, opened_at DESC) WHERE state = 'open';
SELECT kernel.protect('lab.survey',
  '(SELECT kernel.kind()) IN (''platform'', ''brand'') OR ((SELECT kernel.kind()) = ''consumer'' AND state = ''open'')');
CREATE FUNCTION lab.keep_concept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (OLD.concept, OLD.audience, OLD.ask_prices) IS DISTINCT FROM (NEW.concept, NEW.audience, NEW.ask_prices) THEN
    RAISE EXCEPTION 'what an open survey asks is never changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_concept BEFORE UPDATE ON lab.survey FOR EACH ROW EXECUTE FUNCTION lab.keep_concept();

-- One answer per survey and respondent (a hash of the account or of the browser). A brand never reads a single answer.
CREATE TABLE lab.answer (
  platform_id integer NOT NULL,
  survey uuid NOT NULL REFERENCES lab.survey (id),
  respondent text NOT NULL,
  consumer_id uuid,
  intent smallint NOT NULL CHECK (intent BETWEEN 1 AND 5),
  uniqueness smallint NOT NULL CHECK (uniqueness BETWEEN 1 AND 5),
  relevance smallint NOT NULL CHECK (relevance BETWEEN 1 AND 5),
  too_cheap bigint,
  cheap bigint,
  expensive bigint,
  too_expensive bigint,
  intent_at_cheap smallint CHECK (intent_at_cheap BETWEEN 1 AND 5),
  intent_at_expensive smallint CHECK (intent_at_expensive BETWEEN 1 AND 5),
  at timestamptz NOT NULL,
  PRIMARY KEY (survey, respondent)
);
CREATE INDEX answer_of_consumer ON lab.answer (platform_id, consumer_id) WHERE consumer_id IS NOT NULL;
SELECT kernel.protect('lab.answer', '(SELECT kernel.kind()) IN (''platform'', ''consumer'')');
