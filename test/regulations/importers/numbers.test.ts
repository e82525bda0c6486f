import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annexPlace, romanToArabic } from '../../../src/regulations/importers/annex.ts';
import { annexHeading, headingOf, spanishOrdinal } from '../../../src/regulations/importers/boe-headings.ts';
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
    const places = (markers: readonly string[]) => markers.map((marker) => annexPlace(marker, 3).place);
    expect(places(['ANNEX XIII', 'ANEJO 4', 'Annex', 'ANNEX IIa', 'ANNEX II - A list', 'ANNEX I to Act'])).toEqual([
      'anx_13',
      'anx_4',
      'anx_3',
      'anx_2a',
      'anx_2',
      'anx_1',
    ]);
    expect(places(['ANEXO II bis', 'ANEXO II quáter', 'ANNEX II TERDECIES', 'ANEXO II-ter', 'ANEXO IIbis'])).toEqual([
      'anx_2bis',
      'anx_2quater',
      'anx_2terdecies',
      'anx_2ter',
      'anx_2bis',
    ]);
    expect(annexPlace('ANEXO II quadragies', 1)).toEqual({
      place: 'anx_2x',
      doubt: expect.stringContaining('kept as anx_2x'),
    });
  });

  it('takes the ending of an annex off its title', () => {
    expect(['ANEXO II bis. Modelos', 'ANEXO II quadragies. Modelos', 'ANEXO Información'].map(annexHeading)).toEqual([
      { number: 'II bis', marker: 'ANEXO II bis', title: 'Modelos' },
      { number: 'II quadragies', marker: 'ANEXO II quadragies', title: 'Modelos' },
      { number: undefined, marker: 'ANEXO', title: 'Información' },
    ]);
  });

  it.each([
    ['Artículo 36 quaterdecies. Otro', 'art_36quaterdecies', 'Artículo 36 quaterdecies', 'Otro'],
    ['Artículo 36 quindecies. Otro', 'art_36quindecies', 'Artículo 36 quindecies', 'Otro'],
    ['Artículo 36 vicies. Otro', 'art_36vicies', 'Artículo 36 vicies', 'Otro'],
    ['Artículo 36 QUÁTER. Otro', 'art_36quater', 'Artículo 36 QUÁTER', 'Otro'],
    ['Artículo 36.º bis. Otro', 'art_36bis', 'Artículo 36 bis', 'Otro'],
    ['Artículo 36-bis. Otro', 'art_36bis', 'Artículo 36 bis', 'Otro'],
    ['Artículo 36bis. Otro', 'art_36bis', 'Artículo 36 bis', 'Otro'],
    ['Artículo 36. Terceros', 'art_36', 'Artículo 36', 'Terceros'],
    ['Artículo 36 Terceros', 'art_36', 'Artículo 36', 'Terceros'],
    ['Artículo 36. de los faros', 'art_36', 'Artículo 36', 'de los faros'],
    ['Artículo primero bis. Otro', 'art_1bis', 'Artículo primero bis', 'Otro'],
    ['Artículo primero Objeto', 'art_1', 'Artículo primero', 'Objeto'],
    ['Norma vigésima segunda unvicies. Otro', 'art_22unvicies', 'Norma vigésima segunda unvicies', 'Otro'],
    ['Disposición final sexta terdecies. Otro', 'dfi_6terdecies', 'Disposición final sexta terdecies', 'Otro'],
    ['Disposición adicional. Otro', 'dad_1', 'Disposición adicional', 'Otro'],
  ])('reads "%s" whole', (text, place, marker, title) => {
    expect(headingOf(text)).toEqual({ place, marker, title });
  });

  it.each([
    ['Artículo 36 quadragies. Otro', 'art_36x', 'Artículo 36 quadragies'],
    ['Artículo 36. quadragies. Otro', 'art_36x', 'Artículo 36 quadragies'],
    ['Artículo 36 quaterdeciesx. Otro', 'art_36x', 'Artículo 36 quaterdeciesx'],
    ['Artículo 36 bis y ter. Otro', 'art_36bisx', 'Artículo 36 bis y ter'],
    ['Artículo 36 de la Ley 5/2030', 'art_36x', 'Artículo 36 de la Ley 5/2030'],
    ['Artículo 36a. Otro', 'art_36x', 'Artículo 36 a'],
    ['Artículo 36 A. Otro', 'art_36x', 'Artículo 36 A'],
    ['Artículo 36/2. Otro', 'art_36x', 'Artículo 36 /2'],
    ['Artículo 36.2. Otro', 'art_36x', 'Artículo 36 2'],
    ['Norma segunda y tercera', 'art_2x', 'Norma segunda y tercera'],
    ['Disposición final sexta quadragies. Otro', 'dfi_6x', 'Disposición final sexta quadragies'],
  ])('gives "%s" a place of its own', (text, place, marker) => {
    expect(headingOf(text)).toMatchObject({ place, marker, isDoubtful: true });
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
