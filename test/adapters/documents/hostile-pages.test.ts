import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../src/adapters/documents/document-reader.ts';
import { AppError } from '../../../src/core/errors.ts';
import { read, refusal, texts } from './reading.ts';

const MANY = 200_000;

describe('a hostile web page', () => {
  it.each([
    ['nests without end', `<html>${'<div>'.repeat(MANY)}Lamps burn.`],
    ['leaves emphasis open', `<html>${'<b>'.repeat(MANY)}Lamps burn.`],
    ['nests tables', `<html>${'<table><tr><td>'.repeat(MANY)}Lamps burn.`],
    ['nests lists', `<html>${'<ul><li>'.repeat(MANY)}Lamps burn.`],
    ['nests what closes itself', `<html>${'<button><p>'.repeat(MANY)}Lamps burn.`],
    ['nests drawings', `<html><svg>${'<g>'.repeat(MANY)}</svg>Lamps burn.`],
  ])('that %s is refused', async (_, html) => {
    const started = performance.now();
    expect(await refusal(strToU8(html))).toMatch(/nests its parts deeper than 400 levels.*print it to a PDF/);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is read in time, whatever it repeats or leaves open', async () => {
    const started = performance.now();
    for (const html of [
      `<html>${'<p>Lamps '.repeat(15_000)}`,
      `<html>${'<br>'.repeat(MANY)}Lamps`,
      `<html><ul>${'<li>Lamps'.repeat(15_000)}`,
      `<html><p a="${'x'.repeat(2_000_000)}">Lamps`,
      `<html><p ${'a=b '.repeat(50_000)}>Lamps`,
      `<html><p style="${'display:'.repeat(MANY)}">Lamps`,
      `<html><p style="${' ;'.repeat(MANY)}${' '.repeat(MANY)}">Lamps`,
      `<html><style>${'.a{'.repeat(MANY)}</style>Lamps`,
      `<html><style>${'/*'.repeat(MANY)}</style>Lamps`,
      `<html><style>${'.a,'.repeat(MANY)}{display:none}</style>Lamps`,
      `<html>Lamps<!--${'-'.repeat(MANY)}`,
      `<html>Lamps${'<!--'.repeat(MANY)}`,
      `<html>Lamps${'&'.repeat(MANY)}`,
      `<html>Lamps${'<'.repeat(MANY)}`,
      `<html>Lamps</html>${'</p>'.repeat(20_000)}`,
      `<html><table>${'<tr>'.repeat(50_000)}<td>Lamps`,
      `<!--${'<!--'.repeat(MANY)}<html>Lamps`,
      `<html>${'<b><p>'.repeat(100)}${'Lamps<p>'.repeat(2_000)}`,
      `<html>${'<meta charset '.repeat(50_000)}>Lamps`,
      `<?xml ${'encoding = '.repeat(5_000)}?><html>Lamps</html>`,
    ])
      expect((await read(strToU8(html))).statements.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('does not outgrow itself by cells that span', async () => {
    const words = `${'lamp '.repeat(100)}end`;
    const html = `<html><table><tr>${`<td colspan=9999 rowspan=9999>${words}`.repeat(3)}${'<tr><td>a'.repeat(500)}</table>`;
    const document = await read(strToU8(html));
    const size = texts(document).reduce((sum, { length }) => sum + length, 0);
    expect(size).toBeLessThan(10 * html.length);
    expect(await refusal(strToU8(html), 'policy', { characters: 500 })).toMatch(/holds more than 500 characters/);
  });

  it('that says nothing, or is no text, is refused', async () => {
    expect(await refusal(strToU8('<html><script>Lamps burn.</script>'))).toMatch(/holds no text/);
    expect(await refusal(strToU8('<html><p hidden>Lamps burn.'))).toMatch(/holds no text/);
    expect(await refusal(strToU8('<html>Lamps\0burn.'))).toMatch(/is no text/);
    expect(await refusal(Uint8Array.from(Buffer.from('\ufeff<html>Lamp', 'utf16le')).subarray(0, 21))).toMatch(
      /is no valid UTF-16/,
    );
  });

  it('shuts nothing up in what XML closes where it opens', async () => {
    const html =
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/><style/></head><body><p/><textarea name="a"/><a id="b"/>Lamps burn.<br/><span/></body></html>';
    const document = await read(strToU8(html));
    expect(texts(document)).toEqual(['Lamps burn.']);
  });

  it('is read, or refused as a document is, whatever is in it', async () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '<p',
      '</',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '"',
      "'",
      '=',
      '<svg>',
      '<math>',
      '<template>',
      '<select>',
      '<frameset>',
      '<plaintext>',
      '<textarea>',
      '<title>',
      '&#0;',
      '&#xD800;',
      '&#1114112;',
      '\ud800',
      '\u202e',
      '<table>',
      '<caption>',
      '<li value=99999999>',
      'Lamps',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 40 }), async (parts) => {
        const outcome = await read(strToU8(`<html>${parts.join('')}`)).catch((error: unknown) => error);
        if (outcome instanceof AppError) expect(outcome.code).toBe('invalid_input');
        else expect(outcome).toMatchObject({ kind: 'html' });
      }),
      { numRuns: 300 },
    );
  });

  it('is read in a thread of its own', async () => {
    const reader = createDocumentReader({ limits: { time: 20_000 } });
    const document = await reader.read(strToU8('<html><h1>Lamps</h1><p>They burn.'), 'lamps.html');
    expect(document).toMatchObject({ name: 'lamps.html', kind: 'html', title: 'Lamps', notes: [] });
    await expect(reader.read(strToU8(`<html>${'<i>'.repeat(MANY)}`), 'lamps.html')).rejects.toThrow(/deeper than 400/);
  });
});
