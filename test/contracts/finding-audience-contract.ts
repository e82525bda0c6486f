import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyAudience } from '../../src/gaps/policies/policy-store.ts';
import { filedFinding, findingId, policyEvidence } from '../findings/invented-finding.ts';
import {
  ALL,
  draft,
  type FindingStorePeer,
  inGroups,
  listed,
  OTHERS,
  openingEach,
  refusal,
} from './finding-store-peer.ts';
import { createPlainFindingStore } from './plain-findings.ts';

/** Whom every store of findings tells what: as the policies that are quoted are kept, and of people who were erased nothing. */
export function findingAudienceContract(name: string, create: () => FindingStorePeer): void {
  describe(`finding store, and whom it tells: ${name}`, () => {
    const open = openingEach(create);

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
