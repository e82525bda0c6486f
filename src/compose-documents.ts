import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteDocumentStore } from './adapters/sqlite/document-store.ts';
import type { Audit } from './audit/audit.ts';
import { createDocumentRecorder } from './audit/documents.ts';
import type { Clock } from './core/clock.ts';
import { type ConversationDocuments, createConversationDocuments } from './documents/conversation-documents.ts';

/** Documents that people send: in the audit's own file, so that each comes and goes with its row. */
export function composeDocuments(database: SqliteDatabase, audit: Audit, clock: Clock): ConversationDocuments {
  return createConversationDocuments({
    store: createSqliteDocumentStore(database),
    ledger: { within: audit.within, record: createDocumentRecorder(audit).record },
    clock,
  });
}
