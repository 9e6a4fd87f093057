-- check rows_add_up (blocking, by night): A file's rows are not all told: rows_mapped has to be accepted + rejected +
-- duplicate, and rows_read the same for a native feed. Keep the file and report it.
SELECT file_id, feed, path, rows_read, rows_mapped, accepted, rejected, duplicate
FROM ops.file
WHERE
  COALESCE(rows_mapped, -1) <> COALESCE(accepted, 0) + COALESCE(rejected, 0) + COALESCE(duplicate, 0)
  OR (source IS NULL AND rows_read <> rows_mapped)
  OR (refused_reason IS NOT NULL AND rows_read + rows_mapped + accepted + rejected + duplicate <> 0);
