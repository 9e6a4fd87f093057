-- Periods in which a segment is called by a name it no longer has.
SELECT DISTINCT
  said.period_kind,
  said.period_start
FROM mart.funnel_cohort AS said
LEFT JOIN mart.segment_label USING (segment_type, segment)
WHERE
  said.segment_type IN ('campaign', 'content', 'product', 'owner')
  AND said.segment_label <> COALESCE(segment_label.segment_label, said.segment)
