-- One row per lead that has entered, basis and touch of its look-back, in order; a lead without any touch has one row of its own source.
CREATE TABLE star.lead_touch (
  lead_id STRING COMMENT 'the lead',
  basis STRING COMMENT 'up to which instant touches count: lead (its creation) or opportunity (that of its first one; only leads that have one)',
  touch_number BIGINT COMMENT 'place among the touches of the lead and basis, from 1 on, by touched_at, then touch_id, then touch_kind',
  touch_count BIGINT COMMENT 'touches of the lead and basis, at least 1',
  touch_kind STRING COMMENT 'visit, or activity that names a campaign; NULL for the lead''s own source, where there is no touch',
  touch_id STRING COMMENT 'visit_id or activity_id; NULL for the lead''s own source',
  touched_at TIMESTAMP COMMENT 'started_at of the visit or occurred_at of the activity; NULL for the lead''s own source',
  channel STRING COMMENT 'channel of the visit or of the lead''s own source; NULL where none is named, and for an activity, whose campaign tells it',
  campaign_id STRING COMMENT 'campaign of the touch or of the lead''s own source; NULL where none is named',
  content_id STRING COMMENT 'content of the touch or of the lead''s own source; NULL where none is named',
  entered_date DATE COMMENT 'business date of the lead''s entry',
  entered_month DATE COMMENT 'first day of the month of entered_date; partition'
)
USING delta
PARTITIONED BY (entered_month)
COMMENT 'One row per lead that has entered, basis and touch of its look-back, in order; a lead without any touch has one row of its own source.';
