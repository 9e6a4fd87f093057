-- One row per lead that has entered and instant at which it was sent back to marketing: the cycle that began then. Instants ahead of as_of are in it; who reads it leaves them out.
CREATE TABLE star.lead_cycle (
  lead_id STRING COMMENT 'the lead',
  began_at TIMESTAMP COMMENT 'a recycled_at that a version of the lead names, of versions of one instant the one that wins',
  began_date DATE COMMENT 'business date of began_at',
  ended_at TIMESTAMP COMMENT 'when the lead''s next cycle began, up to which what follows belongs to this one; NULL of the last one',
  reason STRING COMMENT 'recycled_reason as written, the last one given with this recycled_at; NULL where none was given',
  first_activity_at TIMESTAMP COMMENT 'occurred_at of the earliest activity of the lead in the cycle: later than began_at, up to ended_at; NULL where there is none',
  began_month DATE COMMENT 'first day of the month of began_date; partition'
)
USING delta
PARTITIONED BY (began_month)
COMMENT 'One row per lead that has entered and instant at which it was sent back to marketing: the cycle that began then. Instants ahead of as_of are in it; who reads it leaves them out.';
