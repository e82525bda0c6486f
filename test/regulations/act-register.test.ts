import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../src/core/text.ts';
import { baseCelex, dateIn, euActName } from '../../src/regulations/importers/eu-identity.ts';
import { ACT_REGISTER } from '../../src/regulations/register/act-register.ts';
import { corpus, HAVE_CORPORA } from '../corpora.ts';

describe('register of acts', () => {
  it('names some eighty acts, each once', () => {
    expect(ACT_REGISTER.length).toBeGreaterThanOrEqual(80);
    expect(new Set(ACT_REGISTER.map(({ act }) => act)).size).toBe(ACT_REGISTER.length);
    const shorts = ACT_REGISTER.flatMap(({ shortName }) => (shortName ? [foldText(shortName)] : []));
    expect(new Set(shorts).size).toBe(shorts.length);
  });

  it('has numbers, names and kinds that agree', () => {
    for (const { act, name, nameEs, kind, eli } of ACT_REGISTER) {
      if (act.startsWith('BOE-')) {
        expect(act).toMatch(/^BOE-A-\d{4}-\d+$/);
        continue;
      }
      expect(baseCelex(act)?.act, act).toBe(act);
      expect(name.endsWith(euActName(act)), name).toBe(true);
      expect(nameEs, act).toMatch(/^(Reglamento|Directiva)/);
      expect(kind.endsWith(act.charAt(5) === 'L' ? 'directive' : 'regulation'), act).toBe(true);
      expect(eli).toContain(`/${act.slice(1, 5)}/${Number(act.slice(6))}/`);
    }
  });

  it('has dates in the order of a law’s life', () => {
    for (const { act, dates } of ACT_REGISTER) {
      expect(dates.document, act).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      const order = [dates.document, dates.published, dates.inForce].filter((day) => day !== undefined);
      expect([...order].sort(), act).toEqual(order);
      for (const day of [dates.applicable, dates.transposition])
        if (day && dates.published) expect(day >= dates.published, act).toBe(true);
    }
  });

  it('shares a name between acts only where that is known', () => {
    const bearers = new Map<string, Set<string>>();
    for (const { act, name, nameEs, shortName, aliases } of ACT_REGISTER) {
      for (const alias of [name, nameEs, shortName, ...aliases.en, ...aliases.es]) {
        if (alias === undefined) continue;
        const folded = foldText(alias);
        bearers.set(folded, (bearers.get(folded) ?? new Set()).add(act));
      }
    }
    expect([...bearers].filter(([, acts]) => acts.size > 1).map(([alias]) => alias)).toEqual([]);
  });

  it('describes each act in a line', () => {
    for (const { about } of ACT_REGISTER) expect(about.length).toBeLessThanOrEqual(120);
  });
});

describe.skipIf(!HAVE_CORPORA)('register of acts against the texts', () => {
  it('has the last article and the day of each act that the corpora hold', () => {
    for (const file of readdirSync(corpus('eu', 'json'))) {
      const source = JSON.parse(readFileSync(corpus('eu', 'json', file), 'utf8')) as {
        celex_id: string;
        articles: { number: string; text: string }[];
      };
      const entry = ACT_REGISTER.find(({ act }) => act === baseCelex(source.celex_id)?.act);
      const numbers = source.articles.map(({ number }) => Number.parseInt(number, 10));
      expect(entry?.lastArticle, file).toBe(Math.max(...numbers));
      const done = /Done at [^\n]*/.exec(source.articles.at(-1)?.text ?? '')?.[0];
      if (done) expect(entry?.dates.document, file).toBe(dateIn(done));
    }
  });
});
