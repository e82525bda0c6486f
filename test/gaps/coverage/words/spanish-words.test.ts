import { describe, expect, it } from 'vitest';
import { foldText } from '../../../../src/core/text.ts';
import { createRootReader } from '../../../../src/gaps/coverage/words/roots.ts';
import words from '../../../../src/gaps/coverage/words/spanish-words.json' with { type: 'json' };
import { glossesOf } from '../../../../src/gaps/coverage/words/spanish-words.ts';
import { vectorOf } from '../../../../src/gaps/coverage/words/word-vectors.ts';
import { isStopWord } from '../../../../src/regulations/search/stop-words.ts';

const SPANISH = createRootReader('es');
const ENGLISH = createRootReader('en');

function glosses(word: string): readonly string[] {
  return glossesOf(SPANISH(foldText(word)));
}

describe('the table of Spanish words', () => {
  it('has a folded word and one to three English words in each line, in order', () => {
    for (const line of words) expect(line).toMatch(/^[a-z]+( [a-z]+){1,3}$/);
    expect([...words].sort()).toEqual(words);
    expect(words.length).toBeGreaterThan(3_500);
  });

  it('has each root once, no function words, and no gloss twice', () => {
    const roots = words.map((line) => SPANISH(line.split(' ')[0] ?? ''));
    expect(roots.filter((root, at) => roots.indexOf(root) !== at)).toEqual([]);
    for (const line of words) {
      const [word = '', ...english] = line.split(' ');
      expect(isStopWord(word, 'es') || english.some((gloss) => isStopWord(gloss, 'en')), line).toBe(false);
      expect(new Set(english.map(ENGLISH)).size, line).toBe(english.length);
    }
  });

  it('is explained with words whose meaning is known', () => {
    const english = words.flatMap((line) => line.split(' ').slice(1));
    const known = english.filter((gloss) => vectorOf(ENGLISH(gloss)) !== undefined);
    expect(known.length / english.length).toBeGreaterThan(0.95);
  });
});

describe('glosses of Spanish roots', () => {
  it.each([
    ['notificar', 'notify'],
    ['notificación', 'notify'],
    ['notificaciones', 'notify'],
    ['proveedores', 'supplier'],
    ['externalizaciones', 'outsourcing'],
    ['mantendrá', 'maintain'],
    ['mantiene', 'maintain'],
    ['conservarán', 'retain'],
    ['trimestralmente', 'quarterly'],
    ['demora', 'delay'],
    ['quinto', 'fifth'],
    ['raramente', 'seldom'],
    ['plazos', 'deadline'],
    ['blanqueo', 'laundering'],
    ['criptoactivos', 'digital'],
    ['reclamaciones', 'complaint'],
    ['incluya', 'include'],
    ['sancionadas', 'penalize'],
    ['comunica', 'notify'],
  ])('has "%s" as "%s"', (word, gloss) => {
    expect(glosses(word)).toContain(ENGLISH(gloss));
  });

  it('has none for what is no word', () => {
    for (const root of ['', 'qqqq', '__proto__', 'constructor', 'sepblac']) expect(glossesOf(root)).toEqual([]);
  });
});
