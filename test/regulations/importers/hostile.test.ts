import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { importBoeMarkdown } from '../../../src/regulations/importers/boe-markdown.ts';
import { importConsolidatedXhtml } from '../../../src/regulations/importers/consolidated-xhtml.ts';
import { importEuJson } from '../../../src/regulations/importers/eu-json.ts';
import { importFormex } from '../../../src/regulations/importers/formex.ts';
import { importOjXhtml } from '../../../src/regulations/importers/oj-xhtml.ts';
import { law } from './law-fixtures.ts';

const NAME = 'suspect.file';
const formex = (text: string): unknown => importFormex([{ name: NAME, text }], NAME);
const json = (text: string): unknown => importEuJson(text, NAME);
const oj = (text: string): unknown => importOjXhtml(text, NAME);
const consolidated = (text: string): unknown => importConsolidatedXhtml(text, NAME);
const boe = (text: string): unknown => importBoeMarkdown(text, NAME);

/** Runs the import and gives the error's message; anything but an `invalid_input` that names the file and a remedy fails. */
function refusal(read: (text: string) => unknown, text: string): string {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    const { code, message } = error as AppError;
    expect(code).toBe('invalid_input');
    expect(message).toContain(NAME);
    expect(message, 'what to do').toMatch(/\b(?:Fetch|fetch|Add|Correct|Export|export|Take)\b/);
    expect(message.length).toBeLessThan(600);
    return message;
  }
  throw new Error('the text was accepted');
}

const act = law('lantern-formex/act.fmx.xml');
const page = law('lantern-oj.html');
const consolidatedPage = law('lantern-consolidated.html');
const ley = law('farol-ley.md');
const PADDING = `<p>${'All lanterns are dark tonight. '.repeat(40)}</p>`;
const source = (rest: object): string =>
  JSON.stringify({
    full_name: 'Regulation (EU) 2031/77',
    celex_id: '32031R0077',
    articles: [{ number: '1', text: 'Light.' }],
    ...rest,
  });

const ALL = [
  ['Formex', formex, act],
  ['OJ XHTML', oj, page],
  ['consolidated XHTML', consolidated, consolidatedPage],
  ['JSON', json, source({})],
  ['BOE Markdown', boe, ley],
] as const;

describe.each(ALL)('%s', (_format, read, good) => {
  it('accepts its fixture, so that the refusals below have their own reasons', () => {
    expect(() => read(good)).not.toThrow();
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t\u00a0'],
    ['plain words', 'No law at all, just words.'],
    ['binary bytes', '\u0000\u0001\u0002PNG\u0000\ufffd\ufffd'],
    ['a PDF', '%PDF-1.7\n%\ufffd\ufffd\n1 0 obj\n<< /Type /Catalog >>\nendobj'],
  ])('refuses %s', (_what, text) => {
    refusal(read, text);
  });

  it('refuses a good text with half a surrogate pair or a lost character in it', () => {
    const at = Math.max(good.indexOf('Light.'), good.indexOf('shall keep'), good.indexOf('Los faroles'));
    expect(at).toBeGreaterThan(0);
    for (const broken of ['\ud800', '\udc00', '\ufffd']) {
      expect(refusal(read, good.slice(0, at) + broken + good.slice(at))).toMatch(/no readable text/);
    }
  });

  // Markdown has no end to miss: see below.
  it.skipIf(read === boe)('refuses a text cut short anywhere in its second half', () => {
    for (let part = 50; part < 100; part += 5)
      refusal(read, good.slice(0, Math.floor((good.trimEnd().length * part) / 100)));
  });
});

describe('pages', () => {
  const shell = (body: string): string =>
    `<!DOCTYPE html><html><head><title>EUR-Lex</title></head><body>${body}</body></html>`;

  it.each([
    ['OJ', oj],
    ['consolidated', consolidated],
  ])('%s: refuses bot walls, shells and pages without an article', (_name, read) => {
    const wall = shell(
      `<div id="challenge-container"></div><script>window.awsWafCookieDomainList = [];window.gokuProps = {"key":"x"};</script>${PADDING}`,
    );
    expect(refusal(read, wall)).toMatch(/bot-challenge page/);
    expect(refusal(read, shell(''))).toMatch(/too short/);
    refusal(read, shell(`<div id="root"></div><noscript>Please enable JavaScript.</noscript>${PADDING}`));
    const titled =
      '<p class="oj-doc-ti">REGULATION (EU) 2031/77</p><p class="title-doc-first">REGULATION (EU) 2031/77</p>';
    expect(refusal(read, shell(titled + PADDING))).toMatch(/no article/);
  });

  it.each(['div', 'span', 'b', 'table', 'blink', 'a'])('refuse 10,000 nested <%s> without a stack overflow', (tag) => {
    const nested = `${`<${tag}>`.repeat(10_000)}x${`</${tag}>`.repeat(10_000)}`;
    expect(refusal(oj, shell(PADDING + nested))).toMatch(/200 deep/);
    expect(refusal(consolidated, shell(`${PADDING}${`<${tag}></i>`.repeat(10_000)}`))).toMatch(/200 deep/);
  });

  it('refuse an article that stands twice', () => {
    const twice = consolidatedPage.replace('>Article 1a<', '>Article 1<');
    expect(refusal(consolidated, twice)).toMatch(/art_1 stands twice/);
  });

  it('take nothing from scripts and styles', () => {
    const injected = page.replace(
      'Harbour masters should',
      '<script>steal()</script><style>p{}</style>Harbour masters should',
    );
    expect(JSON.stringify(oj(injected))).not.toMatch(/steal|p\{\}/);
  });
});

describe('XML', () => {
  it('refuses declared entities, internal and external, before anything is expanded', () => {
    const lol = `<!DOCTYPE ACT [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${act.replace(/^<\?xml[^>]*\?>\s*/, '')}`;
    expect(refusal(formex, lol)).toMatch(/declares entities/);
    const external = act
      .replace('<ACT', '<!DOCTYPE ACT [<!ENTITY x SYSTEM "file:///etc/passwd">]><ACT')
      .replace('fog hides', '&x; hides');
    expect(refusal(formex, external)).toMatch(/declares entities/);
    refusal(formex, act.replace('<ACT', '<!DOCTYPE ACT [ <!ELEMENT ACT ANY> ]><ACT'));
  });

  it('refuses 10,000 nested elements, closed, unclosed, or behind as many stray ends', () => {
    const deep = act.replace('fog hides them', `${'<HT>'.repeat(10_000)}x${'</HT>'.repeat(10_000)}`);
    expect(refusal(formex, deep)).toMatch(/200 deep/);
    refusal(formex, '<ACT>'.repeat(10_000));
    refusal(formex, '</ACT>'.repeat(10_000) + '<ACT>'.repeat(10_000));
  });

  it('refuses mismatched elements and references to half a character', () => {
    expect(refusal(formex, act.replace('</PARAG>', '</PARAGRAPH>'))).toMatch(/not well-formed XML \(line \d+/);
    expect(refusal(formex, act.replace('fog hides', '&#xD800; hides'))).toMatch(/no readable text/);
  });

  it('refuses elements and attributes named like parts of an object', () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      refusal(formex, act.replace('fog hides them', `<${name}>fog</${name}> hides them`));
      refusal(formex, act.replace('fog hides them', `<HT ${name}="x">fog</HT> hides them`));
    }
    expect(({} as Record<string, unknown>)['fog']).toBeUndefined();
  });

  it('refuses a title that names no act, and an article without a number', () => {
    expect(refusal(formex, act.replace('REGULATION (EU) 2031/77', 'NOTICE'))).toMatch(/does not name a regulation/);
    expect(refusal(formex, act.replace('<TI.ART>Article 2a</TI.ART>', '').replace('IDENTIFIER="002A"', ''))).toMatch(
      /article without a number/,
    );
  });
});

describe('JSON', () => {
  it('refuses 100,000 nested arrays and objects without a stack overflow', () => {
    const arrays = '['.repeat(100_000) + ']'.repeat(100_000);
    refusal(json, arrays);
    refusal(json, '['.repeat(100_000));
    refusal(json, `${source({}).slice(0, -1)},"articles":${arrays}}`);
    refusal(json, `${'{"articles":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
  });

  it.each([
    ['null', 'null'],
    ['a number', '42'],
    ['an array', '[]'],
    ['no articles', source({ articles: [] })],
    ['articles of the wrong kind', source({ articles: 'all of them' })],
    ['an article without text', source({ articles: [{ number: '1' }] })],
    ['a number that is a number', source({ articles: [{ number: 1, text: 'x' }] })],
    ['recitals of the wrong kind', source({ recitals: [{ recital_number: -1, text: 'x' }] })],
    ['an article number that is a path', source({ articles: [{ number: '../../x', text: 'x' }] })],
    [
      'the same article twice',
      source({
        articles: [
          { number: '1', text: 'x' },
          { number: '1', text: 'y' },
        ],
      }),
    ],
    ['a foreign CELEX number', source({ celex_id: '62014CJ0362' })],
    ['no title', source({ full_name: '' })],
  ])('refuses %s', (_what, text) => {
    refusal(json, text);
  });

  it('names the field that is wrong', () => {
    expect(refusal(json, source({ articles: [{ number: '1', text: 'x' }, { number: '2' }] }))).toContain(
      'articles.1.text',
    );
  });

  it('refuses half a character behind an escape', () => {
    expect(refusal(json, source({}).replace('Light.', 'Li\\ud800ght.'))).toMatch(/no readable text/);
  });

  it('is not disturbed by __proto__ keys', () => {
    const text = `{"__proto__":{"polluted":true},${source({}).slice(1)}`;
    expect(() => json(text)).not.toThrow();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    refusal(json, '{"__proto__":{"articles":[{"number":"1","text":"x"}],"full_name":"x","celex_id":"32031R0077"}}');
  });
});

describe('BOE Markdown', () => {
  it('refuses a text without an identifier, and front matter without articles', () => {
    expect(refusal(boe, ley.replace(/^identifier.*$/m, ''))).toMatch(/no BOE identifier/);
    expect(refusal(boe, ley.replace('BOE-A-2031-777', 'BOE-A-2031-777/../../x'))).toMatch(/no BOE identifier/);
    expect(refusal(boe, ley.replace(/^##### Art.*$/gm, ''))).toMatch(/no artículo/);
  });

  it('reads whole articles alone from a text cut short between two of them', () => {
    const articles = (text: string) =>
      importBoeMarkdown(text, NAME).nodes.filter(({ place }) => place.startsWith('art_'));
    const whole = articles(ley);
    const ends = [...ley.matchAll(/^##### Art/gm)].map(({ index }) => index).slice(1);
    expect(ends.length).toBeGreaterThan(1);
    for (const end of ends) {
      const read = articles(ley.slice(0, end));
      expect(read).toEqual(whole.slice(0, read.length));
      expect(read.length).toBeLessThan(whole.length);
    }
  });

  it('is not slowed by long lines and endless quotations', () => {
    const long = ley.replace(
      'El aceite será claro.',
      `«${'a '.repeat(200_000)}\n\n${'#'.repeat(50_000)}\n\n${'('.repeat(50_000)}`,
    );
    const start = performance.now();
    boe(long);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
