-- One row per month of leads, basis, model and the channel, campaign and content that touched them: what they are credited with, and what the campaign cost in that month.
CREATE TABLE mart.attribution (
  month DATE COMMENT 'first day of the month in which the leads entered the funnel, whenever their opportunities and deals came; of spend the month it was spent in',
  basis STRING COMMENT 'lead (touches up to the lead''s created_at) or opportunity (only leads with an opportunity of kind new, touches up to the creation of the first)',
  model STRING COMMENT 'first or last (all to that touch), linear (the same to each), position (1; 0.5 and 0.5; 0.4 to the first and the last, the rest to the others alike)',
  channel STRING COMMENT 'channel of the visit, or of the activity''s campaign; a lead without a touch in the look-back counts under its own source; (none) where it names none',
  campaign STRING COMMENT 'campaign_id of the touch; (none) where it names none',
  content STRING COMMENT 'content_id of the touch; (none) where it names none',
  leads DECIMAL(18,6) COMMENT 'weights of the touches; a lead''s weights, each half-up to 6 decimals and the last touch''s 1 less the others, sum to 1',
  opportunities DECIMAL(18,6) COMMENT 'weight * the lead''s opportunities of kind new',
  meetings DECIMAL(18,6) COMMENT 'weight * the lead''s opportunities of kind new that met',
  deals DECIMAL(18,6) COMMENT 'weight * the lead''s deals of kind new, by their opportunity of any kind, else by the lead they name',
  revenue DECIMAL(18,2) COMMENT 'weight * the amounts of those deals in the base currency, each touch''s half-up to 2 decimals and the last touch''s the remainder; unknown amounts are left out, 0 over nothing, NULL beyond 18 digits',
  spend DECIMAL(18,2) COMMENT 'what the campaign cost in the month, in the base currency by the rate of each day; once per basis and model, on content (none), under the campaign''s own channel, else that of its medium and name; amounts without a rate are left out, 0 over nothing, NULL beyond 18 digits',
  cost_per_lead DECIMAL(18,2) COMMENT 'spend / leads of this row; NULL where nothing was spent or no lead is credited',
  cost_per_deal DECIMAL(18,2) COMMENT 'spend / deals of this row; NULL where nothing was spent or no deal is credited',
  return_on_spend DOUBLE COMMENT 'revenue / spend of this row; NULL where nothing was spent'
)
USING delta
COMMENT 'One row per month of leads, basis, model and the channel, campaign and content that touched them: what they are credited with, and what the campaign cost in that month.'
TBLPROPERTIES (
  'mart.key' = 'month, basis, model, channel, campaign, content'
);
