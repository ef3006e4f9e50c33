-- What can be bought: categories, products (SPU), SKUs, offers of merchants, prices at venues.
CREATE TABLE catalog.category (
  platform_id integer NOT NULL,
  code text NOT NULL,
  parent text,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  PRIMARY KEY (platform_id, code),
  FOREIGN KEY (platform_id, parent) REFERENCES catalog.category
);
SELECT kernel.protect('catalog.category');

CREATE TABLE catalog.product (
  platform_id integer NOT NULL,
  product_id integer NOT NULL,
  brand_id integer,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  category text,
  attributes jsonb NOT NULL DEFAULT '{}',
  service boolean NOT NULL DEFAULT false,
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  -- The transaction that last changed the product, one of its SKUs or offers: readers follow it in commit order.
  changed xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (platform_id, product_id),
  UNIQUE (platform_id, code),
  FOREIGN KEY (platform_id, category) REFERENCES catalog.category
);
CREATE INDEX product_by_brand ON catalog.product (platform_id, brand_id);
CREATE INDEX product_by_category ON catalog.product (platform_id, category);
CREATE INDEX product_by_change ON catalog.product (platform_id, changed, product_id);
SELECT kernel.protect('catalog.product');

CREATE TABLE catalog.sku (
  platform_id integer NOT NULL,
  sku_id integer NOT NULL,
  product_id integer NOT NULL,
  -- As the product's.
  brand_id integer,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  options jsonb NOT NULL DEFAULT '{}',
  -- In 14 digits.
  gtin text CHECK (gtin ~ '^\d{14}$'),
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  PRIMARY KEY (platform_id, sku_id),
  UNIQUE (platform_id, code),
  UNIQUE (platform_id, gtin),
  FOREIGN KEY (platform_id, product_id) REFERENCES catalog.product
);
CREATE INDEX sku_by_product ON catalog.sku (platform_id, product_id);
SELECT kernel.protect('catalog.sku');

CREATE TABLE catalog.offer (
  platform_id integer NOT NULL,
  offer_id integer NOT NULL,
  sku_id integer NOT NULL,
  merchant_id integer NOT NULL,
  -- Brand of the SKU.
  sold_brand integer,
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  currency text NOT NULL,
  -- Null: every venue of the merchant.
  venues integer[],
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  PRIMARY KEY (platform_id, offer_id),
  UNIQUE (platform_id, sku_id, merchant_id),
  FOREIGN KEY (platform_id, sku_id) REFERENCES catalog.sku
);
CREATE INDEX offer_by_merchant ON catalog.offer (platform_id, merchant_id);
SELECT kernel.protect('catalog.offer', '(SELECT kernel.kind()) <> ''brand'' OR sold_brand = (SELECT kernel.brand())');

CREATE TABLE catalog.venue_price (
  platform_id integer NOT NULL,
  offer_id integer NOT NULL,
  venue_id integer NOT NULL,
  sold_brand integer,
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  valid_from timestamptz NOT NULL,
  valid_until timestamptz CHECK (valid_until > valid_from),
  PRIMARY KEY (platform_id, offer_id, venue_id, valid_from),
  FOREIGN KEY (platform_id, offer_id) REFERENCES catalog.offer
);
SELECT kernel.protect('catalog.venue_price', '(SELECT kernel.kind()) <> ''brand'' OR sold_brand = (SELECT kernel.brand())');
