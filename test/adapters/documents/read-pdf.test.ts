import { describe, expect, it } from 'vitest';
import { column, makePdf, type Written } from './make-pdf.ts';
import { read, refusal, texts } from './reading.ts';

const SENTENCE = 'The warden lights each lamp at dusk, and the clerk notes it in the ledger of lamps.';

describe('a PDF', () => {
  it('is read line by line into sentences, with its pages', async () => {
    const document = await read(
      makePdf([
        [
          { x: 72, y: 80, text: 'Lamps of the bank', size: 20 },
          ...column(72, 120, ['The warden lights each lamp at dusk. The clerk notes', 'it in the ledger.']),
        ],
        column(72, 100, ['Vaults are shut.']),
      ]),
    );
    expect(document).toMatchObject({ kind: 'pdf', title: 'Lamps of the bank' });
    expect(document.statements).toEqual([
      { id: 's1', section: ['Lamps of the bank'], text: 'The warden lights each lamp at dusk.', page: 1 },
      { id: 's2', section: ['Lamps of the bank'], text: 'The clerk notes it in the ledger.', page: 1 },
      { id: 's3', section: ['Lamps of the bank'], text: 'Vaults are shut.', page: 2 },
    ]);
  });

  it('gives the same statements packed and unpacked, and twice', async () => {
    const pages = [column(72, 100, [SENTENCE, SENTENCE])];
    const one = await read(makePdf(pages));
    expect((await read(makePdf(pages, { packed: true }))).statements).toEqual(one.statements);
    expect((await read(makePdf(pages))).statements).toEqual(one.statements);
  });

  it('takes its title from what the file says only where no line is larger than the text', async () => {
    expect((await read(makePdf([column(72, 100, [SENTENCE])], { title: 'Lamps' }))).title).toBe('Lamps');
  });

  it('reads a page that lies on its side as it is looked at, and what runs aslant behind the rest', async () => {
    const sideways: Written[] = [{ x: 100, y: 400, text: 'Lamps burn at dusk.', turned: 90 }];
    expect(texts(await read(makePdf([sideways], { page: '/Rotate 90' })))).toEqual(['Lamps burn at dusk.']);
    const stamped = [
      { x: 200, y: 600, text: 'DRAFT COPY', size: 40, turned: 45 },
      ...column(72, 100, ['Lamps burn at dusk. Vaults', 'are shut.']),
    ];
    const document = await read(makePdf([stamped]));
    expect(texts(document)).toEqual(['Lamps burn at dusk.', 'Vaults are shut.', 'DRAFT COPY']);
  });

  it('says which pages hold no text, and refuses one that holds none at all', async () => {
    const document = await read(makePdf([[], column(72, 100, [SENTENCE]), [], []]));
    expect(document.notes).toEqual([{ kind: 'pages_without_text', pages: [1, 3, 4] }]);
    expect(await refusal(makePdf([[], []]))).toMatch(
      /is a scan: it holds pictures of text only, and no text\. Have its text recognised/,
    );
  });

  it('runs nothing and opens nothing, and says that there was something', async () => {
    const document = await read(
      makePdf([column(72, 100, [SENTENCE])], {
        catalogue:
          '/OpenAction << /S /JavaScript /JS (app.launchURL\\("http://127.0.0.1:1/"\\)) >> /AA << /WC << /S /Launch /F (calc.exe) >> >> /Names << /EmbeddedFiles << /Names [(a.exe) 100 0 R] >> >> /AcroForm << /Fields [] >>',
        objects: { 100: '<< /Type /Filespec /F (a.exe) /EF << /F 101 0 R >> >>', 101: '<< /Type /EmbeddedFile >>' },
      }),
    );
    expect(texts(document)).toEqual([SENTENCE]);
    expect(document.notes.map(({ kind }) => kind).sort()).toEqual(['attachments', 'form_fields', 'scripts']);
  });

  it('that is encrypted is refused, however it says so', async () => {
    const pages = [column(72, 100, [SENTENCE])];
    const encrypted =
      '<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) >>';
    for (const trailer of ['/Encrypt 100 0 R', `/Encrypt ${encrypted}`, `/#45ncrypt 100 0 R`])
      expect(await refusal(makePdf(pages, { trailer, objects: { 100: encrypted } }))).toMatch(
        /is encrypted\. Save it without a password/,
      );
    // A page that only speaks of it is not.
    expect(texts(await read(makePdf([column(72, 100, ['The key /Encrypt 5 0 R is told.'])])))).toHaveLength(1);
  });
});
