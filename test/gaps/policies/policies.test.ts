import { describe, expect, it } from 'vitest';
import type { GivenFacts } from '../../../src/gaps/policies/given-facts.ts';
import { documentOf, member, policyDesk, thrown } from './policy-desk.ts';

const ANA = member('all', { user: 'ana' });
const INCIDENTS = documentOf(['The CISO reports within 4 hours.', 'Reports are kept for five years.']);
const { service, rows, audit } = policyDesk();

describe('a policy that is added', () => {
  it('is there with all that is known of it, and the audit tells it without a word of it', () => {
    const policies = service();
    const given = { owner: '  Head of\u00a0ICT risk ', version: '3.1', effective: '2031-01-17' };
    const { version, change } = policies.add(INCIDENTS, given, ANA);
    expect(change).toBe('added');
    expect(version).toMatchObject({
      tenant: 't-1',
      policy: 'ict-incident-management',
      number: 1,
      facts: {
        title: 'ICT incidents',
        owner: 'Head of ICT risk',
        version: '3.1',
        effective: '2031-01-17',
        language: 'en',
      },
      name: 'ICT incident management.docx',
      kind: 'docx',
      groups: [],
      notes: [{ kind: 'images', count: 2 }],
    });
    expect(version.statements.map(({ id, hash }) => [id, hash.length])).toEqual([
      ['s1', 64],
      ['s2', 64],
    ]);
    expect(policies.find('ict-incident-management', ANA)).toEqual(version);
    expect(policies.current(ANA)).toEqual([version]);
    expect(policies.list(ANA).map(({ policy, statements }) => [policy, statements])).toEqual([
      ['ict-incident-management', 2],
    ]);
    expect(rows()).toEqual([
      {
        what: 'added',
        id: 'ict-incident-management',
        number: 1,
        title: 'ICT incidents',
        sha256: INCIDENTS.sha256,
        statements: 2,
        groups: [],
        name: 'ICT incident management.docx',
      },
    ]);
    const chain = JSON.stringify(audit().database.prepare('SELECT * FROM audit_rows').lists());
    expect(chain).not.toMatch(/4 hours|\.docx|ICT incidents|User ana/);
    expect(JSON.stringify(audit().database.prepare('SELECT * FROM audit_texts').lists())).not.toContain('4 hours');
  });

  it.each([
    ['its file’s name', { name: 'Política de Gestión (TIC) v2.PDF' }, {}, 'politica-de-gestion-tic-v2'],
    ['a name of dots', { name: 'a.b.c.html' }, {}, 'a-b-c'],
    ['the title where the name says nothing', { name: '規程.docx', title: 'ICT risk' }, {}, 'ict-risk'],
    ['the title that is given, then', { name: '規程.docx', title: 'ICT' }, { title: 'Keels' }, 'keels'],
    ['its hash where that says nothing either', { name: '規.docx', title: '程' }, {}, `policy-${'ab'.repeat(6)}`],
    ['no more than is readable', { name: `${'long '.repeat(40)}.md` }, {}, `${'long-'.repeat(15)}long`],
    ['the id that is given', {}, { id: 'ir-7' }, 'ir-7'],
  ])('is named by %s', (_what, more, given, id) => {
    expect(service().add(documentOf(['A.'], more), given, ANA).version.policy).toBe(id);
  });

  it.each<[string, GivenFacts, RegExp]>([
    ['an id with blanks', { id: 'Incident Response' }, /For example: incident-response/],
    ['an id of nothing', { id: '' }, /cannot be the id/],
    ['an id that leads elsewhere', { id: '../x' }, /For example: x/],
    ['an endless id', { id: 'x'.repeat(81) }, /80 at most/],
    ['a day that is none', { effective: '2031-02-30' }, /"2031-02-30" is not a day/],
    ['a day in words', { effective: 'soon' }, /YYYY-MM-DD/],
    ['an empty owner', { owner: ' \u200b ' }, /The owner is empty/],
    ['an endless title', { title: 'x'.repeat(301) }, /too long: 301 characters, 300 at most/],
    ['a group by a name', { groups: ['Risk managers'] }, /not the object id of a group/],
    ['more groups than anybody reads', { groups: Array.from({ length: 51 }, (_, at) => `g-${at}`) }, /at most 50/],
  ])('is refused with %s', (_what, given, message) => {
    const policies = service();
    const error = thrown(() => policies.add(INCIDENTS, given, ANA));
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
    expect([policies.list(ANA), rows()]).toEqual([[], []]);
  });

  it('is refused where nothing was read of it, or too much', () => {
    const policies = service({ limits: { policies: 2, statements: 3 } });
    expect(() => policies.add(documentOf([]), {}, ANA)).toThrow(/no text was found/);
    expect(() => policies.add(documentOf(['A.', 'B.', 'C.', 'D.']), {}, ANA)).toThrow(/has 4 statements, .* at most 3/);
  });

  it('is refused where the tenant holds as many as it may, new versions and other tenants aside', () => {
    const policies = service({ limits: { policies: 2, statements: 3 } });
    for (const id of ['one', 'two']) policies.add(documentOf(['A.']), { id }, ANA);
    const error = thrown(() => policies.add(documentOf(['A.']), { id: 'three' }, ANA));
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('2 policies are held at most') });
    expect(policies.add(documentOf(['B.']), { id: 'two' }, ANA).change).toBe('updated');
    expect(
      policies.add(documentOf(['A.']), { id: 'one' }, member('all', { tenant: 't-2', conversation: 'c-2' })).change,
    ).toBe('added');
  });

  it('is refused where all policies together would say more than an analysis holds, versions before aside', () => {
    const policies = service({ limits: { together: 5 } });
    for (const id of ['one', 'two']) policies.add(documentOf(['A.', 'B.']), { id }, ANA);
    const error = thrown(() => policies.add(documentOf(['A.', 'B.']), { id: 'three' }, ANA));
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('at most 5 statements') });
    expect(policies.add(documentOf(['A.', 'B.', 'C.']), { id: 'two' }, ANA).change).toBe('updated');
    expect(policies.add(documentOf(['D.', 'E.', 'F.']), { id: 'two' }, ANA).change).toBe('updated');
    expect(policies.list(ANA)).toHaveLength(2);
    const other = member('all', { tenant: 't-2', conversation: 'c-2' });
    expect(policies.add(documentOf(['A.', 'B.']), { id: 'one' }, other).change).toBe('added');
  });

  it('is not there where its row cannot be', () => {
    const { within } = audit().audit;
    const record = () => {
      throw new Error('no row');
    };
    const policies = service({ ledger: { within, record } });
    expect(() => policies.add(INCIDENTS, {}, ANA)).toThrow('no row');
    expect(policies.list(ANA)).toEqual([]);
  });
});

describe('the next version of a policy', () => {
  const LONGER = documentOf(['The CISO reports within 24 hours.', 'Reports are kept for five years.'], {
    sha256: 'cd'.repeat(32),
  });

  it('is the file of the same name; what it says as before has the ids of before', () => {
    const policies = service();
    policies.add(INCIDENTS, {}, ANA);
    const { version, change } = policies.add(LONGER, {}, ANA);
    expect([change, version.number]).toEqual(['updated', 2]);
    expect(version.statements.map(({ id, text }) => [id, text])).toEqual([
      ['s3', 'The CISO reports within 24 hours.'],
      ['s2', 'Reports are kept for five years.'],
    ]);
    const back = policies.add({ ...INCIDENTS, sha256: 'ef'.repeat(32) }, {}, ANA).version;
    // The words of the first version were gone: their id is not given again, not even to them.
    expect(back.statements.map(({ id }) => id)).toEqual(['s4', 's2']);
    expect(policies.versions('ict-incident-management', ANA).map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(policies.find('ict-incident-management', ANA, 2)?.key).toBe(version.key);
    expect(policies.current(ANA)).toEqual([back]);
    expect(rows().map(({ what, number }) => [what, number])).toEqual([
      ['added', 1],
      ['updated', 2],
      ['updated', 3],
    ]);
  });

  it('is none where words and facts are those that hold: nothing is written', () => {
    const policies = service();
    const { version } = policies.add(INCIDENTS, {}, ANA);
    const again = policies.add({ ...INCIDENTS, sha256: 'cd'.repeat(32), kind: 'pdf' }, {}, ANA);
    expect(again).toEqual({ version, change: 'unchanged' });
    expect(policies.versions('ict-incident-management', ANA)).toEqual(policies.list(ANA));
    expect(rows()).toHaveLength(1);
  });

  it('is one where a fact changed', () => {
    const policies = service();
    const { version } = policies.add(INCIDENTS, {}, ANA);
    const next = policies.add(INCIDENTS, { owner: 'CISO' }, ANA);
    expect([next.change, next.version.facts.owner]).toEqual(['updated', 'CISO']);
    expect(next.version.statements).toEqual(version.statements);
    expect(next.version.key).not.toBe(version.key);
  });

  it('of the very same file has the facts that were given for it; another file says its own', () => {
    const policies = service();
    const first = documentOf(['Version: 1.0', 'A.']);
    policies.add(first, { version: '1.0b', owner: 'CISO' }, ANA);
    expect(policies.add(first, {}, ANA).change).toBe('unchanged');
    const next = policies.add(documentOf(['Version: 2.0', 'A.'], { sha256: 'cd'.repeat(32) }), {}, ANA);
    expect(next.version.facts).toEqual({ title: 'ICT incidents', version: '2.0', language: 'en' });
  });

  it('has the key of one that said the same under the same ids, and no other policy has', () => {
    const policies = service();
    const { version } = policies.add(INCIDENTS, { id: 'one' }, ANA);
    expect(policies.add(INCIDENTS, { id: 'two' }, ANA).version.key).not.toBe(version.key);
    policies.add(INCIDENTS, { id: 'one', owner: 'CISO' }, ANA);
    expect(policies.add({ ...INCIDENTS, sha256: 'cd'.repeat(32) }, { id: 'one' }, ANA).version).toMatchObject({
      number: 3,
      key: version.key,
    });
  });

  it('is not taken for one where nothing but the file’s name is the same', () => {
    const policies = service();
    policies.add(INCIDENTS, {}, ANA);
    const other = documentOf(['Ropes are dried.'], { title: 'Ropes', sha256: 'cd'.repeat(32) });
    const error = thrown(() => policies.add(other, {}, ANA));
    expect(error).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/has the file name of the policy "ict-incident-management" \(ICT incidents\)/),
    });
    expect(policies.add(other, { id: 'ict-incident-management' }, ANA).change).toBe('updated');
    expect(policies.add(documentOf(['Tar.'], { title: 'ROPES' }), {}, ANA).change).toBe('updated');
  });
});

describe('a policy that is removed', () => {
  it('is gone with all its versions and what was made of it, and its id is free', () => {
    const forgotten: string[] = [];
    const policies = service({ forget: (tenant, policy) => forgotten.push(`${tenant}/${policy}`) });
    policies.add(INCIDENTS, { id: 'one' }, ANA);
    policies.add(documentOf(['A.']), { id: 'one' }, ANA);
    expect(policies.remove('one', ANA).map(({ number }) => number)).toEqual([2, 1]);
    expect([policies.list(ANA), policies.versions('one', ANA)]).toEqual([[], []]);
    expect(forgotten).toEqual(['t-1/one']);
    expect(rows().at(-1)).toMatchObject({ what: 'removed', id: 'one', number: 2, statements: 1 });
    expect(thrown(() => policies.remove('one', ANA))).toMatchObject({ code: 'not_found' });
    expect(policies.add(INCIDENTS, { id: 'one' }, ANA)).toMatchObject({ change: 'added', version: { number: 1 } });
  });

  it('stays where what was made of it cannot be forgotten', () => {
    const forget = () => {
      throw new Error('locked');
    };
    const policies = service({ forget });
    policies.add(INCIDENTS, { id: 'one' }, ANA);
    expect(() => policies.remove('one', ANA)).toThrow('locked');
    expect(policies.list(ANA)).toHaveLength(1);
    expect(rows()).toHaveLength(1);
  });
});

describe('a title that hides things', () => {
  it('is taken by what is seen of it', () => {
    const title = `Keels\u202e\u0000\n ${'x'.repeat(400)}`;
    const { version } = service().add(documentOf(['A.'], { title }), {}, ANA);
    expect(version.facts.title).toMatch(/^Keels x+$/);
    expect(version.facts.title.length).toBeLessThanOrEqual(300);
  });
});
