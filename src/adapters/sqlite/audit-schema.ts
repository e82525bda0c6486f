/**
 * The audit's tables. Rows, receipts, passages and checkpoints can only be added, each row behind the one before;
 * personal texts go only after their erasure is in the chain. Who can write the file can drop a trigger, which the
 * verifier tells.
 */
const TABLES = `
  CREATE TABLE audit_rows (
    position INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    at TEXT NOT NULL,
    tenant TEXT NOT NULL,
    actor TEXT NOT NULL,
    channel TEXT NOT NULL,
    correlation TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    texts TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (conversation, sequence)
  ) STRICT;
  CREATE INDEX audit_rows_by_actor ON audit_rows (actor, position);
  CREATE INDEX audit_rows_by_tenant ON audit_rows (tenant, position);
  CREATE INDEX audit_rows_by_kind ON audit_rows (type, position);

  CREATE TABLE audit_texts (
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    salt TEXT NOT NULL,
    text TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (position, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX audit_texts_by_actor ON audit_texts (actor);

  CREATE TABLE audit_people (
    actor TEXT PRIMARY KEY,
    tenant TEXT NOT NULL,
    user TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (tenant, user)
  ) STRICT;

  CREATE TABLE audit_passages (
    digest TEXT PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;

  CREATE TABLE audit_receipts (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    body TEXT NOT NULL,
    signature TEXT
  ) STRICT;

  CREATE TABLE audit_checkpoints (
    number INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    signature TEXT
  ) STRICT;

  CREATE TABLE audit_pending (
    position INTEGER PRIMARY KEY,
    owner TEXT NOT NULL
  ) STRICT;
`;

/** Every table by its name. */
export const AUDIT_TABLES = ['rows', 'texts', 'people', 'passages', 'receipts', 'checkpoints', 'pending'].map(
  (name) => `audit_${name}`,
);

const ERASURE_IS_RECORDED =
  "EXISTS (SELECT 1 FROM audit_rows WHERE type = 'erasure' AND json_extract(body, '$.actor') = OLD.actor AND position > OLD.position)";

/** What `INSERT OR REPLACE` takes away goes without a trigger on DELETE, so that a second one must not even be added. */
const ADDED_ONCE = 'BEFORE INSERT ON';

/** Every trigger by its name, as the file must hold it. */
export const AUDIT_TRIGGERS: Readonly<Record<string, string>> = {
  audit_rows_in_order: `CREATE TRIGGER audit_rows_in_order BEFORE INSERT ON audit_rows
    WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM audit_rows)
      OR NEW.previous <> coalesce((SELECT hash FROM audit_rows WHERE position = NEW.position - 1), '${'0'.repeat(64)}')
      OR EXISTS (SELECT 1 FROM audit_rows WHERE conversation = NEW.conversation AND sequence = NEW.sequence)
    BEGIN SELECT RAISE(ABORT, 'an audit row is added behind the last one, and nowhere else'); END`,
  audit_rows_never_change: `CREATE TRIGGER audit_rows_never_change BEFORE UPDATE ON audit_rows
    BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END`,
  audit_rows_never_go: `CREATE TRIGGER audit_rows_never_go BEFORE DELETE ON audit_rows
    BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END`,
  audit_texts_never_change: `CREATE TRIGGER audit_texts_never_change BEFORE UPDATE ON audit_texts
    BEGIN SELECT RAISE(ABORT, 'texts of the audit are never changed'); END`,
  audit_texts_added_once: `CREATE TRIGGER audit_texts_added_once ${ADDED_ONCE} audit_texts
    WHEN EXISTS (SELECT 1 FROM audit_texts WHERE position = NEW.position AND name = NEW.name)
      OR ${ERASURE_IS_RECORDED.replaceAll('OLD.', 'NEW.')}
    BEGIN SELECT RAISE(ABORT, 'texts of the audit are never changed'); END`,
  audit_texts_go_by_erasure: `CREATE TRIGGER audit_texts_go_by_erasure BEFORE DELETE ON audit_texts
    WHEN NOT ${ERASURE_IS_RECORDED}
    BEGIN SELECT RAISE(ABORT, 'a text of the audit goes only by an erasure that is recorded'); END`,
  audit_passages_never_change: `CREATE TRIGGER audit_passages_never_change BEFORE UPDATE ON audit_passages
    BEGIN SELECT RAISE(ABORT, 'passages of the audit are never changed'); END`,
  audit_passages_never_go: `CREATE TRIGGER audit_passages_never_go BEFORE DELETE ON audit_passages
    BEGIN SELECT RAISE(ABORT, 'passages of the audit are never deleted'); END`,
  audit_passages_added_once: `CREATE TRIGGER audit_passages_added_once ${ADDED_ONCE} audit_passages
    WHEN EXISTS (SELECT 1 FROM audit_passages WHERE digest = NEW.digest AND text <> NEW.text)
    BEGIN SELECT RAISE(ABORT, 'passages of the audit are never changed'); END`,
  audit_receipts_never_change: `CREATE TRIGGER audit_receipts_never_change BEFORE UPDATE ON audit_receipts
    BEGIN SELECT RAISE(ABORT, 'receipts are never changed'); END`,
  audit_receipts_never_go: `CREATE TRIGGER audit_receipts_never_go BEFORE DELETE ON audit_receipts
    BEGIN SELECT RAISE(ABORT, 'receipts are never deleted'); END`,
  audit_receipts_added_once: `CREATE TRIGGER audit_receipts_added_once ${ADDED_ONCE} audit_receipts
    WHEN EXISTS (SELECT 1 FROM audit_receipts WHERE id = NEW.id OR position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'receipts are never changed'); END`,
  audit_checkpoints_never_change: `CREATE TRIGGER audit_checkpoints_never_change BEFORE UPDATE ON audit_checkpoints
    BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END`,
  audit_checkpoints_never_go: `CREATE TRIGGER audit_checkpoints_never_go BEFORE DELETE ON audit_checkpoints
    BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END`,
  audit_checkpoints_added_once: `CREATE TRIGGER audit_checkpoints_added_once ${ADDED_ONCE} audit_checkpoints
    WHEN EXISTS (SELECT 1 FROM audit_checkpoints WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END`,
};

/** The migration that brings the audit. */
export const AUDIT_SCHEMA = `${TABLES}\n${Object.values(AUDIT_TRIGGERS).join(';\n')};`;
