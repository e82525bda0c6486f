import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act, Language } from '../../../src/regulations/act.ts';
import { importBoeMarkdown } from '../../../src/regulations/importers/boe-markdown.ts';
import { importEuJson } from '../../../src/regulations/importers/eu-json.ts';
import { importFormex } from '../../../src/regulations/importers/formex.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { findMentions } from '../../../src/regulations/mentions/find-mentions.ts';
import { placeLabel } from '../../../src/regulations/mentions/label.ts';
import type { PlaceSource } from '../../../src/regulations/mentions/place-source.ts';
import { resolveMention } from '../../../src/regulations/mentions/resolve-mentions.ts';
import { parentPlace, topPlace } from '../../../src/regulations/place.ts';
import type { ImportedText, ProvisionNode } from '../../../src/regulations/provision.ts';
import { provisionTree } from '../../../src/regulations/provision-tree.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';
import { corpus, HAVE_CORPORA } from '../../corpora.ts';

const DECOY = '32099R9999';

interface Held {
  readonly act: Act;
  readonly language: Language;
  readonly nodes: readonly ProvisionNode[];
}

function sourceOf({ act, language, nodes }: Held): PlaceSource {
  const tree = provisionTree(nodes);
  return {
    // A second act with all the same places: a label that does not name its act would be ambiguous.
    heldActs: () => [act.id, DECOY],
    text: (id) =>
      id === act.id || id === DECOY ? { act, language, tree, complete: true, date: '2022-12-14' } : undefined,
    entry: (id) => ACT_REGISTER.find((entry) => entry.act === id),
    heldDates: () => [],
    near: () => [],
  };
}

/** What a label reads back to: the ids found, in order. */
function readBack(label: string, names: ReturnType<typeof createActNames>, source: PlaceSource): readonly string[] {
  return findMentions(label, names)
    .mentions.flatMap((mention) => resolveMention(mention, source))
    .map((resolution) => (resolution.kind === 'found' ? `${resolution.act}#${resolution.place}` : resolution.reason));
}

/** Every place of a text whose label does not read back to it, and to nothing else. */
function failures(held: Held): readonly string[] {
  const entry = ACT_REGISTER.find((each) => each.act === held.act.id);
  const named = { name: entry?.name ?? held.act.name, ...(entry?.shortName ? { shortName: entry.shortName } : {}) };
  const names = createActNames(ACT_REGISTER, [held.act]);
  const source = sourceOf(held);
  const markers = new Map(held.nodes.map(({ place, marker }) => [place, marker]));
  return held.nodes.flatMap(({ place }) => {
    const label = placeLabel(place, held.language, named, markers.get(topPlace(place)));
    const back = readBack(label, names, source);
    return back.length === 1 && back[0] === `${held.act.id}#${place}`
      ? []
      : [`${place} "${label}" → ${back.join(' ')}`];
  });
}

const number = fc.integer({ min: 1, max: 199 });
const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'k', 'z', 'aa', 'ab');
const roman = fc.constantFrom('i', 'ii', 'iii', 'iv', 'v', 'ix', 'x');
const small = fc.integer({ min: 1, max: 20 });
const point = fc.oneof(letters, roman, small.map(String)).map((each) => `pnt_${each}`);
const inner = fc.oneof(
  fc.tuple(number.map((each) => `par_${each}`)),
  fc.tuple(
    number.map((each) => `par_${each}`),
    point,
  ),
  fc.tuple(
    number.map((each) => `par_${each}`),
    point,
    point,
  ),
  fc.tuple(
    number.map((each) => `par_${each}`),
    small.map((each) => `sub_${each}`),
  ),
  fc.tuple(
    number.map((each) => `par_${each}`),
    small.map((each) => `sub_${each}`),
    point,
  ),
  fc.tuple(small.map((each) => `sub_${each}`)),
  fc.tuple(point),
  fc.tuple(point, point),
  fc.tuple(
    point,
    small.map((each) => `sub_${each}`),
  ),
  fc.tuple(small.map((each) => `idt_${each}`)),
  fc.constant([] as string[]),
);
const places = {
  en: fc
    .tuple(
      fc.oneof(
        number.map((each) => `art_${each}`),
        fc.tuple(number, fc.constantFrom('a', 'b', 'k')).map(([each, letter]) => `art_${each}${letter}`),
      ),
      inner,
    )
    .map(([top, rest]) => [top, ...rest].join('/')),
  es: fc
    .tuple(
      fc.oneof(
        number.map((each) => `art_${each}`),
        fc
          .tuple(number, fc.constantFrom('bis', 'ter', 'quater', 'sexies'))
          .map(([each, suffix]) => `art_${each}${suffix}`),
        fc
          .tuple(fc.constantFrom('dad', 'dtr', 'dfi'), fc.integer({ min: 1, max: 29 }))
          .map(([kind, each]) => `${kind}_${each}`),
      ),
      inner,
    )
    .map(([top, rest]) => [top, ...rest].join('/')),
};

/** A tree that holds a place and all above it. */
function holding(place: string): readonly ProvisionNode[] {
  const above: string[] = [];
  for (let at: string | undefined = place; at !== undefined; at = parentPlace(at)) above.unshift(at);
  return above.map((each) => ({ place: each, marker: '', heading: '', text: 'x' }));
}

describe.each(['en', 'es'] as const)('labels in %s', (language) => {
  const act: Act =
    language === 'en'
      ? {
          id: '32022R2554',
          kind: 'regulation',
          authority: 'EU',
          title: '',
          name: 'Regulation (EU) 2022/2554',
          dates: {},
        }
      : { id: 'BOE-A-2010-6737', kind: 'ley', authority: 'ES', title: '', name: 'Ley 10/2010', dates: {} };

  it('read back to the place they name', () => {
    fc.assert(
      fc.property(places[language], (place) => {
        expect(failures({ act, language, nodes: holding(place) })).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('differ where the places differ', () => {
    fc.assert(
      fc.property(places[language], places[language], (one, other) => {
        fc.pre(one !== other);
        expect(placeLabel(one, language, act)).not.toBe(placeLabel(other, language, act));
      }),
      { numRuns: 400 },
    );
  });
});

describe.skipIf(!HAVE_CORPORA)('labels of real law', () => {
  const read = (...path: string[]): string => readFileSync(corpus(...path), 'utf8');
  const texts: readonly (readonly [string, () => ImportedText])[] = HAVE_CORPORA
    ? [
        ...readdirSync(corpus('eu', 'json')).map(
          (file) => [file, () => importEuJson(read('eu', 'json', file), file)] as const,
        ),
        ...['32016R0679.fmx.xml', '32024R1689.fmx.xml'].map(
          (file) => [file, () => importFormex([{ name: file, text: read('eu', 'formex', file) }], file)] as const,
        ),
        ...readdirSync(corpus('es'))
          .filter((file) => file.endsWith('.md'))
          .map((file) => [file, () => importBoeMarkdown(read('es', file), file)] as const),
      ]
    : [];

  it.each(texts)('%s: each label reads back to its own id', (_file, load) => {
    const imported = load();
    expect(failures(imported).slice(0, 12)).toEqual([]);
  });
});
