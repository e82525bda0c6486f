import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groundSentence } from '../../../src/assistant/grounding/ground-sentence.ts';
import { storedSentences } from '../../../src/assistant/grounding/stored-sentences.ts';
import { importLaw } from '../../../src/regulations/importers/import-law.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { placeLabel } from '../../../src/regulations/mentions/label.ts';
import { passagesOf } from '../../../src/regulations/passages.ts';
import { topPlace } from '../../../src/regulations/place.ts';
import { provisionTree } from '../../../src/regulations/provision-tree.ts';
import type { ReadPassage } from '../../../src/regulations/read-passage.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';
import { corpus, HAVE_CORPORA } from '../../corpora.ts';

const names = createActNames(ACT_REGISTER, []);
/** Every so many passages one is taken. */
const STRIDE = 7;

async function passagesIn(...path: readonly string[]): Promise<readonly ReadPassage[]> {
  const name = path.at(-1) ?? '';
  const [result] = await importLaw([{ name, text: readFileSync(corpus(...path), 'utf8') }], name);
  if (result === undefined || 'failure' in result) throw new Error(`${name} was not read`);
  const { act, language, nodes } = result.imported;
  const tree = provisionTree(nodes);
  return passagesOf(tree)
    .filter((_, at) => at % STRIDE === 0)
    .map(({ place }) => ({
      id: `${act.id}#${place}`,
      act: act.id,
      place,
      label: placeLabel(place, language, act, tree.node(topPlace(place))?.marker),
      version: { date: '2024-01-01', source: 'official' },
      versionKey: act.id,
      language,
      hash: '',
      text: tree.readableText(place),
    }));
}

describe.skipIf(!HAVE_CORPORA)('real law', () => {
  it.each([
    ['eu', 'json', 'dora.json'],
    ['es', 'BOE-A-2010-6737.md'],
  ])('each sentence of %s/%s passes where it cites itself and its lead-ins', async (...path) => {
    const stopped: string[] = [];
    let count = 0;
    for (const passage of await passagesIn(...path.filter((part) => part !== undefined)))
      for (const { text, whole, leadIns } of storedSentences(passage)) {
        if (whole.length > 700 || text.split(' ').length < 5 || text.endsWith(':')) continue;
        const citations = [text, ...leadIns.map((lead) => lead.text)].map((quote) => ({ passage: 'p1', quote }));
        const grounded = groundSentence({ text: whole, citations }, [{ handle: 'p1', passage }], {
          names,
          allowedUrls: new Set(),
          language: passage.language,
        });
        count += 1;
        if (!grounded.ok) stopped.push(`${passage.label}: ${grounded.faults.map(({ kind }) => kind).join(', ')}`);
      }
    expect(stopped).toEqual([]);
    expect(count).toBeGreaterThan(50);
  });
});
