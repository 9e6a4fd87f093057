-- One row per month and edge between departments: what became of the units delivered in the month, and as a flow what came in, went out and is still waiting.
CREATE TABLE mart.stage_ledger (
  month DATE COMMENT 'first day of the month; each month of funnel_period''s all',
  edge STRING COMMENT 'lead (marketing to inside sales), opportunity (inside sales to field sales) or deal (field sales to customer success)',
  delivered BIGINT COMMENT 'units (kind new) handed over in the month: handed_over_at of the winning version, else the entry; = accepted + rejected + pending',
  accepted BIGINT COMMENT 'of delivered, those accepted by as_of, whenever that was: a lead by its first opportunity or its first version as qualified, an opportunity by accepted_at, else its first meeting, a deal by accepted_at; whichever of acceptance and rejection came first stands',
  rejected BIGINT COMMENT 'of delivered, those rejected by as_of: a lead disqualified or recycled, an opportunity rejected; deals are not rejected',
  pending BIGINT COMMENT 'of delivered, those neither accepted nor rejected by as_of',
  not_counted BIGINT COMMENT 'beside delivered: records handed over in the month that ended for a reason that is not counted, such as duplicates',
  carried_in BIGINT COMMENT 'units waiting for an answer as the month begins: carried_out of the month before; those answered before their delivery count against it',
  accepted_in_month BIGINT COMMENT 'units accepted on a day of the month, whenever they were delivered',
  rejected_in_month BIGINT COMMENT 'units rejected on a day of the month, whenever they were delivered',
  carried_out BIGINT COMMENT 'units waiting as the month, or as_of, ends: carried_in + delivered - accepted_in_month - rejected_in_month',
  entered_next BIGINT COMMENT 'units that entered the stage after the edge''s in the month (opportunity, meeting, renewal) = from_upstream + orphans',
  from_upstream BIGINT COMMENT 'of entered_next, those that came from a unit of the edge''s stage',
  orphans BIGINT COMMENT 'of entered_next, those whose unit of the edge''s stage is missing, deleted or unnamed'
)
USING delta
COMMENT 'One row per month and edge between departments: what became of the units delivered in the month, and as a flow what came in, went out and is still waiting.'
TBLPROPERTIES (
  'mart.key' = 'month, edge'
);
