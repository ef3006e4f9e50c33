-- The statements of a batch of orders as functions: PL/pgSQL keeps their plans for the life of a connection, and planning
-- eight inserts anew for every batch costs more than running them.
CREATE FUNCTION trade.write_orders(b jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO trade.parent_order SELECT * FROM jsonb_populate_recordset(NULL::trade.parent_order, b -> 'parent_order');
  INSERT INTO trade.orders SELECT * FROM jsonb_populate_recordset(NULL::trade.orders, b -> 'orders');
  INSERT INTO trade.order_line SELECT * FROM jsonb_populate_recordset(NULL::trade.order_line, b -> 'order_line');
  INSERT INTO trade.fulfilment SELECT * FROM jsonb_populate_recordset(NULL::trade.fulfilment, b -> 'fulfilment');
  INSERT INTO trade.reservation SELECT * FROM jsonb_populate_recordset(NULL::trade.reservation, b -> 'reservation');
  INSERT INTO trade.order_event SELECT * FROM jsonb_populate_recordset(NULL::trade.order_event, b -> 'order_event');
END $$;

-- Adds to locked stock rows; returns how many rows it changed.
CREATE FUNCTION trade.add_to_stock(platform integer, changes jsonb) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  n integer;
BEGIN
  UPDATE trade.stock s SET on_hand = s.on_hand + c.on_hand, reserved = s.reserved + c.reserved, safety = s.safety + c.safety,
    incoming = s.incoming + c.incoming, in_transit = s.in_transit + c.in_transit, damaged = s.damaged + c.damaged, quarantined = s.quarantined + c.quarantined
  FROM jsonb_populate_recordset(NULL::trade.stock, changes) c
  WHERE s.platform_id = platform AND s.sku_id = c.sku_id AND s.owner_id = c.owner_id AND s.venue_id = c.venue_id AND s.lot_id = c.lot_id;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Locks stock rows in the order given and reads them anew; the caller gives them in key order.
CREATE FUNCTION trade.lock_stock(platform integer, skus integer[], owners integer[], venues integer[], lots integer[])
RETURNS SETOF trade.stock LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT s.* FROM unnest(skus, owners, venues, lots) AS w (sku, owner, venue, lot) CROSS JOIN LATERAL (
    SELECT * FROM trade.stock s WHERE s.platform_id = platform AND s.sku_id = w.sku AND s.owner_id = w.owner AND s.venue_id = w.venue AND s.lot_id = w.lot
    FOR NO KEY UPDATE) s;
END $$;

-- Stock rows of some merchants' SKUs that have free pieces, without locks.
CREATE FUNCTION trade.free_stock(platform integer, skus integer[], owners integer[]) RETURNS SETOF trade.stock LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT s.* FROM unnest(skus, owners) AS w (sku, owner) CROSS JOIN LATERAL (
    SELECT * FROM trade.stock s WHERE s.platform_id = platform AND s.sku_id = w.sku AND s.owner_id = w.owner
      AND s.on_hand - s.safety - s.reserved - s.leased > 0 OFFSET 0) s;
END $$;
