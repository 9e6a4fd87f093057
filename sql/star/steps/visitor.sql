-- One row per visitor: its first visit.
SELECT *
FROM dim_visitor
WHERE visitor_id IS NOT NULL
