import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../src/core/errors.ts';
import type { LawView } from '../../src/regulations/law-view.ts';
import { actNumber, namedAct, namedActs } from '../../src/regulations/named-acts.ts';
import { text } from '../assistant/blocks.ts';
import { actOf, type ToolDesk, toolDesk } from '../tools/invented-law.ts';

let held: ToolDesk;
let view: LawView;
beforeAll(async () => {
  held = await toolDesk([
    actOf('32031R0001', 'Regulation (EU) 2031/1 on harbours', [['1', 'X', text('So be it.')]], {
      name: 'Regulation (EU) 2031/1',
      shortName: 'HARBREG',
    }),
    actOf('BOE-A-2031-9', 'Ley 9/2031, de cometas', [['1', 'X', text('Así sea.')]], {
      language: 'es',
      name: 'Ley 9/2031',
    }),
  ]);
  view = held.desk.reader.at({});
});
afterAll(() => held.close());

function failure(words: string): AppError {
  try {
    return new Error(namedAct(view, words)) as AppError;
  } catch (error) {
    return error as AppError;
  }
}

describe('the number of an act', () => {
  it.each<[string, string | undefined]>([
    ['32031R0001', '32031R0001'],
    [' 32031r0001 ', '32031R0001'],
    ['02031R0001-20340501', '32031R0001'],
    ['BOE-A-2031-9', 'BOE-A-2031-9'],
    ['boe-a-2031-9', 'BOE-A-2031-9'],
    ['BOE-A-31-9', undefined],
    ['BOE-A-2031-1234567', undefined],
    ['32031R0001#art_1', undefined],
    ['32031R0001 32031R0002', undefined],
    ['2031/1', undefined],
    ['', undefined],
  ])('"%s" is %s', (words, act) => {
    expect(actNumber(words)).toBe(act);
  });
});

describe('an act by its name', () => {
  it.each<[string, string]>([
    ['32055R0001', '32055R0001'],
    ['Regulation (EU) 2031/1', '32031R0001'],
    ['regulation (eu) 2031/1', '32031R0001'],
    ['HARBREG', '32031R0001'],
    ['Ley 9/2031', 'BOE-A-2031-9'],
    ['Regulation (EU) 2031/1 and HARBREG', '32031R0001'],
  ])('"%s" is %s', (words, act) => {
    expect(namedAct(view, words)).toBe(act);
  });

  it.each(['herons', '', 'Regulation (EU) 2031/1 and Ley 9/2031', 'the', '%', '32031R'])(
    '"%s" is no one act',
    (words) => {
      const error = failure(words);
      expect(error).toMatchObject({ name: 'AppError', code: 'invalid_input' });
      expect(error.message).toMatch(/names no one act\. Give a CELEX number \(32022R2554\), a BOE identifier/);
    },
  );

  it('is asked back about with names that are near', () => {
    const error = failure('DORAA');
    expect(error.suggestions).toContain('DORA');
    expect(error.message).toMatch(/; did you mean .*DORA.*\?$/);
  });

  it('is told by its beginning where the words are a page', () => {
    expect(failure('x'.repeat(5_000)).message.length).toBeLessThan(400);
  });
});

describe('several acts', () => {
  it('are each named once, in their order', () => {
    expect(namedActs(view, ['Ley 9/2031', '32031R0001', 'HARBREG', 'boe-a-2031-9'])).toEqual([
      'BOE-A-2031-9',
      '32031R0001',
    ]);
    expect(namedActs(view, [])).toEqual([]);
  });

  it('fail together where one of them is none', () => {
    expect(() => namedActs(view, ['32031R0001', 'herons'])).toThrow(/"herons" names no one act/);
  });
});
