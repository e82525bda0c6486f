import { HOMOGLYPHS } from './encodings.ts';
import type { HostileString } from './hostile-string.ts';

const PLAIN_LETTER: ReadonlyMap<string, string> = new Map(
  Object.entries(HOMOGLYPHS).map(([plain, double]) => [double, plain]),
);
/** Letters of one piece by which a text that was cut or mended is still told. */
const PIECE = 16;
/** The part of a text's pieces that must be there. */
const ENOUGH = 0.7;
const MOST_REMEMBERED = 500;

/**
 * A text as a model understands it, whatever was cleaned, escaped or re-wrapped on its way: letters and digits alone, in
 * lower case, without what cannot be seen, tag characters and full-width forms as what they stand for.
 */
export function skeleton(text: string): string {
  return unescaped(unescaped(text))
    .replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/[\u0400-\u04ff]/g, (letter) => PLAIN_LETTER.get(letter) ?? letter);
}

/** What stood in a string of JSON, which a result may be put into more than once. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrtbf]/g, ' ')
    .replace(/\\(["\\/])/g, '$1');
}

/** The ids of the strings that stand in these texts; one in two halves only where both do. */
export type Recogniser = (texts: Iterable<string>) => ReadonlySet<string>;

/** Finds hostile strings, encoded or decoded, whole or with up to a third of them gone. Each text is read once. */
export function createRecogniser(strings: readonly HostileString[]): Recogniser {
  const parts = strings.flatMap(({ id, text, rest, decoded }) => [
    { id, part: `${id} 1`, forms: alternatives(text, decoded) },
    ...(rest === undefined ? [] : [{ id, part: `${id} 2`, forms: alternatives(rest) }]),
  ]);
  const read = new Map<string, readonly string[]>();
  const partsOf = (text: string): readonly string[] => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const seen = skeleton(text);
    const stands = (form: string) => seen.includes(form) || mostlyIn(form, seen);
    const found = parts.filter(({ forms }) => forms.some(stands)).map(({ part }) => part);
    if (read.size >= MOST_REMEMBERED) read.clear();
    read.set(text, found);
    return found;
  };
  return (texts) => {
    const found = new Set([...texts].flatMap(partsOf));
    return new Set(
      strings.map(({ id }) => id).filter((id) => parts.every((each) => each.id !== id || found.has(each.part))),
    );
  };
}

function alternatives(text: string, decoded?: string): readonly string[] {
  return [skeleton(text), ...(decoded === undefined ? [] : [skeleton(decoded)])];
}

function mostlyIn(form: string, text: string): boolean {
  const pieces = form.match(new RegExp(`.{${PIECE}}`, 'gu')) ?? [];
  if (pieces.length < 3) return false;
  // A look at three of them spares the rest nearly always.
  const probes = [pieces[0], pieces[pieces.length >> 1], pieces.at(-1)];
  if (!probes.some((piece) => piece !== undefined && text.includes(piece))) return false;
  return pieces.filter((piece) => text.includes(piece)).length >= ENOUGH * pieces.length;
}
