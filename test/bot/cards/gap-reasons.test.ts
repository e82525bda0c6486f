import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapReason } from '../../../bot/cards/gap-reasons.ts';
import { type Difference, LACKS } from '../../../src/gaps/coverage/assessment.ts';
import { differenceSentence, whySentences } from '../../../src/gaps/report/difference-sentences.ts';

const words = fc.option(fc.stringMatching(/^[a-z0-9 (),.]{0,40}$/));
const difference: fc.Arbitrary<Difference> = fc.record({
  kind: fc.constantFrom(...LACKS),
  against: fc.boolean(),
  law: words,
  policy: words,
});

describe('why something is a gap', () => {
  it('is told in Spanish as the report tells it, with the words of both texts as they are', () => {
    fc.assert(
      fc.property(difference, (each) => {
        expect(gapReason(differenceSentence(each, 'en'), 'es')).toBe(differenceSentence(each, 'es'));
        expect(gapReason(differenceSentence(each, 'en'), 'en')).toBe(differenceSentence(each, 'en'));
      }),
    );
  });

  it.each([[[]], [[{ policy: 'p', statement: 's1', quote: 'x', hash: '', score: 0 }]]])(
    'is told in Spanish where no policy says it (%#)',
    (evidence) => {
      const assessment = {
        ...{ obligation: 'o', state: 'missing' as const, differences: [], evidence, gap: 1, confidence: 1 },
        by: 'scoring' as const,
      };
      const [en = ''] = whySentences({ assessment }, 'en');
      expect(gapReason(en, 'es')).toBe(whySentences({ assessment }, 'es')[0]);
    },
  );

  it('stays as it is where a person or a model wrote it, whatever it is', () => {
    expect(gapReason('The manual says it.', 'es')).toBe('The manual says it.');
    fc.assert(
      fc.property(fc.string(), (some) => {
        expect(gapReason(`x${some}`, 'es')).toBe(`x${some}`);
      }),
    );
    const begun = performance.now();
    gapReason(`deadline: the law says "${'", the policy "'.repeat(100_000)}`, 'es');
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
