import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONCEPT_TABLE } from '../../../src/gaps/coverage/concept-table.ts';
import { createTermReader } from '../../../src/gaps/coverage/terms.ts';
import type { Language } from '../../../src/regulations/act.ts';

const READER = createTermReader();

describe('the terms of a text', () => {
  it.each<[string, string, Language, Language]>([
    ['notify the competent authority', 'reports to the regulator', 'en', 'en'],
    ['the management body approves', 'signed off by the Board', 'en', 'en'],
    ['retain for five years', 'conservar cinco años', 'en', 'es'],
    ['comunicarán al supervisor', 'notify the supervisor', 'es', 'en'],
    ['órgano de dirección', 'the board of directors', 'es', 'en'],
    ['que comunique', 'quien comunica', 'es', 'es'],
  ])('meet in their concepts: %s and %s', (one, other, inOne, inOther) => {
    const [a, b] = [READER.concepts(one, inOne), READER.concepts(other, inOther)];
    expect([...a].filter((concept) => b.has(concept))).not.toEqual([]);
  });

  it('are told apart where the words only look alike', () => {
    expect(READER.concepts('the IT department', 'en')).toContain('ict');
    expect(READER.concepts('it is', 'en')).not.toContain('ict');
    expect(READER.concepts('information', 'en')).not.toContain('report');
  });

  it('leave out places, numbers, periods and words that bind', () => {
    expect(READER.terms('shall, in accordance with Article 5(2), within 24 hours, at the latest', 'en')).toEqual([]);
  });

  it('begin where their words stand, in order', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), fc.constantFrom<Language>('en', 'es'), (text, language) => {
        const starts = READER.terms(text, language).map(({ start }) => start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        for (const start of starts) expect(/[\p{L}\p{N}]/u.test(text.slice(start))).toBe(true);
      }),
    );
  });
});

describe('the table of concepts', () => {
  it('has a name once, words in both languages, and no phrase too long to be read', () => {
    const names = new Set<string>();
    for (const line of CONCEPT_TABLE.trim().split('\n')) {
      const [name = '', words = ''] = line.split(': ', 2);
      expect(name, line).toMatch(/^[a-z_]+$/);
      expect(names.has(name), name).toBe(false);
      names.add(name);
      const languages = words.split(' | ');
      expect(languages, name).toHaveLength(2);
      for (const phrase of languages.flatMap((each) => each.split(', '))) {
        expect(phrase.trim(), name).not.toBe('');
        expect(phrase.trim().split(' ').length, phrase).toBeLessThanOrEqual(5);
      }
    }
  });
});
