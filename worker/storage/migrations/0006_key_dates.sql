-- ISO 8601 in UTC, as created_at. expires_at: null for a key that is good until it is revoked. last_used_at: to a minute; null for a
-- key not used since this column.
ALTER TABLE api_keys ADD COLUMN expires_at TEXT;
ALTER TABLE api_keys ADD COLUMN last_used_at TEXT;
