import type { Language } from '../../regulations/act.ts';
import type { Aim, AimTerm } from './aims.ts';
import type { Reading } from './readings.ts';
import type { Likeness } from './words/likeness.ts';

/** Hears in the words of one policy what is meant alike, and not only what is said in the same words. */
export interface Hearing {
  /** An aim whose terms are also said by those words of the policy that mean nearly the same. */
  heard(aim: Aim): Aim;
  /** How like a word of the policy is to the likest of some keys of the law, from 0 to 1. */
  familiar(keys: ReadonlySet<string>): (key: string) => number;
}

const LANGUAGES: readonly Language[] = ['en', 'es'];
/** Keys of roots begin with their language (`en:notif`). */
const PREFIX = 3;

/** A hearing for the words of some statements. */
export function createHearing(readings: readonly Reading[], likeness: Likeness): Hearing {
  const keys = new Set(readings.flatMap((reading) => [...reading.keys.keys()]));
  const vocabularies = LANGUAGES.flatMap((language) => {
    const roots = [...keys].flatMap((key) => (languageOf(key) === language ? [key.slice(PREFIX)] : []));
    return roots.length === 0 ? [] : [{ language, words: likeness.vocabulary(roots, language) }];
  });
  const heardBy = (key: string, hear: (word: string, share: number) => void): void => {
    const language = languageOf(key);
    if (language === undefined) return;
    for (const each of vocabularies)
      for (const [root, share] of each.words.heardBy({ root: key.slice(PREFIX), language }))
        hear(`${each.language}:${root}`, share);
  };
  const hear = (term: AimTerm): AimTerm => {
    const best = new Map(term.keys.map(({ key, value }) => [key, value]));
    for (const { key, value } of term.keys)
      heardBy(key, (word, share) => {
        if ((best.get(word) ?? 0) < share * value) best.set(word, share * value);
      });
    return { keys: [...best].map(([key, value]) => ({ key, value })), weight: term.weight };
  };
  // The keys of an article are asked for with each of its obligations.
  const known = new WeakMap<ReadonlySet<string>, Map<string, number>>();
  return {
    heard: (aim) => ({ ...aim, terms: aim.terms.map(hear), act: aim.act.map(hear) }),
    familiar(of) {
      const likest = known.get(of) ?? new Map<string, number>([...of].map((key) => [key, 1]));
      if (!known.has(of)) {
        known.set(of, likest);
        for (const key of of) heardBy(key, (word, share) => likest.set(word, Math.max(likest.get(word) ?? 0, share)));
      }
      return (key) => likest.get(key) ?? 0;
    },
  };
}

function languageOf(key: string): Language | undefined {
  return LANGUAGES.find((language) => key.startsWith(`${language}:`));
}
