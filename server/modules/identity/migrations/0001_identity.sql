-- The graph of identifiers. Only the platform's own scope sees it; brands, venues and consumers go through the module.
CREATE TABLE identity.identifier (
  platform_id integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  -- As given, or a keyed hash for phone and email: the number itself is never stored.
  value text COLLATE "C" NOT NULL,
  -- Dense number of this identifier; never changed, never given again.
  node integer NOT NULL CHECK (node > 0),
  -- What people may see of a hashed value.
  shown text NOT NULL,
  verified boolean NOT NULL,
  status text NOT NULL CHECK (status IN ('ok', 'shared', 'hub', 'blocked', 'erasing')),
  source text NOT NULL,
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  PRIMARY KEY (platform_id, type, value)
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX identifier_by_node ON identity.identifier (platform_id, node);
SELECT kernel.protect('identity.identifier', $$(SELECT kernel.kind()) = 'platform'$$);

-- Two identifiers seen together. `live` links are evidence; which of them join is computed (caps, one member number).
CREATE TABLE identity.link (
  platform_id integer NOT NULL,
  strong integer NOT NULL,
  weak integer NOT NULL,
  leaf boolean NOT NULL,
  verified boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('seen', 'accepted', 'cut')),
  live boolean NOT NULL,
  source text NOT NULL,
  first_seen timestamptz NOT NULL,
  PRIMARY KEY (platform_id, strong, weak)
);
CREATE INDEX link_by_weak ON identity.link (platform_id, weak);
SELECT kernel.protect('identity.link', $$(SELECT kernel.kind()) = 'platform'$$);

-- Append-only: who linked or cut what, when and why.
CREATE TABLE identity.link_log (
  platform_id integer NOT NULL,
  no bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  act text NOT NULL CHECK (act IN ('link', 'verify', 'cut', 'accept', 'unmerge', 'share', 'erase')),
  strong integer NOT NULL,
  weak integer NOT NULL,
  who text NOT NULL,
  why text NOT NULL,
  PRIMARY KEY (platform_id, no)
);
CREATE INDEX link_log_by_strong ON identity.link_log (platform_id, strong);
CREATE INDEX link_log_by_weak ON identity.link_log (platform_id, weak);
SELECT kernel.protect('identity.link_log', $$(SELECT kernel.kind()) = 'platform'$$);

-- Nodes whose person is, or once was, not themselves. Person 0: nobody (a shared device).
CREATE TABLE identity.person_of (
  platform_id integer NOT NULL,
  node integer NOT NULL,
  person integer NOT NULL,
  -- Grows with every change on the platform, in commit order.
  changed bigint NOT NULL,
  PRIMARY KEY (platform_id, node)
);
CREATE INDEX person_of_by_person ON identity.person_of (platform_id, person);
CREATE INDEX person_of_by_change ON identity.person_of (platform_id, changed);
SELECT kernel.protect('identity.person_of', $$(SELECT kernel.kind()) = 'platform'$$);

-- One joining of people who were known before; enough to undo it exactly.
CREATE TABLE identity.merge (
  platform_id integer NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  person integer NOT NULL,
  people integer NOT NULL,
  -- [[node, person before], ...]
  was jsonb NOT NULL,
  -- [[strong, weak], ...]: the links that brought it.
  links jsonb NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (platform_id, id)
);
CREATE INDEX merge_by_time ON identity.merge (platform_id, at DESC);
CREATE INDEX merge_by_person ON identity.merge (platform_id, person);
SELECT kernel.protect('identity.merge', $$(SELECT kernel.kind()) = 'platform'$$);

-- After an un-merge: nodes of one mark with different labels never become one person again by evidence.
CREATE TABLE identity.apart (
  platform_id integer NOT NULL,
  mark integer NOT NULL,
  node integer NOT NULL,
  label integer NOT NULL,
  PRIMARY KEY (platform_id, mark, node)
);
CREATE INDEX apart_by_node ON identity.apart (platform_id, node);
SELECT kernel.protect('identity.apart', $$(SELECT kernel.kind()) = 'platform'$$);

-- Append-only: every answer about consent; the newest per key counts.
CREATE TABLE identity.consent (
  platform_id integer NOT NULL,
  id uuid NOT NULL,
  node integer NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  -- 0: every brand of the platform.
  for_brand integer NOT NULL,
  status text NOT NULL CHECK (status IN ('given', 'refused', 'withdrawn')),
  notice text NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, id)
);
CREATE INDEX consent_by_node ON identity.consent (platform_id, node, purpose, channel, for_brand, at DESC);
SELECT kernel.protect('identity.consent', $$(SELECT kernel.kind()) = 'platform'$$);
CREATE TABLE identity.consent_now (
  platform_id integer NOT NULL,
  node integer NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  for_brand integer NOT NULL,
  status text NOT NULL,
  notice text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, purpose, channel, for_brand, node)
);
CREATE INDEX consent_now_by_node ON identity.consent_now (platform_id, node);
SELECT kernel.protect('identity.consent_now', $$(SELECT kernel.kind()) = 'platform'$$);

-- Membership of the platform (brand 0) or of one brand.
CREATE TABLE identity.member (
  platform_id integer NOT NULL,
  brand_id integer NOT NULL,
  node integer NOT NULL,
  member_no text NOT NULL,
  name text NOT NULL,
  level text NOT NULL,
  source text NOT NULL,
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, brand_id, node)
);
CREATE INDEX member_by_node ON identity.member (platform_id, node);
SELECT kernel.protect('identity.member', $$(SELECT kernel.kind()) IN ('platform', 'brand')$$);

-- Tombstones: from the moment of the request nobody sees these nodes.
CREATE TABLE identity.erased (
  platform_id integer NOT NULL,
  node integer NOT NULL,
  erasure uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform_id, node)
);
SELECT kernel.protect('identity.erased', $$(SELECT kernel.kind()) = 'platform'$$);
CREATE TABLE identity.erasure (
  platform_id integer NOT NULL,
  id uuid NOT NULL,
  person integer NOT NULL,
  nodes integer NOT NULL,
  asked_at timestamptz NOT NULL,
  done_at timestamptz,
  -- What each store removed, and what a scan of it found afterwards.
  certificate jsonb,
  PRIMARY KEY (platform_id, id)
);
CREATE INDEX erasure_by_time ON identity.erasure (platform_id, asked_at DESC);
SELECT kernel.protect('identity.erasure', $$(SELECT kernel.kind()) = 'platform'$$);
