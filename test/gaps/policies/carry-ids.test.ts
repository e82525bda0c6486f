import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestCommon } from '../../../src/gaps/policies/align-statements.ts';
import { carryIds, hashedStatements } from '../../../src/gaps/policies/carry-ids.ts';
import type { PolicyStatement } from '../../../src/gaps/policies/policy.ts';
import { documentOf } from './policy-desk.ts';

/** The statements of several versions, one after the other. */
function versionsOf(...texts: readonly (readonly string[])[]): readonly (readonly PolicyStatement[])[] {
  const used = new Set<string>();
  const versions: (readonly PolicyStatement[])[] = [];
  for (const sentences of texts) {
    const version = carryIds(hashedStatements(documentOf(sentences).statements), versions.at(-1) ?? [], used);
    for (const { id } of version) used.add(id);
    versions.push(version);
  }
  return versions;
}

const told = (statements: readonly PolicyStatement[] = []) =>
  statements.map(({ id, section, text }) => [id, ...section, text].join('|'));

describe('ids of statements', () => {
  it('are numbered in reading order in the first version', () => {
    expect(told(versionsOf(['A.', 'B.', 'C.'])[0])).toEqual(['s1|A.', 's2|B.', 's3|C.']);
  });

  it('stay with what is unchanged; what is new gets a number that there never was', () => {
    const [, second, third] = versionsOf(['A.', 'B.', 'C.'], ['A.', 'New.', 'C.'], ['B.', 'A.', 'C.', 'Newer.']);
    expect(told(second)).toEqual(['s1|A.', 's4|New.', 's3|C.']);
    // "B." was gone for a version: it is another statement now.
    expect(told(third)).toEqual(['s5|B.', 's1|A.', 's3|C.', 's6|Newer.']);
  });

  it('stay where only typography changed', () => {
    const [, second] = versionsOf(['The “CISO” reports — at once.'], ['the "ciso"  reports - at once.']);
    expect(second?.map(({ id }) => id)).toEqual(['s1']);
  });

  it('stay with what moved into another section, or up and down', () => {
    const [, second] = versionsOf(['1|A.', '1|B.', '2|C.'], ['2|C.', '1|A.', '3|B.']);
    expect(told(second)).toEqual(['s3|2|C.', 's1|1|A.', 's2|3|B.']);
  });

  it('of the same words in several sections stay in their sections', () => {
    const [, second] = versionsOf(['1|Yearly.', '2|Yearly.', '3|Yearly.'], ['2|Yearly.', '3|Yearly.', '4|Yearly.']);
    expect(told(second)).toEqual(['s2|2|Yearly.', 's3|3|Yearly.', 's1|4|Yearly.']);
  });

  it('tell a lead-in from none', () => {
    const [plain, led] = hashedStatements([
      { id: 's1', section: [], text: 'report.' },
      { id: 's2', section: [], text: 'report.', leadIn: 'The CISO must:' },
    ]);
    expect(plain?.hash).not.toBe(led?.hash);
    expect(plain).not.toHaveProperty('id');
  });

  it('whatever is edited: unchanged statements keep theirs, all are unique, and none ever means other words', () => {
    const sentence = fc
      .tuple(fc.constantFrom('', '1|', '2|'), fc.constantFrom('A.', 'B.', 'C.', 'D.', 'E.', 'F.', 'G.'))
      .map((parts) => parts.join(''));
    const history = fc.array(fc.array(sentence, { maxLength: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(history, (texts) => {
        const meaning = new Map<string, string>();
        let before: readonly PolicyStatement[] = [];
        for (const version of versionsOf(...texts)) {
          expect(new Set(version.map(({ id }) => id)).size).toBe(version.length);
          const known = new Set(before.map(({ id }) => id));
          for (const { id, hash } of version) {
            if (meaning.has(id)) expect(known.has(id)).toBe(true);
            expect(meaning.get(id) ?? hash).toBe(hash);
            meaning.set(id, hash);
          }
          // Of words that stand in both as many keep an id as there are in the fewer of the two.
          for (const hash of new Set(version.map((each) => each.hash))) {
            const of = (list: readonly PolicyStatement[]) => list.filter((each) => each.hash === hash);
            const kept = of(version).filter(({ id }) => known.has(id)).length;
            expect(kept).toBe(Math.min(of(before).length, of(version).length));
          }
          before = version;
        }
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('a version that says the same in the same order has the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A.', 'B.', 'C.'), { maxLength: 120 }), (sentences) => {
        const [first, second] = versionsOf(sentences, sentences);
        expect(second).toEqual(first);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('takes long policies in which all is alike, or nothing is, in its stride', () => {
    const many = (of: (at: number) => string) => Array.from({ length: 20_000 }, (_, at) => of(at));
    const histories = [
      [many(() => 'Same.'), many(() => 'Same.')],
      [many((at) => `${at}.`), many((at) => `${19_999 - at}.`)],
      [many((at) => `${at % 700}.`), many((at) => `${(at * 7) % 701}.`)],
    ];
    const began = performance.now();
    for (const history of histories) expect(versionsOf(...history)[1]).toHaveLength(20_000);
    // Two seconds or so on a slow machine; a table of 400 million cells would need minutes.
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('the longest common subsequence', () => {
  /** By the table of lengths: slow, and plain to see. */
  function lengthOf(before: readonly string[], after: readonly string[]): number {
    let row = Array<number>(after.length + 1).fill(0);
    for (const one of before) {
      const next = [0];
      for (const [at, other] of after.entries())
        next.push(one === other ? (row[at] ?? 0) + 1 : Math.max(next[at] ?? 0, row[at + 1] ?? 0));
      row = next;
    }
    return row.at(-1) ?? 0;
  }

  it('is common, a subsequence of both, and no shorter than another', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 25 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const pairs = longestCommon(before, after);
        expect(pairs).toHaveLength(lengthOf(before, after));
        for (const [at, pair] of pairs.entries()) {
          expect(before[pair.before]).toBe(after[pair.after]);
          expect(pair.before).toBeGreaterThan(pairs[at - 1]?.before ?? -1);
          expect(pair.after).toBeGreaterThan(pairs[at - 1]?.after ?? -1);
        }
      }),
      { seed: 5, numRuns: 400 },
    );
  });
});
