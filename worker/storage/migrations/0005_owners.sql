-- owner: the key that uploaded it; null for one that came otherwise, or before this column.
-- bundled: of a suite that comes with the project what is known of it there, as `info`.
ALTER TABLE suites ADD COLUMN owner TEXT;
ALTER TABLE suites ADD COLUMN bundled TEXT;
-- 1 for a recorded run that comes with the project.
ALTER TABLE runs ADD COLUMN bundled INTEGER NOT NULL DEFAULT 0 CHECK (bundled IN (0, 1));
