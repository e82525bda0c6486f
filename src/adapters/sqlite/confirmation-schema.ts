/**
 * Confirmations of writes: who gave one and what for stands in digests alone. A confirmation is used once and ends once,
 * whoever writes to the table.
 */
export const CONFIRMATION_SCHEMA = `
  CREATE TABLE confirmations (
    key TEXT PRIMARY KEY,
    binding TEXT NOT NULL,
    expires TEXT NOT NULL,
    used TEXT,
    outcome TEXT CHECK (outcome IN ('done', 'failed', 'declined')),
    CHECK (outcome IS NULL OR used IS NOT NULL)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX confirmations_by_end ON confirmations (expires);

  CREATE TRIGGER confirmations_used_once BEFORE UPDATE OF key, binding, expires, used ON confirmations
  WHEN OLD.used IS NOT NULL OR NEW.key <> OLD.key OR NEW.binding <> OLD.binding OR NEW.expires <> OLD.expires
  BEGIN
    SELECT RAISE(ABORT, 'a confirmation is used once and never changed');
  END;
  CREATE TRIGGER confirmations_end_once BEFORE UPDATE OF outcome ON confirmations
  WHEN OLD.outcome IS NOT NULL
  BEGIN
    SELECT RAISE(ABORT, 'a confirmation ends once');
  END;
`;
