-- One row per campaign, content, product and employee that has a name: what people call a segment.
WITH
employees AS (
  SELECT
    employee_id,
    MAX_BY(name, valid_from) AS name
  FROM star.dim_employee
  GROUP BY employee_id
)

SELECT
  'campaign' AS segment_type,
  campaign_id AS segment,
  name AS segment_label
FROM star.dim_campaign
WHERE campaign_id IS NOT NULL AND name IS NOT NULL AND campaign_key NOT IN (-1, -2)
UNION ALL
SELECT
  'content' AS segment_type,
  content_id AS segment,
  name AS segment_label
FROM star.dim_content
WHERE content_id IS NOT NULL AND name IS NOT NULL AND content_key NOT IN (-1, -2)
UNION ALL
SELECT
  'product' AS segment_type,
  product_id AS segment,
  name AS segment_label
FROM star.dim_product
WHERE product_id IS NOT NULL AND name IS NOT NULL AND product_key NOT IN (-1, -2)
UNION ALL
SELECT
  'owner' AS segment_type,
  employee_id AS segment,
  name AS segment_label
FROM employees
WHERE employee_id IS NOT NULL AND name IS NOT NULL
