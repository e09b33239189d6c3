-- Comparisons are of one metric. They are computed from runs, so those of the old key need not be kept.
DROP TABLE comparisons;
CREATE TABLE comparisons (
  run_a TEXT NOT NULL,
  run_b TEXT NOT NULL,
  metric TEXT NOT NULL,
  suite TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run_a, run_b, metric)
) STRICT;
CREATE INDEX comparisons_by_suite ON comparisons (suite);

-- Whatever else is computed from runs, by a digest of all that went into it.
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
