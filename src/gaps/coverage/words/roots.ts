import type { Language } from '../../../regulations/act.ts';
import { createAnalyser } from '../../../regulations/search/analysis.ts';

const ROOT_LENGTH = 8;
const MOST_KNOWN = 100_000;

/**
 * Reads the root of a folded word of a language (`foldText`): its stem without the endings that tell a noun from its
 * verb, at most eight letters of it; a function word is its own. It keeps the roots that it met.
 */
export function createRootReader(language: Language): (folded: string) => string {
  const { stems } = createAnalyser(language);
  // "Comunique" and "comunica" are one verb: Spanish spelling changes the consonant before e.
  const spelt = (folded: string): string =>
    language === 'es' ? folded.replace(/qu(en?|emos)$/, 'c$1').replace(/gu(en?|emos)$/, 'g$1') : folded;
  const known = new Map<string, string>();
  return (folded) => {
    let root = known.get(folded);
    if (root === undefined) {
      root = (stems(spelt(folded))[0] ?? folded).replace(/[ie]$/, '').slice(0, ROOT_LENGTH);
      if (known.size < MOST_KNOWN) known.set(folded, root);
    }
    return root;
  };
}
