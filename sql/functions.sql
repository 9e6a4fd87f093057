-- Functions that every query of the warehouse may use. The variables time_zone and base_currency are set from the
-- configuration before this is run.
CREATE OR REPLACE TEMPORARY FUNCTION business_date(instant TIMESTAMP) RETURNS DATE
  COMMENT 'The business day of an instant, in the configured zone; NULL of NULL.'
  RETURN to_date(from_utc_timestamp(instant, time_zone));

CREATE OR REPLACE TEMPORARY FUNCTION start_of_day(day DATE) RETURNS TIMESTAMP
  COMMENT 'The instant at which a business day begins, in the configured zone.'
  RETURN to_utc_timestamp(CAST(day AS TIMESTAMP), time_zone);

CREATE OR REPLACE TEMPORARY FUNCTION date_key(day DATE) RETURNS INT
  COMMENT 'Key of dim_date: yyyymmdd, -2 of NULL.'
  RETURN coalesce(year(day) * 10000 + month(day) * 100 + day(day), -2);

CREATE OR REPLACE TEMPORARY FUNCTION id_key(id STRING) RETURNS BIGINT
  COMMENT 'Surrogate key of a dimension whose rows are not kept by time: a hash of the id, -1 of NULL.'
  RETURN CASE WHEN id IS NULL THEN CAST(-1 AS BIGINT) ELSE xxhash64(id) END;

CREATE OR REPLACE TEMPORARY FUNCTION reason_key(reason_kind STRING, reason STRING) RETURNS BIGINT
  COMMENT 'Key of dim_reason, -1 where no reason was given.'
  RETURN CASE WHEN reason IS NULL THEN CAST(-1 AS BIGINT) ELSE xxhash64(reason_kind, reason) END;

CREATE OR REPLACE TEMPORARY FUNCTION days_between(earlier DATE, later DATE) RETURNS BIGINT
  COMMENT 'Days from one date to another, at least 0; NULL where one is NULL.'
  RETURN CASE WHEN earlier IS NOT NULL AND later IS NOT NULL THEN CAST(greatest(0, datediff(later, earlier)) AS BIGINT) END;

CREATE OR REPLACE TEMPORARY FUNCTION in_base_currency(amount DECIMAL(18, 2), currency STRING, rate DECIMAL(18, 8)) RETURNS DECIMAL(18, 2)
  COMMENT 'An amount in the base currency, half-up to 2 decimals; NULL without an amount or a rate, or where it does not fit.'
  RETURN CASE WHEN currency = base_currency THEN amount ELSE try_cast(round(amount * rate, 2) AS DECIMAL(18, 2)) END;

CREATE OR REPLACE TEMPORARY FUNCTION amount_of_a_year(amount DECIMAL(18, 2), term_months BIGINT) RETURNS DECIMAL(18, 2)
  COMMENT 'amount * 12 / term_months, half-up to 2 decimals; NULL where one is NULL or it does not fit.'
  RETURN try_cast(round(amount * 12 / CAST(term_months AS DECIMAL(10, 0)), 2) AS DECIMAL(18, 2));

CREATE OR REPLACE TEMPORARY FUNCTION last_day_of_term(first_day DATE, term_months BIGINT) RETURNS DATE
  COMMENT 'The last day in force of a term; a term of more than 1,000 years counts as 1,000.'
  RETURN date_add(add_months(first_day, CAST(CASE WHEN term_months > 12000 THEN 12000 ELSE term_months END AS INT)), -1);

-- Lower end of the 95 % Wilson interval of a share, NULL where n is NULL or 0.
CREATE OR REPLACE TEMPORARY FUNCTION wilson_low(successes DOUBLE, n DOUBLE)
RETURNS DOUBLE
RETURN CASE
  WHEN n > 0 THEN GREATEST(
    0D,
    (successes / n + 3.841458881296D / (2 * n)
      - 1.959964D * SQRT(successes * (n - successes) / (n * n * n) + 3.841458881296D / (4 * n * n)))
      / (1 + 3.841458881296D / n)
  )
END;

-- Upper end of the 95 % Wilson interval of a share, NULL where n is NULL or 0.
CREATE OR REPLACE TEMPORARY FUNCTION wilson_high(successes DOUBLE, n DOUBLE)
RETURNS DOUBLE
RETURN CASE
  WHEN n > 0 THEN LEAST(
    1D,
    (successes / n + 3.841458881296D / (2 * n)
      + 1.959964D * SQRT(successes * (n - successes) / (n * n * n) + 3.841458881296D / (4 * n * n)))
      / (1 + 3.841458881296D / n)
  )
END;
