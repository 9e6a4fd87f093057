-- One row per kind of reason and reason, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_reason (
  reason_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  reason_kind STRING COMMENT 'disqualified, recycled, rejected, lost or churned',
  reason STRING COMMENT 'the reason as given'
)
USING delta
COMMENT 'One row per kind of reason and reason, and -1 unknown, -2 not applicable.';
