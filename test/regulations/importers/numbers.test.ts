import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annexPlace, romanToArabic } from '../../../src/regulations/importers/annex.ts';
import { headingOf, spanishOrdinal } from '../../../src/regulations/importers/boe-headings.ts';
import { markerNumber } from '../../../src/regulations/importers/provision-builder.ts';
import { feminineOrdinal } from '../../../src/regulations/mentions/label.ts';
import { toRoman } from '../../../src/regulations/mentions/ordinals.ts';

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1);

describe('numbers in headings', () => {
  it('reads back every ordinal that a label writes', () => {
    expect(upTo(59).filter((number) => spanishOrdinal(feminineOrdinal(number)) !== number)).toEqual([]);
    expect(new Set(upTo(59).map(feminineOrdinal)).size).toBe(59);
  });

  it('reads ordinals joined or apart, in either gender, with or without accents', () => {
    expect(
      [
        'Primero',
        'tercer',
        'séptima',
        'UNDÉCIMA',
        'decimosexta',
        'decimooctava',
        'vigésima segunda',
        'vigesimosegundo',
        'única',
      ].map(spanishOrdinal),
    ).toEqual([1, 3, 7, 11, 16, 18, 22, 22, 1]);
    expect(['', 'bis', 'prima', 'dos', 'vigésima bis', 'decimotal'].map(spanishOrdinal)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it('reads back every Roman number, and no other word', () => {
    expect(upTo(99).filter((number) => romanToArabic(toRoman(number)) !== number)).toEqual([]);
    expect(['', 'iiii', 'vx', 'ic', 'annex', 'iix'].map(romanToArabic)).toEqual(Array(6).fill(undefined));
  });

  it('numbers annexes', () => {
    expect(annexPlace('ANNEX XIII', 1)).toBe('anx_13');
    expect(annexPlace('ANEXO II bis', 1)).toBe('anx_2bis');
    expect(annexPlace('ANEJO 4', 1)).toBe('anx_4');
    expect(annexPlace('Annex', 3)).toBe('anx_3');
  });

  it('reads headings of articles, normas and dispositions, and nothing else', () => {
    const places = (texts: readonly string[]) => texts.map((text) => headingOf(text)?.place);
    expect(
      places([
        'Artículo 4 bis. Título',
        'Artículo primero.',
        'Norma 12 quáter. X',
        'Disposición adicional trigésima bis. X',
        'Disposición derogatoria única.',
      ]),
    ).toEqual(['art_4bis', 'art_1', 'art_12quater', 'dad_30bis', 'dde_1']);
    expect(places(['CAPÍTULO I', 'Artículos 4 y 5', 'Disposición general', 'Articulado'])).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe('markerNumber', () => {
  it('gives the number of a place for a marker as printed', () => {
    expect(['(a)', '2 bis.', '1.º', 'ñ)', '(iv)', '5a.', '‘(c)', 'A)'].map(markerNumber)).toEqual([
      'a',
      '2bis',
      '1',
      'ñ',
      'iv',
      '5a',
      'c',
      'a',
    ]);
  });

  it('gives none for dashes, decimals and words', () => {
    expect(['—', '•', '', '3.1.', '1.10', '(a)(i)', '*', 'a'.repeat(17)].map(markerNumber)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'ai',
      undefined,
      undefined,
    ]);
  });

  it('never gives what the grammar of places refuses', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20, unit: 'binary' }), (marker) => {
        const number = markerNumber(marker);
        expect(number === undefined || /^(?:[0-9]+[a-z]*|[a-zñ]+)$/.test(number)).toBe(true);
      }),
    );
  });
});
