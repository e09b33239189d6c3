-- The database is the queue: `queued` waits for its turn, `running` has a Workflow.

-- The API key that asked for the evaluation; turns go round owners.
ALTER TABLE evals ADD COLUMN owner TEXT NOT NULL DEFAULT 'admin';
-- Counts up over all evaluations as they get their turn; null while queued.
ALTER TABLE evals ADD COLUMN turn INTEGER;
CREATE INDEX evals_by_owner ON evals (owner, turn);
CREATE INDEX evals_by_time ON evals (created_at);
