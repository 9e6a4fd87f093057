-- check one_row_a_night (blocking, by period_start): Two rows tell of the same key and night, or a row ends before it
-- begins: restore the table's version of the night before (ops.published) and run the night again.
SELECT period_start, segment_type, segment, stage, known_from, known_to, next_from
FROM (
  SELECT
    *,
    LEAD(known_from) OVER (
      PARTITION BY period_kind, period_start, segment_type, segment, stage
      ORDER BY known_from
    ) AS next_from
  FROM mart.funnel_history
)
WHERE known_to <= known_from OR (next_from IS NOT NULL AND (known_to IS NULL OR known_to > next_from));
