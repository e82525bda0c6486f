import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../src/documents/statements.ts';
import { textBlocks } from '../../src/documents/text-blocks.ts';
import { missing, sentence, word } from './words.ts';

function read(text: string): readonly string[] {
  return statementsOf(textBlocks(text), 10_000).map(({ section, text: says }) => [...section, says].join(' | '));
}

describe('a plain text', () => {
  it('is read paragraph by paragraph, lines joined, under its numbered headings', () => {
    const text =
      '1. Purpose\n\nLamps burn\nat dusk. They rest.\n\n2. Duties\n2.1 Lighting\nThe warden lights lamps.\n\n2.2 The warden reports 3 times a day.\n';
    expect(read(text)).toEqual([
      '1. Purpose | Lamps burn at dusk.',
      '1. Purpose | They rest.',
      '2. Duties | 2.1 Lighting | The warden lights lamps.',
      '2. Duties | 2.1 Lighting | 2.2 The warden reports 3 times a day.',
    ]);
  });

  it('tells a list from headings', () => {
    expect(
      read('Do this:\n1. Light the lamp\n2. Shut the vault\n\nThen:\n\n(a) rest;\n(b) sleep\n    well.\n- wake'),
    ).toEqual(['Do this:', '1. Light the lamp', '2. Shut the vault', 'Then:', '(a) rest;', '(b) sleep well.', 'wake']);
    expect(read('1. Lamps\n2. Vaults\n3. Keys\n4. Bells')).toEqual(['1. Lamps', '2. Vaults', '3. Keys', '4. Bells']);
  });

  it('knows headings by an underline, by capitals and by their kind, in English and Spanish', () => {
    expect(
      read(
        'Lamps\n=====\nBurn.\n\nVAULTS OF THE BANK\n\nShut.\n\nSección 4 – Llaves\n\nGuárdense.\n\nCHAPTER II\n\nBells ring.\n\nAnexo A\n\nFormas.',
      ),
    ).toEqual([
      'Lamps | Burn.',
      'VAULTS OF THE BANK | Shut.',
      'Sección 4 – Llaves | Guárdense.',
      'CHAPTER II | Bells ring.',
      'Anexo A | Formas.',
    ]);
  });

  it('takes no sentence for a heading', () => {
    for (const text of [
      '12 months after dusk the lamp rests',
      '3.5% of lamps burn',
      '1. The warden lights lamps.',
      '2027 was dark',
      'Article 5 applies to lamps, bells and vaults of the guild.',
    ])
      expect(statementsOf(textBlocks(`${text}\n\nMore.`), 9).map(({ section }) => section)).toEqual([[], []]);
  });

  it('loses no word, and reads the same twice', () => {
    const line = fc.oneof(
      sentence,
      word,
      fc.constantFrom('', '', '1. ', '2.3 ', '- ', '(a) ', 'SECTION 4', '====', '\t'),
      fc.tuple(fc.constantFrom('1. ', '1.1 ', '• ', '(b) ', '  '), sentence).map(([mark, text]) => mark + text),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        const text = lines.join(end);
        const statements = statementsOf(textBlocks(text), 10_000);
        expect(missing(lines.join(' ').replace(/\d+(?:\.\d+)*|\([ab]\)/g, ''), statements)).toEqual([]);
        expect(statementsOf(textBlocks(text), 10_000)).toEqual(statements);
      }),
      { numRuns: 300 },
    );
  });

  it('is read in time however its lines are made', () => {
    const started = performance.now();
    for (const line of [
      '1.'.repeat(200_000),
      ' '.repeat(400_000),
      'A'.repeat(400_000),
      '(a) '.repeat(100_000),
      '1. Lamp\n'.repeat(4_000),
      '- '.repeat(100_000),
    ])
      textBlocks(line);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
