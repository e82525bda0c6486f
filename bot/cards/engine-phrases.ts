import type { Language } from '../../src/regulations/act.ts';
import { SPELLED_ALIKE } from '../../src/regulations/search-regulations.ts';

/** Fixed phrases of the desk's, which are English, as Spanish has them; what is not known stays as it is. */
type Phrases = readonly (readonly [form: RegExp, spanish: string])[];

/** What a version is (`versionPhrase` in src/regulations/standing.ts). */
const STANDINGS: Phrases = [
  [/^consolidated to (\S+)$/, 'consolidado a $1'],
  [/^as adopted on (\S+)$/, 'tal como se adoptó el $1'],
  [/^as published on (\S+)$/, 'tal como se publicó el $1'],
  [
    /^digest, not the official text \(checked against the act of (\S+)\)$/,
    'resumen, no el texto oficial (contrastado con la norma de $1)',
  ],
];

/** Why something was found (`whyOf` in src/regulations/search-regulations.ts). */
const REASONS: Phrases = [
  [/^the exact place named$/, 'el lugar exacto que se nombra'],
  [/^words: (.+)$/, 'palabras: $1'],
  [/^near in meaning$/, 'de significado próximo'],
  [new RegExp(`^${SPELLED_ALIKE}$`), 'de grafía parecida'],
  [/^the provisions beside it match as well$/, 'también coinciden las disposiciones contiguas'],
];

/** What a version is, in the person's language. */
export function standingWords(phrase: string, language: Language): string {
  return language === 'en' ? phrase : inSpanish(phrase, STANDINGS);
}

/** Whether a note (`standingNotes` there) tells no more than what a version is, which is shown beside it. */
export function tellsStandingAlone(note: string, standing: string): boolean {
  return note.endsWith(` was read ${standing}.`);
}

/** Why a provision was found, in the person's language. */
export function whyWords(why: string, language: Language): string {
  if (language === 'en') return why;
  return why
    .split('; ')
    .map((reason) => inSpanish(reason, REASONS))
    .join('; ');
}

function inSpanish(phrase: string, phrases: Phrases): string {
  const known = phrases.find(([form]) => form.test(phrase));
  return known === undefined ? phrase : phrase.replace(...known);
}
