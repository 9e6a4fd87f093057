-- check rows_add_up (blocking, by night): A file's rows are not all told: rows_mapped has to be accepted + rejected +
-- duplicate, and rows_read the same for a native feed. Keep the file and report it.
SELECT file_id, feed, path, rows_read, rows_mapped, accepted, rejected, duplicate
FROM ops.file
WHERE
  COALESCE(rows_mapped, -1) <> COALESCE(accepted, 0) + COALESCE(rejected, 0) + COALESCE(duplicate, 0)
  OR (source IS NULL AND rows_read <> rows_mapped)
  OR (refused_reason IS NOT NULL AND rows_read + rows_mapped + accepted + rejected + duplicate <> 0);

-- check rejected_share (blocking, by night, nights only): More of a feed's rows were rejected in a night than
-- limits.rejected_share allows. Look at raw.rejected for the reasons, correct the source or its mapping, or raise the
-- limit.
SELECT
  file.feed,
  SUM(file.rejected) AS rejected,
  SUM(file.rows_mapped) AS rows_mapped
FROM ops.file AS file
CROSS JOIN settings
GROUP BY file.feed, settings.rejected_share
HAVING SUM(file.rejected) >= 10 AND SUM(file.rejected) > settings.rejected_share * SUM(file.rows_mapped);
