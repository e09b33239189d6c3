-- Who was shown a figure of a sealed part of a suite (docs/private-splits.md), one row a showing. Rows stay when suite, run or key go:
-- else a count could be begun anew by deleting.
--
-- id: drawn by who writes the row, so that a row written twice is there once. figure: the digest of the run's predictions, as equal
-- predictions have equal figures; the run's id where the record has none. route: which part of the API told it. key, name: the API
-- key's.
CREATE TABLE looks (
  id TEXT PRIMARY KEY,
  suite TEXT NOT NULL,
  suite_sha256 TEXT NOT NULL,
  figure TEXT NOT NULL,
  run TEXT NOT NULL,
  model TEXT NOT NULL,
  version TEXT,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX looks_by_suite ON looks (suite, suite_sha256);
