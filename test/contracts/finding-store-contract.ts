import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { FindingStage } from '../../src/findings/finding.ts';
import type { FindingStore } from '../../src/findings/finding-store.ts';
import type { PolicyAudience } from '../../src/gaps/policies/policy-store.ts';
import {
  type FindingOverrides,
  filedFinding,
  findingId,
  inventedFinding,
  policyEvidence,
} from '../findings/invented-finding.ts';
import { createPlainFindingStore } from './plain-findings.ts';
import type { TwiceOpened } from './twice-opened.ts';

/** A store of findings, beside policies that can be kept to groups, and taken away. */
export interface FindingStorePeer extends TwiceOpened<FindingStore> {
  /** Makes a policy, kept to these groups; none: everybody's. */
  policy(tenant: string, policy: string, ...groups: readonly string[]): void;
  /** Takes it away, its groups with it. */
  removePolicy(tenant: string, policy: string): void;
}

const ALL: PolicyAudience = { tenant: 't-1', groups: 'all' };
const OTHERS: PolicyAudience = { tenant: 't-2', groups: 'all' };
const inGroups = (...groups: readonly string[]): PolicyAudience => ({ tenant: 't-1', groups: new Set(groups) });
const refusal = expect.objectContaining({ code: 'internal' });

/** The n-th draft of a test, quoting these policies. */
const draft = (n: number, policies: readonly string[] = [], more: FindingOverrides = {}) =>
  inventedFinding({ id: findingId(n), ...more, content: { evidence: policies.map(policyEvidence), ...more.content } });
const numbers = (findings: readonly { readonly id: string }[]) =>
  findings.map(({ id }) => Number.parseInt(id.slice(2), 16));
const listed = (store: FindingStore, ...args: Parameters<FindingStore['list']>) => numbers(store.list(...args));
const paged = (store: FindingStore, ...args: Parameters<FindingStore['own']['page']>) =>
  numbers(store.own.page(...args));

/** What every store of findings must do. `reopen` gives the same one as another process would see it. */
export function findingStoreContract(name: string, create: () => FindingStorePeer): void {
  describe(`finding store: ${name}`, () => {
    const opened: FindingStorePeer[] = [];
    const open = () => {
      const one = create();
      opened.push(one);
      return one;
    };
    afterEach(() => {
      for (const each of opened.splice(0)) each.close();
    });

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

    it('shows a finding to whoever may see all policies that it quotes, as they are kept now', () => {
      const { store, policy } = open();
      policy('t-1', 'keels', 'g-1', 'g-2');
      policy('t-1', 'ropes', 'g-3');
      policy('t-1', 'sails');
      policy('t-2', 'sails', 'g-9');
      store.add(draft(1, ['keels', 'sails', 'keels']));
      store.add(draft(2, ['keels', 'ropes']));
      store.add(draft(3, ['sails']));
      store.add(draft(4));
      const seen = (audience: PolicyAudience) =>
        listed(store, audience).filter((n) => store.find(findingId(n), audience) !== undefined);
      expect(seen(ALL)).toEqual([4, 3, 2, 1]);
      expect(seen(inGroups('g-2'))).toEqual([4, 3, 1]);
      expect(seen(inGroups('g-3', 'g-1'))).toEqual([4, 3, 2, 1]);
      for (const stranger of [inGroups(), inGroups('g-9', '', '["g-1"]', 'g-1,g-2', 'G-1')]) {
        expect(listed(store, stranger)).toEqual([4, 3]);
        expect(store.find(findingId(1), stranger)).toBeUndefined();
      }
      policy('t-1', 'sails', 'g-4');
      expect(listed(store, inGroups('g-2'))).toEqual([4]);
      expect(store.find(findingId(3), inGroups())).toBeUndefined();
      // The limit counts what is seen, not what is hidden.
      expect(listed(store, inGroups('g-1', 'g-4'), {}, 2)).toEqual([4, 3]);
      // A draft that quotes another policy now.
      store.save({ ...draft(4, ['ropes']), revision: 2 });
      expect(listed(store, inGroups('g-4'))).toEqual([3]);
      expect(store.own.page({ tenant: 't-1' }, 9)).toHaveLength(4);
    });

    it('forgets drafts that quote a policy that goes; what was confirmed stays, and is kept to whom it was kept', () => {
      const { store, reopen, policy, removePolicy } = open();
      policy('t-1', 'keels', 'g-1', 'g-2');
      policy('t-1', 'ropes', 'g-3');
      policy('t-1', 'sails');
      store.add(draft(1, ['keels']));
      store.add(draft(2, ['keels'], { stage: 'expired' }));
      store.add(draft(3, ['sails']));
      const confirmed = { by: 'u-1', at: '2031-04-05T06:08:08.000Z' };
      store.add(draft(4, ['keels'], { stage: 'awaiting_approval', confirmed }));
      store.add(draft(5, ['keels'], { stage: 'expired', confirmed }));
      store.add(filedFinding(6, { content: { evidence: ['keels', 'ropes', 'sails'].map(policyEvidence) } }));
      store.add(draft(7, ['keels'], { tenant: 't-2' }));
      const before = store.find(findingId(6), ALL);
      expect(store.forgetPolicy('t-1', 'keels')).toBe(2);
      removePolicy('t-1', 'keels');
      const seen = reopen();
      expect(listed(seen, ALL)).toEqual([6, 5, 4, 3]);
      expect(listed(seen, OTHERS)).toEqual([7]);
      expect(seen.find(findingId(6), ALL)).toEqual(before);
      expect(listed(seen, inGroups('g-2'))).toEqual([5, 4, 3]);
      expect(listed(seen, inGroups('g-2', 'g-3'))).toEqual([6, 5, 4, 3]);
      expect(listed(seen, inGroups('g-3'))).toEqual([3]);
      expect(seen.find(findingId(4), inGroups('g-3'))).toBeUndefined();
      // A second policy goes, and another one comes under the name of the first: nothing is opened by it.
      expect(seen.forgetPolicy('t-1', 'ropes')).toBe(0);
      removePolicy('t-1', 'ropes');
      policy('t-1', 'keels');
      expect(listed(seen, inGroups('g-2'))).toEqual([5, 4, 3]);
      expect(listed(seen, inGroups('g-1', 'g-3'))).toEqual([6, 5, 4, 3]);
      // What became of it goes on being kept.
      const fourth = draft(4, ['keels'], { stage: 'approved', confirmed, revision: 2 });
      seen.save(fourth);
      expect(seen.find(findingId(4), inGroups('g-1'))).toEqual(fourth);
      expect(seen.find(findingId(4), inGroups())).toBeUndefined();
      expect(seen.forgetPolicy('t-1', 'sails')).toBe(1);
    });

    it('names an erased person no more, in no finding of the tenant, and changes nothing that one says', () => {
      const { store, reopen } = open();
      const person = 'ana "the \\ careful" ñ';
      const signature = { by: person, name: 'Ana Ñ', at: '2031-04-05T06:07:08.000Z' };
      const theirs = { by: 'u-2', name: 'Luis', at: signature.at };
      const step = {
        ...({ step: 'review_gaps', type: 'approval', after: [], days: 3, state: 'done', assignee: person } as const),
        ...{ due: '2031-04-08', opened: '2031-04-05', done: { ...signature, note: 'Ana looked at it.' } },
      };
      const { note: _note, ...plainly } = step.done;
      const later = {
        ...step,
        step: 'create_action_plan',
        assignee: 'Harbour master',
        done: { ...theirs, note: 'Planned.' },
      } as const;
      const noteless = { ...step, step: 'implement_controls', assignee: 'u-2', done: plainly } as const;
      const workflow = { started: '2031-04-05', steps: [step, later, noteless] } as const;
      const content = { description: `Words on "by":${JSON.stringify(person)} stay.` };
      store.add(
        filedFinding(1, {
          content,
          drafted: signature,
          confirmed: signature,
          approved: { ...theirs, eyes: 2 },
          workflow,
        }),
      );
      store.add(draft(2, [], { stage: 'refused', drafted: theirs, refused: { ...signature, reason: 'Ana says no.' } }));
      store.add(filedFinding(3, { drafted: theirs, confirmed: theirs, approved: { ...signature, eyes: 2 } }));
      store.add(draft(4, [], { drafted: theirs, content }));
      store.add(draft(5, [], { drafted: signature, tenant: 't-2' }));
      const [fourth, fifth] = [store.own.find('t-1', findingId(4)), store.own.find('t-2', findingId(5))];
      const first = store.own.find('t-1', findingId(1));
      expect(store.forgetPerson(person, 't-1')).toBe(3);
      const seen = reopen();
      const erased = { by: 'erased', at: signature.at };
      expect(seen.own.find('t-1', findingId(1))).toEqual({
        ...first,
        drafted: erased,
        confirmed: erased,
        workflow: {
          ...workflow,
          steps: [
            { ...step, assignee: 'erased', done: { ...erased, note: 'erased' } },
            later,
            { ...noteless, done: erased },
          ],
        },
        revision: 2,
      });
      expect(seen.own.find('t-1', findingId(2))).toMatchObject({
        drafted: theirs,
        refused: { ...erased, reason: 'erased' },
      });
      expect(seen.own.find('t-1', findingId(3))?.approved).toEqual({ ...erased, eyes: 2 });
      expect(seen.own.find('t-1', findingId(4))).toEqual(fourth);
      expect(seen.own.find('t-2', findingId(5))).toEqual(fifth);
      // Whoever read one before does not bring the name back.
      expect(() => store.save({ ...filedFinding(3), revision: 2 })).toThrow(refusal);
      expect(store.forgetPerson(person, 't-1')).toBe(0);
      expect(store.forgetPerson('', undefined)).toBe(0);
      expect(store.forgetPerson(person, undefined)).toBe(1);
      expect(store.own.find('t-2', findingId(5))?.drafted).toEqual(erased);
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

    it('tells each audience what it may see and no more, whatever was kept, kept to groups and forgotten', () => {
      const step = fc.record({
        act: fc.constantFrom('draft', 'file', 'file', 'confirm', 'restrict', 'remove', 'erase'),
        tenant: fc.constantFrom('t-1', 't-1', 't-2'),
        policies: fc.uniqueArray(fc.constantFrom('keels', 'ropes', 'sails'), { minLength: 1, maxLength: 3 }),
        groups: fc.uniqueArray(fc.constantFrom('g-1', 'g-2'), { maxLength: 2 }),
      });
      fc.assert(
        fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
          const { store, policy, removePolicy } = open();
          const groups = new Map<string, readonly string[]>();
          const plain = createPlainFindingStore((tenant, id) => groups.get(`${tenant} ${id}`) ?? []);
          for (const [at, { act, tenant, policies, groups: to }] of steps.entries()) {
            const [first = ''] = policies;
            if (act === 'restrict') {
              policy(tenant, first, ...to);
              groups.set(`${tenant} ${first}`, to);
            }
            const evidence = policies.map(policyEvidence);
            for (const each of [store, plain]) {
              if (act === 'draft') each.add(draft(at, policies, { tenant }));
              if (act === 'file') each.add(filedFinding(at, { tenant, content: { evidence } }));
              const [waiting] = each.own.page({ tenant, stages: ['draft'] }, 1);
              if (act === 'confirm' && waiting !== undefined)
                each.save({
                  ...waiting,
                  stage: 'awaiting_approval',
                  confirmed: waiting.drafted,
                  revision: waiting.revision + 1,
                });
              if (act === 'remove') each.forgetPolicy(tenant, first);
              if (act === 'erase') each.forgetPerson('u-1', tenant);
            }
            if (act !== 'remove') continue;
            removePolicy(tenant, first);
            groups.delete(`${tenant} ${first}`);
          }
          for (const audience of [inGroups(), inGroups('g-1'), inGroups('g-2'), inGroups('g-1', 'g-2'), ALL, OTHERS])
            expect(store.list(audience)).toEqual(plain.list(audience));
          expect(store.own.page({}, 100)).toEqual(plain.own.page({}, 100));
        }),
        { seed: 9, numRuns: 40 },
      );
    });
  });
}
