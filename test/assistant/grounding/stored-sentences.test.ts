import { describe, expect, it } from 'vitest';
import { storedSentences } from '../../../src/assistant/grounding/stored-sentences.ts';
import { passage } from './passage.ts';

const inShort = (text: string): readonly string[] =>
  storedSentences(passage(text).passage).map(({ markers, leadIns, text: own }) =>
    [markers.join('/'), leadIns.map((lead) => lead.text).join(' > '), own].join(' | '),
  );

describe('stored sentences of a passage', () => {
  it('know their markers and what opens their lists', () => {
    expect(
      inShort(
        '1. Keepers count. They shall not:\n(a) take gifts;\n(h) sleep;\n(i) lend, namely:\n(i) boats;\n(ii) oars;\n(j) sing.\n2. Keepers rest.\nThey may sit.',
      ),
    ).toEqual([
      '1 |  | Keepers count.',
      '1 |  | They shall not:',
      '1/a | They shall not: | take gifts;',
      '1/h | They shall not: | sleep;',
      '1/i | They shall not: | lend, namely:',
      '1/i/i | They shall not: > lend, namely: | boats;',
      '1/i/ii | They shall not: > lend, namely: | oars;',
      '1/j | They shall not: | sing.',
      '2 |  | Keepers rest.',
      '2 |  | They may sit.',
    ]);
  });

  it('are read with their lead-ins', () => {
    const [, point] = storedSentences(passage('Keepers shall not:\n(a) take gifts;').passage);
    expect(point?.whole).toBe('Keepers shall not take gifts;');
  });
});
