import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteDocumentStore } from '../../src/adapters/sqlite/document-store.ts';
import { createDocumentRecorder } from '../../src/audit/documents.ts';
import { readTrail } from '../../src/audit/trail.ts';
import { type ConversationLimits, createConversationDocuments } from '../../src/documents/conversation-documents.ts';
import type { Document } from '../../src/documents/document.ts';
import { callContext } from '../asking.ts';
import { openAudit } from '../audit/sample-audit.ts';
import { inventedDocument } from '../contracts/document-store-contract.ts';

const HOUR = 3_600_000;
const CHAT = 'a:chat-1';
const ANA = callContext({ user: 'ana', conversation: 'c-1', channel: 'teams' });

let folder: string;
let opened: ReturnType<typeof openAudit>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compliance-conversation-documents-'));
  opened = openAudit(join(folder, 'library.sqlite'));
});
afterEach(() => {
  opened.close();
  rmSync(folder, { recursive: true, force: true });
});

function service(limits?: ConversationLimits) {
  const { audit, database, clock } = opened;
  return createConversationDocuments({
    store: createSqliteDocumentStore(database),
    ledger: { within: audit.within, record: createDocumentRecorder(audit).record },
    clock,
    ...(limits === undefined ? {} : { limits }),
  });
}

const policy = (sha256: string, more: Partial<Document> = {}) =>
  inventedDocument('Keels are tarred in spring.', { sha256: sha256.padEnd(64, '0'), ...more });

const rows = () =>
  readTrail(opened.audit.store, {}, 1_000)
    .filter(({ type }) => type === 'document')
    .map(
      ({ body, texts, conversation }): Readonly<Record<string, unknown>> => ({
        ...body,
        name: texts['name'],
        in: conversation,
      }),
    );

describe('documents of a conversation', () => {
  it('are kept for whoever sent them, named by their hash, and the audit tells it without a word of them', () => {
    const documents = service();
    const { document, again } = documents.receive(policy('abc123'), CHAT, ANA);
    expect([document.id, again]).toEqual(['abc123000000', false]);
    expect(documents.find(document.id, ANA)?.document).toEqual(policy('abc123'));
    expect(rows()).toMatchObject([
      {
        what: 'received',
        sha256: policy('abc123').sha256,
        kind: 'docx',
        bytes: 4_096,
        statements: 2,
        name: 'Harbour policy.docx',
        in: 'c-1',
      },
    ]);
    const chain = JSON.stringify(opened.database.prepare('SELECT * FROM audit_rows').lists());
    expect(chain).not.toMatch(/tarred|Harbour|ana/);
    expect(JSON.stringify(opened.database.prepare('SELECT * FROM audit_texts').lists())).not.toContain('tarred');
  });

  it('are kept once, however often the same file is sent', () => {
    const documents = service();
    documents.receive(policy('abc'), CHAT, ANA);
    expect(documents.receive(policy('abc', { name: 'Copy.docx' }), CHAT, ANA).again).toBe(true);
    expect(documents.list(ANA)).toHaveLength(1);
    expect(rows()).toHaveLength(1);
  });

  it('are told apart where their hashes begin alike', () => {
    const documents = service();
    const ids = ['000000000000a', '000000000000b', '000000000000000000c'].map(
      (sha256) => documents.receive(policy(sha256), CHAT, ANA).document.id,
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe('000000000000');
    for (const id of ids) expect(documents.find(id, ANA)?.id).toBe(id);
  });

  it.each([
    ['another person of the same conversation', { user: 'luis' }],
    ['the same person in another conversation', { conversation: 'c-2' }],
    ['somebody of the same id in another tenant', { tenant: 't-2', conversation: 'c-9' }],
  ])('are nothing to %s', (_who, more) => {
    const documents = service();
    const { document } = documents.receive(policy('abc'), CHAT, ANA);
    const other = callContext({ user: 'ana', conversation: 'c-1', channel: 'teams', ...more });
    expect(documents.list(other)).toEqual([]);
    expect(documents.find(document.id, other)).toBeUndefined();
    expect(() => documents.forget(document.id, other)).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(documents.list(ANA)).toHaveLength(1);
  });

  it('are no more than so many, and no longer together; what is refused is recorded and not kept', () => {
    const few = service({ documents: 2, characters: 1_000_000 });
    few.receive(policy('a1'), CHAT, ANA);
    few.receive(policy('a2'), CHAT, ANA);
    expect(() => few.receive(policy('a3'), CHAT, ANA)).toThrow(
      expect.objectContaining({ code: 'conflict', message: expect.stringContaining('at most 2 documents') }),
    );
    expect(few.list(ANA)).toHaveLength(2);
    expect(rows().map((row) => row['what'])).toEqual(['received', 'received', 'refused']);
    // Another person has room of their own.
    few.receive(policy('a3'), CHAT, callContext({ user: 'luis', conversation: 'c-3', channel: 'teams' }));
    const short = service({ documents: 10, characters: 150 });
    const other = callContext({ user: 'ana', conversation: 'c-4', channel: 'teams' });
    short.receive(policy('b1'), CHAT, other);
    expect(() => short.receive(policy('b2'), CHAT, other)).toThrow(expect.objectContaining({ code: 'conflict' }));
  });

  it('are forgotten one by one, each with a row', () => {
    const documents = service();
    const { document } = documents.receive(policy('a1'), CHAT, ANA);
    documents.receive(policy('a2'), CHAT, ANA);
    expect(documents.forget(document.id, ANA).document.name).toBe('Harbour policy.docx');
    expect(documents.list(ANA).map(({ id }) => id)).toEqual(['a20000000000']);
    expect(rows().at(-1)).toMatchObject({ what: 'forgotten', sha256: policy('a1').sha256 });
    expect(() => documents.forget(document.id, ANA)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it('go with the chat, each recorded where it was sent', () => {
    const documents = service();
    documents.receive(policy('a1'), CHAT, ANA);
    documents.receive(policy('a2'), CHAT, callContext({ user: 'ana', conversation: 'c-2', channel: 'teams' }));
    documents.receive(policy('a3'), 'a:chat-2', callContext({ user: 'luis', conversation: 'c-3', channel: 'teams' }));
    const elsewhere = callContext({ tenant: 't-2', user: 'eva', conversation: 'c-4', channel: 'teams' });
    documents.receive(policy('a4'), CHAT, elsewhere);
    const by = { tenant: 't-1', user: 'system', conversation: '', channel: 'teams', correlation: 'r-9' } as const;
    expect(documents.forgetAll({ tenant: 't-1', chat: CHAT }, by)).toBe(2);
    expect(rows().filter((row) => row['what'] === 'forgotten')).toMatchObject([{ in: 'c-1' }, { in: 'c-2' }]);
    expect(documents.list(elsewhere)).toHaveLength(1);
    expect(documents.forgetAll({ tenant: 't-1', chat: CHAT }, by)).toBe(0);
  });

  it('go after eight hours of silence, and not while the conversation goes on', () => {
    const documents = service();
    const { clock } = opened;
    const luis = callContext({ user: 'luis', conversation: 'c-2', channel: 'teams' });
    documents.receive(policy('a1'), CHAT, ANA);
    documents.receive(policy('a2'), CHAT, luis);
    clock.time += 7 * HOUR;
    documents.touch(ANA);
    expect(documents.sweep('r-1')).toBe(0);
    clock.time += 1.5 * HOUR;
    expect(documents.sweep('r-2')).toBe(1);
    expect(documents.list(ANA)).toHaveLength(1);
    expect(rows().at(-1)).toMatchObject({ what: 'forgotten', in: 'c-2' });
    clock.time += 8 * HOUR;
    expect(documents.sweep('r-3')).toBe(1);
    expect(documents.list(ANA)).toEqual([]);
  });

  it('are neither there nor recorded where the row cannot be written', () => {
    const documents = service();
    opened.database.exec("CREATE TRIGGER sealed BEFORE INSERT ON audit_rows BEGIN SELECT RAISE(ABORT, 'sealed'); END");
    expect(() => documents.receive(policy('a1'), CHAT, ANA)).toThrow();
    expect(documents.list(ANA)).toEqual([]);
  });

  it('that were refused are recorded by what came', () => {
    service().refuse({ name: 'Picture.png', sha256: 'c'.repeat(64), bytes: 12 }, ANA);
    expect(rows()).toMatchObject([{ what: 'refused', sha256: 'c'.repeat(64), bytes: 12, name: 'Picture.png' }]);
  });
});
