import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxParts, makeDocx, p } from './make-docx.ts';
import { column, makePdf } from './make-pdf.ts';
import { read, refusal, texts } from './reading.ts';

const DOCX = makeDocx({ body: p('The warden lights the lamp.') });
const PDF = makePdf([column(72, 100, ['The warden lights the lamp.'])]);
const utf16 = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const compound = (stream: string): Uint8Array =>
  Uint8Array.from(
    Buffer.concat([latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]),
  );
const zip = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<a/>')])));

describe('the kind of a document', () => {
  it('is told by its content, whatever its name says, and the difference is told', async () => {
    for (const [bytes, kind] of [
      [DOCX, 'docx'],
      [PDF, 'pdf'],
      [strToU8('<!DOCTYPE html><title>Lamps</title><p>The warden lights the lamp.'), 'html'],
      [strToU8('# Lamps\n\nThe warden lights the lamp.'), 'markdown'],
      [strToU8('The warden lights the lamp.'), 'text'],
    ] as const) {
      const document = await read(bytes, 'policy');
      expect(document.kind).toBe(kind);
      expect(document.notes).toEqual([]);
      expect(texts(document)).toContain('The warden lights the lamp.');
      const other = kind === 'pdf' ? 'docx' : 'pdf';
      expect((await read(bytes, `policy.${other}`)).notes).toEqual([{ kind: 'read_as', as: kind }]);
    }
    // Text is text, and Markdown is text with signs.
    expect((await read(strToU8('# Lamps\n\nThey burn.'), 'policy.txt')).notes).toEqual([]);
  });

  it('is a web page where it begins as one, in whatever encoding, or is the inside of one', async () => {
    const says = 'The warden lights the lamp.';
    for (const page of [
      `\n<!-- saved --><!DOCTYPE html><html><body><p>${says}</p></body></html>`,
      `<?xml version="1.0"?>\n<!-- x --><html xmlns="http://www.w3.org/1999/xhtml"><body><p>${says}</p></body></html>`,
      `<!--${' long'.repeat(5_000)} --><HTML><p>${says}`,
      `<meta charset=utf-8><p>${says}`,
      `<h1>Lamps</h1>\n<p>${says}</p>\n`,
    ])
      for (const bytes of [strToU8(page), strToU8(`\ufeff${page}`), utf16(page)]) {
        const document = await read(bytes, 'policy.htm');
        expect([document.kind, document.notes, texts(document)]).toEqual(['html', [], [says]]);
      }
    expect((await read(strToU8(`<div align="center">\n\n# Lamps\n\n${says}\n</div>`))).kind).toBe('markdown');
    expect((await read(strToU8(`<p> opens a paragraph. ${says}`))).kind).toBe('text');
  });

  it('of a text needs no mark: UTF-8 with and without it, UTF-16 with it', async () => {
    const says = 'El farolero enciende el farol – ñandú, €.';
    for (const bytes of [strToU8(says), strToU8(`\ufeff${says}`), utf16(says)]) {
      const document = await read(bytes);
      expect(document.kind).toBe('text');
      expect(texts(document)).toEqual([says]);
    }
    const big = Buffer.from(utf16(says)).swap16();
    expect(texts(await read(Uint8Array.from(big)))).toEqual([says]);
  });

  it('is told with the size, the hash and the cleaned name', async () => {
    const document = await read(strToU8('Lamps burn.'), 'C:\\Users\\eve\\lamps\u202efdp.exe');
    expect(document.name).toBe('lamps\ufffdfdp.exe');
    expect(document.bytes).toBe(11);
    expect(document.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

const REFUSED: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['nothing', new Uint8Array(), /^policy is empty\./],
  ['a PNG', latin1('\x89PNG\r\n\x1a\n'), /is a picture \(PNG\)/],
  ['a JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), /is a picture \(JPEG\)/],
  ['a GIF', latin1('GIF89a\x01\0'), /is a picture \(GIF\)/],
  ['a TIFF', latin1('II*\0\x08\0'), /is a picture \(TIFF\)/],
  ['a WebP', latin1('RIFF\x10\0\0\0WEBPVP8 '), /is a picture \(WebP\)/],
  ['a HEIC', latin1('\0\0\0\x18ftypheic'), /is a picture \(HEIC\)/],
  ['an SVG', strToU8('<?xml version="1.0"?>\n<svg xmlns="x"/>'), /is a picture \(SVG\)/],
  ['a film', latin1('\0\0\0\x18ftypmp42'), /is a recording/],
  ['a program for Windows', latin1('MZ\x90\0\x03'), /is a program/],
  ['a program for Linux', latin1('\x7fELF\x02'), /is a program/],
  ['a gzip archive', latin1('\x1f\x8b\x08\0'), /is a packed archive/],
  ['a 7z archive', latin1('7z\xbc\xaf\x27\x1c'), /is a packed archive/],
  ['RTF', strToU8('{\\rtf1\\ansi Lamps burn.}'), /rich text format \(RTF\)/],
  [
    'a page that says nothing',
    strToU8('<!DOCTYPE html><html><title>Lamps</title><nav>Home</nav></html>'),
    /holds no text/,
  ],
  ['XML', strToU8('<?xml version="1.0"?><lamps/>'), /is XML/],
  [
    'a saved web page',
    strToU8('MIME-Version: 1.0\nContent-Type: multipart/related'),
    /\(MHTML\)\. Open it in the browser, save it as "Web page, HTML only"/,
  ],
  [
    'a saved web page of another browser',
    strToU8(
      'From: <Saved by Blink>\r\nSubject: Lamps\r\nContent-Type: multipart/related;\r\n\ttype="text/html"\r\n\r\n',
    ),
    /\(MHTML\)/,
  ],
  [
    'a message',
    strToU8('From: eve@bank.example\nSubject: Lamps\n\nContent-Type: multipart/related'),
    /is a message or a saved web page/,
  ],
  ['PostScript', strToU8('%!PS-Adobe-3.0'), /is PostScript/],
  ['a database', latin1('SQLite format 3\0'), /is a database/],
  ['an old Word document', compound('WordDocument'), /old Word format \(DOC\)\. Open it in Word, save it as DOCX/],
  ['an old workbook', compound('Workbook'), /is a spreadsheet/],
  ['an old presentation', compound('PowerPoint Document'), /is a presentation/],
  ['an encrypted Office document', compound('EncryptedPackage'), /is encrypted\. Save it without a password/],
  ['an unknown compound file', compound('Lamps'), /is an old Office document/],
  ['a workbook', zip('[Content_Types].xml', 'xl/workbook.xml'), /is a spreadsheet/],
  ['a presentation', zip('[Content_Types].xml', 'ppt/presentation.xml'), /is a presentation/],
  ['an OpenDocument text', zip('mimetype', 'content.xml'), /is an OpenDocument file/],
  ['a book', zip('mimetype', 'META-INF/container.xml'), /is a book \(EPUB\)/],
  ['a Java program', zip('META-INF/MANIFEST.MF'), /is a program/],
  ['a zip', zip('lamps.docx'), /is a zip\. Unpack it/],
  ['an empty zip', zip(), /is an empty zip/],
  ['bytes of no text', latin1('Lamps burn \xe9 at dusk'), /is no UTF-8 or UTF-16 text\. Save it as UTF-8/],
  ['half a letter in UTF-16', utf16('Lamp').subarray(0, 9), /is no valid UTF-16 text/],
  ['a NUL in a text', strToU8('Lamps\0burn'), /is no text: it holds bytes that no text has/],
  ['UTF-16 without its mark', utf16('Lamps burn').subarray(2), /is no text/],
  ['blanks', strToU8(' \n\t\u200b\n'), /holds no text/],
  ['hidden signs alone', strToU8('\u202e\u2066\u200b\u00ad'), /holds no text/],
  ['Markdown that says nothing', strToU8('# \n\n---\n'), /holds no text/],
];

describe('what is none of the kinds', () => {
  it.each(REFUSED)('is refused by what it is: %s', async (_, bytes, reason) => {
    const message = await refusal(bytes);
    expect(message).toMatch(/^policy (?:is|has|holds|carries) /);
    expect(message).toMatch(reason);
  });

  it('tells a name as people may see it', async () => {
    expect(await refusal(latin1('MZ'), '/home/eve/in\u202evoice\r\n.pdf')).toMatch(
      /^in\ufffdvoice\ufffd\ufffd\.pdf is a program/,
    );
    expect(await refusal(latin1('MZ'), '')).toMatch(/^The document is a program/);
    expect((await refusal(latin1('MZ'), 'x'.repeat(5_000))).length).toBeLessThan(400);
  });
});

describe('the limits', () => {
  const long = strToU8('Lamps burn. '.repeat(100));

  it('are told with the refusal, and kept to the last', async () => {
    expect(await refusal(long, 'policy', { bytes: 1_199 })).toMatch(
      /has 1,200 bytes; at most 1,199 are read\. Split it/,
    );
    expect(await refusal(long, 'policy', { characters: 1_199 })).toMatch(/holds more than 1,199 characters/);
    expect(await refusal(long, 'policy', { statements: 99 })).toMatch(/makes more than 99 statements/);
    expect((await read(long, 'policy', { bytes: 1_200, characters: 1_200, statements: 100 })).statements).toHaveLength(
      100,
    );
  });

  it('are kept of what is packed, before it is unpacked', async () => {
    const packed = makeDocx({ body: p('Lamps burn at dusk. '.repeat(2_000)) });
    expect(await refusal(packed, 'policy', { unpackedBytes: 20_000 })).toMatch(/unpacks to more than 20,000 bytes/);
    expect((await read(packed, 'policy')).statements).toHaveLength(2_000);
  });

  it('are kept of pages, those that are there and those that are claimed', async () => {
    const three = [1, 2, 3].map((number) => column(72, 100, [`Lamp ${number} burns at dusk.`]));
    expect(await refusal(makePdf(three), 'policy', { pages: 2 })).toMatch(/has 3 pages; at most 2 are read/);
    // What the file claims is held against what is in it.
    expect((await read(makePdf(three, { claims: 10_000 }))).statements).toHaveLength(3);
    expect((await read(makePdf(three), 'policy', { pages: 3 })).statements).toHaveLength(3);
  });
});

describe('a Word document', () => {
  const MACRO = 'application/vnd.ms-word.document.macroEnabled.main+xml';
  it('with macros is refused, however they are carried', async () => {
    const body = p('Lamps burn.');
    for (const given of [
      { body, type: MACRO },
      { body, parts: { 'word/vbaProject.bin': 'x' } },
      { body, parts: { 'word/VBAPROJECT.BIN': 'x' } },
      { body, parts: { 'word/vbaData.xml': '<a/>' } },
      { body, parts: { 'xl/macrosheets/sheet1.xml': '<a/>' } },
    ])
      expect(await refusal(makeDocx(given))).toMatch(
        /carries macros, which are programs\. Save it as a Word document without/,
      );
  });

  it('is one too where it is a template, or its text lies elsewhere', async () => {
    const template = 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml';
    expect((await read(makeDocx({ body: p('Lamps burn.'), type: template }))).kind).toBe('docx');
    const { 'word/document.xml': text, ...others } = docxParts({ body: p('Lamps burn.') });
    const rels = strToU8(
      Buffer.from(others['_rels/.rels'] as Uint8Array)
        .toString()
        .replace('word/document.xml', '/text/main.xml'),
    );
    expect(texts(await read(zipSync({ ...others, '_rels/.rels': rels, 'text/main.xml': text! })))).toEqual([
      'Lamps burn.',
    ]);
  });
});
