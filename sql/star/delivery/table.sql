-- One row per unit delivered to the next department by as_of, not counted ones included and flagged: what its record and all versions of it say of the hand-over.
CREATE TABLE star.delivery (
  edge STRING COMMENT 'lead (marketing to inside sales), opportunity (inside sales to field sales) or deal (field sales to customer success); kind new',
  unit_id STRING COMMENT 'lead_id, opportunity_id or deal_id',
  is_not_counted BOOLEAN COMMENT 'whether it ended for one of the reasons that are not counted and is no unit',
  delivered_at TIMESTAMP COMMENT 'handed_over_at of the winning version, else the entry; once for ever',
  delivered_date DATE COMMENT 'business date of delivered_at',
  outcome STRING COMMENT 'accepted, rejected or pending by as_of; whichever came first stands, at equal instants accepted. A lead is sent back with the earliest recycled_at that any version names, deleted ones passed over',
  outcome_date DATE COMMENT 'business date of the acceptance or rejection, which may lie before the delivery; NULL while pending',
  reason STRING COMMENT 'of a rejection, as written; NULL where none was given or it was not rejected',
  answered_at TIMESTAMP COMMENT 'first_contacted_at of a lead, accepted_at of an opportunity or deal; NULL where it was not answered by as_of',
  observed_at TIMESTAMP COMMENT 'updated_at of the earliest version since the delivery, by which completeness is judged; NULL where there is none',
  filled_fields ARRAY<STRING> COMMENT 'columns of the raw table that this version fills; NULL without such a version',
  owner_id STRING COMMENT 'the employee who gave it, of opportunity and deal; leads name none of marketing: NULL',
  team STRING COMMENT 'team of owner_id at entry; NULL where unknown',
  channel STRING COMMENT 'channel of the unit; NULL where none is known or it is no unit',
  campaign_id STRING COMMENT 'campaign of the unit; NULL where none is known or it is no unit',
  content_id STRING COMMENT 'content of the unit; NULL where none is known or it is no unit',
  product_id STRING COMMENT 'product of the unit; NULL where none is known or it is no unit',
  days_to_next BIGINT COMMENT 'business dates from entry to the next stage; NULL where it was not reached or it is no unit',
  delivered_month DATE COMMENT 'first day of the month of delivered_date; partition'
)
USING delta
PARTITIONED BY (delivered_month)
COMMENT 'One row per unit delivered to the next department by as_of, not counted ones included and flagged: what its record and all versions of it say of the hand-over.';
