-- One row per quarter, stage and factor that at least 20 units had and 20 had not: whether units with it went on more often.
CREATE TABLE mart.success_factor (
  quarter DATE COMMENT 'first day of the fiscal quarter in which the units entered the stage; mature ones only: last day + the stage''s window is up to as_of',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting or deal',
  factor_type STRING COMMENT 'channel, campaign, content, product, industry, region, owner, team; of lead, opportunity and deal answered_in_time, complete_handover, required_field; of lead touches, of meeting format, of deal discount',
  factor STRING COMMENT 'what the units with it have: the value or id; required_field: the field that was filled at the hand-over; answered_in_time and complete_handover: yes; touches: 0, 1, 2-3, 4 and more (before the lead was created, within the look-back); format: of the first meeting held; discount: none, under 10 %, 10 to under 20 %, 20 % and more',
  with_units BIGINT COMMENT 'units with the factor, at least 20',
  with_went_on BIGINT COMMENT 'of with_units, those that entered the next stage within the stage''s window',
  without_units BIGINT COMMENT 'the other units of the quarter and stage, at least 20; where the hand-over can''t be judged (yet) a unit is on neither side',
  without_went_on BIGINT COMMENT 'of without_units, those that entered the next stage within the window',
  lift DOUBLE COMMENT 'share that went on with the factor / share without; NULL where none went on without',
  odds_ratio DOUBLE COMMENT 'odds of going on with the factor / odds without, 0.5 added to each of the four counts',
  odds_low DOUBLE COMMENT 'lower end of the 95 % interval of odds_ratio by Woolf, of the same counts',
  odds_high DOUBLE COMMENT 'upper end of the 95 % interval of odds_ratio by Woolf',
  p_value DOUBLE COMMENT 'Fisher''s exact test, two-sided: the probability of a table at most as probable as this one, if the factor had nothing to do with going on',
  q_value DOUBLE COMMENT 'p_value after Benjamini and Hochberg among the factors of the quarter and stage: the share of false alarms among those with a q_value up to this one',
  examples ARRAY<STRING> COMMENT 'up to five units with the factor that went on within the window, the fastest first, of equal ones by unit_id'
)
USING delta
COMMENT 'One row per quarter, stage and factor that at least 20 units had and 20 had not: whether units with it went on more often.'
TBLPROPERTIES (
  'mart.key' = 'quarter, stage, factor_type, factor'
);
