import { decodePart } from './decode-text.ts';
import type { PackedParts } from './packed-parts.ts';
import type { Refuse } from './refusal.ts';

const WITHOUT_MACROS = 'Save it as a Word document without macros (DOCX) and send that.';

/** What else comes in a zip, by a part that only it has. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, 'is a spreadsheet'],
  [/^ppt\//, 'is a presentation'],
  [/^visio\//, 'is a drawing (Visio)'],
  [/^META-INF\/container\.xml$/, 'is a book (EPUB)'],
  [/^(?:META-INF\/MANIFEST\.MF|AndroidManifest\.xml)$/, 'is a program'],
  [/^(?:content|styles)\.xml$/, 'is an OpenDocument file'],
];

/** Refuses what comes in a zip and is no Word document, and a Word document that carries programs or is encrypted. */
export function refuseOtherPackages({ parts, unpack }: PackedParts, refuse: Refuse): void {
  const names = [...parts.keys()];
  const encrypted = [...parts.values()].some(({ flags }) => (flags & 1) === 1);
  if (encrypted) refuse('is encrypted', 'Save it without a password and send that.');
  const types = unpack('[Content_Types].xml');
  const declared = types === undefined ? '' : decodePart(types, refuse);
  const carriesMacros =
    names.some((name) =>
      /(?:^|\/)(?:vbaProject|vbaData|vbaProjectSignature)[^/]*\.(?:bin|xml)$|(?:^|\/)macrosheets\//i.test(name),
    ) || /macroEnabled|vbaProject|ms-office\.vba|xl-macrosheet/i.test(declared);
  if (carriesMacros) refuse('carries macros, which are programs', WITHOUT_MACROS);
  if (/wordprocessingml\.(?:document|template)\.main\+xml/.test(declared)) return;
  const other = OTHERS.find(([mark]) => names.some((name) => mark.test(name)));
  if (other) refuse(other[1]);
  refuse(names.length === 0 ? 'is an empty zip' : 'is a zip', 'Unpack it and send the document that is in it.');
}
