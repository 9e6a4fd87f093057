-- One row per opportunity_id with a meeting held by as_of: its first held meeting and how many there were.
SELECT
  opportunity_id,
  min_by(struct(held_at, meeting_id, rep_id), struct(held_at, meeting_id)) AS first_held,
  count(*) AS meeting_count
FROM latest_meetings
WHERE
  NOT is_deleted
  AND business_date(held_at) <= :as_of
  AND coalesce(outcome, 'held') NOT IN ('no_show', 'cancelled')
GROUP BY opportunity_id
