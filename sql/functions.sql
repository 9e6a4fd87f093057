-- Functions that every query may use.

-- Lower end of the 95 % Wilson interval of a share; NULL where n is NULL or 0.
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

-- Upper end of the 95 % Wilson interval of a share; NULL where n is NULL or 0.
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
