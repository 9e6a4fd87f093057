-- One row per department, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_department (
  department_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  department STRING COMMENT 'code',
  name_english STRING COMMENT 'name in English',
  name_japanese STRING COMMENT 'name in Japanese'
)
USING delta
COMMENT 'One row per department, and -1 unknown, -2 not applicable.';
