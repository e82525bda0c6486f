/**
 * Documents that people sent: beside the audit, so that each comes and goes with its row. The words lie in one column of
 * a table of their own accord; `secure_delete` overwrites them when they go.
 */
export const DOCUMENT_SCHEMA = `
  CREATE TABLE sent_documents (
    sequence INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    conversation TEXT NOT NULL,
    person TEXT NOT NULL,
    id TEXT NOT NULL,
    chat TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'docx', 'markdown', 'text')),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    received TEXT NOT NULL,
    used TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (tenant, conversation, person, id)
  ) STRICT;
  CREATE INDEX sent_documents_by_chat ON sent_documents (tenant, chat);
  CREATE INDEX sent_documents_by_use ON sent_documents (used);
`;

/**
 * Web pages are documents too: the kinds that the table takes cannot be changed in place. Everything in it is carried
 * over, in its order; what the old table leaves in the file is overwritten as it goes (`secure_delete`).
 */
export const DOCUMENT_KINDS_SCHEMA = `
  CREATE TABLE sent_documents_anew (
    sequence INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    conversation TEXT NOT NULL,
    person TEXT NOT NULL,
    id TEXT NOT NULL,
    chat TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'docx', 'html', 'markdown', 'text')),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    received TEXT NOT NULL,
    used TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (tenant, conversation, person, id)
  ) STRICT;
  INSERT INTO sent_documents_anew
    SELECT sequence, tenant, conversation, person, id, chat, name, kind, sha256, bytes, statements, characters, received,
      used, content
    FROM sent_documents;
  DROP TABLE sent_documents;
  ALTER TABLE sent_documents_anew RENAME TO sent_documents;
  CREATE INDEX sent_documents_by_chat ON sent_documents (tenant, chat);
  CREATE INDEX sent_documents_by_use ON sent_documents (used);
`;
