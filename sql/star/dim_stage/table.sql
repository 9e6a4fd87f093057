-- One row per stage of the funnel, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_stage (
  stage_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  stage STRING COMMENT 'code',
  stage_number INT COMMENT '1 to 6',
  name_english STRING COMMENT 'name in English',
  name_japanese STRING COMMENT 'name in Japanese',
  producing_department STRING COMMENT 'the department that brings units into the stage',
  consuming_department STRING COMMENT 'the department that works them'
)
USING delta
COMMENT 'One row per stage of the funnel, and -1 unknown, -2 not applicable.';
