import { describe, expect, it } from 'vitest';
import { documentOf, member, policyDesk, thrown } from './policy-desk.ts';

const ANA = member('all', { user: 'ana' });
const IN_ONE = member(['g-1'], { user: 'one' });
const IN_TWO = member(['g-2'], { user: 'two' });
const INCIDENTS = documentOf(['The CISO reports within 4 hours.', 'Reports are kept for five years.']);
const { service, rows } = policyDesk();

describe('a policy that is kept to groups', () => {
  const KEPT = { id: 'kept', groups: ['G-1 ', 'g-1'] };

  it('is seen by their members and by whoever keeps the file, in all its versions', () => {
    const policies = service();
    const { version } = policies.add(INCIDENTS, KEPT, IN_ONE);
    expect(version.groups).toEqual(['g-1']);
    expect(policies.restricts('t-1')).toBe(true);
    for (const who of [IN_ONE, ANA]) expect(policies.find('kept', who)).toEqual(version);
    for (const who of [IN_TWO, member(undefined), member('all', { tenant: 't-2', conversation: 'c-2' })]) {
      expect(policies.find('kept', who)).toBeUndefined();
      expect(policies.find('kept', who, 1)).toBeUndefined();
      expect(policies.versions('kept', who)).toEqual([]);
      expect(policies.list(who)).toEqual([]);
      expect(policies.current(who)).toEqual([]);
    }
  });

  it('stays so in a new version that does not say', () => {
    const policies = service();
    policies.add(INCIDENTS, KEPT, IN_ONE);
    expect(policies.add(documentOf(['A.']), { id: 'kept' }, ANA).version.groups).toEqual(['g-1']);
    expect(policies.list(IN_TWO)).toEqual([]);
  });

  it('can neither be changed nor removed by others; what they are told is what they are told of any id', () => {
    const policies = service();
    policies.add(INCIDENTS, { ...KEPT, title: 'Merger' }, IN_ONE);
    const before = rows();
    const told = (id: string) => thrown(() => policies.remove(id, IN_TWO));
    expect(told('kept')).toMatchObject({ code: 'not_found', message: 'There is no policy "kept".' });
    expect(told('none')).toMatchObject({ code: 'not_found', message: 'There is no policy "none".' });
    expect(thrown(() => policies.restrict('kept', [], IN_TWO))).toMatchObject({ code: 'not_found' });
    for (const given of [{ id: 'kept' }, { id: 'kept', groups: ['g-2'] }])
      expect(thrown(() => policies.add(INCIDENTS, given, IN_TWO))).toMatchObject({
        code: 'conflict',
        message: 'The id "kept" cannot be used for a policy. Give the policy another one.',
      });
    expect(thrown(() => policies.add(documentOf(['A.'], { name: 'Kept.md' }), {}, IN_TWO))).toMatchObject({
      code: 'conflict',
    });
    expect(rows()).toEqual(before);
    expect(policies.versions('kept', ANA)).toHaveLength(1);
  });

  it.each([
    ['in none of them', IN_TWO, /You are in none of these groups/],
    ['whose groups nobody told', member(undefined), /It is not known which groups you are in/],
  ])('is not made so by somebody %s', (_who, context, message) => {
    const policies = service();
    expect(() => policies.add(INCIDENTS, KEPT, context)).toThrow(message);
    policies.add(INCIDENTS, { id: 'kept' }, context);
    expect(() => policies.restrict('kept', ['g-1'], context)).toThrow(message);
    expect(policies.restricts('t-1')).toBe(false);
  });

  it('is made so, for others, or everybody’s again, and that is recorded', () => {
    const policies = service();
    policies.add(INCIDENTS, { id: 'kept' }, ANA);
    expect(policies.restrict('kept', ['g-1', 'g-2'], IN_ONE)).toMatchObject({ statements: 2, groups: ['g-1', 'g-2'] });
    expect(policies.list(IN_TWO)).toHaveLength(1);
    // The same file for other groups: no new version.
    expect(policies.add(INCIDENTS, { id: 'kept', groups: ['g-2'] }, IN_TWO)).toMatchObject({
      change: 'restricted',
      version: { number: 1, groups: ['g-2'] },
    });
    expect(policies.list(IN_ONE)).toEqual([]);
    policies.restrict('kept', [], IN_TWO);
    expect(policies.list(IN_ONE)).toHaveLength(1);
    expect(rows().map(({ what, number, groups }) => [what, number, groups])).toEqual([
      ['added', 1, []],
      ['restricted', 1, ['g-1', 'g-2']],
      ['restricted', 1, ['g-2']],
      ['restricted', 1, []],
    ]);
  });
});

describe('policies', () => {
  it('are changed with documents:write and read with gaps:analyse, by nobody else', () => {
    const policies = service();
    const reader = member('all', { user: 'r', permissions: ['gaps:analyse', 'regulations:read'] });
    const writer = member('all', { user: 'w', permissions: ['documents:write'] });
    policies.add(INCIDENTS, { id: 'one' }, writer);
    const refused = (work: () => unknown, needed: string) =>
      expect(thrown(work)).toMatchObject({ code: 'not_permitted', message: expect.stringContaining(needed) });
    refused(() => policies.add(INCIDENTS, {}, reader), 'documents:write');
    refused(() => policies.restrict('one', [], reader), 'documents:write');
    refused(() => policies.remove('one', reader), 'documents:write');
    refused(() => policies.list(writer), 'gaps:analyse');
    refused(() => policies.versions('one', writer), 'gaps:analyse');
    refused(() => policies.find('one', writer), 'gaps:analyse');
    refused(() => policies.current(writer), 'gaps:analyse');
    expect(policies.list(reader)).toHaveLength(1);
    policies.remove('one', writer);
    expect(policies.list(reader)).toEqual([]);
  });

  it('of one tenant are nothing to another, under the same ids', () => {
    const policies = service();
    const other = member('all', { tenant: 't-2', user: 'eve', conversation: 'c-2' });
    policies.add(INCIDENTS, { id: 'one' }, ANA);
    expect(policies.add(documentOf(['Other words.']), { id: 'one' }, other)).toMatchObject({
      change: 'added',
      version: { number: 1 },
    });
    policies.remove('one', other);
    expect(policies.list(ANA)).toHaveLength(1);
  });
});
