-- Associates who advise, one row per person and venue. open_chats counts their conversations, so that nobody is given too many.
CREATE TABLE guide.guide (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  venue_id integer NOT NULL,
  user_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  specialities text[] NOT NULL,
  languages text[] NOT NULL,
  hours jsonb NOT NULL,
  available boolean NOT NULL DEFAULT false,
  seen_at timestamptz,
  open_chats integer NOT NULL DEFAULT 0 CHECK (open_chats >= 0),
  UNIQUE (platform_id, venue_id, user_id),
  UNIQUE (platform_id, code)
);
CREATE INDEX guide_free ON guide.guide (platform_id, venue_id) WHERE available;
SELECT kernel.protect('guide.guide',
  '(SELECT kernel.kind()) IN (''platform'', ''consumer'') OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))');

-- Half hours that were booked or set by hand: stock with a time. What a half hour takes is `fixed`, else the guides on duty.
CREATE TABLE guide.slot (
  platform_id integer NOT NULL,
  venue_id integer NOT NULL,
  starts_at timestamptz NOT NULL,
  booked integer NOT NULL DEFAULT 0 CHECK (booked >= 0),
  fixed integer CHECK (fixed >= 0),
  PRIMARY KEY (platform_id, venue_id, starts_at)
);
SELECT kernel.protect('guide.slot',
  '(SELECT kernel.kind()) IN (''platform'', ''consumer'') OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))');

CREATE TABLE guide.appointment (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  venue_id integer NOT NULL,
  -- Null: booked by the venue for somebody without an account, or erased.
  consumer_id uuid,
  code text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('booked', 'attended', 'missed', 'cancelled')),
  topic text NOT NULL,
  about_brand integer,
  sku_id integer,
  guide_id uuid REFERENCES guide.guide (id),
  name text NOT NULL,
  -- In full while booked, masked afterwards.
  phone text,
  booked_at timestamptz NOT NULL
);
-- A guide and a consumer are at one place at a time.
CREATE UNIQUE INDEX appointment_guide ON guide.appointment (guide_id, starts_at) WHERE state IN ('booked', 'attended');
CREATE UNIQUE INDEX appointment_consumer ON guide.appointment (platform_id, consumer_id, starts_at) WHERE state = 'booked';
CREATE INDEX appointment_of_consumer ON guide.appointment (platform_id, consumer_id, id DESC);
CREATE INDEX appointment_of_venue ON guide.appointment (platform_id, venue_id, starts_at);
SELECT kernel.protect('guide.appointment',
  '(SELECT kernel.kind()) IN (''platform'', ''consumer'') OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))');

-- A conversation waits in the queue of its venues until a guide has it; then it is that guide's venue's alone.
CREATE TABLE guide.conversation (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  consumer_id uuid NOT NULL,
  for_venues integer[] NOT NULL,
  at_venue integer,
  about_brand integer,
  sku_id integer,
  language text,
  topic text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'open', 'closed')),
  guide_id uuid REFERENCES guide.guide (id),
  guide_venue integer,
  opened_at timestamptz NOT NULL,
  first_reply_at timestamptz,
  closed_at timestamptz,
  last_seq integer NOT NULL DEFAULT 0,
  last_at timestamptz NOT NULL,
  last_text text NOT NULL DEFAULT '',
  consumer_seen integer NOT NULL DEFAULT 0,
  guide_seen integer NOT NULL DEFAULT 0,
  CHECK ((guide_id IS NULL) = (guide_venue IS NULL)),
  CHECK (state <> 'open' OR guide_id IS NOT NULL)
);
CREATE INDEX conversation_waiting ON guide.conversation USING gin (for_venues) WHERE state = 'waiting';
CREATE INDEX conversation_of_consumer ON guide.conversation (platform_id, consumer_id, last_at DESC);
CREATE INDEX conversation_of_venue ON guide.conversation (platform_id, guide_venue, state, last_at DESC);
CREATE INDEX conversation_by_time ON guide.conversation (platform_id, opened_at);
SELECT kernel.protect('guide.conversation',
  '(SELECT kernel.kind()) IN (''platform'', ''consumer'') OR ((SELECT kernel.kind()) = ''venue'' AND
   CASE WHEN guide_venue IS NULL THEN (SELECT kernel.venue()) = ANY (for_venues) ELSE guide_venue = (SELECT kernel.venue()) END)');

-- Whoever may see the conversation may see its messages.
CREATE TABLE guide.message (
  platform_id integer NOT NULL,
  conversation uuid NOT NULL REFERENCES guide.conversation (id) ON DELETE CASCADE,
  seq integer NOT NULL,
  side text NOT NULL CHECK (side IN ('consumer', 'guide', 'system')),
  guide_id uuid,
  body text NOT NULL,
  card jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (conversation, seq)
);
SELECT kernel.protect('guide.message', 'EXISTS (SELECT FROM guide.conversation c WHERE c.id = conversation)');

-- What the guides of a venue remember about a person: notes, and wishes by SKU.
CREATE TABLE guide.note (
  id uuid PRIMARY KEY,
  platform_id integer NOT NULL,
  venue_id integer NOT NULL,
  consumer_id uuid NOT NULL,
  body text NOT NULL,
  sku_id integer,
  guide_id uuid REFERENCES guide.guide (id),
  at timestamptz NOT NULL
);
CREATE UNIQUE INDEX note_wish ON guide.note (platform_id, venue_id, consumer_id, sku_id) WHERE sku_id IS NOT NULL;
CREATE INDEX note_of_consumer ON guide.note (platform_id, consumer_id);
SELECT kernel.protect('guide.note',
  '(SELECT kernel.kind()) IN (''platform'', ''consumer'') OR ((SELECT kernel.kind()) = ''venue'' AND venue_id = (SELECT kernel.venue()))');
