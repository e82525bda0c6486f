import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/documents/block.ts';
import { statementCitation } from '../../src/documents/document.ts';
import { documentName } from '../../src/documents/document-name.ts';
import { noteText } from '../../src/documents/document-notes.ts';
import { statementsOf } from '../../src/documents/statements.ts';
import { missing, sentence, word } from './words.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (level: number, text: string): Block => ({ kind: 'heading', level, text });
const item = (depth: number, text: string): Block => ({ kind: 'item', depth, text });

describe('statements', () => {
  it('are the sentences of paragraphs, whole items and whole rows', () => {
    const statements = statementsOf(
      [
        paragraph('Lamps burn, see Art. 5 of the charter. The warden, Mr. Wick, lights them!'),
        item(0, 'Light it. Watch it.'),
        { kind: 'row', headers: ['Kind', 'Who'], cells: ['major', 'warden', 'more'] },
      ],
      99,
    );
    expect(statements).toEqual([
      { id: 's1', section: [], text: 'Lamps burn, see Art. 5 of the charter.' },
      { id: 's2', section: [], text: 'The warden, Mr. Wick, lights them!' },
      { id: 's3', section: [], text: 'Light it. Watch it.' },
      {
        id: 's4',
        section: [],
        text: 'Kind: major; Who: warden; more',
        row: { headers: ['Kind', 'Who', ''], cells: ['major', 'warden', 'more'] },
      },
    ]);
    expect(statementCitation('d1', 's4')).toBe('policy:d1#s4');
  });

  it('stand under their headings, and a heading with nothing below it is one itself', () => {
    const statements = statementsOf(
      [
        heading(1, 'Lamps'),
        heading(3, 'Dusk'),
        paragraph('Burn.'),
        heading(2, 'Dawn'),
        heading(2, 'Noon'),
        paragraph('Rest.'),
        heading(1, 'Vaults'),
      ],
      99,
    );
    expect(statements.map(({ section, text }) => [section.join(' > '), text])).toEqual([
      ['Lamps > Dusk', 'Burn.'],
      ['Lamps', 'Dawn'],
      ['Lamps > Noon', 'Rest.'],
      ['', 'Vaults'],
    ]);
  });

  it('carry what opens their list, item within item', () => {
    const statements = statementsOf(
      [
        paragraph('This holds. The warden must:'),
        item(0, '(a) watch:'),
        item(1, '(i) lamps'),
        item(0, '(b) rest'),
        paragraph('Now.'),
        item(0, '(c) loose'),
      ],
      99,
    );
    expect(statements.map(({ leadIn }) => leadIn)).toEqual([
      undefined,
      undefined,
      'The warden must:',
      'The warden must: (a) watch:',
      'The warden must:',
      undefined,
      undefined,
    ]);
  });

  it('are cleaned: no hidden signs, no controls, no halves of signs', () => {
    const [statement] = statementsOf([paragraph('La\u00admps\u200b  \u202eburn\u0007 \ud800at\n dusk\u{e0041}')], 9);
    expect(statement?.text).toBe('Lamps burn \ufffdat dusk');
  });

  it('are never longer than 2,000 characters, and never so many that memory ends', () => {
    const long = statementsOf(
      [
        paragraph('lamp '.repeat(5_000)),
        item(0, 'x'.repeat(9_000)),
        { kind: 'row', headers: [], cells: ['y '.repeat(4_000)] },
        heading(1, 'z '.repeat(4_000)),
      ],
      99,
    );
    expect(Math.max(...long.map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
    expect(Math.max(...long.map(({ section }) => section.join('').length))).toBeLessThan(400);
    expect(() =>
      statementsOf(
        Array.from({ length: 11 }, () => paragraph('Burn.')),
        10,
      ),
    ).toThrow(/more than 10 statements/);
    const deep = statementsOf(
      Array.from({ length: 2_000 }, (_, at) => heading(at + 1, `h${at}`)),
      9_999,
    );
    expect(Math.max(...deep.map(({ section }) => section.length))).toBeLessThanOrEqual(12);
    expect(missing('h0 h5 h1999', deep)).toEqual([]);
  });

  it('hold every word of the blocks, and get the same ids again', () => {
    const block = fc.oneof(
      fc.array(sentence, { minLength: 1, maxLength: 5 }).map((all) => paragraph(all.join(' '))),
      fc.record({ level: fc.integer({ min: 1, max: 6 }), text: word }).map(({ level, text }) => heading(level, text)),
      fc.record({ depth: fc.nat(4), text: sentence }).map(({ depth, text }) => item(depth, text)),
      fc
        .record({ headers: fc.array(word, { maxLength: 4 }), cells: fc.array(word, { minLength: 1, maxLength: 5 }) })
        .map((row): Block => ({ kind: 'row', ...row })),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 30 }), (blocks) => {
        const statements = statementsOf(blocks, 1_000);
        const said = blocks.flatMap((each) => (each.kind === 'row' ? each.cells : [each.text])).join(' ');
        expect(missing(said, statements)).toEqual([]);
        expect(statements.map(({ id }) => id)).toEqual(statements.map((_, at) => `s${at + 1}`));
        expect(statementsOf(blocks, 1_000)).toEqual(statements);
      }),
    );
  });
});

describe('a name', () => {
  it.each([
    ['policy.pdf', 'policy.pdf'],
    ['/home/eve/policy.pdf', 'policy.pdf'],
    ['C:\\eve\\policy.pdf', 'policy.pdf'],
    ['lamps\u202efdp.exe', 'lamps\ufffdfdp.exe'],
    ['a\nb\u0000c', 'a\ufffdb\ufffdc'],
    ['  ', 'The document'],
    ['../..', '..'],
    ['x'.repeat(500), 'x'.repeat(120)],
  ])('%j is told as %j', (given, told) => {
    expect(documentName(given)).toBe(told);
  });
});

describe('a note', () => {
  it('is a sentence in both languages', () => {
    const notes = [
      { kind: 'read_as', as: 'docx' },
      { kind: 'pages_without_text', pages: [2] },
      { kind: 'pages_without_text', pages: [1, 3, 4, 5, 9] },
      { kind: 'running_lines', lines: ['Lamps – internal'] },
      { kind: 'images', count: 1 },
      { kind: 'images', count: 3 },
      { kind: 'comments', count: 2 },
      { kind: 'tracked_changes', count: 2 },
      { kind: 'hidden_passages', count: 1 },
      { kind: 'embedded_objects', count: 4 },
      { kind: 'attachments' },
      { kind: 'headers_and_footers' },
      { kind: 'navigation' },
      { kind: 'scripts' },
      { kind: 'form_fields' },
      { kind: 'links_outside' },
    ] as const;
    const english = notes.map((note) => noteText(note, 'en'));
    const spanish = notes.map((note) => noteText(note, 'es'));
    for (const text of [...english, ...spanish]) expect(text).toMatch(/^[\p{Lu}\d].*\.$/u);
    expect(new Set([...english, ...spanish]).size).toBe(2 * notes.length);
    expect(english[2]).toBe(
      'No text was found on pages 1, 3-5, 9: what is printed there may be a picture, and was not read.',
    );
    expect(spanish[5]).toBe('3 imágenes no se leyeron.');
  });
});
