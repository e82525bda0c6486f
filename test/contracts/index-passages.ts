import type { IndexedVersion, Passage } from '../../src/regulations/regulation-index.ts';

/** A version of an invented act; its act is what stands before the `@` of its key. */
export const version = (key: string, more: Partial<IndexedVersion> = {}): IndexedVersion => ({
  key,
  act: key.split('@')[0] ?? key,
  kind: 'regulation',
  authority: 'EU',
  language: 'en',
  from: '2020-01-01',
  ...more,
});

export const passages = (...texts: readonly string[]): readonly Passage[] =>
  texts.map((text, at) => ({ place: `art_${at + 1}`, text }));
