import type { IndexedVersion, Passage } from '../../../src/regulations/regulation-index.ts';

/** A version of an invented act of its own. */
export const act = (key: string, more: Partial<IndexedVersion> = {}): IndexedVersion => ({
  key,
  act: key,
  kind: 'other',
  authority: 'OTHER',
  language: 'en',
  from: '2020-01-01',
  ...more,
});
/** So many passages, all alike but for a number. */
export const lamps = (count: number): readonly Passage[] =>
  Array.from({ length: count }, (_, at) => ({ place: `art_${at + 1}`, text: `Lamp ${at} is lit by the keeper.` }));
