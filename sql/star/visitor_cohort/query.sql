-- One row per day and origin of first visits and per day of the first lead: the visitors of sign 1, less those of sign -1.
SELECT
  entered_date,
  source,
  channel,
  campaign_id,
  content_id,
  next_date,
  days_to_next,
  sum(sign) AS visitors,
  sum(
    if(
      lead_date IS NULL AND coalesce(opportunity_date, meeting_date, deal_date, renewal_date) IS NOT NULL, sign, 0
    )
  ) AS skipped,
  sum(if(lead_date IS NULL, 0, sign)) AS reached_lead,
  sum(if(opportunity_date IS NULL, 0, sign)) AS reached_opportunity,
  sum(if(meeting_date IS NULL, 0, sign)) AS reached_meeting,
  sum(if(deal_date IS NULL, 0, sign)) AS reached_deal,
  sum(if(renewal_date IS NULL, 0, sign)) AS reached_renewal,
  entered_month
FROM counted_entries
WHERE stage = 'visitor'
GROUP BY entered_month, entered_date, source, channel, campaign_id, content_id, next_date, days_to_next
