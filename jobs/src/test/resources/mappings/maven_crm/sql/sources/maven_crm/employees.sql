-- One row per sales agent.
SELECT
  sales_agent AS employee_id,
  sales_agent AS name,
  'field_sales' AS department,
  regional_office AS team,
  manager AS manager_id
FROM input
