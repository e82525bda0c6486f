import { describe, expect, it } from 'vitest';
import { createRootReader } from '../../../src/gaps/coverage/words/roots.ts';
import { formsByRoot, withWordsOfArt } from './make-word-vectors.ts';
import { blended, directionsOf, normalised, quantised, reduced } from './reduce-vectors.ts';
import { WORDS_OF_ART } from './words-of-art.ts';

const vector = (...numbers: number[]): Float64Array => Float64Array.from(numbers);

describe('reducing vectors', () => {
  it('finds the directions of a symmetric matrix, the widest first', () => {
    const [first, second] = directionsOf([vector(2, 1), vector(1, 2)]);
    expect(Math.abs((first?.[0] ?? 0) / (first?.[1] ?? 1))).toBeCloseTo(1, 9);
    expect((first?.[0] ?? 0) * (second?.[0] ?? 0) + (first?.[1] ?? 0) * (second?.[1] ?? 0)).toBeCloseTo(0, 9);
  });

  it('takes out what all have in common and the widest direction', () => {
    // The first number tells how frequent a word is; the second what it means.
    const rows = [vector(105, 1, 0), vector(95, 1, 0), vector(104, -1, 0), vector(96, -1, 0)];
    const [one, alike, other] = reduced(rows, { common: 1, dimensions: 1 });
    expect(one?.[0]).toBeCloseTo(alike?.[0] ?? 0, 6);
    expect(one?.[0]).toBeCloseTo(-(other?.[0] ?? 0), 6);
    expect(Math.abs(one?.[0] ?? 0)).toBeCloseTo(1, 6);
  });

  it('gives vectors as long as 1, and leaves one of nothing', () => {
    expect([...normalised(vector(3, 4))]).toEqual([0.6, 0.8]);
    expect([...normalised(vector(0, 0))]).toEqual([0, 0]);
    expect([...blended([vector(1, 0), vector(0, 1)], 2, [3, 4])]).toEqual([0.6, 0.8]);
  });

  it('makes bytes whose largest is 127', () => {
    expect([...quantised(vector(0.5, -0.25, 0))]).toEqual([127, -63, 0]);
    expect([...quantised(vector(0, 0))]).toEqual([0, 0]);
  });
});

describe('which words are kept', () => {
  it('takes the frequent and the wanted with their forms, and neither function words nor signs', () => {
    const words = ['the', 'supply', ',', 'bank', '1990', 'supplies', 'ledger', 'ledgers', 'zebra'];
    const forms = formsByRoot(words, new Set(['ledger']), 4);
    expect([...forms]).toEqual([
      ['bank', [3]],
      ['ledger', [6, 7]],
      ['suppl', [1, 5]],
    ]);
  });

  it('draws a word of art to the words that explain it, and makes one that was not there', () => {
    const known = new Map([
      ['cloud', vector(1, 0)],
      ['server', vector(0, 1)],
    ]);
    const drawn = withWordsOfArt(
      known,
      new Map([
        ['cloud', ['server']],
        ['casp', ['server']],
      ]),
    );
    expect(drawn.get('cloud')?.[1]).toBeCloseTo(Math.SQRT1_2, 9);
    expect([...(drawn.get('casp') ?? [])]).toEqual([0, 1]);
    expect(drawn.get('server')).toBe(known.get('server'));
  });

  it('explains no root twice', () => {
    const roots = [...WORDS_OF_ART.keys()].map(createRootReader('en'));
    expect(roots.filter((root, at) => roots.indexOf(root) !== at)).toEqual([]);
    for (const [word, explained] of WORDS_OF_ART) expect(explained.length, word).toBeGreaterThan(0);
  });
});
