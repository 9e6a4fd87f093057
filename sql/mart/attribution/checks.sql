-- check credited_leads_are_leads (blocking): The weights of a month's leads do not sum to their number: rebuild the mart.
WITH
leads AS (
  SELECT entered_month AS month, COUNT(*) AS leads, COUNT(opportunity_id) AS leads_with_opportunity
  FROM star.fact_lead
  WHERE is_entered
  GROUP BY entered_month
),

credited AS (
  SELECT month, basis, model, SUM(leads) AS leads
  FROM mart.attribution
  GROUP BY month, basis, model
)

SELECT leads.month, credited.basis, credited.model, credited.leads AS credited, leads.leads, leads.leads_with_opportunity
FROM leads
FULL JOIN credited ON credited.month = leads.month
WHERE
  COALESCE(credited.leads, 0)
    <> COALESCE(IF(credited.basis = 'opportunity', leads.leads_with_opportunity, leads.leads), 0);

-- check models_agree (blocking): The models credit a month's leads with different sums, or its spend stands not once in
-- each: rebuild the mart.
WITH
sums AS (
  SELECT
    month,
    basis,
    model,
    SUM(opportunities) AS opportunities,
    SUM(meetings) AS meetings,
    SUM(deals) AS deals,
    IF(COUNT(revenue) = COUNT(*), SUM(revenue), NULL) AS revenue,
    IF(COUNT(spend) = COUNT(*), SUM(spend), NULL) AS spend
  FROM mart.attribution
  GROUP BY month, basis, model
)

SELECT month, basis, COUNT(*) AS models, MIN(revenue) AS revenue_least, MAX(revenue) AS revenue_most
FROM sums
GROUP BY month, basis
HAVING
  COUNT(*) <> 4
  OR MIN(opportunities) <> MAX(opportunities)
  OR MIN(meetings) <> MAX(meetings)
  OR MIN(deals) <> MAX(deals)
  OR MIN(revenue) <> MAX(revenue)
  OR MIN(spend) <> MAX(spend);

-- check spend_of_unknown_campaigns (warning): Money was spent on campaigns that nobody described, so that their channel
-- is guessed from their id. Deliver them in the feed campaigns.
SELECT attribution.campaign, SUM(attribution.spend) AS spend
FROM mart.attribution
LEFT ANTI JOIN star.dim_campaign
  ON dim_campaign.campaign_id = attribution.campaign AND NOT dim_campaign.is_inferred
WHERE attribution.basis = 'lead' AND attribution.model = 'first' AND attribution.spend <> 0
GROUP BY attribution.campaign;
