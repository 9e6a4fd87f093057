-- check delivered_adds_up (blocking): delivered is not accepted + rejected + pending, or what entered the next stage not
-- what came from upstream and from nowhere: rebuild the mart.
SELECT month, edge, delivered, accepted, rejected, pending, entered_next, from_upstream, orphans
FROM mart.stage_ledger
WHERE delivered <> accepted + rejected + pending OR NOT (entered_next <=> from_upstream + orphans);

-- check flow_adds_up (blocking): What a month takes over and is given is not what it answers and leaves: rebuild the mart.
SELECT month, edge, carried_in, delivered, accepted_in_month, rejected_in_month, carried_out
FROM mart.stage_ledger
WHERE carried_in + delivered <> accepted_in_month + rejected_in_month + carried_out;

-- check carried_over (blocking): A month does not take over what the month before left: rebuild the mart.
SELECT later.month, later.edge, earlier.carried_out, later.carried_in
FROM mart.stage_ledger AS later
JOIN mart.stage_ledger AS earlier ON earlier.edge = later.edge AND earlier.month = ADD_MONTHS(later.month, -1)
WHERE later.carried_in <> earlier.carried_out;

-- check waiting_units (blocking): What the last month leaves is not what waits: rebuild the mart.
WITH
waiting AS (
  SELECT edge, COUNT_IF(outcome = 'pending' AND NOT is_not_counted) AS pending
  FROM mart.handover
  GROUP BY edge
)

SELECT waiting.edge, waiting.pending, stage_ledger.carried_out
FROM mart.stage_ledger
JOIN clock ON stage_ledger.month = TRUNC(clock.as_of, 'MM')
JOIN waiting ON waiting.edge = stage_ledger.edge
WHERE waiting.pending <> stage_ledger.carried_out;

-- check nothing_delivered (warning): In a month that is over a department delivered nothing over an edge at which units were
-- delivered before.
SELECT nothing.month, nothing.edge
FROM mart.stage_ledger AS nothing
JOIN clock ON LAST_DAY(nothing.month) <= clock.as_of
WHERE
  nothing.delivered = 0
  AND EXISTS (
    SELECT 1
    FROM mart.stage_ledger AS earlier
    WHERE earlier.edge = nothing.edge AND earlier.month < nothing.month AND earlier.delivered > 0
  );
