-- One row per visitor that a visit names, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_visitor (
  visitor_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  visitor_id STRING COMMENT 'the visitor',
  first_visit_id STRING COMMENT 'its first visit by as_of, by instant, then id; NULL where all its visits are still to come, and so are the columns after it',
  first_visit_at TIMESTAMP COMMENT 'instant of the first visit',
  first_visit_date DATE COMMENT 'business date of the first visit',
  source STRING COMMENT 'source of the first visit',
  medium STRING COMMENT 'medium of the first visit',
  campaign_id STRING COMMENT 'campaign of the first visit',
  content_id STRING COMMENT 'content of the first visit',
  channel STRING COMMENT 'channel of the first visit; direct where it names none',
  channel_key BIGINT COMMENT 'key of dim_channel for the first visit''s channel; -1 unknown, -2 not applicable',
  first_visit_month DATE COMMENT 'first day of the month of first_visit_date; NULL without a first visit; partition'
)
USING delta
PARTITIONED BY (first_visit_month)
COMMENT 'One row per visitor that a visit names, and -1 unknown, -2 not applicable.';
