-- One row per day from 1900-01-01 to 2200-12-31, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_date (
  date_key INT COMMENT 'yyyymmdd; -1 unknown, -2 not applicable',
  date DATE COMMENT 'the day',
  year INT COMMENT 'calendar year',
  quarter INT COMMENT 'calendar quarter, 1 to 4',
  month INT COMMENT 'calendar month, 1 to 12',
  day INT COMMENT 'day of the month',
  day_of_week INT COMMENT 'ISO: 1 Monday to 7 Sunday',
  week_start DATE COMMENT 'first day of its week',
  month_start DATE COMMENT 'first day of its month',
  fiscal_year INT COMMENT 'the calendar year in which the fiscal year begins',
  fiscal_half_start DATE COMMENT 'first day of its fiscal half',
  fiscal_quarter INT COMMENT '1 to 4',
  fiscal_quarter_start DATE COMMENT 'first day of its fiscal quarter',
  fiscal_year_start DATE COMMENT 'first day of its fiscal year',
  is_holiday BOOLEAN COMMENT 'named in calendar.holidays',
  is_business_day BOOLEAN COMMENT 'Monday to Friday, no holiday'
)
USING delta
COMMENT 'One row per day from 1900-01-01 to 2200-12-31, and -1 unknown, -2 not applicable.';
