-- Sets of people. kind: frozen, upload, handout; asked and shown are the counts a brand was given, to compare new ones with.
CREATE TABLE IF NOT EXISTS audience_set @ON_CLUSTER (
  platform UInt32,
  brand UInt32,
  kind LowCardinality(String),
  id UUID,
  -- Hash of the definition: the same question again is not another one.
  question String,
  at DateTime('UTC'),
  expires DateTime('UTC'),
  people AggregateFunction(groupBitmap, UInt32)
) ENGINE = @MergeTree
ORDER BY (platform, brand, kind, id)
TTL expires
SETTINGS non_replicated_deduplication_window = 10000;
