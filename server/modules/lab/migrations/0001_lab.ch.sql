-- What visitors looked for, opened from a search, and ordered: one row per search, opened product and order line.
-- Who is a number of identity's; the words of a query never stand beside anything else that names a person.
CREATE TABLE IF NOT EXISTS lab_step @ON_CLUSTER (
  platform UInt32,
  visitor UInt32,
  at DateTime64(3, 'UTC'),
  day Date,
  kind Enum8('search' = 1, 'view' = 2, 'order' = 3),
  -- The term of a search, the SKU code of the others.
  key String,
  -- Results of a search; -1 where the sender did not tell.
  found Int32
) ENGINE = @MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (platform, visitor, at)
TTL day + INTERVAL 120 DAY
SETTINGS non_replicated_deduplication_window = 10000;
