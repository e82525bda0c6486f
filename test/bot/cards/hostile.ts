import fc from 'fast-check';
import { expect } from 'vitest';
import { MOST_BYTES, MOST_TEXT, type ShownCard } from '../../../bot/cards/shown-card.ts';
import { buttonsOf, bytesOf, elementsOf } from './card-parts.ts';
import { checkCard } from './check-card.ts';

/** Signs that need much room or mean something, as much of them as the tools ever give. */
const SIGNS = [
  '{{',
  '${',
  '<at>',
  '"\\',
  '\u0007',
  '\ud83d\ude00',
  '€',
  '\n',
  'a\n',
  '\ud800',
  '[x](https://evil.example) ',
  'Each guild shall report. ',
  '\u202e',
  ' ',
];
export const text = fc
  .tuple(fc.constantFrom(...SIGNS), fc.constantFrom(0, 1, 3, 40, 400, 4_000, 40_000), fc.string({ maxLength: 8 }))
  .map(([signs, length, more]) => more + signs.repeat(Math.ceil(length / signs.length)));
export const few = <T>(each: fc.Arbitrary<T>, most = 60) => fc.array(each, { maxLength: most });
export const language = fc.constantFrom('en', 'es');
export const version = fc.record({ date: fc.constant('2031-01-01'), source: fc.constantFrom('official', 'digest') });
export const id = fc.constant('32031R0004#art_1/par_2');
export const place = {
  id,
  act: fc.constant('32031R0004'),
  place: fc.constant('art_1/par_2'),
  label: text,
  url: fc.webUrl({ validSchemes: ['https', 'http'] }),
};

/** Whatever a card is given, it is one, and it fits. */
function holds(shown: ShownCard): void {
  expect(checkCard(shown.card).join('; ')).toBe('');
  expect(bytesOf(shown.card)).toBeLessThanOrEqual(MOST_BYTES);
  expect(shown.text.length).toBeLessThanOrEqual(MOST_TEXT);
  expect(buttonsOf(shown.card).length).toBeLessThanOrEqual(6);
  for (const { text: run } of elementsOf(shown.card).filter(({ type }) => type === 'TextRun'))
    expect(run).not.toMatch(/\{\{|\$\{|<\/?at[\s>]/i);
}
/** The values are megabytes: what went wrong is told without them. */
function briefly<T>({ failed, seed, counterexamplePath, errorInstance }: fc.RunDetails<T>): void {
  if (failed) throw new Error(`seed ${seed}, path "${counterexamplePath}": ${String(errorInstance).slice(0, 700)}`);
}
export const always = <T>(arbitrary: fc.Arbitrary<T>, card: (value: T) => ShownCard) =>
  fc.assert(
    fc.property(arbitrary, (value) => holds(card(value))),
    { numRuns: 60, reporter: briefly },
  );
