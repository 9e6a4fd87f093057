-- One row per visit.
CREATE TABLE star.fact_visit (
  visit_id STRING COMMENT 'the session''s id',
  visitor_id STRING COMMENT 'the browser''s or person''s id across visits',
  started_at TIMESTAMP COMMENT 'the first instant of the visit',
  source STRING COMMENT 'where the visit came from, such as google',
  medium STRING COMMENT 'by what means, such as organic or cpc',
  campaign_id STRING COMMENT 'the campaign that brought it',
  content_id STRING COMMENT 'the content looked at or clicked',
  landing_page STRING COMMENT 'path of the first page',
  referrer STRING COMMENT 'the address that linked here',
  device STRING COMMENT 'desktop, mobile, tablet or another',
  country STRING COMMENT 'country code of the visitor',
  page_views BIGINT COMMENT 'pages seen',
  duration_seconds BIGINT COMMENT 'length of the visit in seconds',
  updated_at TIMESTAMP COMMENT 'the instant as of which the winning version is the whole record',
  started_date DATE COMMENT 'business date of the visit, which may be still to come',
  started_date_key INT COMMENT 'yyyymmdd of started_date, key of dim_date',
  channel STRING COMMENT 'channel of the visit''s own source, medium and campaign; direct where it names none',
  visitor_key BIGINT COMMENT 'key of dim_visitor for the visitor; -1 unknown, -2 not applicable',
  channel_key BIGINT COMMENT 'key of dim_channel for the visit''s channel; -1 unknown, -2 not applicable',
  campaign_key BIGINT COMMENT 'key of dim_campaign for the visit''s campaign; -1 unknown, -2 not applicable',
  content_key BIGINT COMMENT 'key of dim_content for the visit''s content; -1 unknown, -2 not applicable',
  started_month DATE COMMENT 'first day of the month of started_date; partition'
)
USING delta
PARTITIONED BY (started_month)
COMMENT 'One row per visit.';
