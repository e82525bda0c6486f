import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../src/gaps/coverage/assessment.ts';
import { createScorer } from '../../../src/gaps/coverage/scorer.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import { COVERING, OBLIGATIONS } from './harbour-law.ts';
import { obligationOf, policyOf } from './synthetic-texts.ts';

const SCORER = createScorer(OBLIGATIONS);

function obligation(at: number): Obligation {
  const found = OBLIGATIONS[at];
  if (found === undefined) throw new Error(`No obligation ${at}`);
  return found;
}

/** How an obligation stands by one statement among others on other matters. */
function judged(at: number, ...statements: readonly string[]): Assessment {
  const policy = policyOf([
    ['Duties', ...statements],
    ['House rules', 'The canteen opens at noon.', 'Visitors sign the guest book at the gate.'],
  ]);
  return SCORER.assess(obligation(at), [SCORER.work(policy)]);
}

function lacks({ differences }: Assessment): readonly string[] {
  return differences.map(({ kind, against }) => `${kind}${against ? ' against' : ''}`);
}

describe('an obligation that a policy covers', () => {
  it.each(Object.entries(COVERING))('is found in other words: %s', (at, statement) => {
    const assessment = judged(Number(at), statement);
    expect(assessment).toMatchObject({ state: 'covered', differences: [], by: 'scoring' });
    expect(assessment.evidence[0]).toMatchObject({ policy: 'harbour', statement: 's1', quote: statement });
    expect(assessment.gap).toBeLessThan(0.5);
  });

  it('is covered by several statements of one section together', () => {
    const assessment = judged(
      0,
      'The Duty Officer notifies each major collision of vessels to the competent authority.',
      'The notification is sent within four hours of becoming aware of the collision.',
    );
    expect(assessment.state).toBe('covered');
  });

  it('is missing where only a title or an announcement speaks of it', () => {
    for (const words of [
      'Notification of major collisions to the competent authority',
      'This section deals with the notification of major collisions of vessels to the competent authority.',
    ])
      expect(judged(0, words), words).toMatchObject({ state: 'missing', differences: [], evidence: [] });
  });

  it('is missing where nothing bears on it, and by no policy at all', () => {
    expect(judged(6, COVERING[1] ?? '').state).toBe('missing');
    const none = SCORER.assess(obligation(0), []);
    expect(none).toMatchObject({ state: 'missing', evidence: [], differences: [] });
    expect(none.gap).toBeGreaterThan(0.9);
  });
});

describe('a policy that falls short', () => {
  it.each<[string, number, string, string, string]>([
    ['a longer deadline', 0, 'within 4 hours', 'within 48 hours', 'contradicted'],
    ['a shorter retention', 1, 'for six years', 'for two years', 'contradicted'],
    ['less often', 5, 'once a year', 'every three years', 'contradicted'],
    ['a shorter notice', 4, 'three months before', 'one week before', 'contradicted'],
  ])('%s is against the law', (_, at, words, instead, state) => {
    const assessment = judged(at, (COVERING[at] ?? '').replace(words, instead));
    expect(lacks(assessment)).toContain('deadline against');
    expect(assessment.state).toBe(state);
    const difference = assessment.differences.find(({ kind }) => kind === 'deadline');
    expect(obligation(at).text).toContain(difference?.law);
    expect(assessment.evidence[0]?.quote).toContain(difference?.policy);
  });

  it('leaves the deadline out', () => {
    const assessment = judged(0, 'The Duty Officer reports every serious collision between vessels to the regulator.');
    expect(assessment.state).toBe('partial');
    expect(assessment.differences).toContainEqual({
      kind: 'deadline',
      against: false,
      law: expect.stringContaining('four hours'),
      policy: null,
    });
  });

  it.each([
    [
      'should',
      'The Duty Officer should report every serious collision between vessels to the regulator within 4 hours.',
    ],
    ['may', 'The Duty Officer may report every serious collision between vessels to the regulator within 4 hours.'],
    [
      'where possible',
      'Where possible the Duty Officer reports every serious collision between vessels to the regulator within 4 hours.',
    ],
  ])('only recommends, allows or tries: %s', (_, statement) => {
    const assessment = judged(0, statement);
    expect(assessment.state).toBe('partial');
    expect(lacks(assessment)).toContain('modality');
  });

  it('tells somebody else', () => {
    const assessment = judged(
      0,
      'The Duty Officer reports every serious collision between vessels to the Head of Marketing within 4 hours.',
    );
    expect(assessment.state).toBe('contradicted');
    expect(lacks(assessment)).toContain('recipient against');
  });

  it.each([
    'The Duty Officer reports every serious collision between vessels of premium customers to the regulator within 4 hours; other collisions are only recorded.',
    'Only collisions that sink a vessel are reported by the Duty Officer to the regulator within 4 hours, other serious collisions are not.',
  ])('holds for fewer cases: %s', (statement) => {
    const assessment = judged(0, statement);
    expect(assessment.state).not.toBe('covered');
    expect(lacks(assessment)).toContain('scope');
  });

  it('makes an exception that the law does not make, and not one that it does', () => {
    const added = judged(
      5,
      'The Signals Team tests the fog signals of every pier once a year, unless the budget is spent.',
    );
    expect(added.state).toBe('partial');
    expect(added.differences).toContainEqual(
      expect.objectContaining({ kind: 'exception', policy: 'unless the budget is spent' }),
    );
    const same = judged(
      5,
      'The Signals Team tests the fog signals of every pier once a year, except where the pier is closed.',
    );
    expect(lacks(same)).not.toContain('exception');
  });

  it('says that it is not done, or demands what is forbidden', () => {
    const denied = judged(0, 'Collisions between vessels are not reported to the regulator by the Duty Officer.');
    expect(denied.gap).toBeGreaterThan(0.8);
    expect(['contradicted', 'missing']).toContain(denied.state);
    const allowed = judged(3, 'Staff must disclose the route of a vessel to its competitors.');
    expect(allowed.state).toBe('contradicted');
    expect(lacks(allowed)).toContain('modality against');
  });

  it('leaves to somebody else what the management body must do itself', () => {
    const assessment = judged(2, 'Each year the Harbour Engineer signs off the mooring policy.');
    expect(assessment.state).toBe('partial');
    expect(lacks(assessment)).toContain('actor');
  });
});

describe('languages', () => {
  const incidents = obligationOf(
    'Los operadores comunicarán a la autoridad competente los incidentes graves en el plazo de 24 horas.',
    1,
    'es',
  );
  const contracts = obligationOf(
    'Los operadores conservarán los contratos con los clientes durante diez años.',
    2,
    'es',
  );
  const SPANISH = createScorer([incidents, contracts]);

  it('reads Spanish as it reads English', () => {
    const by = (statement: string): Assessment =>
      SPANISH.assess(incidents, [SPANISH.work(policyOf([['Incidentes', statement]], { language: 'es' }))]);
    expect(by('El responsable notifica al supervisor todo incidente grave en el plazo de 24 horas.').state).toBe(
      'covered',
    );
    expect(by('El responsable notifica al supervisor todo incidente grave en el plazo de cinco días.').state).toBe(
      'contradicted',
    );
    expect(
      by('El responsable podrá notificar al supervisor los incidentes graves en el plazo de 24 horas.').state,
    ).toBe('partial');
    expect(by('El responsable archiva las actas del comité en papel.').state).toBe('missing');
  });

  it('meets the law of another language in its concepts', () => {
    const near = SPANISH.assess(incidents, [
      SPANISH.work(
        policyOf([['Incidents', 'The officer reports major incidents to the competent authority within 24 hours.']]),
      ),
    ]);
    const far = SPANISH.assess(incidents, [
      SPANISH.work(policyOf([['Canteen', 'Lunch is served at noon in the hall.']])),
    ]);
    expect(near.evidence).not.toEqual([]);
    expect(near.gap).toBeLessThan(far.gap);
  });
});

describe('what is worked out', () => {
  const POLICY = policyOf([['Duties', ...Object.values(COVERING)]]);

  it('is plain data: stored and read again, it judges the same', () => {
    const work = SCORER.work(POLICY);
    const stored = JSON.parse(JSON.stringify(work)) as typeof work;
    expect(stored).toEqual(work);
    for (const each of OBLIGATIONS) expect(SCORER.assess(each, [stored])).toEqual(SCORER.assess(each, [work]));
  });

  it('rests on the obligations and this policy alone', () => {
    const fresh = createScorer(OBLIGATIONS);
    fresh.work(policyOf([['Other', COVERING[5] ?? '']], { policy: 'other' }));
    expect(fresh.work(POLICY)).toEqual(createScorer(OBLIGATIONS).work(POLICY));
  });

  it('of several policies the best covers, and one says what another leaves open', () => {
    const partial = policyOf(
      [['A', 'The Duty Officer reports every serious collision between vessels to the regulator.']],
      { policy: 'a' },
    );
    const whole = policyOf([['B', COVERING[0] ?? '']], { policy: 'b' });
    const works = [SCORER.work(partial), SCORER.work(whole)];
    const both = SCORER.assess(obligation(0), works);
    expect(both.state).toBe('covered');
    expect(new Set(both.evidence.map(({ policy }) => policy))).toEqual(new Set(['a', 'b']));
    expect(SCORER.assess(obligation(0), [...works].reverse())).toEqual(both);
  });

  it('keeps at most five statements an obligation, each word for word, the best first', () => {
    const many = policyOf([['Collisions', ...Array.from({ length: 12 }, (_, at) => `${COVERING[0]} See form ${at}.`)]]);
    const { evidence } = SCORER.assess(obligation(0), [SCORER.work(many)]);
    expect(evidence).toHaveLength(5);
    const quotes = new Map(many.statements.map(({ id, text, hash }) => [id, { text, hash }]));
    for (const { statement, quote, hash } of evidence) expect(quotes.get(statement)).toEqual({ text: quote, hash });
    expect(evidence.map(({ score }) => score)).toEqual(evidence.map(({ score }) => score).sort((a, b) => b - a));
  });
});
