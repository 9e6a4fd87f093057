-- One row per account.
SELECT account AS account_id, account AS name, sector AS industry, employees AS employee_count, office_location AS country
FROM input
