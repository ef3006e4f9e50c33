/** Last day that ClickHouse's Date knows: a purchase with this `until` counts without end. */
export const FOREVER = "2149-06-06";
/** An order that was never paid: it counts on no day. */
export const NEVER = "1970-01-01";

const people = (platform: number): string =>
  `(SELECT node, person, 1 AS known FROM person_of FINAL WHERE platform = ${platform})`;
/**
 * From which day on each order no longer counts. This is the one place that says what a purchase is:
 * an order of the platform's own trade once it is paid (or delivered), a purchase told by others at once; until it is cancelled, or
 * refunded in full. `keys` is a subquery of the order keys wanted.
 */
const orderEnds = (platform: number, keys: string): string => `(
  SELECT order_key, merchant, 1 AS known,
    sumIf(amount_minor, name IN ('order.placed', 'purchase')) AS amount,
    sumIf(amount_minor, name IN ('order.refunded', 'refund')) AS refunded,
    multiIf(
      countIf(name = 'order.placed') > 0 AND countIf(name IN ('order.paid', 'order.delivered')) = 0, toDate('${NEVER}'),
      least(
        if(countIf(name = 'order.cancelled') > 0, minIf(day, name = 'order.cancelled'), toDate('${FOREVER}')),
        if(refunded > 0 AND refunded >= amount, maxIf(day, name IN ('order.refunded', 'refund')), toDate('${FOREVER}')))) AS until
  FROM order_fact
  WHERE platform = ${platform} AND order_key IN (${keys})
  GROUP BY order_key, merchant)`;

/**
 * What people did, from the raw events: (brand, day, behaviour, touchpoint, person, until). `where` speaks of the event's own columns.
 * Nobody's events (node 0) and those of erased people are left out.
 */
export const peopleEvents = (platform: number, where: string): string => `
SELECT e.brand AS brand, e.day AS day, e.behaviour AS behaviour, e.touchpoint AS touchpoint,
  if(p.known = 1, p.person, e.node) AS person,
  if(e.behaviour = 'purchase' AND o.known = 1, o.until, toDate('${FOREVER}')) AS until
FROM (
  SELECT brand, day, behaviour, touchpoint, node, order_key, merchant FROM event
  WHERE platform = ${platform} AND node != 0 AND brand != 0 AND ${where}) AS e
LEFT JOIN ${people(platform)} AS p ON p.node = e.node
LEFT JOIN ${orderEnds(
  platform,
  `SELECT order_key FROM event WHERE platform = ${platform} AND behaviour = 'purchase' AND order_key != '' AND ${where}`,
)} AS o ON o.order_key = e.order_key AND o.merchant = e.merchant
WHERE person != 0`;

/**
 * Lines of purchases that still count at the end of day `until`, of known and unknown people (person 0): (person, order_key, merchant,
 * venue, day, week, sku, category, quantity, amount_minor, currency). `where` speaks of the line's own columns.
 */
export const soldLines = (platform: number, where: string, until: string): string => `
SELECT if(p.known = 1, p.person, l.node) AS person, l.order_key AS order_key, l.merchant AS merchant, l.venue AS venue, l.day AS day, l.week AS week,
  l.sku AS sku, l.category AS category, l.quantity AS quantity, l.amount_minor AS amount_minor, l.currency AS currency
FROM (
  SELECT node, order_key, merchant, venue, day, week, sku, category, quantity, amount_minor, currency FROM line
  WHERE platform = ${platform} AND ${where}) AS l
LEFT JOIN ${people(platform)} AS p ON p.node = l.node
LEFT JOIN ${orderEnds(platform, `SELECT order_key FROM line WHERE platform = ${platform} AND ${where}`)} AS o
  ON o.order_key = l.order_key AND o.merchant = l.merchant
WHERE o.known = 0 OR o.until > toDate('${until}')`;
