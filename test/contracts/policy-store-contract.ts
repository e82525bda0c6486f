import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyVersion } from '../../src/gaps/policies/policy.ts';
import type { PolicyAudience, PolicyStore } from '../../src/gaps/policies/policy-store.ts';
import { createPlainPolicyStore } from './plain-policies.ts';
import type { TwiceOpened } from './twice-opened.ts';

const ALL: PolicyAudience = { tenant: 't-1', groups: 'all' };
const inGroups = (...groups: readonly string[]): PolicyAudience => ({ tenant: 't-1', groups: new Set(groups) });

/** A version with everything that one can have. */
export function policyVersion(more: Partial<PolicyVersion> = {}): PolicyVersion {
  return {
    tenant: 't-1',
    policy: 'keels',
    number: 1,
    key: 'ab'.repeat(32),
    facts: { title: 'Keels', owner: 'Harbour master', version: '3.1', effective: '2031-04-01', language: 'en' },
    name: 'Keels.docx',
    kind: 'docx',
    sha256: 'cd'.repeat(32),
    groups: [],
    statements: [
      {
        id: 's1',
        section: ['1. Keels', '1.1 Tar'],
        text: 'Keels are tarred.',
        leadIn: 'He must:',
        page: 3,
        hash: 'h1',
      },
      { id: 's2', section: [], text: 'Ropes: dry', row: { headers: ['Ropes'], cells: ['dry'] }, hash: 'h2' },
    ],
    notes: [{ kind: 'images', count: 2 }],
    added: '2031-04-05T06:07:08.000Z',
    ...more,
  };
}

function listed({ statements, notes: _notes, ...version }: PolicyVersion) {
  return { ...version, statements: statements.length };
}

const numbers = (store: PolicyStore, policy: string, audience: PolicyAudience) =>
  store.versions(policy, audience).map(({ number }) => number);

/** What every store of policies must do. `reopen` gives the same one as another process would see it. */
export function policyStoreContract(name: string, create: () => TwiceOpened<PolicyStore>): void {
  describe(`policy store: ${name}`, () => {
    const opened: TwiceOpened<PolicyStore>[] = [];
    const open = () => {
      const one = create();
      opened.push(one);
      return one;
    };
    afterEach(() => {
      for (const each of opened.splice(0)) each.close();
    });

    it('gives back what was added, word for word, also to others', () => {
      const { store, reopen } = open();
      const first = policyVersion();
      const odd = policyVersion({
        policy: 'odd',
        facts: { title: 'ñandú 𝒳 "quoted"\n\\ line', language: 'es' },
        kind: 'text',
        statements: [],
        notes: [],
      });
      for (const each of [first, odd]) store.add(each);
      for (const seen of [store, reopen()]) {
        expect(seen.find('keels', ALL)).toEqual(first);
        expect(seen.current(ALL)).toEqual([first, odd]);
        expect(seen.list(ALL)).toEqual([listed(first), listed(odd)]);
        expect(seen.versions('keels', ALL)).toEqual([listed(first)]);
        expect([...seen.ids('t-1')].sort()).toEqual(['keels', 'odd']);
      }
      expect(JSON.stringify(store.list(ALL))).not.toContain('tarred');
    });

    it('keeps all versions, of which the last one holds', () => {
      const { store } = open();
      const versions = [1, 2, 10].map((number) => policyVersion({ number, key: `k-${number}` }));
      for (const each of versions) store.add(each);
      expect(numbers(store, 'keels', ALL)).toEqual([10, 2, 1]);
      expect(store.current(ALL)).toEqual([versions[2]]);
      expect(store.list(ALL).map(({ number }) => number)).toEqual([10]);
      expect(store.find('keels', ALL)?.number).toBe(10);
      expect(store.find('keels', ALL, 2)).toEqual(versions[1]);
      expect(store.find('keels', ALL, 3)).toBeUndefined();
    });

    it('refuses a number that the policy has', () => {
      const { store } = open();
      store.add(policyVersion());
      expect(() => store.add(policyVersion({ key: 'other' }))).toThrow(expect.objectContaining({ code: 'internal' }));
      store.add(policyVersion({ policy: 'ropes' }));
      store.add(policyVersion({ tenant: 't-2' }));
    });

    it.each([
      ['another tenant', { tenant: 't-2', groups: 'all' }],
      ['a tenant in other letters', { tenant: 'T-1', groups: 'all' }],
      ['nobody’s groups', inGroups()],
      ['other groups', inGroups('g-3', 'G-1', '', 'g-1,g-2', '["g-1"]')],
    ] as const)('shows nothing to %s', (_who, stranger) => {
      const { store } = open();
      store.add(policyVersion({ groups: ['g-1', 'g-2'] }));
      expect(store.current(stranger)).toEqual([]);
      expect(store.list(stranger)).toEqual([]);
      expect(store.versions('keels', stranger)).toEqual([]);
      expect(store.find('keels', stranger)).toBeUndefined();
      expect(store.find('keels', stranger, 1)).toBeUndefined();
    });

    it('shows what is kept to groups to whoever is in one of them, and what is not to everybody', () => {
      const { store } = open();
      store.add(policyVersion({ groups: ['g-1', 'g-2'] }));
      store.add(policyVersion({ policy: 'ropes' }));
      const seen = (audience: PolicyAudience) => store.current(audience).map(({ policy }) => policy);
      expect(seen(inGroups('g-2', 'g-9'))).toEqual(['keels', 'ropes']);
      expect(seen(ALL)).toEqual(['keels', 'ropes']);
      expect(seen(inGroups())).toEqual(['ropes']);
      expect(store.find('keels', inGroups('g-1'))?.groups).toEqual(['g-1', 'g-2']);
    });

    it('goes by the groups of the latest version for all of them', () => {
      const { store } = open();
      store.add(policyVersion({ groups: [] }));
      store.add(policyVersion({ number: 2, groups: ['g-1'] }));
      expect(numbers(store, 'keels', inGroups())).toEqual([]);
      expect(store.find('keels', inGroups('g-1'), 1)?.groups).toEqual(['g-1']);
      store.restrict('keels', 't-1', ['g-2']);
      expect(numbers(store, 'keels', inGroups('g-1'))).toEqual([]);
      expect(numbers(store, 'keels', inGroups('g-2'))).toEqual([2, 1]);
      store.restrict('keels', 't-2', []);
      expect(numbers(store, 'keels', inGroups())).toEqual([]);
      store.restrict('keels', 't-1', []);
      expect(numbers(store, 'keels', inGroups())).toEqual([2, 1]);
    });

    it('tells whether a tenant keeps anything to groups', () => {
      const { store } = open();
      store.add(policyVersion());
      expect(store.restricts('t-1')).toBe(false);
      store.add(policyVersion({ policy: 'ropes', groups: ['g-1'] }));
      expect([store.restricts('t-1'), store.restricts('t-2')]).toEqual([true, false]);
      store.remove('ropes', 't-1');
      expect(store.restricts('t-1')).toBe(false);
    });

    it('knows every id that a statement of a policy ever had', () => {
      const { store } = open();
      const [first, second] = policyVersion().statements;
      store.add(policyVersion());
      store.add(policyVersion({ number: 2, statements: [{ ...second!, id: 's3' }] }));
      store.add(policyVersion({ policy: 'ropes', statements: [{ ...first!, id: 's7' }] }));
      expect([...store.statementIds('keels', 't-1')].sort()).toEqual(['s1', 's2', 's3']);
      expect([...store.statementIds('ropes', 't-1')]).toEqual(['s7']);
      expect(store.statementIds('keels', 't-2').size).toBe(0);
    });

    it('takes a policy away with all that was its own, and nothing of another', () => {
      const { store, reopen } = open();
      const versions = [1, 2].map((number) => policyVersion({ number, groups: ['g-1'] }));
      for (const each of versions) store.add(each);
      const others = [policyVersion({ policy: 'ropes' }), policyVersion({ tenant: 't-2', groups: ['g-1'] })];
      for (const each of others) store.add(each);
      expect(store.remove('keels', 't-1')).toEqual(versions.map(listed).reverse());
      expect(store.remove('keels', 't-1')).toEqual([]);
      expect(reopen().current(ALL)).toEqual([others[0]]);
      expect(reopen().current({ tenant: 't-2', groups: 'all' })).toEqual([others[1]]);
      expect(store.statementIds('keels', 't-1').size).toBe(0);
      // Another policy may have the id, and is everybody's.
      store.add(policyVersion());
      expect(store.find('keels', inGroups())).toEqual(policyVersion());
      expect(store.scrub()).toBe(true);
    });

    it('undoes all of a transaction that throws', () => {
      const { store, reopen } = open();
      store.add(policyVersion());
      const work = () => {
        store.add(policyVersion({ number: 2, statements: [{ id: 's9', section: [], text: 'Gone.', hash: 'h9' }] }));
        store.restrict('keels', 't-1', ['g-1']);
        store.remove('ropes', 't-1');
        throw new Error('after all');
      };
      expect(() => store.transaction(work)).toThrow('after all');
      expect(reopen().current(inGroups())).toEqual([policyVersion()]);
      expect([...store.statementIds('keels', 't-1')].sort()).toEqual(['s1', 's2']);
    });

    it('shows each audience what it may see and no more, whatever was added, kept to groups and taken away', () => {
      const group = fc.constantFrom('g-1', 'g-2', 'g-3');
      const groups = fc.uniqueArray(group, { maxLength: 2 });
      const step = fc.record({
        act: fc.constantFrom('add', 'add', 'restrict', 'remove'),
        tenant: fc.constantFrom('t-1', 't-2'),
        policy: fc.constantFrom('keels', 'ropes', 'sails'),
        groups,
      });
      fc.assert(
        fc.property(fc.array(step, { maxLength: 20 }), groups, (steps, own) => {
          const { store } = open();
          const plain = createPlainPolicyStore();
          for (const { act, tenant, policy, groups: to } of steps)
            for (const each of [store, plain]) {
              const [last] = each.versions(policy, { tenant, groups: 'all' });
              const version = policyVersion({ tenant, policy, number: (last?.number ?? 0) + 1, groups: to.toSorted() });
              if (act === 'add') each.add(version);
              else if (act === 'restrict') each.restrict(policy, tenant, to);
              else each.remove(policy, tenant);
            }
          for (const audience of [{ tenant: 't-1', groups: new Set(own) }, ALL] as const) {
            expect(store.current(audience)).toEqual(plain.current(audience));
            expect(store.versions('keels', audience)).toEqual(plain.versions('keels', audience));
          }
          expect(store.restricts('t-1')).toBe(plain.restricts('t-1'));
          expect(store.ids('t-1')).toEqual(plain.ids('t-1'));
        }),
        { seed: 7, numRuns: 30 },
      );
    });
  });
}
