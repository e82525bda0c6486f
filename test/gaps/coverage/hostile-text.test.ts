import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COVERAGE_STATES, LACKS } from '../../../src/gaps/coverage/assessment.ts';
import { createScorer } from '../../../src/gaps/coverage/scorer.ts';
import { OBLIGATIONS } from './harbour-law.ts';
import { policyOf, syntheticObligations, syntheticPolicy } from './synthetic-texts.ts';

const SCORER = createScorer(OBLIGATIONS);

describe('hostile text', () => {
  it('judges whatever statement there is within its bounds', () => {
    const words = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc
        .array(
          fc.constantFrom(
            'no',
            'not',
            'unless',
            'only',
            ';',
            ',',
            'the',
            'harbour',
            'within',
            '4',
            'hours',
            'may',
            'to',
            'que',
            'salvo',
            '€',
            'İ',
            'ﬁ',
          ),
          { maxLength: 60 },
        )
        .map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (statements) => {
        const policy = policyOf([['Any', ...statements]]);
        const works = [SCORER.work(policy)];
        for (const each of OBLIGATIONS) {
          const { state, gap, confidence, differences, evidence } = SCORER.assess(each, works);
          expect(COVERAGE_STATES).toContain(state);
          expect(gap).toBeGreaterThanOrEqual(0);
          expect(gap).toBeLessThanOrEqual(1);
          expect(confidence).toBeGreaterThanOrEqual(0.2);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(evidence.length).toBeLessThanOrEqual(5);
          expect(state === 'covered' || state === 'missing').toBe(differences.length === 0);
          for (const { kind, law, policy: said } of differences) {
            expect(LACKS).toContain(kind);
            expect(law === null || each.text.includes(law)).toBe(true);
            expect(said === null || statements.some((statement) => statement.includes(said))).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['commas', 'the regulator, '],
    ['negations', 'is not '],
    ['exceptions', 'unless the collision '],
    ['qualifiers', 'retail customers that concern '],
    ['numbers', '12 hours '],
    ['one letter', 'a'],
    ['no one', 'no uno no '],
  ])('takes time in proportion to its length: %s', (_, piece) => {
    const time = (length: number): number => {
      const text = `Harbour operators notify each major collision to ${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}.`;
      const policy = policyOf([['Any', text]]);
      const started = performance.now();
      const works = [SCORER.work(policy)];
      for (const each of OBLIGATIONS) SCORER.assess(each, works);
      return performance.now() - started;
    };
    time(2_000);
    expect(time(20_000)).toBeLessThan(3_000);
  });

  it('scores synthetic texts of any size, each obligation once', () => {
    const obligations = syntheticObligations(60, 7);
    const scorer = createScorer(obligations);
    const work = scorer.work(syntheticPolicy(80, 8));
    for (const each of obligations) expect(scorer.assess(each, [work]).obligation).toBe(each.id);
    expect(Object.keys(createScorer([]).work(syntheticPolicy(5, 9)).found)).toEqual([]);
  });
});
