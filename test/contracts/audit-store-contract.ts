import { afterEach, describe, expect, it } from 'vitest';
import { type AuditRow, NO_HASH, rowHash } from '../../src/audit/audit-row.ts';
import type { AuditStore } from '../../src/audit/audit-store.ts';
import type { SignedCheckpoint } from '../../src/audit/checkpoint.ts';
import { saltedDigest, sha256 } from '../../src/core/digests.ts';

/** A row that follows the last one. */
export function nextRow(store: AuditStore, more: Partial<AuditRow> = {}): AuditRow {
  const head = store.head();
  const conversation = more.conversation ?? 'c-1';
  const { sequence } = store.standing(conversation, 't-1', undefined);
  const row = {
    position: (head?.position ?? 0) + 1,
    conversation,
    sequence: sequence + 1,
    at: '2031-04-05T06:07:08.000Z',
    tenant: 't-1',
    actor: 'p-1',
    channel: 'terminal',
    correlation: 'r-1',
    type: 'tool_call' as const,
    body: '{}',
    texts: '{}',
    ...more,
  };
  const previous = more.previous ?? head?.hash ?? NO_HASH;
  return { ...row, previous, hash: more.hash ?? rowHash(previous, row) };
}

export function addRow(store: AuditStore, more: Partial<AuditRow> = {}): AuditRow {
  const row = nextRow(store, more);
  store.addRow(row);
  return row;
}

export const checkpoint = (number: number): SignedCheckpoint => ({
  checkpoint: { chain: 'chain', number, size: number, head: 'f'.repeat(64), at: '2031-01-01', previous: NO_HASH },
});

/** The erasure of somebody, as a row. */
export function addErasure(store: AuditStore, actor: string): AuditRow {
  return addRow(store, { type: 'erasure', actor: 'p-9', body: JSON.stringify({ actor }) });
}

/** What every store of the audit must do. `reopen` gives the same store as another process would see it. */
export function auditStoreContract(
  name: string,
  create: () => { store: AuditStore; reopen: () => AuditStore; close: () => void },
): void {
  describe(`audit store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return opened;
    };
    afterEach(() => {
      opened?.close();
      opened = undefined;
    });

    it('gives the last rows where these are wanted, in the order of the chain, of a conversation or of all', () => {
      const { store } = open();
      for (let at = 1; at <= 9; at += 1) addRow(store, { conversation: at % 3 === 0 ? 'c-2' : 'c-1' });
      const last = (filter: Parameters<AuditStore['rows']>[0], limit: number) =>
        store.rows({ ...filter, latest: true }, limit).map(({ position }) => position);
      expect(last({}, 3)).toEqual([7, 8, 9]);
      expect(last({ conversation: 'c-2' }, 2)).toEqual([6, 9]);
      expect(last({ conversation: 'c-1', tenant: 't-1', actor: 'p-1' }, 4)).toEqual([4, 5, 7, 8]);
      expect(last({ conversation: 'c-3' }, 4)).toEqual([]);
    });

    it('is empty at first', () => {
      const { store } = open();
      expect(store.head()).toBeUndefined();
      expect(store.rows({}, 10)).toEqual([]);
      expect(store.checkpoints()).toEqual([]);
      expect(store.pending()).toEqual([]);
      expect(store.standing('c-1', 't-1', 'u-1')).toEqual({ sequence: 0 });
    });

    it('gives back what was added, to others as well', () => {
      const { store, reopen } = open();
      const rows = [addRow(store), addRow(store, { conversation: 'c-2' }), addRow(store, { body: '{"ñ":"\\u0000"}' })];
      const text = { position: 1, name: 'input', salt: 's', text: 'Faroles ñ 🏮 "quoted"', actor: 'p-1' };
      const receipt = { id: 'r-1', position: 2, body: '{"a":1}' };
      const signed = { id: 'r-2', position: 3, body: '{}', signature: 'c2ln' };
      store.addText(text);
      store.addReceipt(receipt);
      store.addReceipt(signed);
      store.addPassage('d-1', 'Keepers shall trim.');
      store.addCheckpoint(checkpoint(1));
      store.addCheckpoint({ ...checkpoint(2), signature: 'c2ln' });
      store.savePerson({ actor: 'p-1', tenant: 't-1', user: 'u-1', name: 'Ana' });
      for (const each of [store, reopen()]) {
        expect(each.rows({}, 10)).toEqual(rows);
        expect(each.head()).toEqual(rows[2]);
        expect(each.row(2)).toEqual(rows[1]);
        expect(each.row(4)).toBeUndefined();
        expect(each.texts(1, 1)).toEqual([text]);
        expect(each.texts(2, 9)).toEqual([]);
        expect(each.receipt('r-1')).toEqual(receipt);
        expect(each.receipt('r-9')).toBeUndefined();
        expect(each.receipts(2, 3)).toEqual([receipt, signed]);
        expect(each.passage('d-1')).toBe('Keepers shall trim.');
        expect(each.passage('d-2')).toBeUndefined();
        expect(each.checkpoints()).toEqual([checkpoint(1), { ...checkpoint(2), signature: 'c2ln' }]);
        expect(each.person('p-1')).toMatchObject({ user: 'u-1', name: 'Ana' });
        expect(each.standing('c-1', 't-1', 'u-1')).toEqual({
          head: { position: 3, hash: rows[2]?.hash, at: rows[2]?.at },
          sequence: 2,
          tenant: 't-1',
          person: { actor: 'p-1', name: 'Ana' },
        });
        expect(each.standing('c-9', 't-2', 'u-1')).toMatchObject({ sequence: 0 });
        expect(each.standing('c-9', 't-2', 'u-1')).not.toHaveProperty('person');
      }
    });

    it('filters rows by every condition together, in the order of the chain, up to the limit', () => {
      const { store } = open();
      addRow(store, { at: '2031-01-01T00:00:00.000Z' });
      addRow(store, { at: '2031-01-02T00:00:00.000Z', tenant: 't-2', conversation: 'c-2', actor: 'p-2' });
      addRow(store, { at: '2031-01-03T00:00:00.000Z', type: 'answer' });
      addRow(store, { at: '2031-01-04T00:00:00.000Z', type: 'refusal', actor: 'p-3' });
      const positions = (filter: Parameters<AuditStore['rows']>[0], limit = 10) =>
        store.rows(filter, limit).map(({ position }) => position);
      expect(positions({})).toEqual([1, 2, 3, 4]);
      expect(positions({}, 2)).toEqual([1, 2]);
      expect(positions({ after: 2 })).toEqual([3, 4]);
      expect(positions({ tenant: 't-1', after: 1 }, 1)).toEqual([3]);
      expect(positions({ conversation: 'c-2' })).toEqual([2]);
      expect(positions({ actor: 'p-3' })).toEqual([4]);
      expect(positions({ types: ['answer', 'refusal'] })).toEqual([3, 4]);
      expect(positions({ types: [] })).toEqual([]);
      expect(positions({ from: '2031-01-02', until: '2031-01-04' })).toEqual([2, 3]);
      expect(positions({ tenant: 't-1', types: ['answer'], conversation: 'c-2' })).toEqual([]);
      expect(positions({ conversation: "c-1' OR 1=1 --" })).toEqual([]);
    });

    it('keeps a passage once, however often it is read', () => {
      const { store } = open();
      store.addPassage('d-1', 'Keepers shall trim.');
      store.addPassage('d-1', 'Keepers shall trim.');
      expect(store.passage('d-1')).toBe('Keepers shall trim.');
      expect(() => store.addPassage('d-1', 'Keepers may trim.')).toThrow();
      expect(store.passage('d-1')).toBe('Keepers shall trim.');
    });

    it('keeps a person under one pseudonym, with the name that came last', () => {
      const { store } = open();
      store.savePerson({ actor: 'p-1', tenant: 't-1', user: 'u-1', name: 'Ana' });
      store.savePerson({ actor: 'p-1', tenant: 't-1', user: 'u-1', name: 'Ana María' });
      store.savePerson({ actor: 'p-2', tenant: 't-2', user: 'u-1', name: 'Another' });
      expect(store.people('u-1').map(({ actor, name: called }) => [actor, called])).toEqual([
        ['p-1', 'Ana María'],
        ['p-2', 'Another'],
      ]);
      expect(store.people('u-1', 't-2').map(({ actor }) => actor)).toEqual(['p-2']);
      expect(store.people('u-9')).toEqual([]);
    });

    it('adds rows behind the last one, and nowhere else', () => {
      const { store } = open();
      const [first, second] = [addRow(store), addRow(store)];
      for (const wrong of [
        { position: 4 },
        { position: 2 },
        { position: 0 },
        { position: -1 },
        { previous: first.hash },
        { previous: NO_HASH },
        { sequence: 1 },
      ])
        expect(() => addRow(store, wrong), JSON.stringify(wrong)).toThrow();
      expect(store.rows({}, 9)).toEqual([first, second]);
    });

    it('adds texts, receipts and checkpoints once', () => {
      const { store } = open();
      addRow(store);
      addRow(store);
      const text = { position: 1, name: 'input', salt: 's', text: 'one', actor: 'p-1' };
      store.addText(text);
      store.addReceipt({ id: 'r-1', position: 1, body: '{}' });
      store.addCheckpoint(checkpoint(1));
      expect(() => store.addText({ ...text, text: 'two' })).toThrow();
      expect(() => store.addReceipt({ id: 'r-1', position: 2, body: '{}' })).toThrow();
      expect(() => store.addReceipt({ id: 'r-2', position: 1, body: '{}' })).toThrow();
      expect(() => store.addCheckpoint(checkpoint(1))).toThrow();
      expect(store.texts(1, 2)).toEqual([text]);
      expect(store.receipts(1, 2)).toHaveLength(1);
    });

    it('undoes row and action where the work throws', () => {
      const { store, reopen } = open();
      const first = addRow(store);
      const work = () =>
        store.transaction(() => {
          addRow(store);
          store.addPassage('d-1', 'text');
          store.savePerson({ actor: 'p-1', tenant: 't-1', user: 'u-1', name: '' });
          store.addPending({ position: 2, owner: 'me' });
          throw new TypeError('the action failed');
        });
      expect(work).toThrow(TypeError);
      for (const each of [store, reopen()]) {
        expect(each.rows({}, 9)).toEqual([first]);
        expect(each.passage('d-1')).toBeUndefined();
        expect(each.person('p-1')).toBeUndefined();
        expect(each.pending()).toEqual([]);
      }
      addRow(store);
      expect(store.head()?.position).toBe(2);
    });

    it('makes a transaction within another one a part of it', () => {
      const { store } = open();
      const nested = (fails: boolean) =>
        store.transaction(() => {
          addRow(store);
          store.transaction(() => addRow(store));
          if (fails) throw new Error('outside');
          return store.transaction(() => store.transaction(() => addRow(store))).position;
        });
      expect(() => nested(true)).toThrow('outside');
      expect(store.head()).toBeUndefined();
      expect(nested(false)).toBe(3);
      expect(store.rows({}, 9)).toHaveLength(3);
    });

    it('erases the texts and the name of one person, once an erasure of them is recorded', () => {
      const { store } = open();
      const salted = (position: number, actor: string) => ({
        position,
        name: 'input',
        salt: 's',
        text: 'words',
        actor,
      });
      addRow(store, { texts: JSON.stringify({ input: saltedDigest('s', 'words') }) });
      addRow(store, { actor: 'p-2' });
      store.addText(salted(1, 'p-1'));
      store.addText(salted(2, 'p-2'));
      store.savePerson({ actor: 'p-1', tenant: 't-1', user: 'u-1', name: 'Ana' });
      expect(() => store.erase('p-1')).toThrow();
      addErasure(store, 'p-2');
      expect(() => store.erase('p-1')).toThrow();
      expect(store.texts(1, 9)).toHaveLength(2);
      expect(store.person('p-1')?.name).toBe('Ana');
      addErasure(store, 'p-1');
      expect(store.erase('p-1')).toBe(1);
      expect(store.erase('p-1')).toBe(0);
      expect(store.texts(1, 9)).toEqual([salted(2, 'p-2')]);
      expect(store.person('p-1')).toBeUndefined();
      store.scrub();
    });

    it('does not erase what a person did after the erasure', () => {
      const { store } = open();
      addErasure(store, 'p-1');
      addRow(store);
      store.addText({ position: 2, name: 'input', salt: 's', text: 'later', actor: 'p-1' });
      expect(() => store.erase('p-1')).toThrow();
      expect(store.texts(1, 9)).toHaveLength(1);
    });

    it('knows what was begun until it is ended', () => {
      const { store, reopen } = open();
      store.addPending({ position: 7, owner: 'b' });
      store.addPending({ position: 3, owner: 'a' });
      expect(reopen().pending()).toEqual([
        { position: 3, owner: 'a' },
        { position: 7, owner: 'b' },
      ]);
      store.removePending(7);
      store.removePending(99);
      expect(store.pending()).toEqual([{ position: 3, owner: 'a' }]);
    });

    it('reads many rows in pages, none twice', () => {
      const { store } = open();
      store.transaction(() => {
        for (let made = 0; made < 120; made += 1) addRow(store, { conversation: `c-${made % 3}` });
      });
      const seen: number[] = [];
      for (let page = store.rows({ conversation: 'c-1' }, 7); page.length > 0; ) {
        seen.push(...page.map(({ position }) => position));
        page = store.rows({ conversation: 'c-1', after: seen.at(-1) ?? 0 }, 7);
      }
      expect(seen).toEqual(Array.from({ length: 40 }, (_, at) => at * 3 + 2));
      expect(sha256(store.head()?.hash ?? '')).toHaveLength(64);
    });
  });
}
