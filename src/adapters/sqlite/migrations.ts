import { AUDIT_SCHEMA } from './audit-schema.ts';
import { CONFIRMATION_SCHEMA } from './confirmation-schema.ts';
import { DELIVERY_SCHEMA, OUTBOX_KINDS_SCHEMA } from './delivery-schema.ts';
import { DOCUMENT_KINDS_SCHEMA, DOCUMENT_SCHEMA } from './document-schema.ts';
import { FINDING_SCHEMA } from './finding-schema.ts';
import { GAP_AUDIENCE_SCHEMA, GAP_REFINED_SCHEMA, GAP_SCHEMA } from './gap-schema.ts';
import { POLICY_SCHEMA } from './policy-schema.ts';
import { USAGE_SCHEMA } from './usage-schema.ts';

/**
 * The schema, step by step. A step that has been released is never edited: a change is a new step at the end. Each
 * runs in a transaction of its own.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    act TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'es')),
    date TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('official', 'digest')),
    format TEXT NOT NULL,
    consolidated INTEGER NOT NULL,
    about TEXT NOT NULL,
    provisions INTEGER NOT NULL,
    lost TEXT NOT NULL,
    UNIQUE (act, language, date)
  ) STRICT;

  CREATE TABLE provisions (
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    place TEXT NOT NULL,
    marker TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    lead_in TEXT,
    divisions TEXT,
    lost INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (version, position)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX provisions_by_place ON provisions (version, place);

  CREATE TABLE terms (
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    folded TEXT NOT NULL,
    term TEXT NOT NULL,
    place TEXT NOT NULL
  ) STRICT;
  CREATE INDEX terms_by_folded ON terms (folded);
  CREATE INDEX terms_by_version ON terms (version);

  CREATE TABLE segments (
    key TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  INSERT INTO notes VALUES ('revision', '0');
  `,
  `
  CREATE TABLE vectors (
    key TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;
  `,
  `
  -- Which extractor the version's links were made by; 0 for none.
  ALTER TABLE versions ADD COLUMN links INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE links (
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    act TEXT NOT NULL,
    top TEXT NOT NULL,
    candidates TEXT NOT NULL,
    through TEXT,
    PRIMARY KEY (version, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_by_target ON links (act, top);
  `,
  AUDIT_SCHEMA,
  USAGE_SCHEMA,
  CONFIRMATION_SCHEMA,
  DELIVERY_SCHEMA,
  DOCUMENT_SCHEMA,
  POLICY_SCHEMA,
  DOCUMENT_KINDS_SCHEMA,
  GAP_SCHEMA,
  GAP_AUDIENCE_SCHEMA,
  GAP_REFINED_SCHEMA,
  FINDING_SCHEMA,
  OUTBOX_KINDS_SCHEMA,
];
