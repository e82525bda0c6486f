import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/adapters/files/text-encoding.ts';
import { AppError } from '../../../src/core/errors.ts';

const NAME = 'ley.xml';
const TEXT = '# Ley 7/2031\n\nArtículo 1.º «El faro» – 20 €, 灯台, 🏮.';
const decode = (bytes: Uint8Array): string => decodeText(bytes, NAME);
const utf8 = (text: string): Uint8Array => Buffer.from(text);
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16 = (text: string, mark = '\ufeff'): Uint8Array => Buffer.from(mark + text, 'utf16le');
const utf16be = (text: string, mark = '\ufeff'): Uint8Array => Buffer.from(mark + text, 'utf16le').swap16();
const join = (...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));
const declared = (encoding: string, body: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><A>${body}</A>`;

/** The refusal's message; anything but an `invalid_input` that names the file and the forms that are read fails. */
function refusal(bytes: Uint8Array): string {
  let text: string;
  try {
    text = decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    const { code, message } = error as AppError;
    expect(code).toBe('invalid_input');
    expect(message).toMatch(/^ley\.xml is .*\. Give the law as XHTML, Formex XML, JSON or Markdown in UTF-8\.$/s);
    return message;
  }
  throw new Error(`was read as ${JSON.stringify(text.slice(0, 100))}`);
}

describe('Unicode', () => {
  it.each([
    ['UTF-8', utf8(TEXT)],
    ['UTF-8 with its mark', utf8(`\ufeff${TEXT}`)],
    ['UTF-16, little end first', utf16(TEXT)],
    ['UTF-16, big end first', utf16be(TEXT)],
  ])('%s is read, without the mark', (_encoding, bytes) => {
    expect(decode(bytes)).toBe(TEXT);
  });

  it('is read whatever is written in it, letter for letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (random) => {
        const text = `# ${random.replaceAll('\0', '')}`;
        for (const bytes of [utf8(text), utf8(`\ufeff${text}`), utf16(text), utf16be(text)])
          expect(decode(bytes)).toBe(text);
      }),
    );
  });

  it('is read from the middle of other bytes, whose order is left as it was', () => {
    const bytes = join([0xff, 0], utf16be(TEXT), [0xff]);
    const before = Buffer.from(bytes);
    expect(decode(bytes.subarray(2, -1))).toBe(TEXT);
    expect(before.equals(bytes)).toBe(true);
  });

  it('an empty file, or one with nothing but a mark, is an empty text', () => {
    for (const bytes of [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]]) expect(decode(join(bytes))).toBe('');
  });

  it('is not disturbed by a declaration of itself', () => {
    for (const name of ['UTF-8', 'utf-8', 'utf8']) expect(decode(utf8(declared(name, 'año')))).toContain('año');
    expect(decode(utf16(declared('UTF-16', 'año')))).toContain('<A>año</A>');
    expect(decode(utf16be(declared('UTF-16', 'año')))).toContain('<A>año</A>');
  });
});

describe('an encoding that is declared', () => {
  it.each(['ISO-8859-1', 'iso8859-1', 'Latin1', 'latin-1', 'windows-1252', 'Windows-1252', 'cp1252'])(
    '%s is read',
    (name) => {
      expect(decode(latin1(declared(name, 'año, ¿qué? 7 º\x80\x85\x93\x94\x96')))).toContain(
        '<A>año, ¿qué? 7 º€…“”–</A>',
      );
    },
  );

  it('is found in XML and in HTML, within quotes or without', () => {
    for (const head of [
      "<?xml version='1.0' encoding='ISO-8859-1'?>",
      '<?xml version="1.0"  encoding = "ISO-8859-1" standalone="yes"?>',
      '<!DOCTYPE html><html><head><meta charset="iso-8859-1">',
      '<html><head><META CHARSET=iso-8859-1>',
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">',
    ])
      expect(decode(latin1(`${head}<p>año</p>`))).toBe(`${head}<p>año</p>`);
  });

  it('reads every byte of Windows-1252 as WHATWG lists it', () => {
    const listed = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
    const bytes = Array.from({ length: 32 }, (_, at) => 0x80 + at).filter(
      (byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte),
    );
    expect(decode(join(latin1(declared('windows-1252', '')), bytes)).slice(-listed.length)).toBe(listed);
    const upper = Array.from({ length: 96 }, (_, at) => 0xa0 + at);
    expect(decode(join(latin1(declared('windows-1252', '')), upper)).slice(-96)).toBe(String.fromCharCode(...upper));
  });

  it.each([0x81, 0x8d, 0x8f, 0x90, 0x9d])('refuses the byte %i, which Windows-1252 leaves free', (byte) => {
    expect(refusal(join(latin1(declared('windows-1252', 'a')), [byte]))).toMatch(/windows-1252/i);
  });
});

describe('a declaration', () => {
  it('gives way to the mark of UTF-8', () => {
    const text = declared('ISO-8859-1', 'año');
    expect(decode(utf8(`\ufeff${text}`))).toBe(text);
  });

  it.each([
    ['Markdown', '# Ley\n\nLa página declara charset=iso-8859-1 este año.'],
    ['JSON', '{"title": "Página con encoding=windows-1252", "text": "año"}'],
    ['XML without one', '<A><!-- was encoding="ISO-8859-1" -->año</A>'],
    ['HTML', '<html><!-- was charset=latin1 --><head><meta charset="utf-8"></head><body>año</body></html>'],
  ])('is none where %s only speaks of one', (_form, text) => {
    expect(decode(utf8(text))).toBe(text);
  });

  it('is not looked for far behind the start', () => {
    const text = `<A>${' '.repeat(2_000)}encoding="ISO-8859-1" año</A>`;
    expect(decode(utf8(text))).toBe(text);
  });

  it.each(['ISO-8859-15', 'windows-1250', 'Shift_JIS'])('%s is not read where the bytes show it', (name) => {
    expect(refusal(latin1(declared(name, 'a\xf1o')))).toMatch(new RegExp(`is not valid UTF-8|${name}`));
  });

  it.each([
    ['windows-1251', latin1(declared('windows-1251', '\xd0\xb0'))],
    ['UTF-7', latin1(declared('UTF-7', 'a+APE-o'))],
    ['ISO-2022-JP', latin1(declared('ISO-2022-JP', '\x1b$B%i%s\x1b(B'))],
  ])('%s is refused by its name', (name, bytes) => {
    expect(refusal(bytes)).toContain(name);
  });
});

describe('bytes that are no text', () => {
  it.each([
    ['a PDF', utf8('%PDF-1.7\n%âãÏÓ'), /is a PDF, not a text/],
    ['a zip', zipSync({ 'a.xml': utf8('<A/>') }), /is a zip or an Office document, not a text/],
    ['a PNG', join([0x89], utf8('PNG\r\n')), /is a picture, not a text/],
    ['a JPEG', join([0xff, 0xd8, 0xff, 0xe0]), /is a picture, not a text/],
    ['a GIF', utf8('GIF89a'), /is a picture, not a text/],
    ['a gzip archive', join([0x1f, 0x8b, 8, 0]), /is a gzip archive, not a text/],
    [
      'an old Word file',
      join([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      /is an old Office document, not a text/,
    ],
    ['a NUL', utf8('<A>one\0two</A>'), /is binary \(a NUL byte at offset 6\)/],
    ['a NUL under a declaration', latin1(declared('ISO-8859-1', '\0')), /is binary \(a NUL byte at offset 46\)/],
    ['UTF-16 without its mark', utf16(TEXT, ''), /is binary \(a NUL byte at offset 1\)/],
    ['UTF-16 without its mark, big end first', utf16be(TEXT, ''), /is binary \(a NUL byte at offset 0\)/],
    ['half a pair in UTF-16', utf16('a\ud83cb'), /is not valid UTF-16LE/],
    ['half a letter in UTF-16', utf16('abc').subarray(0, -1), /is not valid UTF-16LE/],
  ])('%s is refused', (_what, bytes, why) => {
    expect(refusal(bytes)).toMatch(why);
  });

  it.each([
    ['a letter of Latin-1', 'Art\xedculo', 4],
    ['a letter of UTF-8 without its start', 'a\xb1', 1],
    ['a letter written longer than it is', '\xc0\xaf', 0],
    ['half a surrogate pair', 'a\xed\xa0\x80', 2],
    ['a letter beyond Unicode', '\xf4\x90\x80\x80', 1],
    ['UTF-8 and Latin-1 in one', 'a\xc3\xb1o, a\xf1o', 8],
  ])('%s is refused, with its offset', (_what, text, offset) => {
    expect(refusal(latin1(text))).toContain(`is not valid UTF-8 (first wrong byte at offset ${offset})`);
  });
});

describe('bytes that are no text anywhere in a file', () => {
  it('are found wherever they stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const start = utf8(`# ${before}`);
        expect(refusal(join(start, [0xff], utf8(after)))).toContain(`at offset ${start.length})`);
      }),
    );
    const long = utf8(TEXT.repeat(50_000));
    expect(refusal(join(long, [0xfe], long))).toContain(`at offset ${long.length})`);
  });

  it('are never read as a text of other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (random) => {
        const bytes = join(utf8('# '), random);
        try {
          expect(Buffer.from(decode(bytes)).equals(bytes)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('cut within their last letter are refused with the offset of that letter', () => {
    expect(refusal(utf8('año ñ').subarray(0, -1))).toMatch(/at offset 5\)/);
  });

  it('cut within UTF-16 with the big end first are refused', () => {
    expect(refusal(utf16be('abc').subarray(0, -1))).toMatch(/is not valid UTF-16BE/);
  });

  it('are refused by the right name in UTF-16 with the big end first', () => {
    expect(refusal(utf16be('a\ud83cb'))).toMatch(/is not valid UTF-16BE/);
  });

  it.each([
    ['of UTF-16 with a NUL', utf16('a\0b')],
    ['of UTF-32, little end first,', join([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0])],
  ])('%s are refused', (_what, bytes) => {
    expect(refusal(bytes)).toMatch(/NUL|UTF-32/);
  });
});
