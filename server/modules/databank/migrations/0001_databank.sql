-- Versions of the AIPL model. Version 0 is the one that the product ships and has no row. for_brand 0: every brand without its own.
CREATE TABLE databank.model (
  platform_id integer NOT NULL,
  for_brand integer NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  valid_from date NOT NULL,
  author text NOT NULL,
  created_at timestamptz NOT NULL,
  model jsonb NOT NULL,
  PRIMARY KEY (platform_id, version)
);
CREATE INDEX model_by_brand ON databank.model (platform_id, for_brand, valid_from);
SELECT kernel.protect('databank.model', '(SELECT kernel.kind()) = ''platform'' OR for_brand IN (0, (SELECT kernel.brand()))');

-- Brand days whose daily sets do not hold all news yet. `marks` grows with each piece of news: a day restated meanwhile stays dirty.
CREATE TABLE databank.dirty (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  day date NOT NULL,
  marks bigint NOT NULL DEFAULT 1,
  since timestamptz NOT NULL,
  PRIMARY KEY (platform_id, brand_id, day)
);
SELECT kernel.protect('databank.dirty');
