-- All that is computed from runs, by a digest of what went into it: comparisons, too.
DROP TABLE comparisons;
CREATE TABLE analyses (
  digest TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE analysis_runs (
  run TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES analyses (digest) ON DELETE CASCADE,
  PRIMARY KEY (run, digest)
) STRICT;
CREATE INDEX analysis_runs_by_digest ON analysis_runs (digest);

-- Forgotten when one of the runs goes, or is put again.
CREATE TRIGGER analyses_of_a_deleted_run AFTER DELETE ON runs BEGIN
  DELETE FROM analyses WHERE digest IN (SELECT digest FROM analysis_runs WHERE run = OLD.id);
END;
CREATE TRIGGER analyses_of_a_new_run AFTER INSERT ON runs BEGIN
  DELETE FROM analyses WHERE digest IN (SELECT digest FROM analysis_runs WHERE run = NEW.id);
END;
