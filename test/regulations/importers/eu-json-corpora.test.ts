import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importEuJson } from '../../../src/regulations/importers/eu-json.ts';
import { topPlace } from '../../../src/regulations/place.ts';
import type { ImportedText, ProvisionNode } from '../../../src/regulations/provision.ts';
import { faultOf, provisionTree } from '../../../src/regulations/provision-tree.ts';
import { CORPORA, corpus, HAVE_CORPORA } from '../../corpora.ts';
import { align, bareWords, wordsOfNodes } from './alignment.ts';

interface RawAct {
  readonly articles: readonly { readonly number: string; readonly title?: string | null; readonly text: string }[];
  readonly recitals: readonly { readonly recital_number: number; readonly text: string }[];
}

const FILES = HAVE_CORPORA ? readdirSync(corpus('eu', 'json')).filter((name) => name.endsWith('.json')) : [];

/** Left out on purpose: calls of notes, notes inside quotations and the mark the page leaves behind them, deletion marks. */
const LEFT_OUT = [
  /\((?:\*\d{0,3}|\d{1,3})\)/y,
  /\(\*\d{0,3}\)(?:[A-Z])[^’]*(?=’)/y,
  /\(\*\d{0,3}\)[A-Z][^"’]*"/y,
  /"/y,
  /—{5}/y,
];

/** What may follow an article's own words: headings of the next chapter or section, the closing formula. */
const TAIL_HEADING = /^(?:(?:TITLE|CHAPTER|SECTION|Section)|\p{Lu})[^.;]*$/u;
const CLOSING = /^(?:This(?:Regulation|Decision)shallbebinding|Doneat)/;

/** A line that begins a division, or one all in capitals. */
function isHeading(words: string): boolean {
  if (/^(?:part|title|chapter|section|sub-?section)\s(?:[ivxlc]+|\d+)[a-z]?$/i.test(words)) return true;
  return /^[\p{Lu}\s,’-]{8,}$/u.test(words);
}

function withoutMarks(text: string): string {
  return bareWords(text.replace(/[▼►](?:M|B|C|A)\d*(?=\s|$)|◄/g, ''));
}

function read(file: string): { raw: RawAct; text: ImportedText; nodes: ReadonlyMap<string, readonly ProvisionNode[]> } {
  const json = readFileSync(corpus('eu', 'json', file), 'utf8');
  const text = importEuJson(json, file);
  const nodes = new Map<string, ProvisionNode[]>();
  for (const node of text.nodes) {
    const top = topPlace(node.place);
    nodes.set(top, [...(nodes.get(top) ?? []), node]);
  }
  return { raw: JSON.parse(json) as RawAct, text, nodes };
}

describe.skipIf(!HAVE_CORPORA)('the JSON form: nothing is lost', () => {
  it('reads all files of the corpus', () => {
    expect(FILES.length, CORPORA).toBe(16);
  });

  it.each(FILES)('%s: every article word for word', (file) => {
    const { raw, nodes } = read(file);
    for (const { number, title, text } of raw.articles) {
      const own = nodes.get(`art_${number.toLowerCase()}`) ?? [];
      expect(own.length, `article ${number}`).toBeGreaterThan(0);
      if (own[0]?.lost) {
        expect(title, `article ${number} is a table of other articles`).toMatch(/^Article\s\d+\(\d+\)/);
        continue;
      }
      const heading = bareWords(own[0]?.heading ?? '');
      const given = bareWords((title ?? '').replace(/[▼►◄](?:[MBCA]\d*)?/g, ''));
      if (given !== '') expect(heading).toBe(given);
      const { fault, tail } = align(withoutMarks(text), (given === '' ? heading : '') + wordsOfNodes(own), LEFT_OUT);
      expect(fault, `article ${number}`).toBeUndefined();
      const rest = tail.replace(/—{5}|^\(\*\d+\)$|"/g, '');
      expect(
        rest === '' || TAIL_HEADING.test(rest) || CLOSING.test(rest),
        `article ${number} ends with: ${rest.slice(0, 200)}`,
      ).toBe(true);
    }
  });

  it.each(FILES)('%s: no article keeps a heading, and none that trails it is lost', (file) => {
    const { raw, nodes } = read(file);
    // The form drops the line of a chapter; the importer puts it back.
    const names = (divisions: readonly string[]) =>
      bareWords(divisions.map((each) => each.replace(/^CHAPTER [IVXLC]+(?: —|$)/, '').replace(' — ', ' ')).join(' '));
    for (const [at, { number, title, text }] of raw.articles.entries()) {
      const own = nodes.get(`art_${number.toLowerCase()}`) ?? [];
      const kept = own.slice(-4).map((node) => node.text);
      expect(
        kept.filter((words) => isHeading(words)),
        `article ${number}`,
      ).toEqual([]);
      const next = raw.articles[at + 1];
      if (next === undefined || own[0]?.lost) continue;
      const heading = (title ?? '').replace(/[▼►◄]|M\d/g, '').trim() === '' ? bareWords(own[0]?.heading ?? '') : '';
      const { tail } = align(withoutMarks(text), heading + wordsOfNodes(own), LEFT_OUT);
      const cut = tail.replace(/—{5}|^\(\*\d+\)$|"/g, '');
      const divisions = nodes.get(`art_${next.number.toLowerCase()}`)?.[0]?.divisions ?? [];
      expect(names(divisions).endsWith(cut), `behind article ${number}: ${cut}`).toBe(true);
    }
  });

  it('keeps the articles whose last line has no full stop in the source', () => {
    const open = FILES.flatMap((file) => {
      const { raw, nodes } = read(file);
      const lasts = raw.articles.flatMap(({ number }) => {
        const own = nodes.get(`art_${number.toLowerCase()}`) ?? [];
        const words = own.at(-1)?.text ?? '';
        return own[0]?.lost || words === '' || /[.;,’]$/.test(words) ? [] : [`${file} ${own.at(-1)?.place}`];
      });
      return lasts;
    });
    expect(open).toEqual(['aifmd.json art_65', 'psd2.json art_14/par_4']);
  });

  it.each(FILES)('%s: every recital word for word, each once', (file) => {
    const { raw, nodes, text } = read(file);
    const numbers = new Set(raw.recitals.map(({ recital_number: number }) => number));
    expect(text.nodes.filter(({ place }) => /^rct_\d+$/.test(place)).length).toBe(numbers.size);
    for (const { recital_number: number, text: words } of raw.recitals) {
      const { fault, tail } = align(bareWords(words), wordsOfNodes(nodes.get(`rct_${number}`) ?? []), LEFT_OUT);
      expect(fault, `recital ${number}`).toBeUndefined();
      expect(tail.replace(/\(\d+\)[.,;]?/, ''), `recital ${number}`).toBe('');
    }
  });

  it.each(FILES)('%s: makes a tree that can be stored', (file) => {
    const { text } = read(file);
    expect(faultOf(text.nodes)).toBeUndefined();
    expect(text.nodes.filter(({ text: words }) => /[▼►◄]|\(\*\d*\)/.test(words))).toEqual([]);
    expect(
      text.nodes.filter(({ text: words }) => /\bCouncil\s\(\d{1,3}\)/.test(words)).map(({ place }) => place),
    ).toEqual([]);
  });
});

describe.skipIf(!HAVE_CORPORA)('the JSON form: known places', () => {
  const tree = (file: string) => provisionTree(read(file).text.nodes);
  const lost = (file: string) =>
    read(file)
      .text.nodes.filter((node) => node.lost)
      .map(({ place }) => place);

  it('marks what the source lost, and nothing else', () => {
    expect(lost('gdpr.json')).toEqual(['art_97/par_2/pnt_a', 'art_97/par_2/pnt_b']);
    expect(lost('ai-act.json')).toEqual(['art_113/pnt_b']);
    expect(lost('mifid2.json')).toEqual(['art_1/par_3/pnt_b', 'art_1/par_3/pnt_c', 'art_15', 'art_22', 'art_68']);
    expect(lost('nis2.json')).toEqual(['art_17']);
    expect(lost('psd2.json')).toEqual(['art_46']);
    expect(FILES.filter((file) => lost(file).length > 0)).toEqual([
      'ai-act.json',
      'gdpr.json',
      'mifid2.json',
      'nis2.json',
      'psd2.json',
    ]);
  });

  it('DORA: reports of Article 19(4), and Article 20 with its nested points', () => {
    const dora = tree('dora.json');
    expect(dora.node('art_19/par_4/pnt_a')?.text).toMatch(/^an initial notification/);
    expect(dora.node('art_20/pnt_b')?.leadIn).toBe('art_20/sub_1');
    expect(dora.children('art_20/pnt_a').map(({ place }) => place)).toEqual(
      ['sub_1', 'pnt_i', 'pnt_ii', 'pnt_iii', 'sub_2'].map((element) => `art_20/pnt_a/${element}`),
    );
    expect(dora.node('art_45')?.divisions).toEqual(['CHAPTER VI — Information-sharing arrangements']);
  });

  it('amending articles keep quoted law as text', () => {
    const dora = tree('dora.json');
    expect(dora.has('art_62/pnt_1/pnt_b')).toBe(true);
    expect(dora.node('art_63/idt_1')?.text).toMatch(/^‘6\. For critical benchmarks/);
    expect(
      tree('mica.json')
        .within('art_146')
        .map(({ place }) => place)
        .filter((place) => place.includes('par_')),
    ).toEqual([]);
  });

  it('AI Act: annexes with sections, and decimals below their number', () => {
    const act = tree('ai-act.json');
    expect(act.node('anx_3/par_1')?.marker).toBe('1.');
    expect(act.node('anx_7/par_3/par_1')?.marker).toBe('3.1.');
    expect(act.has('anx_7/pnt_31')).toBe(false);
    expect(act.node('anx_11/sec_1')?.heading).toMatch(/^Information to be provided/);
    expect(act.tops().filter((top) => top.startsWith('anx_')).length).toBe(13);
  });

  it('MiCA: the last article ends with its fourth paragraph; parts of annexes are letters throughout', () => {
    const mica = tree('mica.json');
    expect(mica.children('art_149').map(({ place }) => place)).toEqual(
      [1, 2, 3, 4].map((number) => `art_149/par_${number}`),
    );
    expect(mica.children('anx_1').map(({ place }) => place)).toEqual(
      [...'abcdefghi'].map((letter) => `anx_1/prt_${letter}`),
    );
  });

  it('NIS2 ends with its addressees; chapters are not read from the words of an article', () => {
    expect(tree('nis2.json').node('art_46')?.text).toMatch(/addressed to the Member States\.$/);
    expect(tree('nis2.json').node('art_18')?.divisions).toEqual([
      'CHAPTER III — COOPERATION AT UNION AND INTERNATIONAL LEVEL',
    ]);
    expect(tree('gdpr.json').node('art_98')?.divisions).toEqual(['CHAPTER XI — Final provisions']);
    expect(tree('mifid2.json').node('art_24')?.divisions?.[1]).toBe(
      'CHAPTER II — Operating conditions for investment firms',
    );
  });

  it('the consolidated eIDAS Regulation bears its first number, its day and its inserted articles', () => {
    const { text } = read('eidas2.json');
    expect([text.act.id, text.consolidatedTo]).toEqual(['32014R0910', '2024-10-18']);
    const eidas = provisionTree(text.nodes);
    expect(['art_5a', 'art_45i', 'art_3/pnt_5a', 'art_24/par_4b'].filter((place) => !eidas.has(place))).toEqual([]);
    expect(eidas.node('art_46')?.divisions).toEqual(['CHAPTER IV — ELECTRONIC DOCUMENTS']);
    expect(eidas.node('art_5a')?.divisions).toEqual([
      'CHAPTER II — ELECTRONIC IDENTIFICATION',
      'SECTION 1 — european digital identity wallet',
    ]);
    expect(eidas.node('art_45i')?.divisions?.[1]).toBe('SECTION 10 — electronic archiving services');
    expect(eidas.node('art_46a')?.divisions).toEqual(['GOVERNANCE FRAMEWORK']);
    expect(eidas.node('art_47')?.divisions?.[0]).toMatch(/^CHAPTER V /);
  });

  it('GDPR: 173 recitals, and the notification of Article 33', () => {
    const gdpr = tree('gdpr.json');
    expect(gdpr.tops().filter((top) => top.startsWith('rct_')).length).toBe(173);
    expect(gdpr.node('art_33/par_1')?.text).toContain('72 hours');
  });
});
