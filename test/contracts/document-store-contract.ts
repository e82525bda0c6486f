import { afterEach, describe, expect, it } from 'vitest';
import type { Document } from '../../src/documents/document.ts';
import type { DocumentOwner, DocumentStore, KeptDocument } from '../../src/documents/document-store.ts';

export const OWNER: DocumentOwner = { tenant: 't-1', conversation: 'c-1', person: 'p-1' };
const AT = '2031-04-05T06:07:08.000Z';

/** A document of one statement and everything that a document can have. */
export function inventedDocument(text: string, more: Partial<Document> = {}): Document {
  return {
    name: 'Harbour policy.docx',
    kind: 'docx',
    sha256: 'ab'.repeat(32),
    bytes: 4_096,
    title: 'Harbour policy',
    statements: [
      { id: 's1', section: ['1. Ferries', '1.1 Keels'], text, leadIn: 'The harbour master must:', page: 3 },
      { id: 's2', section: [], text: 'Ropes: dry', row: { headers: ['Ropes'], cells: ['dry'] } },
    ],
    notes: [{ kind: 'images', count: 2 }],
    ...more,
  };
}

export function keptDocument(more: Partial<KeptDocument> = {}): KeptDocument {
  return {
    owner: OWNER,
    id: 'abababababab',
    chat: 'a:chat-1',
    document: inventedDocument('Keels are tarred in spring.'),
    characters: 60,
    received: AT,
    used: AT,
    ...more,
  };
}

/** What every store of documents must do. `reopen` gives the same one as another process would see it. */
export function documentStoreContract(
  name: string,
  create: () => { store: DocumentStore; reopen: () => DocumentStore; close: () => void },
): void {
  describe(`document store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return opened;
    };
    afterEach(() => {
      opened?.close();
      opened = undefined;
    });

    it('gives back what was added, word for word, also to others', () => {
      const { store, reopen } = open();
      const kept = keptDocument();
      const { title: _title, ...untitled } = inventedDocument('ñandú 𝒳 "quoted"\n\\ line', {
        statements: [],
        notes: [],
      });
      const plain = keptDocument({ id: 'other', document: untitled });
      store.add(kept);
      store.add(plain);
      for (const seen of [store, reopen()]) {
        expect(seen.find(OWNER, kept.id)).toEqual(kept);
        expect(seen.find(OWNER, 'other')).toEqual(plain);
        expect(seen.list(OWNER).map(({ id }) => id)).toEqual([kept.id, 'other']);
      }
    });

    it('lists without the words', () => {
      const { store } = open();
      store.add(keptDocument());
      const [listed] = store.list(OWNER);
      expect(listed).toEqual({
        owner: OWNER,
        id: 'abababababab',
        chat: 'a:chat-1',
        characters: 60,
        received: AT,
        document: { name: 'Harbour policy.docx', kind: 'docx', sha256: 'ab'.repeat(32), bytes: 4_096, statements: 2 },
      });
      expect(JSON.stringify(listed)).not.toContain('tarred');
    });

    it.each([
      ['another tenant', { tenant: 't-2' }],
      ['another conversation', { conversation: 'c-2' }],
      ['another person', { person: 'p-2' }],
      ['an owner in other letters', { person: 'P-1' }],
    ])('shows nothing to %s', (_who, other) => {
      const { store } = open();
      const kept = keptDocument();
      store.add(kept);
      const stranger = { ...OWNER, ...other };
      expect(store.list(stranger)).toEqual([]);
      expect(store.find(stranger, kept.id)).toBeUndefined();
      expect(store.touch(stranger, AT)).toBe(false);
      expect(store.forget({ ...stranger, id: kept.id })).toEqual([]);
      // The same file is theirs as well, and stays where it is when the other goes.
      store.add(keptDocument({ owner: stranger }));
      store.forget(OWNER);
      expect(store.find(OWNER, kept.id)).toBeUndefined();
      expect(store.find(stranger, kept.id)).toEqual(keptDocument({ owner: stranger }));
    });

    it('refuses an id that its owner has', () => {
      const { store } = open();
      store.add(keptDocument());
      expect(() => store.add(keptDocument())).toThrow(expect.objectContaining({ code: 'internal' }));
    });

    it('forgets what fits every part that is given, and nothing else', () => {
      const { store } = open();
      const rows = [
        keptDocument({ id: 'd1' }),
        keptDocument({ id: 'd2', chat: 'a:chat-2' }),
        keptDocument({ id: 'd3', owner: { ...OWNER, conversation: 'c-2' } }),
        keptDocument({ id: 'd4', owner: { ...OWNER, tenant: 't-2' }, used: '2031-04-06T00:00:00.000Z' }),
      ];
      for (const row of rows) store.add(row);
      expect(store.forget({ tenant: 't-1', chat: 'a:chat-2' }).map(({ id }) => id)).toEqual(['d2']);
      expect(store.forget({ tenant: 't-1', chat: 'a:chat-2' })).toEqual([]);
      expect(store.forget({ tenant: 't-1', conversation: 'c-1', id: 'd3' })).toEqual([]);
      expect(store.forget({ usedBefore: AT })).toEqual([]);
      expect(store.forget({ usedBefore: '2031-04-05T06:07:08.001Z' }).map(({ id }) => id)).toEqual(['d1', 'd3']);
      expect(store.forget({ person: 'p-1' }).map(({ id }) => id)).toEqual(['d4']);
    });

    it('forgets nothing where no condition is given', () => {
      const { store } = open();
      store.add(keptDocument());
      expect(() => store.forget({})).toThrow(expect.objectContaining({ code: 'internal' }));
      expect(store.list(OWNER)).toHaveLength(1);
    });

    it('counts the silence from the last touch, of that conversation alone', () => {
      const { store } = open();
      const elsewhere = { ...OWNER, conversation: 'c-2' };
      store.add(keptDocument());
      store.add(keptDocument({ owner: elsewhere }));
      expect(store.touch(OWNER, '2031-04-05T10:00:00.000Z')).toBe(true);
      expect(store.forget({ usedBefore: '2031-04-05T09:00:00.000Z' }).map(({ owner }) => owner)).toEqual([elsewhere]);
      expect(store.find(OWNER, 'abababababab')?.used).toBe('2031-04-05T10:00:00.000Z');
    });

    it('undoes all of a transaction that throws', () => {
      const { store, reopen } = open();
      store.add(keptDocument({ id: 'stays' }));
      expect(() =>
        store.transaction(() => {
          store.add(keptDocument());
          store.forget({ ...OWNER, id: 'stays' });
          throw new Error('after all');
        }),
      ).toThrow('after all');
      expect(
        reopen()
          .list(OWNER)
          .map(({ id }) => id),
      ).toEqual(['stays']);
      expect(store.scrub()).toBe(true);
    });
  });
}
