import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/regulations/embedder.ts';
import { WORDS_OF_COMPLIANCE } from './kept-words.ts';
import { formsByRoot, vectorsOf, withWords } from './make-word-vectors.ts';
import { blended, centred, directionsOf, normalised, quantised, reduced } from './reduce-vectors.ts';

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
    const [one, alike, other] = reduced(centred(rows), { common: 1, dimensions: 1 });
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
      ['bank', ['bank']],
      ['ledger', ['ledger', 'ledgers']],
      ['suppl', ['supply', 'supplies']],
    ]);
  });

  it('takes the three most frequent forms of a root', () => {
    const words = ['report', 'reports', 'reporting', 'reported'];
    expect(formsByRoot(words, new Set()).get('report')).toEqual(['report', 'reports', 'reporting']);
  });

  it('adds a word that the list lacks as its own form, and leaves a root that is there', () => {
    const forms = withWords(new Map([['bank', ['bank', 'banks']]]), ['blockchain', 'banking', 'aisp']);
    expect([...forms]).toEqual([
      ['aisp', ['aisp']],
      ['bank', ['bank', 'banks']],
      ['blockcha', ['blockchain']],
    ]);
  });

  it('names no word of compliance twice', () => {
    expect(new Set(WORDS_OF_COMPLIANCE).size).toBe(WORDS_OF_COMPLIANCE.length);
    for (const word of WORDS_OF_COMPLIANCE) expect(word).toMatch(/^[a-z]{2,}$/);
  });
});

describe('vectors of roots', () => {
  /** The first number is the widest direction of words; the others tell what a word means. */
  const READ: Readonly<Record<string, readonly number[]>> = {
    supplier: [2, 1, 0, 0],
    vendor: [-2, 1, 0, 0],
    bank: [2, 0, 1, 0],
    lender: [-2, 0, 1, 0],
    tree: [2, 0, 0, 1],
    forest: [-2, 0, 0, 1],
  };
  const WORDS = Object.keys(READ);
  const EACH = new Map(WORDS.map((word) => [word, [word]]));

  function fakeEmbedder(asked: (readonly string[])[] = []): Embedder {
    return {
      id: 'fake',
      dimensions: 4,
      languages: ['en'],
      embed: async (texts) => {
        asked.push(texts);
        return texts.map((text) => Float32Array.from(READ[text] ?? []));
      },
    };
  }

  function cosine(vectors: ReadonlyMap<string, Float64Array>, one: string, other: string): number {
    return (vectors.get(one) ?? vector()).reduce((sum, value, at) => sum + value * (vectors.get(other)?.[at] ?? 0), 0);
  }

  it('drops the widest direction: what means the same points the same way', async () => {
    const vectors = await vectorsOf(EACH, WORDS, fakeEmbedder(), 2);
    expect([...vectors.keys()]).toEqual(WORDS);
    expect(cosine(vectors, 'supplier', 'vendor')).toBeCloseTo(1, 6);
    expect(cosine(vectors, 'bank', 'lender')).toBeCloseTo(1, 6);
    expect(cosine(vectors, 'bank', 'vendor')).toBeLessThan(0);
  });

  it('has the model read each word alone and once', async () => {
    const asked: (readonly string[])[] = [];
    await vectorsOf(new Map([...EACH, ['both', ['bank', 'tree']]]), WORDS, fakeEmbedder(asked), 2);
    expect(asked).toEqual([...WORDS].sort().map((word) => [word]));
  });

  it('makes one of the forms of a root, the more frequent of which counts for more', async () => {
    const forms = new Map([...EACH, ['both', ['bank', 'tree']]]);
    const vectors = await vectorsOf(forms, ['bank', ...Array<string>(20).fill('other'), 'tree'], fakeEmbedder(), 2);
    expect(cosine(vectors, 'both', 'bank')).toBeGreaterThan(cosine(vectors, 'both', 'tree'));
    expect(cosine(vectors, 'both', 'tree')).toBeGreaterThan(cosine(vectors, 'both', 'vendor'));
  });
});
