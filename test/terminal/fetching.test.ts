import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CellarServer, type Prank, startCellar } from '../fixtures/cellar/cellar-server.ts';
import { law, lawFolder } from '../regulations/importers/law-fixtures.ts';
import { temporaryTerminal } from './run.ts';

const LANTERN = '32031R0077';
const XHTML = 'application/xhtml+xml';

const formex = (): Uint8Array =>
  zipSync(Object.fromEntries(lawFolder('lantern-formex').map(({ name, text }) => [name, Buffer.from(text)])));

let cellar: CellarServer;
let terminal: ReturnType<typeof temporaryTerminal>;
beforeEach(async () => {
  cellar = await startCellar();
  terminal = temporaryTerminal({ CELLAR_URL: cellar.origin, FETCH_PAUSE: '0' });
});
afterEach(async () => {
  terminal.remove();
  await cellar.stop();
});

const add = (...words: string[]) => terminal.run('library', 'add', ...words, '--json');
const held = async (): Promise<unknown> => (await terminal.run('library', 'list', '--json')).json;

describe('library add, of an act by its number', () => {
  it('fetches the fullest form, and says where it came from', async () => {
    cellar.texts.set(`${LANTERN} eng`, { formex: formex(), xhtml: law('lantern-oj.html') });
    const { code, json } = await add(LANTERN);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      act: LANTERN,
      version: { date: '2031-03-03', source: 'official' },
      url: `${cellar.origin}/resource/cellar/${LANTERN}/DOC_1`,
    });
    expect(cellar.requests.map(({ accept }) => accept)).toEqual([
      'application/zip;mtype=fmx4',
      'application/zip;mtype=fmx4',
    ]);
    const shown = await terminal.run('show', `${LANTERN}#art_1`, '--json');
    expect(shown.json).toMatchObject({ id: `${LANTERN}#art_1`, version: { source: 'official' } });
  });

  it('takes the page where there is nothing fuller, by an address as well', async () => {
    cellar.texts.set(`${LANTERN} eng`, { xhtml: law('lantern-oj.html') });
    const { code, json } = await add(`https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:${LANTERN}`);
    expect(code).toBe(0);
    expect(json).toMatchObject({ act: LANTERN });
    expect((await add(LANTERN)).out).toContain(LANTERN);
    expect((await terminal.run('library', 'add', LANTERN)).out).toMatch(
      /held already, unchanged[\s\S]*\n {2}from http/,
    );
  });

  it('adds a consolidation as the version of its day', async () => {
    cellar.texts.set('02031R0077-20320509 eng', { xhtml: law('lantern-consolidated.html') });
    const { json, code } = await add('02031R0077-20320509');
    expect({ code, json }).toMatchObject({ code: 0, json: { act: LANTERN, version: { date: '2032-05-09' } } });
  });

  it.each<[string, string[], RegExp]>([
    ['an act that is not there', ['32098R0001'], /no text 32098R0001 in English/],
    ['a language that it does not have', [LANTERN, '--language', 'es'], /in Spanish/],
    ['a consolidation of another day', ['02031R0077-20400101'], /02031R0077-20400101.*certain days/],
    ['a file that is not there', ['./lantern.html'], /no file or folder/],
    ['nobody’s name', ['Lantern', 'Act'], /names no act that is known/],
    ['a file’s options', [LANTERN, '--date', '2031-01-01'], /are for files/],
  ])('says what is wrong with %s', async (_, words, message) => {
    cellar.texts.set(`${LANTERN} eng`, { xhtml: law('lantern-oj.html') });
    const before = await held();
    const { code, json } = await add(...words);
    expect(code).not.toBe(0);
    expect((json as { error: { message: string } }).error.message).toMatch(message);
    expect(await held()).toEqual(before);
  });
});

describe('what comes instead of a law', () => {
  const page = (body: string | Uint8Array, type = XHTML): Prank => ({
    status: 200,
    headers: { 'content-type': type },
    body,
  });

  /** As the page alone: the fuller form is not there. */
  const asPage =
    (body: string): CellarServer['prank'] =>
    (_path, _count, { accept }) =>
      accept === XHTML ? page(body) : undefined;

  it.each<[string, CellarServer['prank'], RegExp]>([
    ['gone', () => ({ status: 410 }), /no text/],
    [
      'a challenge',
      () => ({ status: 202, headers: { 'content-type': 'text/html' }, body: '<html></html>' }),
      /checks for robots/,
    ],
    ['a shell page', asPage('<html><body><div id="app"></div></body></html>'), /too short to hold/],
    ['another type', () => page('%PDF', 'application/pdf'), /application\/pdf/],
    ['a zip that is cut', () => page(formex().slice(0, 900), 'application/zip'), /zip/i],
    ['half a page', asPage(law('lantern-oj.html').slice(0, 2_000)), /cut|incomplete|truncated|end/i],
    ['another act', asPage(law('lantern-oj.html').replaceAll('2031/77', '2031/78')), /says that it is 32031R0078/],
    [
      'a text in Spanish',
      asPage(law('lantern-oj.html').replace('oj-hd-lg">EN', 'oj-hd-lg">ES')),
      /another language \(es\)|language/,
    ],
    [
      'a redirect to a private address',
      () => ({ status: 303, headers: { location: 'http://2130706433/' } }),
      /private address/,
    ],
    ['a redirect without end', (path) => ({ status: 303, headers: { location: path } }), /redirects without end/],
  ])(
    '%s is refused, and what was held stays',
    async (_, prank, message) => {
      cellar.texts.set(`${LANTERN} eng`, { xhtml: law('lantern-oj.html') });
      expect((await add(LANTERN)).code).toBe(0);
      const before = await held();
      cellar.prank = prank;
      const { code, json } = await add(LANTERN);
      expect(code).not.toBe(0);
      expect((json as { error: { message: string } }).error.message).toMatch(message);
      expect(await held()).toEqual(before);
    },
    60_000,
  );
});
