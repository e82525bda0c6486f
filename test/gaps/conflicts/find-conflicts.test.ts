import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findConflicts } from '../../../src/gaps/conflicts/find-conflicts.ts';
import type { PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import { policyOf, syntheticPolicy } from '../coverage/synthetic-texts.ts';
import { CONFLICTS, HARMONIES } from './conflict-pairs.ts';
import { tableOf, twoPolicies } from './policies-of.ts';

describe('two statements on one matter', () => {
  it.each(CONFLICTS)('$kind: "$one" against "$other"', (pair) => {
    const policies = twoPolicies(pair);
    const found = findConflicts(policies);
    expect(found.map(({ kind }) => kind)).toEqual([pair.kind]);
    const [conflict] = found;
    expect(conflict?.statements.map(({ policy, quote }) => [policy, quote])).toEqual([
      ['first', pair.one],
      ['second', pair.other],
    ]);
    for (const { quote, says } of conflict?.statements ?? []) expect(quote).toContain(says);
    expect(new Set(conflict?.statements.map(({ says }) => says)).size).toBe(2);
    expect(conflict?.matter).toMatch(/\p{L}{3}/u);
    expect(conflict?.confidence).toBeGreaterThan(0.5);
    expect(conflict?.confidence).toBeLessThanOrEqual(1);
  });

  it.each(HARMONIES)('none, since $because: "$one" beside "$other"', (pair) => {
    expect(findConflicts(twoPolicies(pair))).toEqual([]);
  });
});

describe('more than two statements', () => {
  const three = ['three months', 'six months', 'nine months'].map((period, at) =>
    policyOf([['1. Keys', `Keys of the tower are counted every ${period}.`]], { policy: `keys-${at}` }),
  );

  it('make one conflict where they speak of one matter', () => {
    const found = findConflicts(three);
    expect(found).toHaveLength(1);
    expect(found[0]?.statements.map(({ says }) => says)).toEqual([
      'every three months',
      'every six months',
      'every nine months',
    ]);
  });

  it('and each other matter one of its own', () => {
    const more = [
      policyOf([['1. Gas', 'Gas logs are kept for five years.']], { policy: 'gas' }),
      policyOf([['1. Gas', 'Gas logs must be kept for two years.']], { policy: 'works' }),
    ];
    expect(findConflicts([...three, ...more]).map(({ kind }) => kind)).toEqual(['retention', 'frequency']);
  });

  it('are found within one policy as well', () => {
    const one = policyOf([
      ['1. Archive', 'Gas logs are kept for five years.'],
      ['7. Night', 'Gas logs are retained for one year.'],
    ]);
    expect(findConflicts([one])[0]?.statements.map(({ statement }) => statement)).toEqual(['s1', 's2']);
  });

  it('but not where its headings tell two cases apart', () => {
    const one = policyOf([
      ['1. High-risk owners', 'The file of the owner is updated every year.'],
      ['2. Low-risk owners', 'The file of the owner is updated every five years.'],
    ]);
    expect(findConflicts([one])).toEqual([]);
  });
});

describe('tables', () => {
  const schedule = tableOf(
    'schedule',
    ['Record', 'Kept for', 'Owner'],
    [
      ['Gas logs', '3 years', 'Gas works'],
      ['Visitor books', '1 year', 'Wardens'],
    ],
  );

  it('stand against sentences, row by row', () => {
    const found = findConflicts([
      schedule,
      policyOf([['1', 'Gas logs are kept for five years.']], { policy: 'works' }),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'retention', matter: 'Gas logs' });
    expect(found[0]?.statements.map(({ says }) => says)).toEqual(['3 years', 'for five years']);
    expect(found[0]?.statements[0]?.quote).toBe('Record: Gas logs; Kept for: 3 years; Owner: Gas works');
  });

  it('stand against other tables', () => {
    const other = tableOf('works', ['Document', 'Retention period'], [['Gas logs', '10 years']]);
    expect(findConflicts([schedule, other])[0]?.statements.map(({ says }) => says)).toEqual(['3 years', '10 years']);
  });

  it('do not contradict themselves, whatever their rows say', () => {
    const classes = tableOf(
      'classes',
      ['Class of gas works', 'Review frequency'],
      [
        ['Large gas works', 'every year'],
        ['Gas works', 'every two years'],
      ],
    );
    expect(findConflicts([classes])).toEqual([]);
  });

  it('that tell facts of the document are no claims', () => {
    const facts = (policy: string, owner: string): PolicyVersion =>
      tableOf(
        policy,
        ['Field', 'Value'],
        [
          ['Owner', owner],
          ['Review', owner === 'Chief Risk Officer' ? 'every year' : 'every two years'],
        ],
      );
    expect(findConflicts([facts('a', 'Chief Risk Officer'), facts('b', 'Data Protection Officer')])).toEqual([]);
  });
});

it("a policy's own name is the same matter as what it says of itself", () => {
  const own = { ...policyOf([['1', 'This policy is reviewed every year.']], { policy: 'lamps' }) };
  const about = policyOf([['1', 'The Lamp Safety Policy is reviewed every two years.']], { policy: 'frame' });
  const named = { ...own, facts: { title: 'Lamp Safety Policy', language: 'en' as const } };
  expect(findConflicts([named, about])).toHaveLength(1);
  expect(findConflicts([own, about])).toEqual([]);
});

it('what opens a list is read with its items', () => {
  const item = (policy: string, text: string): PolicyVersion => {
    const made = policyOf([['1. Duties', text]], { policy });
    const lead = (each: PolicyVersion['statements'][number]) => ({ ...each, leadIn: 'The Key Officer must:' });
    return { ...made, statements: made.statements.map(lead) };
  };
  const found = findConflicts([
    item('a', 'report lost keys to the supervisor within 24 hours;'),
    item('b', 'report lost keys to the supervisor within 72 hours;'),
  ]);
  expect(found[0]?.statements.map(({ says }) => says)).toEqual(['within 24 hours', 'within 72 hours']);
});

it('owners that a document names of itself do not count', () => {
  const made = (policy: string, owner: string): PolicyVersion => {
    const one = policyOf([['1', 'Lanterns are lit at dusk.']], { policy });
    return { ...one, facts: { ...one.facts, owner } };
  };
  expect(findConflicts([made('a', 'Chief Risk Officer'), made('b', 'Data Protection Officer')])).toEqual([]);
});

it('of several versions of a policy the last counts', () => {
  const [old, current] = twoPolicies(CONFLICTS[0] ?? { one: '', other: '' });
  if (old === undefined || current === undefined) throw new Error('Two policies are made');
  expect(findConflicts([old, { ...current, policy: old.policy, number: 2 }])).toEqual([]);
});

it('the order of the policies does not matter', () => {
  const all = [...CONFLICTS, ...HARMONIES].flatMap((pair, at) =>
    twoPolicies(pair).map((each) => ({ ...each, policy: `${each.policy}-${at}` })),
  );
  const expected = findConflicts(all);
  expect(expected.length).toBeGreaterThan(15);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(findConflicts(shuffled)).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});

describe('hostile statements', () => {
  const LONG = 200_000;
  const HOSTILE = [
    'a'.repeat(LONG),
    'kept for 5 years '.repeat(LONG / 20),
    `The ${'very '.repeat(LONG / 5)}long record is kept for five years.`,
    '('.repeat(LONG),
    `${' '.repeat(LONG)}within 4 hours`,
    `The CISO is responsible for ${'the register of '.repeat(80)}`,
    `${'1.'.repeat(700)} hours`,
    `within ${'9'.repeat(1_400)} hours`,
    'reported to the the the '.repeat(60),
    `${'İ'.repeat(700)} are kept for five years.`,
    '\u202ekept for \ud800 five years\u0000.',
    ', and the '.repeat(140),
    'a (b '.repeat(290),
    '',
  ];

  it('end soon, and give nothing that they do not say', () => {
    const started = performance.now();
    const policies = ['a', 'b'].map((policy) => policyOf([['1', ...HOSTILE, ...HOSTILE]], { policy }));
    const rows = tableOf(
      't',
      HOSTILE,
      HOSTILE.map(() => HOSTILE),
    );
    for (const { statements } of findConflicts([...policies, rows]))
      for (const { quote, says } of statements) expect(quote).toContain(says);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('of any kind give quotes that are stored, twice the same', () => {
    const words = fc.constantFrom(
      'gas logs',
      'are',
      'kept',
      'for',
      'five',
      'years',
      'must',
      'not',
      ';',
      ',',
      '(',
      'to the',
      'supervisor',
      'within',
      '4',
      'hours',
      'unless',
      'CISO',
      'is responsible for',
      '.',
      'cada',
      'año',
      'se conservan',
    );
    const text = fc.array(words, { maxLength: 25 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), fc.array(text, { maxLength: 8 }), (one, other) => {
        const policies = [policyOf([['1', ...one]], { policy: 'a' }), policyOf([['1', ...other]], { policy: 'b' })];
        const found = findConflicts(policies);
        const stored = new Map(policies.map(({ policy, statements }) => [policy, statements]));
        for (const { statements } of found) {
          expect(statements.length).toBeGreaterThan(1);
          for (const { policy, statement, quote } of statements)
            expect(stored.get(policy)?.find(({ id }) => id === statement)?.text).toBe(quote);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that all say the same word do not make each be held against each', () => {
    const texts = Array.from({ length: 1_000 }, (_, at) => `Gas logs are kept for ${at + 2} years.`);
    const started = performance.now();
    findConflicts([policyOf([['1', ...texts]])]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

it('unlike statements are no conflicts, however many there are', () => {
  const policies = [1, 2, 3].map((seed) => ({ ...syntheticPolicy(150, seed), policy: `made-${seed}` }));
  expect(findConflicts(policies)).toEqual([]);
});
