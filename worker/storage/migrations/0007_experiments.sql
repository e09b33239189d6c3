-- Online A/B. What happened is a log (answers, what was said of them, and whose they are); a report is a fold over it.
--
-- Numbers of the two logs grow as rows are committed and are never given twice, not even after the newest rows were deleted or a
-- backup was restored: each is one more than the greatest that is there or was folded. Nothing here refers to another table by a
-- foreign key, and the tables stand in this order, so that a backup amid traffic has whatever its rows belong to.

-- A fold so far: `body` is eval/experiments' Progress, made of all answers and feedback up to these numbers. verdict and n: of the first
-- candidate. No row: nothing was folded yet.
CREATE TABLE experiment_progress (
  experiment INTEGER PRIMARY KEY,
  answers INTEGER NOT NULL,
  feedback INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  n INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX experiment_progress_by_answers ON experiment_progress (answers);
CREATE INDEX experiment_progress_by_feedback ON experiment_progress (feedback);

-- One a judged answer. counts: 1 for the first of its unit.
CREATE TABLE experiment_feedback (
  number INTEGER PRIMARY KEY,
  experiment INTEGER NOT NULL,
  answer INTEGER NOT NULL UNIQUE,
  unit INTEGER NOT NULL,
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
  correct INTEGER NOT NULL CHECK (correct IN (0, 1)),
  label TEXT,
  latency_ms REAL,
  judged_at TEXT NOT NULL
) STRICT;
CREATE INDEX experiment_feedback_by_experiment ON experiment_feedback (experiment);
CREATE INDEX experiment_feedback_by_unit ON experiment_feedback (unit);

-- One an answer. id: the assignment, as clients know it. first: 1 for the first of its unit. label: what was predicted, where the task has
-- labels. others: in shadow mode what the candidates said, null until they did.
CREATE TABLE experiment_answers (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  first INTEGER NOT NULL CHECK (first IN (0, 1)),
  variant INTEGER NOT NULL,
  label TEXT,
  others TEXT,
  answered_at TEXT NOT NULL
) STRICT;
CREATE INDEX experiment_answers_by_experiment ON experiment_answers (experiment);
CREATE INDEX experiment_answers_by_unit ON experiment_answers (unit);

-- hash: of the unit's name, under the experiment's salt. weights: those that its variant was drawn by. judged: 1 where feedback on it was
-- deleted already, so that no later one counts.
CREATE TABLE experiment_units (
  number INTEGER PRIMARY KEY,
  experiment INTEGER NOT NULL,
  hash TEXT NOT NULL,
  variant INTEGER NOT NULL,
  weights TEXT NOT NULL,
  judged INTEGER NOT NULL DEFAULT 0 CHECK (judged IN (0, 1)),
  assigned_at TEXT NOT NULL,
  UNIQUE (experiment, hash)
) STRICT;

-- name: null once it is deleted, while its rows still go.
CREATE TABLE experiments (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('running', 'stopped', 'deleted')),
  design TEXT NOT NULL,
  weights TEXT NOT NULL,
  salt TEXT NOT NULL,
  created_at TEXT NOT NULL,
  stopped_at TEXT
) STRICT;
CREATE INDEX experiments_by_time ON experiments (created_at);
