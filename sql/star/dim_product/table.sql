-- One row per product, as last known, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_product (
  product_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  product_id STRING COMMENT 'the product''s id',
  updated_at TIMESTAMP COMMENT 'the instant as of which the winning version is the whole record',
  name STRING COMMENT 'its name',
  family STRING COMMENT 'its family',
  list_price DECIMAL(18,2) COMMENT 'list price in its currency',
  currency STRING COMMENT 'ISO 4217 code of the amounts; the base currency where the record named none, NULL where inferred',
  is_deleted BOOLEAN COMMENT 'whether the record is deleted as last known; NULL where inferred',
  is_inferred BOOLEAN COMMENT 'whether nobody described the id and only its key is known'
)
USING delta
COMMENT 'One row per product, as last known, and -1 unknown, -2 not applicable.';
