import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlace } from '../../src/regulations/place.ts';
import { GAP_ACTS } from './gaps/gap-acts.ts';
import { GAP_KINDS, type GapText, HALVES, halfFolder, readGapTexts, SEEDED_KINDS } from './gaps/gap-text.ts';
import { variantsOf } from './gaps/variants.ts';

const MOST_WORDS = 200;
const TEXTS_OF_AN_ACT = 6;

const wordsIn = (text: string): number => text.split(/\s+/).length;
const statementAt = ({ sections }: GapText, section: number, at: number): string | undefined =>
  sections[section]?.statements[at];

describe.each(HALVES)('the policy texts of the half "%s"', (half) => {
  const folder = halfFolder(half);
  const texts = readGapTexts(folder);

  it.runIf(existsSync(folder))('are as many for each of the five acts', () => {
    const counts = Object.keys(GAP_ACTS).map((act) => texts.filter((text) => text.act === act).length);
    expect(counts).toEqual(Object.keys(GAP_ACTS).map(() => TEXTS_OF_AN_ACT));
  });

  it.runIf(existsSync(folder))('are named as their files, each once, and each on a provision of its own', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(texts.map(({ id }) => `${id}.json`).sort()).toEqual(names.sort());
    expect(new Set(texts.map(({ act, provision }) => `${act}#${provision}`)).size).toBe(texts.length);
  });

  it.each(texts)('$id names a place, and is in the language of its act', (text) => {
    expect(parsePlace(text.provision)).toBeDefined();
    expect(text.language).toBe(text.act.startsWith('BOE') ? 'es' : 'en');
  });

  it.each(texts)('$id covers and replaces statements that are there', (text) => {
    for (const [section, at] of text.covering) expect(statementAt(text, section, at)).toBeDefined();
    const covering = new Set(text.covering.map(String));
    expect(covering.size).toBe(text.covering.length);
    for (const [kind, replaced] of Object.entries(text.seeded)) {
      expect(GAP_KINDS).toContain(kind);
      for (const [section, at, words] of replaced) {
        expect(covering).toContain(String([section, at]));
        expect(words).not.toBe(statementAt(text, section, at));
      }
      expect(new Set(replaced.map(([section, at]) => `${section},${at}`)).size).toBe(replaced.length);
    }
  });

  it.each(texts)('$id has something around what covers, and no statement too long', (text) => {
    const statements = text.sections.flatMap((section) => section.statements);
    expect(statements.length).toBeGreaterThan(text.covering.length);
    const replaced = Object.values(text.seeded).flatMap((list) => list.map(([, , words]) => words));
    for (const words of [...statements, ...replaced]) expect(wordsIn(words)).toBeLessThanOrEqual(MOST_WORDS);
  });

  it.each(texts)('$id makes one policy of each kind, all unlike one another', (text) => {
    const variants = variantsOf(text);
    const written = SEEDED_KINDS.filter((kind) => text.seeded[kind] !== undefined);
    expect(variants.map(({ kind }) => kind)).toEqual(['covered', 'removed', 'title_only', ...written]);
    const said = variants.map(({ policy }) => policy.statements.map(({ section, text: words }) => [section, words]));
    expect(new Set(said.map((each) => JSON.stringify(each))).size).toBeGreaterThanOrEqual(variants.length - 1);
  });
});

describe('the variants that the program makes', () => {
  const text: GapText = {
    id: 'invented-01',
    act: '32022R2554',
    provision: 'art_1/par_1',
    language: 'en',
    title: 'Lighthouse rules',
    sections: [
      { heading: 'Lamps', statements: ['The keeper lights the lamp at dusk.', 'Wicks are trimmed daily.'] },
      { heading: 'Fog', statements: ['The keeper sounds the horn in fog.'] },
    ],
    covering: [[0, 0]],
    seeded: { weakened_modality: [[0, 0, 'The keeper may light the lamp at dusk.']] },
  };
  const said = (kind: string): readonly string[] | undefined =>
    variantsOf(text)
      .find((each) => each.kind === kind)
      ?.policy.statements.map((each) => each.text);

  it('take out what covers, leave its heading alone, or put the written words in its stead', () => {
    expect(said('removed')).toEqual(['Wicks are trimmed daily.', 'The keeper sounds the horn in fog.']);
    expect(said('title_only')).toEqual(['Lamps', 'The keeper sounds the horn in fog.']);
    expect(said('weakened_modality')).toEqual([
      'The keeper may light the lamp at dusk.',
      'Wicks are trimmed daily.',
      'The keeper sounds the horn in fog.',
    ]);
  });
});
