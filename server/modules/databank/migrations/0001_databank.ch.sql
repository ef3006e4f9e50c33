-- One row per fact and brand: what somebody did with a brand. brand 0: no brand named. node 0: nobody known, counts for no people.
-- Monthly parts keep the restating of recent days away from history; node indexes find a person's brands after a merge.
CREATE TABLE IF NOT EXISTS event @ON_CLUSTER (
  platform UInt32,
  brand UInt32,
  node UInt32,
  at DateTime64(3, 'UTC'),
  day Date,
  behaviour LowCardinality(String),
  touchpoint LowCardinality(String),
  venue UInt32,
  merchant UInt32,
  sku String,
  order_key String,
  -- 1: an order of the platform's own trade, a purchase only once it is paid. 0: told by a till or another system.
  placed UInt8,
  quantity Decimal(18, 3),
  amount_minor Int64,
  fact UInt64,
  seq UInt64,
  INDEX by_node node TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = @MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (platform, brand, node, at)
SETTINGS non_replicated_deduplication_window = 10000;

-- One row per line of an order, a basket or a purchase.
CREATE TABLE IF NOT EXISTS line @ON_CLUSTER (
  platform UInt32,
  brand UInt32,
  merchant UInt32,
  venue UInt32,
  order_key String,
  node UInt32,
  at DateTime64(3, 'UTC'),
  day Date,
  -- The sender's own (fiscal) week, or empty.
  week LowCardinality(String),
  sku String,
  category LowCardinality(String),
  quantity Decimal(18, 3),
  amount_minor Int64,
  currency LowCardinality(String),
  placed UInt8,
  source LowCardinality(String),
  fact UInt64,
  seq UInt64,
  INDEX by_node node TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = @MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (platform, brand, day, merchant, venue, order_key)
SETTINGS non_replicated_deduplication_window = 10000;

-- One row per fact about an order, by order: its state is the sum of them.
CREATE TABLE IF NOT EXISTS order_fact @ON_CLUSTER (
  platform UInt32,
  order_key String,
  merchant UInt32,
  name LowCardinality(String),
  at DateTime64(3, 'UTC'),
  day Date,
  venue UInt32,
  node UInt32,
  brands Array(UInt32),
  amount_minor Int64,
  currency LowCardinality(String),
  promised_dispatch_at Nullable(DateTime64(3, 'UTC')),
  promised_day Nullable(Date),
  dispatched_day Nullable(Date),
  delivered_day Nullable(Date),
  -- The instant is the platform's midnight: tells a parcel that came at 00:00 of the promised day from one that came later that day.
  midnight UInt8,
  -- The thing happened, its time is not known: counts, but never as on time or late.
  undated UInt8,
  cancelled_by LowCardinality(String),
  stars UInt8,
  fact UInt64,
  seq UInt64
) ENGINE = @MergeTree
ORDER BY (platform, order_key, merchant, name, at)
SETTINGS non_replicated_deduplication_window = 10000;

-- The person behind a node that was merged into another; person 0: erased. Nodes without a row are their own person.
CREATE TABLE IF NOT EXISTS person_of @ON_CLUSTER (
  platform UInt32,
  node UInt32,
  person UInt32,
  revision UInt64
) ENGINE = @ReplacingMergeTree(revision)
ORDER BY (platform, node);

-- People of a brand by day and behaviour. `until`: from that day on the purchase no longer counts (refunded, cancelled); far
-- future: it counts. Superseded rows are merged away within half a day, because people in them may have been erased. A behaviour's days lie side by side in small granules: a window reads little else. Restating a day writes every key again with a higher revision, vanished ones as empty sets.
CREATE TABLE IF NOT EXISTS behaviour_day @ON_CLUSTER (
  platform UInt32,
  brand UInt32,
  day Date,
  behaviour LowCardinality(String),
  until Date,
  revision UInt64,
  computed_at DateTime('UTC'),
  people AggregateFunction(groupBitmap, UInt32)
) ENGINE = @ReplacingMergeTree(revision)
PARTITION BY toYear(day)
ORDER BY (platform, brand, behaviour, day, until)
SETTINGS index_granularity = 256, min_age_to_force_merge_seconds = 43200;

-- The same by touchpoint.
CREATE TABLE IF NOT EXISTS touch_day @ON_CLUSTER (
  platform UInt32,
  brand UInt32,
  day Date,
  touchpoint LowCardinality(String),
  behaviour LowCardinality(String),
  revision UInt64,
  computed_at DateTime('UTC'),
  people AggregateFunction(groupBitmap, UInt32)
) ENGINE = @ReplacingMergeTree(revision)
PARTITION BY toYear(day)
ORDER BY (platform, brand, behaviour, day, touchpoint)
SETTINGS index_granularity = 256, min_age_to_force_merge_seconds = 43200;
