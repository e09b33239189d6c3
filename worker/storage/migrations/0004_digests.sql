-- Of `record` and `body` as they were written; null where that was before this column.
ALTER TABLE runs ADD COLUMN sha256 TEXT;
ALTER TABLE analyses ADD COLUMN sha256 TEXT;
