import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, sentenceSpans, sentencesOf } from '../../src/regulations/sentences.ts';

describe('sentences', () => {
  it.each([
    ['It ends. It begins.', ['It ends.', 'It begins.']],
    ['See Art. 5 of Reg. No. 3. It applies.', ['See Art. 5 of Reg. No. 3.', 'It applies.']],
    ['El Reglamento (UE) n.º 575/2013 obliga. Así es.', ['El Reglamento (UE) n.º 575/2013 obliga.', 'Así es.']],
    ['A ratio of 4.5 % holds. Next.', ['A ratio of 4.5 % holds.', 'Next.']],
    ['He asked: “Why?” She left.', ['He asked: “Why?”', 'She left.']],
    ['first line\nsecond line', ['first line', 'second line']],
    ['e.g. this, i.e. that', ['e.g. this, i.e. that']],
    ['', []],
  ])('cuts %j', (text, expected) => {
    expect(sentencesOf(text)).toEqual(expected);
  });

  it('loses and invents nothing: the spans cover every character that is not white space, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const spans = sentenceSpans(text);
        const joined = spans.map(({ start, end }) => text.slice(start, end)).join('');
        expect(joined.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const [at, { start, end }] of spans.entries()) {
          expect(end).toBeGreaterThan(start);
          if (at > 0) expect(start).toBeGreaterThanOrEqual(spans[at - 1]!.end);
        }
      }),
    );
  });

  it('excerpts whole sentences around what was found', () => {
    const text = Array.from(
      { length: 30 },
      (_, at) => `Sentence number ${at} speaks of ${at === 20 ? 'owls' : 'bees'}.`,
    ).join(' ');
    const excerpt = excerptOf(text, 200, (sentence) => (sentence.includes('owls') ? 1 : 0));
    expect(excerpt).toContain('Sentence number 20 speaks of owls.');
    expect(excerpt.startsWith('… Sentence')).toBe(true);
    expect(excerpt.endsWith('. …')).toBe(true);
    expect(excerpt.length).toBeLessThanOrEqual(210);
    expect(excerptOf('Short.', 200, () => 0)).toBe('Short.');
  });
});
