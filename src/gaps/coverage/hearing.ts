import type { Aim, AimTerm } from './aims.ts';
import type { Reading } from './readings.ts';
import { createVocabulary } from './words/vocabulary.ts';

/** Hears in the words of one policy what is meant alike, and not only what is said in the same words. */
export interface Hearing {
  /** An aim whose terms are also said by those words of the policy that mean nearly the same. */
  heard(aim: Aim): Aim;
  /** How like each word of the policy is to the likest of some keys of the law, from 0 to 1. */
  familiar(keys: ReadonlySet<string>): (key: string) => number;
}

/** A hearing for the words of some statements. */
export function createHearing(readings: readonly Reading[]): Hearing {
  const vocabulary = createVocabulary(new Set(readings.flatMap(({ keys }) => [...keys.keys()])));
  const hear = (term: AimTerm): AimTerm => {
    const known = new Set(term.keys.map(({ key }) => key));
    const best = new Map<string, number>();
    for (const { key, value } of term.keys)
      for (const { word, likeness } of vocabulary.like(key))
        if (!known.has(word) && (best.get(word) ?? 0) < likeness * value) best.set(word, likeness * value);
    if (best.size === 0) return term;
    return { keys: [...term.keys, ...[...best].map(([key, value]) => ({ key, value }))], weight: term.weight };
  };
  // The keys of an article are asked for with each of its obligations.
  const known = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, number>>();
  return {
    heard: (aim) => ({ ...aim, terms: aim.terms.map(hear), act: aim.act.map(hear) }),
    familiar(keys) {
      let likest = known.get(keys);
      if (likest === undefined) {
        likest = likestOf(keys, vocabulary);
        known.set(keys, likest);
      }
      const found = likest;
      return (key) => (keys.has(key) ? 1 : (found.get(key) ?? 0));
    },
  };
}

function likestOf(keys: ReadonlySet<string>, vocabulary: ReturnType<typeof createVocabulary>): Map<string, number> {
  const likest = new Map<string, number>();
  for (const key of keys)
    for (const { word, likeness } of vocabulary.like(key))
      if ((likest.get(word) ?? 0) < likeness) likest.set(word, likeness);
  return likest;
}
