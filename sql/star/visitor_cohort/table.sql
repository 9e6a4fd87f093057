-- One row per day and origin of first visits and per day of the first lead: how many visitors of stage_entry, and how far they went. Counted as those change, so that figures over many visitors read few rows.
CREATE TABLE star.visitor_cohort (
  entered_date DATE COMMENT 'business date of the first visit',
  source STRING COMMENT 'source of the first visit',
  channel STRING COMMENT 'channel of the first visit',
  campaign_id STRING COMMENT 'campaign of the first visit',
  content_id STRING COMMENT 'content of the first visit',
  next_date DATE COMMENT 'business date of the visitors'' first lead; NULL for those without',
  days_to_next BIGINT COMMENT 'days from entered_date to next_date, at least 0; NULL for those without',
  visitors BIGINT COMMENT 'how many visitors',
  skipped BIGINT COMMENT 'of these, those that reached a later stage and never became a lead',
  reached_lead BIGINT COMMENT 'of these, those that became a lead',
  reached_opportunity BIGINT COMMENT 'of these, those that reached an opportunity',
  reached_meeting BIGINT COMMENT 'of these, those that reached a meeting',
  reached_deal BIGINT COMMENT 'of these, those that reached a deal',
  reached_renewal BIGINT COMMENT 'of these, those that reached a renewal',
  entered_month DATE COMMENT 'first day of the month of entered_date; partition'
)
USING delta
PARTITIONED BY (entered_month)
COMMENT 'One row per day and origin of first visits and per day of the first lead: how many visitors of stage_entry, and how far they went. Counted as those change, so that figures over many visitors read few rows.';
