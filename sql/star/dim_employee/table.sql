-- One row per employee and stretch of time in which department, team and manager stood; other columns as last known. And -1 unknown, -2 not applicable.
CREATE TABLE star.dim_employee (
  employee_key BIGINT COMMENT 'surrogate key, a hash of the business key and valid_from; -1 unknown, -2 not applicable',
  employee_id STRING COMMENT 'the employee''s id',
  updated_at TIMESTAMP COMMENT 'the instant as of which the winning version is the whole record',
  name STRING COMMENT 'the employee''s name',
  department STRING COMMENT 'the department',
  team STRING COMMENT 'the team',
  manager_id STRING COMMENT 'the employee''s manager',
  is_deleted BOOLEAN COMMENT 'whether the record is deleted as last known; NULL where inferred',
  valid_from TIMESTAMP COMMENT 'the first instant the row holds; 1900-01-01 for the first',
  valid_to TIMESTAMP COMMENT 'the instant from which it no longer holds; NULL while it does',
  is_current BOOLEAN COMMENT 'whether it holds still',
  is_inferred BOOLEAN COMMENT 'whether nobody described the id and only its key is known'
)
USING delta
COMMENT 'One row per employee and stretch of time in which department, team and manager stood; other columns as last known. And -1 unknown, -2 not applicable.';
