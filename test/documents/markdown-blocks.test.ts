import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownBlocks } from '../../src/documents/markdown-blocks.ts';
import { statementsOf } from '../../src/documents/statements.ts';
import { missing, sentence, word } from './words.ts';

function read(text: string): readonly string[] {
  return statementsOf(markdownBlocks(text), 10_000).map(({ section, text: says }) => [...section, says].join(' | '));
}

describe('a Markdown text', () => {
  it('is read under its headings of both kinds', () => {
    expect(read('# Lamps ##\nBurn at\ndusk.\n\nDusk\n----\nSee.\n\nVaults\n===\nShut.\n#no heading')).toEqual([
      'Lamps | Burn at dusk.',
      'Lamps | Dusk | See.',
      'Vaults | Shut. #no heading',
    ]);
  });

  it('is read item by item, with numbers and depth', () => {
    const statements = statementsOf(
      markdownBlocks('The warden:\n\n1. lights\n   lamps\n2) shuts:\n   - vaults\n   * doors\n\n+ rests'),
      99,
    );
    expect(statements.map(({ text, leadIn }) => [text, leadIn])).toEqual([
      ['The warden:', undefined],
      ['1. lights lamps', 'The warden:'],
      ['2) shuts:', 'The warden:'],
      ['vaults', 'The warden: 2) shuts:'],
      ['doors', 'The warden: 2) shuts:'],
      ['rests', 'The warden:'],
    ]);
  });

  it('is read table by table, row by row', () => {
    expect(
      read(
        '| Kind | Who |\n|:-----|----:|\n| a\\|b | **warden** |\n| `c` |\n\nKind | Who\n--- | ---\nd | e\n\nno | table',
      ),
    ).toEqual(['Kind: a|b; Who: warden', 'Kind: c', 'Kind: d; Who: e', 'no | table']);
    expect(read('| Kind | Who |\n|---|---|')).toEqual(['Kind; Who']);
    expect(
      read('| | Who | |\n|---|---|---|\n| major | the<br>warden<br/>or `x` | 4 hours | more |\n| | | |\n| minor'),
    ).toEqual(['major; Who: the warden or x; 4 hours; more', 'minor']);
  });

  it('keeps code and HTML as text, and shows words without their marks', () => {
    expect(
      read(
        '```sh\nrm -rf "x. Y"\n```\n\n<b onclick="x()">Lamps</b> &amp; [**bells**](http://x.y "t") ring __loud__, *soft* and snake_case_name\\*.',
      ),
    ).toEqual(['sh\nrm -rf "x. Y"', '<b onclick="x()">Lamps</b> &amp; bells ring loud, soft and snake_case_name*.']);
    expect(read('    indented. Code\n\n> Quoted\n> words.\n\n---\n\n![lamp](a.png)')).toEqual([
      'indented. Code',
      'Quoted words.',
      'lamp',
    ]);
  });

  it('keeps lines apart of which each is a name and its value', () => {
    expect(read('**Version:** 3.1  \n**Owner:** Head of Lamps\\\nDate: today\n\nNote: lamps\nburn.')).toEqual([
      'Version: 3.1',
      'Owner: Head of Lamps',
      'Date: today',
      'Note: lamps burn.',
    ]);
  });

  it('leaves out what stands above the text about the file, and only that', () => {
    expect(read('---\nowner: warden\ntags:\n  - lamps\n---\nBurn.')).toEqual(['Burn.']);
    expect(read('---\nLamps burn. All of them.\n---\nMore.')).toEqual(['Lamps burn. All of them. | More.']);
  });

  it('says the header of a column that no row fills', () => {
    expect(read('| Lamp | Signed by |\n|---|---|\n| Brass | |')).toEqual(['Signed by', 'Lamp: Brass']);
  });

  it('loses no word, and reads the same twice', () => {
    const piece = fc.oneof(
      sentence,
      fc
        .tuple(
          fc.constantFrom('# ', '## ', '- ', '1. ', '  * ', '> ', '    ', '**', '_', '`', '| ', '~~~ ', '[', '\\'),
          sentence,
        )
        .map(([mark, text]) => mark + text),
      fc.array(word, { minLength: 1, maxLength: 4 }).map((cells) => `| ${cells.join(' | ')} |`),
      fc.constantFrom('', '', '---', '|---|---|', '```', '===', '***', '<div>', '<!-- a -->'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (lines) => {
        const text = ['Begin.', ...lines].join('\n');
        const statements = statementsOf(markdownBlocks(text), 10_000);
        const said = lines.filter((line) => /\p{L}{4}/u.test(line)).join(' ');
        expect(missing(said, statements)).toEqual([]);
        expect(statementsOf(markdownBlocks(text), 10_000)).toEqual(statements);
      }),
      { numRuns: 300 },
    );
  });

  it('is read in time however it is made', () => {
    const started = performance.now();
    for (const text of [
      '['.repeat(100_000),
      '*'.repeat(100_000),
      '*a '.repeat(50_000),
      '`'.repeat(100_000),
      '[a]('.repeat(40_000),
      '|'.repeat(100_000),
      '> '.repeat(50_000),
      '- '.repeat(50_000),
      '_a'.repeat(50_000),
      '#'.repeat(100_000),
      '- a\n '.repeat(20_000),
      '\\'.repeat(100_000),
      '~~a'.repeat(40_000),
      `# a${' '.repeat(200_000)}b`,
      `- a${' '.repeat(200_000)}b`,
      `[a](${' '.repeat(200_000)}`,
      ' '.repeat(200_000),
      `|${' '.repeat(200_000)}\n|-|`,
    ])
      markdownBlocks(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
