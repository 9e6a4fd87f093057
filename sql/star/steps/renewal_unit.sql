-- One row per renewal that is not deleted, with what it inherits from its deal.
WITH
renewals AS (
  SELECT
    n.* EXCEPT (account_id, currency),
    coalesce(a.survivor_id, n.account_id) AS own_account_id,
    coalesce(n.currency, :base_currency) AS currency,
    start_of_day(n.due_date) AS entered_at,
    coalesce(business_date(n.decided_at), n.due_date) AS effective_date,
    row_number() OVER (PARTITION BY n.deal_id ORDER BY n.due_date, n.renewal_id) = 1 AS is_first
  FROM latest_renewals AS n
  LEFT JOIN account_survivors AS a ON a.account_id = n.account_id
  WHERE NOT n.is_deleted
),
renewals_with_deal AS (
  SELECT
    n.* EXCEPT (own_account_id),
    coalesce(k.kind, 'new') AS kind,
    coalesce(n.own_account_id, d.account_id) AS account_id,
    d.product_id,
    CASE WHEN d.is_entered THEN d.deal_id END AS upstream_id,
    d.attributed_source,
    d.attributed_medium,
    d.attributed_campaign_id,
    d.attributed_content_id,
    d.channel,
    n.effective_date <= :as_of AND n.outcome <=> 'renewed' AS is_renewed,
    n.effective_date <= :as_of AND n.outcome <=> 'churned' AS is_churned
  FROM renewals AS n
  LEFT JOIN deal_unit AS k ON k.deal_id = n.deal_id
  LEFT JOIN deal_unit AS d ON d.deal_id = n.deal_id AND d.is_linkable
)
SELECT
  n.*,
  NOT n.is_renewed AND NOT n.is_churned AS is_pending,
  n.is_first AND n.kind = 'new' AS is_first_of_new,
  n.is_first AND n.kind = 'new' AND n.is_renewed AND n.due_date <= :as_of AS is_entered,
  in_base_currency(n.amount, n.currency, r.rate) AS amount_base,
  in_base_currency(n.previous_amount, n.currency, r.rate) AS previous_amount_base,
  n.amount IS NOT NULL AND in_base_currency(n.amount, n.currency, r.rate) IS NULL AS is_without_rate,
  e.team,
  coalesce(e.employee_key, -1) AS employee_key,
  b.industry,
  b.region,
  coalesce(b.account_key, -1) AS account_key
FROM renewals_with_deal AS n
LEFT JOIN rate_at AS r ON r.currency = n.currency AND r.from_date <= n.due_date AND n.due_date < r.to_date
LEFT JOIN employee_at AS e ON e.employee_id = n.owner_id AND e.from_at <= n.entered_at AND n.entered_at < e.to_at
LEFT JOIN account_at AS b ON b.account_id = n.account_id AND b.from_at <= n.entered_at AND n.entered_at < b.to_at
