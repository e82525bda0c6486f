import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FindingStage } from '../../src/findings/finding.ts';
import { filedFinding, findingId } from '../findings/invented-finding.ts';
import { findingAudienceContract } from './finding-audience-contract.ts';
import {
  ALL,
  draft,
  type FindingStorePeer,
  listed,
  OTHERS,
  openingEach,
  paged,
  refusal,
} from './finding-store-peer.ts';

/** What every store of findings must do. `reopen` gives the same one as another process would see it. */
export function findingStoreContract(name: string, create: () => FindingStorePeer): void {
  findingAudienceContract(name, create);
  describe(`finding store: ${name}`, () => {
    const open = openingEach(create);

    it('gives back a finding as it was kept last, also to others, and to nobody of another tenant', () => {
      const { store, reopen } = open();
      const other = reopen();
      const kept = draft(1, ['keels']);
      store.add(kept);
      for (const seen of [store, other]) {
        expect(seen.find(kept.id, ALL)).toEqual(kept);
        expect(seen.list(ALL)).toEqual([kept]);
        expect(seen.own.find('t-1', kept.id)).toEqual(kept);
        expect(seen.find(kept.id, OTHERS)).toBeUndefined();
        expect(seen.own.find('t-2', kept.id)).toBeUndefined();
        expect(seen.list(OTHERS)).toEqual([]);
        expect(seen.find(findingId(2), ALL)).toBeUndefined();
      }
      const next = { ...filedFinding(1), content: kept.content, hash: kept.hash, revision: 2 };
      other.save(next);
      for (const seen of [store, other]) expect(seen.find(kept.id, ALL)).toEqual(next);
    });

    it('refuses an id that is known in any tenant, and a first revision that is none', () => {
      const { store } = open();
      store.add(draft(1));
      expect(() => store.add(draft(1))).toThrow(refusal);
      expect(() => store.add(draft(1, [], { tenant: 't-2' }))).toThrow(refusal);
      expect(() => store.add(draft(2, [], { revision: 2 }))).toThrow(refusal);
      expect(() => store.add(draft(3, [], { revision: 0 }))).toThrow(refusal);
      expect(listed(store, ALL)).toEqual([1]);
      expect(listed(store, OTHERS)).toEqual([]);
    });

    it('refuses to keep what is not known, of another tenant, or not the next revision', () => {
      const { store, reopen } = open();
      const other = reopen();
      store.add(draft(1));
      for (const refused of [
        draft(2, [], { revision: 2 }),
        draft(1, [], { revision: 2, tenant: 't-2' }),
        draft(1, [], { revision: 1 }),
        draft(1, [], { revision: 3 }),
      ])
        expect(() => store.save(refused)).toThrow(refusal);
      store.save(draft(1, [], { revision: 2, stage: 'awaiting_approval' }));
      // Somebody who read it before the other one kept theirs.
      expect(() => other.save(draft(1, [], { revision: 2, stage: 'refused' }))).toThrow(refusal);
      expect(other.find(findingId(1), ALL)).toMatchObject({ stage: 'awaiting_approval', revision: 2 });
      other.save(draft(1, [], { revision: 3, stage: 'approved' }));
      expect(store.find(findingId(1), ALL)?.stage).toBe('approved');
    });

    it('never lets a key go or change, or two findings of a tenant have the same', () => {
      const { store } = open();
      const filed = filedFinding(1);
      const { filing, ...unfiled } = filed;
      if (filing === undefined) throw new Error('A filed finding has its filing.');
      store.add(filed);
      expect(() => store.save({ ...unfiled, revision: 2 })).toThrow(refusal);
      expect(() => store.save({ ...filed, filing: { ...filing, key: 'key-9' }, revision: 2 })).toThrow(refusal);
      expect(() => store.add(filedFinding(2, { filing }))).toThrow(refusal);
      store.add(draft(3));
      expect(() => store.save({ ...filedFinding(3, { filing }), revision: 2 })).toThrow(refusal);
      store.add(filedFinding(4, { filing, tenant: 't-2' }));
      expect(store.own.byKey('t-1', 'key-1')).toEqual(filed);
      expect(store.own.find('t-1', findingId(3))).toEqual(draft(3));
    });

    it('finds by key and by the platform’s record, in the tenant and on the platform alone', () => {
      const { store, reopen } = open();
      store.add(filedFinding(1));
      store.add(filedFinding(2, { platform: 'archer' }));
      store.add(filedFinding(3, { tenant: 't-2' }));
      const seen = reopen();
      expect(seen.own.byKey('t-1', 'key-2')?.id).toBe(findingId(2));
      expect(seen.own.byKey('t-1', 'key-3')).toBeUndefined();
      expect(seen.own.byRecord('t-1', 'servicenow', 'rec-1')?.id).toBe(findingId(1));
      expect(seen.own.byRecord('t-1', 'archer', 'rec-1')).toBeUndefined();
      expect(seen.own.byRecord('t-1', 'servicenow', 'rec-3')).toBeUndefined();
      // Another installation counts from the same number.
      const record = { id: 'rec-1', number: 'ISS1', at: '2031-04-05T06:11:08.000Z' };
      const filing = { platform: 'servicenow', host: 'other.example', key: 'key-4', since: record.at, record } as const;
      store.add(filedFinding(4, { filing }));
      expect(seen.own.byRecord('t-1', 'servicenow', 'rec-1')?.id).toBe(findingId(4));
    });

    it('lists the latest drafted first, no more than is asked for, and by what is asked', () => {
      const { store } = open();
      const obligation = '32031R0007#art_3/par_1';
      store.add(draft(1, [], { content: { due: '2031-05-31', links: { gap: { run: 'r-1', obligation } } } }));
      store.add(filedFinding(2));
      store.add(filedFinding(3, { status: 'closed', content: { due: '2031-06-01' } }));
      store.add(draft(4, [], { stage: 'refused', content: { links: { receipt: 'x' } } }));
      expect(listed(store, ALL)).toEqual([4, 3, 2, 1]);
      expect(listed(store, ALL, {}, 2)).toEqual([4, 3]);
      expect(listed(store, ALL, { stages: ['filed', 'refused'] })).toEqual([4, 3, 2]);
      expect(listed(store, ALL, { stages: [] })).toEqual([]);
      expect(listed(store, ALL, { statuses: ['closed'] })).toEqual([3]);
      expect(listed(store, ALL, { stages: ['filed'], statuses: ['open', 'in_progress'] })).toEqual([2]);
      expect(listed(store, ALL, { dueBy: '2031-06-01' })).toEqual([3, 1]);
      expect(listed(store, ALL, { dueBy: '2031-05-31' })).toEqual([1]);
      expect(listed(store, ALL, { obligation })).toEqual([1]);
      expect(listed(store, ALL, { obligation: 'art_3' })).toEqual([]);
      store.save({ ...filedFinding(2), status: 'closed', revision: 2 });
      expect(listed(store, ALL, { statuses: ['closed'] })).toEqual([3, 2]);
    });

    it('gives the program’s own work a page at a time, of one tenant or all, each once', () => {
      const { store } = open();
      for (let n = 1; n <= 7; n += 1) store.add(filedFinding(n, { tenant: n % 2 === 0 ? 't-2' : 't-1' }));
      store.add(draft(8, [], { expires: '2031-01-01T00:00:00.000Z' }));
      store.add(draft(9, [], { tenant: 't-2', stage: 'awaiting_approval', expires: '2031-01-02T00:00:00.000Z' }));
      const filed = { stages: ['filed'] } as const;
      expect(paged(store, filed, 3)).toEqual([1, 2, 3]);
      expect(paged(store, filed, 3, findingId(3))).toEqual([4, 5, 6]);
      expect(paged(store, filed, 3, findingId(6))).toEqual([7]);
      expect(paged(store, filed, 3, findingId(7))).toEqual([]);
      expect(paged(store, { ...filed, tenant: 't-2' }, 2)).toEqual([2, 4]);
      expect(paged(store, { ...filed, tenant: 't-2' }, 2, findingId(3))).toEqual([4, 6]);
      expect(paged(store, { tenant: 't-3' }, 2)).toEqual([]);
      expect(paged(store, { statuses: ['closed'] }, 2)).toEqual([]);
      expect(paged(store, {}, 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const waiting: readonly FindingStage[] = ['draft', 'awaiting_approval'];
      expect(paged(store, { stages: waiting, expiredBy: '2031-01-02T00:00:00.000Z' }, 9)).toEqual([8, 9]);
      expect(paged(store, { stages: waiting, expiredBy: '2031-01-01T23:59:59.999Z' }, 9)).toEqual([8]);
      // What it went on from is not there any more: nothing is left out.
      expect(paged(store, filed, 2, findingId(99))).toEqual([1, 2]);
    });

    it('undoes all of a transaction that throws', () => {
      const { store, reopen } = open();
      store.add(draft(1, ['keels']));
      const work = () => {
        store.save({ ...draft(1, ['keels']), revision: 2 });
        store.add(draft(2));
        store.forgetPerson('u-1', 't-1');
        store.forgetPolicy('t-1', 'keels');
        throw new Error('after all');
      };
      expect(() => store.transaction(work)).toThrow('after all');
      expect(reopen().list(ALL)).toEqual([draft(1, ['keels'])]);
    });

    it('gives back every sign of what was said, and takes none of them for a question’s', () => {
      const hostile = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom(
          "'; DROP TABLE findings; --",
          '\u0000',
          '\ud800',
          '%',
          '_',
          '{"a":1}',
          '\u202e',
          '�',
          '"by":"u-1"',
        ),
      );
      fc.assert(
        fc.property(hostile, hostile, hostile, (title, description, odd) => {
          const { store, reopen } = open();
          const kept = filedFinding(1, {
            content: { title, description, owner: odd, links: { gap: { run: odd, obligation: 'o-1' } } },
            drafted: { by: 'u-1', name: odd, at: '2031-04-05T06:07:08.000Z' },
          });
          store.add(kept);
          const seen = reopen();
          expect(seen.find(kept.id, ALL)).toEqual(kept);
          for (const audience of [
            { tenant: odd, groups: 'all' },
            { tenant: `t-1${odd}`, groups: new Set([odd]) },
          ] as const)
            expect([seen.list(audience), seen.find(kept.id, audience)]).toEqual(
              odd === '' && audience.tenant === 't-1' ? [[kept], kept] : [[], undefined],
            );
          expect(seen.find(odd, ALL)).toBeUndefined();
          expect(seen.own.byKey('t-1', odd)).toBeUndefined();
          expect(seen.own.byRecord('t-1', 'servicenow', odd)).toBeUndefined();
          expect(seen.list(ALL, { obligation: odd })).toEqual([]);
          expect(seen.own.page({ tenant: odd }, 9)).toEqual([]);
        }),
        { seed: 5, numRuns: 40 },
      );
    });
  });
}
