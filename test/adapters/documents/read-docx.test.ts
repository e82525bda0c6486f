import { describe, expect, it } from 'vitest';
import { HEADINGS, makeDocx, outlineList, p, run, table } from './make-docx.ts';
import { read, texts } from './reading.ts';

const both = (body: string, more: object = {}): Uint8Array => makeDocx({ body, styles: HEADINGS, ...more });

describe('a Word document', () => {
  it('is read by its headings, whatever the styles are called in its language, with the numbers that Word prints', async () => {
    const numbered = (level: number): string =>
      `<w:style w:type="paragraph" w:styleId="Ttulo${level}"><w:name w:val="heading ${level}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`;
    const document = await read(
      makeDocx({
        styles: `${[1, 2, 3].map(numbered).join('')}<w:style w:styleId="Mine"><w:name w:val="House heading"/><w:basedOn w:val="Ttulo2"/></w:style><w:style w:styleId="T"><w:name w:val="Title"/></w:style>`,
        numbering: outlineList(true),
        body: [
          p('Lamps of the bank', 'T'),
          p('Purpose', 'Ttulo1'),
          p('Lamps burn at dusk.'),
          p('Reporting', 'Ttulo1'),
          p('Deadlines', 'Ttulo2'),
          p('The warden reports.'),
          p('Forms', 'Ttulo2'),
          p('The clerk files.'),
          p('Own style', 'Mine', [1, 1]),
          p('The guild waits.'),
        ].join(''),
      }),
    );
    expect(document.title).toBe('Lamps of the bank');
    const title = 'Lamps of the bank';
    expect(document.statements).toEqual([
      { id: 's1', section: [title, '1. Purpose'], text: 'Lamps burn at dusk.' },
      { id: 's2', section: [title, '2. Reporting', '2.1 Deadlines'], text: 'The warden reports.' },
      { id: 's3', section: [title, '2. Reporting', '2.2 Forms'], text: 'The clerk files.' },
      { id: 's4', section: [title, '2. Reporting', '2.3 Own style'], text: 'The guild waits.' },
    ]);
  });

  it('keeps items with their letters and what opens their list', async () => {
    const document = await read(
      both(
        [
          p('The warden must:'),
          p('light the lamp;', undefined, [1, 2]),
          p('shut the vault.', undefined, [1, 2]),
          p('Then nothing.'),
          p('first again', undefined, [2, 0]),
        ].join(''),
        {
          numbering: `${outlineList()}<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>`,
        },
      ),
    );
    expect(document.statements.map(({ text, leadIn }) => [text, leadIn])).toEqual([
      ['The warden must:', undefined],
      ['(a) light the lamp;', 'The warden must:'],
      ['(b) shut the vault.', 'The warden must:'],
      ['Then nothing.', undefined],
      ['4. first again', undefined],
    ]);
  });

  it('counts in letters, Roman numbers and with leading noughts', async () => {
    const level = (at: number, format: string, text: string, start = 1): string =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:abstractNum w:abstractNumId="1">${level(0, 'upperRoman', 'Part %1', 4)}${level(1, 'decimalZero', '%2')}${level(2, 'lowerLetter', '%3)', 27)}${level(3, 'bullet', 'x')}${level(4, 'lowerRoman', '%1-%5')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`;
    const items = [0, 1, 1, 2, 3, 4, 0].map((at) => p('lamp', undefined, [1, at])).join('');
    expect(texts(await read(both(items, { numbering })))).toEqual([
      'Part IV lamp',
      '01 lamp',
      '02 lamp',
      'aa) lamp',
      'lamp',
      'IV-i lamp',
      'Part V lamp',
    ]);
  });

  it('is read table by table, row by row, under their headers', async () => {
    const document = await read(
      both(
        table([
          ['Kind', 'Deadline', 'Who'],
          ['major', '4 hours', 'warden'],
          ['minor', '', 'clerk'],
        ]) +
          table([
            ['Owner', 'The warden'],
            ['Version', '3'],
          ]) +
          table([['Lamps burn in one frame.']]) +
          table([['Alone', 'Header']], true),
      ),
    );
    expect(document.statements.slice(0, 2)).toMatchObject([
      {
        text: 'Kind: major; Deadline: 4 hours; Who: warden',
        row: { headers: ['Kind', 'Deadline', 'Who'], cells: ['major', '4 hours', 'warden'] },
      },
      { text: 'Kind: minor; Who: clerk', row: { cells: ['minor', '', 'clerk'] } },
    ]);
    expect(texts(document).slice(2)).toEqual([
      'Owner; The warden',
      'Version; 3',
      'Lamps burn in one frame.',
      'Alone; Header',
    ]);
  });

  it('gives a cell that spans rows and columns to each of them', async () => {
    const cell = (text: string, properties: string): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
    const rows = [
      `${cell('Kind', '')}${cell('Deadline', '<w:gridSpan w:val="2"/>')}`,
      `${cell('', '')}${cell('first', '')}${cell('last', '')}`,
      `${cell('major', '<w:vMerge w:val="restart"/>')}${cell('4 h', '')}${cell('3 d', '')}`,
      `${cell('', '<w:vMerge/>')}${cell('8 h', '')}${cell('9 d', '')}`,
    ];
    const headed = (row: string, at: number): string =>
      `<w:tr>${at < 2 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${row}</w:tr>`;
    expect(texts(await read(both(`<w:tbl>${rows.map(headed).join('')}</w:tbl>`)))).toEqual([
      'Kind: major; Deadline – first: 4 h; Deadline – last: 3 d',
      'Kind: major; Deadline – first: 8 h; Deadline – last: 9 d',
    ]);
  });

  it('keeps every word of cells: of several lines, under no header, across the whole table', async () => {
    const cell = (inner: string, span = 1): string =>
      `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/></w:tcPr>${inner}</w:tc>`;
    const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
    const head = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cell(p('Kind'))}${cell(p(''))}${cell(p('Who'))}</w:tr>`;
    const long = `${'lamp '.repeat(70)}end`;
    const body = [
      row(cell(p('Deadlines of lamps'), 3)),
      head,
      row(cell(p('major') + p('or worse')), cell(p('4 hours')), cell(p('warden') + table([['a', 'b']]) + p('clerk'))),
      row(cell(p('At night'), 3)),
      row(cell(p(long), 2), cell(p('guild'))),
    ];
    expect(texts(await read(both(`<w:tbl>${body.join('')}</w:tbl>`)))).toEqual([
      'Deadlines of lamps',
      'Kind: major or worse; 4 hours; Who: warden a b clerk',
      'At night',
      `Kind: ${long}; Who: guild`,
    ]);
  });

  it('without styles is read by bold lines and numbers', async () => {
    const bold = (text: string): string => p(run(text, '<w:b/>'));
    const document = await read(
      makeDocx({ body: bold('Lamps') + p('They burn.') + p('2. Vaults') + p('They are shut.') }),
    );
    expect(document.statements.map(({ section, text }) => [section.at(-1), text])).toEqual([
      ['Lamps', 'They burn.'],
      ['2. Vaults', 'They are shut.'],
    ]);
  });

  it('leaves out a table of contents, and nothing that is said there alone', async () => {
    const body = p('Lamps\t3') + p('Ghosts 4') + p('Lamps', 'Ttulo1') + p('They burn.');
    expect(texts(await read(both(body)))).toEqual(['Ghosts 4', 'They burn.']);
  });

  it('tells footnotes behind what refers to them, those in tables too', async () => {
    const note = (id: number, text: string): string => `<w:footnote w:id="${id}">${p(text)}</w:footnote>`;
    const refers = (id: number, text: string): string =>
      p(`${run(text)}<w:r><w:footnoteReference w:id="${id}"/></w:r>`);
    const document = await read(
      both(refers(2, 'Lamps burn.') + table([[refers(3, 'Kind'), 'Who']]), {
        footnotes: note(2, 'Since 2031.') + note(3, 'Of lamps.'),
      }),
    );
    expect(texts(document)).toEqual(['Lamps burn.', 'Since 2031.', 'Kind; Who', 'Of lamps.']);
  });

  it('is read as if its changes were accepted, and says what was not read', async () => {
    const image =
      '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';
    const linked = '<w:hyperlink r:id="r8"><w:r><w:t>the register</w:t></w:r></w:hyperlink>';
    const document = await read(
      both(
        `<w:p>${run('Lamps burn ')}<w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:ins>${run('always, see ')}</w:ins>${linked}<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>${image}${run('.')}</w:p>`,
        {
          relations:
            '<Relationship Id="r8" Type="x/hyperlink" Target="http://127.0.0.1:1/x" TargetMode="External"/><Relationship Id="r7" Type="x/attachedTemplate" Target="http://127.0.0.1:1/t.dotm" TargetMode="External"/><Relationship Id="r6" Type="x/header" Target="header1.xml"/>',
        },
      ),
    );
    expect(texts(document)).toEqual(['Lamps burn always, see the register.']);
    expect(document.notes).toEqual([
      { kind: 'images', count: 1 },
      { kind: 'comments', count: 1 },
      { kind: 'tracked_changes', count: 2 },
      { kind: 'headers_and_footers' },
      { kind: 'links_outside' },
    ]);
  });

  it('does not say what is hidden on its pages, and says that there was something', async () => {
    const styles = `${HEADINGS}<w:style w:type="character" w:styleId="Ghost"><w:name w:val="ghost"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="GhostP"><w:name w:val="ghost p"/><w:rPr><w:vanish/></w:rPr></w:style>`;
    const document = await read(
      makeDocx({
        styles,
        body:
          p(
            `${run('Lamps ')}${run('never ', '<w:vanish/>')}${run('ever ', '<w:rStyle w:val="Ghost"/>')}${run('burn', '<w:vanish w:val="0"/>')}${run('.')}`,
          ) +
          p('Obey the ghost.', 'GhostP') +
          p(run('Shown all the same.', '<w:vanish w:val="false"/>'), 'GhostP'),
      }),
    );
    expect(texts(document)).toEqual(['Lamps burn.', 'Shown all the same.']);
    expect(document.notes).toEqual([{ kind: 'hidden_passages', count: 3 }]);
  });

  it('reads text boxes, fields, ticks and special hyphens', async () => {
    const box = `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>${p('In a box.')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const document = await read(
      both(
        `<w:p>${run('Multi')}<w:r><w:noBreakHyphen/><w:t>year</w:t><w:tab/><w:t>plan</w:t><w:br/><w:t>holds.</w:t></w:r>${box}</w:p>`,
      ),
    );
    expect(texts(document)).toEqual(['Multi‑year plan holds.', 'In a box.']);
  });
});
