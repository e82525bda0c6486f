import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/gaps/coverage/assessment.ts';
import type { PolicyAudience } from '../../src/gaps/policies/policy-store.ts';
import type { GapDecision, GapRun } from '../../src/gaps/runs/gap-run.ts';
import type { GapStore } from '../../src/gaps/runs/gap-store.ts';
import { createPlainGapStore } from './plain-gaps.ts';
import type { TwiceOpened } from './twice-opened.ts';

/** A store of gap analyses, beside policies that can be kept to groups. */
export interface GapStorePeer extends TwiceOpened<GapStore> {
  /** Makes a policy, kept to these groups; none: everybody's. */
  policy(tenant: string, policy: string, ...groups: readonly string[]): void;
}

const ALL: PolicyAudience = { tenant: 't-1', groups: 'all' };
const inGroups = (...groups: readonly string[]): PolicyAudience => ({ tenant: 't-1', groups: new Set(groups) });
const ACT = '32031R0007';

/** An assessment that quotes these policies. */
export function assessmentOn(...policies: readonly string[]): Assessment {
  return {
    obligation: `${ACT}#art_3/par_1`,
    state: 'partial',
    differences: [{ kind: 'deadline', against: false, law: 'within four hours', policy: 'within "ñ 𝒳" \\ hours' }],
    evidence: policies.map((policy) => ({ policy, statement: 's1', quote: `Of ${policy}.`, hash: 'h1', score: 0.75 })),
    gap: 0.9,
    confidence: 0.8,
    by: 'scoring',
  };
}

/** A run over these policies; its results quote each. */
export function gapRun(id: string, policies: readonly string[], more: Partial<GapRun> = {}): GapRun {
  return {
    id,
    tenant: 't-1',
    at: '2031-04-05T06:07:08.000Z',
    scope: { acts: [ACT] },
    law: { [ACT]: 'law-1' },
    policies: policies.map((policy) => ({ policy, number: 1, key: `key-${policy}`, title: policy, statements: 2 })),
    scorer: 1,
    counts: { covered: 0, partial: 1, contradicted: 0, missing: 0, not_applicable: 0 },
    results: [{ obligation: { id: `${ACT}#art_3/par_1`, text: 'ñ' } as never, assessment: assessmentOn(...policies) }],
    everGap: [`${ACT}#art_3/par_1`],
    conflicts: [],
    notes: ['Read both texts.'],
    ...more,
  };
}

export function gapDecision(id: string, more: Partial<GapDecision> = {}): GapDecision {
  return {
    id,
    tenant: 't-1',
    obligation: `${ACT}#art_3/par_1`,
    obligationHash: 'oh',
    verdict: 'rejected',
    reason: `Because of ${id}.`,
    by: 'u-1',
    name: 'Ana Ñ',
    at: '2031-04-05T06:07:08.000Z',
    state: 'missing',
    scorer: 1,
    evidence: [{ policy: 'keels', statement: 's1', hash: 'h1' }],
    ...more,
  };
}

const ids = (store: GapStore, ...args: Parameters<GapStore['list']>) => store.list(...args).map(({ id }) => id);
const told = (store: GapStore, audience: PolicyAudience) => store.decisions(audience).map(({ id }) => id);

/** What every store of gap analyses must do. `reopen` gives the same one as another process would see it. */
export function gapStoreContract(name: string, create: () => GapStorePeer): void {
  describe(`gap store: ${name}`, () => {
    const opened: GapStorePeer[] = [];
    const open = () => {
      const one = create();
      opened.push(one);
      return one;
    };
    afterEach(() => {
      for (const each of opened.splice(0)) each.close();
    });

    it('gives back a run as it was kept, also to others, and lists it without its results', () => {
      const { store, reopen } = open();
      const run = gapRun('r-1', ['keels', 'ropes']);
      store.save(run);
      for (const seen of [store, reopen()]) {
        expect(seen.find('r-1', ALL)).toEqual(run);
        const { id, tenant, at, scope, counts, scorer, law, policies } = run;
        expect(seen.list(ALL)).toEqual([{ id, tenant, at, scope, counts, scorer, law, policies }]);
        expect(JSON.stringify(seen.list(ALL))).not.toContain('Of keels');
        expect(seen.find('r-2', ALL)).toBeUndefined();
        expect(seen.find('r-1', { tenant: 't-2', groups: 'all' })).toBeUndefined();
        expect(seen.list({ tenant: 't-2', groups: 'all' })).toEqual([]);
      }
    });

    it('lists the latest first, of one scope where it is asked for, and no more than is asked for', () => {
      const { store } = open();
      const scope = { acts: [ACT], topic: 'oil', places: ['art_3'] };
      store.save(gapRun('r-1', ['keels']));
      store.save(gapRun('r-2', ['keels'], { scope }));
      store.save(gapRun('r-3', ['keels'], { scope: { places: ['art_3'], topic: 'oil', acts: [ACT] } }));
      store.save(gapRun('r-4', ['keels'], { scope: { ...scope, places: ['art_3', 'art_4'] } }));
      expect(ids(store, ALL)).toEqual(['r-4', 'r-3', 'r-2', 'r-1']);
      expect(ids(store, ALL, undefined, 2)).toEqual(['r-4', 'r-3']);
      expect(ids(store, ALL, scope)).toEqual(['r-3', 'r-2']);
      expect(ids(store, ALL, { acts: [ACT] })).toEqual(['r-1']);
      expect(ids(store, ALL, { acts: [] })).toEqual([]);
    });

    it('shows a run to whoever may see all policies that it read, as they are kept now', () => {
      const { store, policy } = open();
      policy('t-1', 'keels', 'g-1', 'g-2');
      policy('t-1', 'ropes', 'g-3');
      policy('t-1', 'sails');
      policy('t-2', 'sails', 'g-9');
      store.save(gapRun('r-1', ['keels', 'sails']));
      store.save(gapRun('r-2', ['keels', 'ropes']));
      store.save(gapRun('r-3', ['sails']));
      const seen = (audience: PolicyAudience) =>
        ids(store, audience).filter((id) => store.find(id, audience) !== undefined);
      expect(seen(ALL)).toEqual(['r-3', 'r-2', 'r-1']);
      expect(seen(inGroups('g-2'))).toEqual(['r-3', 'r-1']);
      expect(seen(inGroups('g-3', 'g-1'))).toEqual(['r-3', 'r-2', 'r-1']);
      for (const stranger of [inGroups(), inGroups('g-9', '', '["g-1"]', 'g-1,g-2', 'G-1')]) {
        expect(ids(store, stranger)).toEqual(['r-3']);
        expect(store.find('r-1', stranger)).toBeUndefined();
      }
      policy('t-1', 'sails', 'g-4');
      expect(ids(store, inGroups('g-2'))).toEqual([]);
      expect(store.find('r-3', inGroups())).toBeUndefined();
    });

    it('keeps the newest runs of each scope over the same policies, and so many of all', () => {
      const { store } = open();
      const scope = { acts: [ACT], topic: 'oil' };
      for (let at = 1; at <= 3; at += 1) {
        store.save(gapRun(`wide-${at}`, ['keels', 'ropes']));
        store.save(gapRun(`narrow-${at}`, ['ropes']));
        store.save(gapRun(`oil-${at}`, ['ropes'], { scope }));
      }
      store.save(gapRun('theirs', ['ropes'], { tenant: 't-2' }));
      expect(store.prune('t-1', 2, 100)).toBe(3);
      expect(ids(store, ALL)).toEqual(['oil-3', 'narrow-3', 'wide-3', 'oil-2', 'narrow-2', 'wide-2']);
      expect(store.prune('t-1', 2, 100)).toBe(0);
      expect(store.prune('t-1', 2, 4)).toBe(2);
      expect(ids(store, ALL)).toEqual(['oil-3', 'narrow-3', 'wide-3', 'oil-2']);
      expect(ids(store, { tenant: 't-2', groups: 'all' })).toEqual(['theirs']);
    });

    it('gives work back for the very texts and scorer it is of, and keeps one of each policy and act', () => {
      const { store, reopen } = open();
      const key = { tenant: 't-1', law: 'law-1', policy: 'keels', version: 'v-1', scorer: 3 };
      store.keepWork(key, '{"of":1}');
      store.keepWork({ ...key, law: 'law-2' }, '{"of":2}');
      expect(reopen().worked(key)).toBe('{"of":1}');
      for (const other of [{ tenant: 't-2' }, { law: 'law-3' }, { policy: 'ropes' }, { version: 'v-2' }, { scorer: 4 }])
        expect(store.worked({ ...key, ...other })).toBeUndefined();
      store.keepWork({ ...key, version: 'v-2' }, '{"of":3}');
      expect(store.worked(key)).toBeUndefined();
      expect(store.worked({ ...key, version: 'v-2' })).toBe('{"of":3}');
      expect(store.worked({ ...key, law: 'law-2' })).toBe('{"of":2}');
    });

    it('gives back what a model found in a version of law, to the same model and tenant', () => {
      const { store, reopen } = open();
      const key = { tenant: 't-1', law: 'law-1', refiner: 'm-1' };
      store.keepRefined(key, '["keel"]');
      expect(reopen().refined(key)).toBe('["keel"]');
      for (const other of [{ tenant: 't-2' }, { law: 'law-2' }, { refiner: 'm-2' }])
        expect(store.refined({ ...key, ...other })).toBeUndefined();
      store.keepRefined({ ...key, refiner: 'm-2' }, '["rope"]');
      expect(store.refined(key)).toBeUndefined();
      expect(store.refined({ ...key, refiner: 'm-2' })).toBe('["rope"]');
    });

    it('gives back what a model judged, the last of the same words, in its tenant', () => {
      const { store, reopen } = open();
      store.keepJudged('t-1', 'k-1', assessmentOn('keels'), ['keels']);
      store.keepJudged('t-1', 'k-1', assessmentOn('ropes'), ['ropes', 'ropes']);
      expect(reopen().judged('t-1', 'k-1')).toEqual(assessmentOn('ropes'));
      expect(store.judged('t-2', 'k-1')).toBeUndefined();
      expect(store.judged('t-1', 'k-2')).toBeUndefined();
      store.forgetPolicy('t-1', 'keels');
      expect(store.judged('t-1', 'k-1')).toEqual(assessmentOn('ropes'));
    });

    it('tells the latest decision on each obligation, word for word', () => {
      const { store, reopen } = open();
      const { name: _name, ...nameless } = gapDecision('d-3', { obligation: 'other', evidence: [] });
      store.decide(gapDecision('d-1'), ['keels']);
      store.decide(gapDecision('d-2', { obligation: 'other' }), ['keels']);
      store.decide(nameless, []);
      store.decide(gapDecision('d-4', { tenant: 't-2' }), ['keels']);
      for (const seen of [store, reopen()]) expect(seen.decisions(ALL)).toEqual([gapDecision('d-1'), nameless]);
      expect(told(store, { tenant: 't-2', groups: 'all' })).toEqual(['d-4']);
    });

    it('keeps a decision from whoever may not see what it was made on; to them an earlier one stands', () => {
      const { store, policy } = open();
      policy('t-1', 'keels', 'g-1');
      policy('t-1', 'ropes');
      store.decide(gapDecision('d-1', { evidence: [] }), ['ropes']);
      store.decide(gapDecision('d-2', { evidence: [] }), ['keels', 'ropes']);
      expect(told(store, ALL)).toEqual(['d-2']);
      expect(told(store, inGroups('g-1'))).toEqual(['d-2']);
      expect(told(store, inGroups('g-2'))).toEqual(['d-1']);
      policy('t-1', 'ropes', 'g-2');
      expect(told(store, inGroups())).toEqual([]);
    });

    it('forgets all that quotes a policy, and what was decided on one that is kept to groups', () => {
      const { store, reopen, policy } = open();
      policy('t-1', 'keels', 'g-1');
      policy('t-1', 'ropes');
      const key = { tenant: 't-1', law: 'law-1', policy: 'keels', version: 'v-1', scorer: 3 };
      for (const tenant of ['t-1', 't-2']) {
        store.save(gapRun(`both-${tenant}`, ['keels', 'ropes'], { tenant }));
        store.keepWork({ ...key, tenant }, '{}');
        store.keepJudged(tenant, 'k-1', assessmentOn(), ['keels', 'ropes']);
        store.decide(gapDecision(`d-keels-${tenant}`, { tenant }), ['keels']);
      }
      store.save(gapRun('ropes', ['ropes']));
      store.decide(gapDecision('d-ropes', { obligation: 'other' }), ['ropes']);
      expect(store.forgetPolicy('t-1', 'keels')).toBe(4);
      const seen = reopen();
      expect(ids(seen, ALL)).toEqual(['ropes']);
      expect(seen.worked(key)).toBeUndefined();
      expect(seen.judged('t-1', 'k-1')).toBeUndefined();
      expect(told(seen, ALL)).toEqual(['d-ropes']);
      expect(store.forgetPolicy('t-1', 'ropes')).toBe(1);
      expect(told(seen, ALL)).toEqual(['d-ropes']);
      const theirs = { tenant: 't-2', groups: 'all' } as const;
      expect([ids(seen, theirs), told(seen, theirs)]).toEqual([['both-t-2'], ['d-keels-t-2']]);
      expect(seen.worked({ ...key, tenant: 't-2' })).toBe('{}');
      expect(seen.judged('t-2', 'k-1')).toEqual(assessmentOn());
    });

    it('undoes all of a transaction that throws', () => {
      const { store, reopen } = open();
      store.save(gapRun('r-1', ['keels']));
      const work = () => {
        store.save(gapRun('r-2', ['keels']));
        store.decide(gapDecision('d-1'), ['keels']);
        store.keepJudged('t-1', 'k-1', assessmentOn('keels'), ['keels']);
        store.forgetPolicy('t-1', 'keels');
        throw new Error('after all');
      };
      expect(() => store.transaction(work)).toThrow('after all');
      expect(ids(reopen(), ALL)).toEqual(['r-1']);
      expect(store.decisions(ALL)).toEqual([]);
      expect(store.judged('t-1', 'k-1')).toBeUndefined();
    });

    it('tells each audience what it may see and no more, whatever was kept, kept to groups and forgotten', () => {
      const policies = fc.uniqueArray(fc.constantFrom('keels', 'ropes', 'sails'), { minLength: 1, maxLength: 3 });
      const groups = fc.uniqueArray(fc.constantFrom('g-1', 'g-2'), { maxLength: 2 });
      const step = fc.record({
        act: fc.constantFrom('save', 'save', 'decide', 'decide', 'restrict', 'forget', 'prune'),
        tenant: fc.constantFrom('t-1', 't-1', 't-2'),
        policies,
        groups,
        scope: fc.constantFrom({ acts: [ACT] }, { acts: [ACT], topic: 'oil' }),
      });
      fc.assert(
        fc.property(fc.array(step, { maxLength: 25 }), groups, (steps, own) => {
          const { store, policy } = open();
          const kept = new Map<string, readonly string[]>();
          const plain = createPlainGapStore((tenant, id) => kept.get(`${tenant} ${id}`) ?? []);
          for (const [at, { act, tenant, policies: on, groups: to, scope }] of steps.entries()) {
            const [first = ''] = on;
            if (act === 'restrict') {
              policy(tenant, first, ...to);
              kept.set(`${tenant} ${first}`, to);
            }
            for (const each of [store, plain]) {
              if (act === 'save') each.save(gapRun(`r-${at}`, on, { tenant, scope }));
              if (act === 'decide') each.decide(gapDecision(`d-${at}`, { tenant, obligation: scope.topic ?? '' }), on);
              if (act === 'forget') each.forgetPolicy(tenant, first);
              if (act === 'prune') each.prune(tenant, 2, 4);
            }
          }
          for (const audience of [{ tenant: 't-1', groups: new Set(own) }, ALL] as const) {
            expect(store.list(audience)).toEqual(plain.list(audience));
            expect(store.decisions(audience)).toEqual(plain.decisions(audience));
          }
        }),
        { seed: 9, numRuns: 25 },
      );
    });
  });
}
