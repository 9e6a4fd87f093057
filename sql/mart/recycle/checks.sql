-- check sound_row (blocking): A row contradicts itself: rebuild the mart.
SELECT month, reason, sent_back, contacted_again, reached_opportunity, reached_deal
FROM mart.recycle
WHERE
  contacted_again > sent_back
  OR reached_opportunity > sent_back
  OR reached_deal > reached_opportunity
  OR (median_dormant_days IS NULL) <> (contacted_again = 0 AND reached_opportunity = 0)
  OR median_dormant_days < 0;

-- check sent_back_without_reason (warning): Leads were sent back without a reason, so that nobody learns from it.
SELECT month, sent_back
FROM mart.recycle
WHERE reason = '(none)';
