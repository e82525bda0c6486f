import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importEuJson } from '../../src/regulations/importers/eu-json.ts';
import { isWithin, parsePlace } from '../../src/regulations/place.ts';
import { faultOf, type ProvisionTree, provisionTree } from '../../src/regulations/provision-tree.ts';
import { ACT_REGISTER } from '../../src/regulations/register/act-register.ts';
import { digestText } from '../../src/regulations/starter/load-starter.ts';
import { STARTER_LIBRARY } from '../../src/regulations/starter/starter-library.ts';
import { corpus, HAVE_CORPORA } from '../corpora.ts';

const OFFICIAL: Readonly<Record<string, string>> = {
  '32022R2554': 'dora.json',
  '32024R1772': 'dora-rts-incident-classification.json',
  '32024R1773': 'dora-rts-ict-services-policy.json',
  '32024R1774': 'dora-rts-ict-risk.json',
  '32025R0301': 'dora-rts-incident-reporting.json',
  '32016R0679': 'gdpr.json',
  '32022L2555': 'nis2.json',
  '32023R1114': 'mica.json',
};

const statements = STARTER_LIBRARY.flatMap(({ act, articles }) =>
  articles.flatMap((article) => article.statements.map((statement) => ({ act, article: article.place, ...statement }))),
);

describe('starter library', () => {
  it('digests about fifty articles of acts that the register knows', () => {
    expect(STARTER_LIBRARY.flatMap(({ articles }) => articles).length).toBeGreaterThanOrEqual(50);
    for (const { act, date } of STARTER_LIBRARY) {
      expect(ACT_REGISTER.find((entry) => entry.act === act)?.dates.document, act).toBe(date);
    }
  });

  it('reads in the order of the law: what opens a list, its points, what follows them', () => {
    const mica = STARTER_LIBRARY.find(({ act }) => act === '32023R1114')!;
    const entry = ACT_REGISTER.find(({ act }) => act === '32023R1114')!;
    const places = digestText(mica, entry).nodes.map(({ place }) => place);
    const at = (place: string): number => places.indexOf(`art_48/par_1/${place}`);
    expect([at('pnt_a'), at('pnt_b'), at('sub_2')].toSorted((a, b) => a - b)).toEqual([
      at('pnt_a'),
      at('pnt_b'),
      at('sub_2'),
    ]);
    const dora = STARTER_LIBRARY.find(({ act }) => act === '32022R2554')!;
    const all = digestText(dora, ACT_REGISTER.find(({ act }) => act === '32022R2554')!).nodes.map(({ place }) => place);
    expect(all.indexOf('art_16/par_1/sub_1')).toBeLessThan(all.indexOf('art_16/par_1/pnt_a'));
  });

  it('keys each statement to a place of its own below its article', () => {
    for (const { act, article, place, text } of statements) {
      expect(parsePlace(place), place).toBeDefined();
      expect(isWithin(place, article), `${act} ${place}`).toBe(true);
      expect(text).toMatch(/^[A-Z].*\.$/s);
    }
    const ids = statements.map(({ act, place }) => `${act}#${place}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { articles } of STARTER_LIBRARY)
      for (const { heading } of articles) expect(heading.length).toBeLessThanOrEqual(80);
  });

  it('makes texts that are trees, marked as digests', () => {
    for (const digest of STARTER_LIBRARY) {
      const entry = ACT_REGISTER.find(({ act }) => act === digest.act)!;
      const text = digestText(digest, entry);
      expect(faultOf(text.nodes)).toBeUndefined();
      expect(text.source).toBe('digest');
    }
  });
});

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Numbers that a text states, as values: "10 000 000", "1,4", "four" and "one quarter" among them. */
function numbersIn(text: string): readonly string[] {
  const spaced = text.replace(/(\d)[ \u00a0](?=\d{3}\b)/g, '$1');
  const digits = spaced.match(/\d+(?:[.,]\d+)?/g) ?? [];
  const words = (text.toLowerCase().match(/\b[a-z]+\b/g) ?? []).flatMap((word) =>
    NUMBER_WORDS.includes(word) ? [String(NUMBER_WORDS.indexOf(word))] : [],
  );
  return [...digits, ...words];
}

/** What a place says officially: itself, what introduces it, and all below it. */
function officialWords(tree: ProvisionTree, place: string): string {
  return tree.readableText(place);
}

describe.skipIf(!HAVE_CORPORA)('starter library against the official texts', () => {
  // The body of a skipped suite is read all the same.
  const trees = new Map(
    Object.entries(HAVE_CORPORA ? OFFICIAL : {}).map(([act, file]) => [
      act,
      provisionTree(importEuJson(readFileSync(corpus('eu', 'json', file), 'utf8'), file).nodes),
    ]),
  );

  it.each(statements.map((statement) => [`${statement.act}#${statement.place}`, statement] as const))(
    '%s rests on its place',
    (_id, { act, place, text }) => {
      const tree = trees.get(act)!;
      expect(tree.has(place), `${place} does not exist`).toBe(true);
      const official = numbersIn(officialWords(tree, place));
      // "one" is an article as often as a number; "first", "second" and references to articles are checked by reading.
      const stated = numbersIn(text.replace(/\bArticles? [\d() to and,]+/g, '').replace(/\bone\b/gi, '')).filter(
        (number) => number !== '2' || !/NIS2/.test(text),
      );
      for (const number of stated) expect(official, `${number} in "${text}"`).toContain(number);
    },
  );

  it('uses its own words: no run of eight words stands in the official text', () => {
    const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const copied = statements.flatMap(({ act, text }) => {
      const words = wordsOf(text);
      const whole = ` ${wordsOf(
        trees
          .get(act)!
          .nodes.map((node) => node.text)
          .join(' '),
      ).join(' ')} `;
      return words
        .map((_, at) => words.slice(at, at + 8))
        .filter((run) => run.length === 8 && whole.includes(` ${run.join(' ')} `))
        .map((run) => run.join(' '));
    });
    expect(copied).toEqual([]);
  });
});
