-- One row per invoice of a known customer, cancellations included.
SELECT
  InvoiceNo AS deal_id,
  min(InvoiceDate) AS signed_at,
  min(InvoiceDate) AS updated_at,
  max(CustomerID) AS account_id,
  CAST(round(sum(CAST(Quantity AS DECIMAL(12, 0)) * CAST(UnitPrice AS DECIMAL(12, 4))), 2) AS DECIMAL(18, 2)) AS amount
FROM input
WHERE CustomerID IS NOT NULL
GROUP BY InvoiceNo
