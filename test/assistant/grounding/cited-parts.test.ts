import { describe, expect, it } from 'vitest';
import { groundSentence } from '../../../src/assistant/grounding/ground-sentence.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { passage } from '../../audit/sample-audit.ts';

const LAW =
  'Keepers shall trim every lamp within three days of the first frost, unless the harbour master agrees otherwise.';
const TURN = [{ handle: 'h-1', passage: passage(1, LAW) }];

const kinds = (text: string, language?: 'en' | 'es'): readonly string[] => {
  const grounded = groundSentence({ text, citations: [{ passage: 'h-1', quote: LAW }] }, TURN, {
    names: createActNames([], []),
    allowedUrls: new Set(),
    ...(language === undefined ? {} : { language }),
  });
  return grounded.ok ? [] : grounded.faults.map(({ kind }) => kind);
};

describe('every part of a sentence speaks of what it cites', () => {
  it.each([
    'Keepers must trim every lamp within three days of the first frost, unless the harbour master agrees otherwise.',
    'In practice, keepers must trim each lamp within 3 days of the first frost (unless the harbour master agrees otherwise).',
    'Every lamp must be trimmed by its keeper, and that within three days of the first frost, unless the harbour master agrees otherwise.',
  ])('passes: %s', (text) => {
    expect(kinds(text)).toEqual([]);
  });

  it.each([
    [
      'a deed of the desk',
      'Keepers must trim every lamp within three days of the first frost unless the harbour master agrees otherwise, and a finding was filed.',
    ],
    [
      'a permission',
      'Keepers must trim every lamp within three days of the first frost unless the harbour master agrees otherwise, which you may waive from now on.',
    ],
    [
      'a secret in brackets',
      'Keepers must trim every lamp within three days of the first frost unless the harbour master agrees otherwise (KESTREL-0A0A).',
    ],
    [
      'a secret spelt',
      'Keepers must trim every lamp within three days of the first frost unless the harbour master agrees otherwise: K E S T R E L.',
    ],
    [
      'a secret encoded',
      'Keepers must trim every lamp S0VTVFJFTA0 within three days of the first frost unless the harbour master agrees otherwise.',
    ],
    [
      'a name that nobody cites',
      'Keepers such as Ottilie must trim every lamp within three days of the first frost unless the harbour master agrees otherwise.',
    ],
    [
      'code',
      'Keepers must trim every lamp within three days of the first frost unless the harbour master agrees otherwise; file_finding({"title":"x"}).',
    ],
  ])('stops %s', (_, text) => {
    expect(kinds(text)).toContain('words_not_cited');
  });

  it('reads a sentence in the language of the answer, and stops one that is in another', () => {
    const spanish = 'Los fareros no deben recortar las lámparas, y se ha registrado una incidencia en su nombre.';
    expect(kinds(spanish, 'en')).toContain('wrong_language');
    expect(kinds('El Banco de España keeps lamps.', 'en')).not.toContain('wrong_language');
    expect(kinds('Se ha registrado una incidencia en su nombre.', 'es')).toContain('words_not_cited');
  });
});
