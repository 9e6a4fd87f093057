-- One row per place, file, feed and mapping that was ever taken or found known: what the next night needs to know of it, in
-- one small place, so that an unchanged file is not read again however long the history, and one that was overwritten is not
-- forgotten.
CREATE TABLE ops.landing (
  path STRING COMMENT 'Where the file lay, below the landing folder',
  feed STRING COMMENT 'The feed its rows belong to',
  source STRING COMMENT 'The mapping that read it; empty for a native feed',
  size BIGINT COMMENT 'Bytes, as it lay there; -1 once its place holds another file',
  modified_at BIGINT COMMENT 'When the storage says it was written, in milliseconds since 1970; -1 where that was too recent to be trusted, so that the file is read again, and once its place holds another file',
  file_id STRING COMMENT 'The file: ops.file.file_id',
  dt DATE COMMENT 'The dt it was taken with',
  mapping STRING COMMENT 'Fingerprint of the mapping it was taken with; empty for a native feed',
  is_open BOOLEAN COMMENT 'Whether it was refused or had rejected rows: a changed mapping takes it again',
  is_refused BOOLEAN COMMENT 'Whether the whole file was refused',
  missing_columns ARRAY<STRING> COMMENT 'As in ops.file; NULL where the file names no columns',
  ingest_id BIGINT COMMENT 'The ingest that took it'
)
USING delta
COMMENT 'One row per place, file, feed and mapping that was ever taken or found known'
