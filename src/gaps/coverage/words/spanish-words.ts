import { createRootReader } from './roots.ts';
import table from './spanish-words.json' with { type: 'json' };

/**
 * How the regular forms of a word end, by how the word itself does. Its endings are cut off as if it had its accents,
 * which it has lost when it is folded: without these forms "notificaciones" would be another word than "notificación".
 */
const FORMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ar$/, ['a', 'an', 'e', 'en', 'o', 'aron', 'aba', 'ado', 'ados', 'ando', 'ara', 'aran', 'aremos', 'amos']],
  [/er$/, ['e', 'en', 'a', 'an', 'io', 'ieron', 'ia', 'ido', 'idos', 'iendo', 'era', 'eran', 'eremos', 'emos']],
  [/ir$/, ['e', 'en', 'a', 'an', 'io', 'ieron', 'ia', 'ido', 'idos', 'iendo', 'ira', 'iran', 'iremos', 'imos']],
  [/o$/, ['a', 'os', 'as', 'amente']],
  [/[ae]$/, ['as', 'es']],
  [/$/, ['s', 'es', 'mente']],
];

const SHORTEST_FORM = 4;

/** By the root of each word and of its forms, the roots of its glosses; made at the first question. */
let glosses: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * What a Spanish root (`createRootReader('es')`) is in English: the roots (`createRootReader('en')`) of one to three words
 * with the same meaning, the nearest first. None for a word that is not known.
 */
export function glossesOf(root: string): readonly string[] {
  glosses ??= glossesByRoot(table);
  return glosses.get(root) ?? [];
}

/** Lines of a folded Spanish word and its English glosses. A word's own root goes before what others' forms make. */
function glossesByRoot(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const rootOf = { en: createRootReader('en'), es: createRootReader('es') };
  const words = lines.map((line) => {
    const [word = '', ...english] = line.split(' ');
    return { word, english: english.map(rootOf.en) };
  });
  const byRoot = new Map(words.map(({ word, english }) => [rootOf.es(word), english]));
  for (const { word, english } of words)
    for (const form of formsOf(word)) {
      const root = rootOf.es(form);
      if (!byRoot.has(root)) byRoot.set(root, english);
    }
  return byRoot;
}

function formsOf(word: string): readonly string[] {
  const found = FORMS.find(([ending]) => ending.test(word));
  const forms = found === undefined ? [] : found[1].map((ending) => word.replace(found[0], ending));
  // Of "ir" and "dar" nothing regular is left that says which verb it is.
  return forms.filter((form) => form.length >= SHORTEST_FORM);
}
