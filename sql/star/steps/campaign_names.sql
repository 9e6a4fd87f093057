-- One row per described campaign: what its channel is judged by.
SELECT campaign_id, name, channel
FROM dim_campaign
WHERE campaign_id IS NOT NULL AND NOT is_inferred
