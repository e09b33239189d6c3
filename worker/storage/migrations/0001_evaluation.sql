-- Figures and states. Rows and predictions, which grow with the data, lie in the bucket (r2-assets/format/keys.ts).
-- JSON columns hold the record as the API shows it; the columns beside them are what queries look for.

CREATE TABLE suites (
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ready', 'registering', 'absent')),
  info TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE evals (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'complete', 'failed', 'cancelled')),
  done INTEGER NOT NULL,
  total INTEGER NOT NULL,
  error TEXT,
  params TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX evals_by_status ON evals (status);

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  suite TEXT NOT NULL,
  suite_sha256 TEXT NOT NULL,
  model TEXT NOT NULL,
  version TEXT, -- null for submissions
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1 without limit, sample or perturbation
  record TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_time ON runs (created_at, id);
CREATE INDEX runs_by_model ON runs (model, version, created_at);
CREATE INDEX runs_by_suite ON runs (suite, suite_sha256, created_at);

-- Computed once a pair; forgotten when a run or the suite is put again, as what may be shown of its texts may have changed.
CREATE TABLE comparisons (
  run_a TEXT NOT NULL,
  run_b TEXT NOT NULL,
  suite TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run_a, run_b)
) STRICT;
CREATE INDEX comparisons_by_suite ON comparisons (suite);

CREATE TABLE measurements (
  id TEXT PRIMARY KEY,
  model TEXT NOT NULL,
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  measured_at TEXT NOT NULL
) STRICT;
CREATE INDEX measurements_by_model ON measurements (model, version, measured_at);

-- The keys themselves are shown once and stored nowhere.
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
