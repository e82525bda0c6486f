import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../../src/core/text.ts';
import { createLikeness, type SpokenRoot } from '../../../../src/gaps/coverage/words/likeness.ts';
import { createRootReader } from '../../../../src/gaps/coverage/words/roots.ts';
import type { Language } from '../../../../src/regulations/act.ts';

const READERS = { en: createRootReader('en'), es: createRootReader('es') };
const LIKENESS = createLikeness();

function spoken(words: string, language: Language): SpokenRoot {
  return {
    root: words
      .split(' ')
      .map((word) => READERS[language](foldText(word)))
      .join(' '),
    language,
  };
}
const en = (words: string): SpokenRoot => spoken(words, 'en');
const es = (words: string): SpokenRoot => spoken(words, 'es');

describe('likeness of roots', () => {
  it('is 1 for the same root, and never as much for another', () => {
    expect(LIKENESS.of(en('notify'), en('notifies'))).toBe(1);
    expect(LIKENESS.of(en('qqqq'), en('qqqq'))).toBe(1);
    expect(LIKENESS.of(es('avisar'), en('notify'))).toBe(0.85);
    expect(LIKENESS.of(es('avisar'), es('notificar'))).toBe(0.85);
  });

  it.each([
    [en('vendor'), en('supplier'), en('poem')],
    [en('customer'), en('client'), en('planet')],
    [en('money'), en('funds'), en('climate')],
    [en('outage'), en('disruption'), en('dividend')],
    [en('promptly'), en('immediately'), en('building')],
    [en('encrypted'), en('encryption'), en('building')],
    [en('audit'), en('inspection'), en('poem')],
    [es('conservará'), en('keep'), en('auction')],
    [es('proveedor'), en('vendor'), en('judge')],
    [es('trimestral'), es('mensual'), es('firma')],
  ])('hears %o in %o rather than in %o', (word, near, far) => {
    expect(LIKENESS.of(word, near)).toBeGreaterThan(LIKENESS.of(word, far) + 0.1);
  });

  it('hears nothing of a bank in what is met beside it or sounds like it', () => {
    expect(LIKENESS.of(en('apple'), en('bank'))).toBe(0);
    expect(LIKENESS.of(en('house'), en('bank'))).toBe(0);
    expect(LIKENESS.of(en('bank'), en('lender'))).toBeGreaterThan(0.2);
  });

  it('knows what an abbreviation of the law stands for', () => {
    expect(LIKENESS.of(en('ict'), en('technology'))).toBeGreaterThan(0.2);
    expect(LIKENESS.of(en('ict'), en('poem'))).toBe(0);
  });

  it('lets a word that is not known stand for itself alone, in any language', () => {
    expect(LIKENESS.of(es('sepblac'), { root: 'sepblac', language: 'es' })).toBe(1);
    expect(LIKENESS.of({ root: 'brisamon', language: 'es' }, { root: 'brisamon', language: 'en' })).toBe(1);
    expect(LIKENESS.of({ root: 'brisamon', language: 'es' }, en('bank'))).toBe(0);
  });

  it('does not take a false friend for the same word', () => {
    // "Actual" is "current" in Spanish.
    expect(LIKENESS.of({ root: 'actual', language: 'es' }, { root: 'actual', language: 'en' })).toBeLessThan(1);
  });

  it('reads a phrase by its words', () => {
    expect(LIKENESS.of(en('service provider'), en('supplier'))).toBeGreaterThan(0);
    expect(LIKENESS.of(en('qqqq supplier'), en('supplier'))).toBe(0.85);
  });

  it('is a share, the same both ways, whatever the roots are', () => {
    const root = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('notif', 'supplier', 'aviso', '', ' ', '__proto__', 'a b c'),
    );
    const word = fc.record({ root, language: fc.constantFrom<Language>('en', 'es') });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const share = LIKENESS.of(one, other);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(LIKENESS.of(other, one)).toBeCloseTo(share, 6);
      }),
    );
  });
});

describe('a vocabulary', () => {
  const roots = ['notify', 'supplier', 'vendor', 'banana', 'authority', 'qqqq', 'notify'].map((word) => en(word).root);
  const vocabulary = LIKENESS.vocabulary(roots, 'en');

  it('hears a word in itself first and then in what is like it', () => {
    const heard = [...vocabulary.heardBy(en('supplier'))];
    expect(heard[0]).toEqual([en('supplier').root, 1]);
    expect(heard.map(([root]) => root)).toContain(en('vendor').root);
    expect(heard.map(([root]) => root)).not.toContain(en('banana').root);
  });

  it('hears as much as comparing two roots tells', () => {
    for (const word of [en('vendors'), es('avisar'), es('proveedores'), en('qqqq'), en('service provider')])
      for (const [root, share] of vocabulary.heardBy(word))
        expect(share).toBeCloseTo(LIKENESS.of(word, { root, language: 'en' }), 6);
  });

  it('hears nothing in what is not like it, and is quiet when it is empty', () => {
    expect(vocabulary.heardBy({ root: 'brisamon', language: 'es' }).size).toBe(0);
    expect(LIKENESS.vocabulary([], 'es').heardBy(en('notify')).size).toBe(0);
  });

  it('hears the 48 likest of many, in falling order, and remembers them', () => {
    const many = LIKENESS.vocabulary(
      Array.from({ length: 60 }, (_, count) => `${'qqqq '.repeat(count)}supplier`),
      'en',
    );
    const heard = many.heardBy(en('supplier'));
    expect(heard.size).toBe(48);
    const shares = [...heard.values()];
    expect(shares).toEqual([...shares].sort((one, other) => other - one));
    expect(many.heardBy(en('supplier'))).toBe(heard);
  });
});
