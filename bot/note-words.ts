import type { Language } from '../src/regulations/act.ts';
import { standingWords } from './cards/engine-phrases.ts';
import { OF_FINDINGS } from './finding-notes.ts';
import { OF_GAPS } from './gap-notes.ts';
import { type KnownNote, same } from './known-note.ts';
import { withoutCommands } from './without-commands.ts';

const ADD = String.raw`compliance library add <[^>]*>(?: --act \S+)?`;
/** Of the desk's own addresses alone (`howToAdd`). */
const ADDRESS = String.raw`\(official text: (https:\/\/[^\s)]+)\)`;

/** What must be known of a version (`standingNotes` in src/regulations/standing.ts). */
const OF_VERSIONS: readonly KnownNote[] = [
  {
    form: new RegExp(
      `^(.+): digest, not the official text\\. Check the official text behind the link before relying on it; adding it replaces the digest: ${ADD}$`,
    ),
    en: (_whole, name) =>
      `${name}: digest, not the official text. Check the official text behind the link before relying on it.`,
    es: (_whole, name) =>
      `${name}: resumen, no el texto oficial. Compruebe el texto oficial del enlace antes de basarse en él.`,
  },
  {
    form: /^(.+?) was read (.+?); it has been amended since(?: \(among others by (.+)\))?, so the wording in force may differ\.$/,
    en: same,
    es: (_whole, name, standing, by) =>
      `${name} se leyó ${spanish(standing)}; después se ha modificado${by ? ` (entre otras normas, por ${by})` : ''}, por lo que la redacción vigente puede ser otra.`,
  },
  {
    form: /^(.+?) was read (.+)\.$/,
    en: same,
    es: (_whole, name, standing) => `${name} se leyó ${spanish(standing)}.`,
  },
  {
    form: /^(.+) is a directive(?: \(to be transposed by (\S+)\))?: what binds a bank is the national law that transposes it\.$/,
    en: same,
    es: (_whole, name, day) =>
      `${name} es una directiva${day ? ` (plazo de transposición: ${day})` : ''}: lo que obliga a un banco es la norma nacional que la transpone.`,
  },
  {
    form: /^(Not yet|Already) applicable on (\S+): (.+) applies from (\S+?)( for .+?)?( \(.+\))?\.$/,
    en: same,
    es: (_whole, when, today, what, from, only, why) =>
      `${when === 'Already' ? 'Ya se aplica' : 'Aún no se aplica'} el ${today}: ${what} se aplica desde ${from}${only ? ` (solo:${only.slice(' for'.length)})` : ''}${why ?? ''}.`,
  },
  {
    form: /^Not yet in force on (\S+): (.+) enters into force on (\S+)\.$/,
    en: same,
    es: (_whole, today, name, day) => `Aún no está en vigor el ${today}: ${name} entra en vigor el ${day}.`,
  },
  {
    form: /^(.+) (was|will be) repealed by (.+) with effect from (\S+)\.$/,
    en: same,
    es: (_whole, name, was, by, day) =>
      `${name} ${was === 'was' ? 'fue derogada' : 'será derogada'} por ${by} con efectos desde ${day}.`,
  },
  {
    form: /^Incomplete: the source of (.+) lost the words of (.+); read the official text behind the link\.$/,
    en: same,
    es: (_whole, name, places) =>
      `Incompleto: en la fuente de ${name} faltan las palabras de ${places}; lea el texto oficial del enlace.`,
  },
];

/** Why something named is not there (src/regulations/mentions/why-missing.ts). */
const OF_MISSING: readonly KnownNote[] = [
  {
    form: new RegExp(`^(.+) is not in the library\\. Add it: ${ADD}(?: ${ADDRESS})?\\.$`),
    en: (_whole, name, address) =>
      `${name} is not held here${officialText(address, 'official text')}. Whoever runs the desk can add it.`,
    es: (_whole, name, address) =>
      `${name} no está entre las normas disponibles${officialText(address, 'texto oficial')}. Puede añadirla quien administra el servicio.`,
  },
  {
    form: new RegExp(
      `^Of (.+) only a digest is held, and it does not cover (.+)\\. Add the official text: ${ADD} ${ADDRESS}\\.$`,
    ),
    en: (_whole, name, place, address) =>
      `Of ${name} only a digest is held, and it does not cover ${place}${officialText(address, 'official text')}. Whoever runs the desk can add it.`,
    es: (_whole, name, place, address) =>
      `De ${name} solo se dispone de un resumen, que no abarca ${place}${officialText(address, 'texto oficial')}. Puede añadirlo quien administra el servicio.`,
  },
  {
    form: new RegExp(
      `^No act called "(.+)" is known here, so nothing can be said about it\\. If it exists, .+ ${ADD}\\.$`,
    ),
    en: (_whole, words) => `No act called "${words}" is known here, so nothing can be said about it.`,
    es: (_whole, words) =>
      `Aquí no se conoce ninguna norma llamada «${words}», así que no se puede decir nada de ella.`,
  },
  {
    form: new RegExp(
      `^Of (.+) the library holds no version for that day and language; it holds (.+)\\. Add an earlier text: ${ADD} ${ADDRESS}\\.$`,
    ),
    en: (_whole, name, days, address) =>
      `Of ${name} no version for that day and language is held; held are those of ${days}${officialText(address, 'official text')}.`,
    es: (_whole, name, days, address) =>
      `De ${name} no hay ninguna versión para ese día e idioma; las disponibles son de ${days}${officialText(address, 'texto oficial')}.`,
  },
  {
    form: /^There is no (.+) in it: (.+) ends at (.+?)\.$/,
    en: same,
    es: (_whole, place, name, last) => `No hay ${place}: ${name} termina en ${last}.`,
  },
  {
    form: /^"(.+)" does not say of which act\. \d+ acts in the library have such a place: (.+)\.$/,
    en: (_whole, words, places) => `"${words}" does not say of which act. Held are: ${places}.`,
    es: (_whole, words, places) => `«${words}» no dice de qué norma. Están disponibles: ${places}.`,
  },
  {
    form: /^"(.+)" names no act, and no act in the library has such a place\. Name the act, as in "(.+)"\.$/,
    en: same,
    es: (_whole, words, example) =>
      `«${words}» no nombra ninguna norma, y ninguna de las disponibles tiene tal lugar. Nombre la norma, por ejemplo «${example}».`,
  },
];

/** How a search went (`answerFromSearch` in src/assistant/extractive, `search_regulations`). */
const OF_SEARCHES: readonly KnownNote[] = [
  {
    form: /^The question is in Spanish, and (?:the act searched is|(\d+) of the (\d+) acts searched are) held in English only: words do not find a text in another language\. Ask in English to search there\.$/,
    en: same,
    es: (_whole, some, all) =>
      `La pregunta está en español, y ${some === undefined ? 'la norma en que se buscó solo está disponible' : `${some} de las ${all} normas en que se buscó solo están disponibles`} en inglés: las palabras no encuentran un texto en otro idioma. Pregunte en inglés para buscar ahí.`,
  },
  {
    form: /^No provision holds enough of it to answer\.$/,
    en: same,
    es: () => 'Ninguna disposición contiene lo bastante para responder.',
  },
  {
    form: /^Searched (?:one act|(\d+) acts) for: (.+)\. No provision holds enough of it to answer\.$/,
    en: same,
    es: (_whole, acts, terms) =>
      `Se buscó en ${acts === undefined ? 'una norma' : `${acts} normas`}: ${terms}. Ninguna disposición contiene lo bastante para responder.`,
  },
  {
    form: /^No provision holds enough of it to answer\.$/,
    en: same,
    es: () => 'Ninguna disposición contiene lo bastante para responder.',
  },
  {
    form: /^Nearest places, which may not answer it: (.+)\.$/,
    en: same,
    es: (_whole, places) => `Lugares más próximos, que quizá no lo respondan: ${places}.`,
  },
  {
    form: /^The provisions are those that rank highest for the words of each statement\. Nobody has judged whether the text meets them; whether they apply to it is for a person to say\.$/,
    en: same,
    es: () =>
      'Las disposiciones son las más próximas a las palabras de cada afirmación. Nadie ha juzgado si el texto las cumple; si le son aplicables lo ha de decir una persona.',
  },
  {
    form: /^No words to search for were found in the question\.$/,
    en: same,
    es: () => 'En la pregunta no hay palabras que buscar.',
  },
  {
    form: /^No provision searched holds any of the words: what is shown is only spelled like them, and may have nothing to do with the matter\. Words find texts in their own language alone\.$/,
    en: same,
    es: () =>
      'Ninguna disposición contiene las palabras buscadas: lo que se muestra solo se escribe de forma parecida y puede no tener relación. Las palabras solo encuentran textos en su propio idioma.',
  },
  {
    form: /^Only some sentences of (.+) are shown; the whole text: compliance show "[^"]+"\.$/,
    en: (_whole, place) => `Only some sentences of ${place} are shown; “show ${place}” shows all of it.`,
    es: (_whole, place) => `Solo se muestran algunas frases de ${place}; «muestra ${place}» lo muestra entero.`,
  },
  {
    form: /^Of the list in (.+) only the points that fit best are shown; the whole: compliance show "[^"]+"\.$/,
    en: (_whole, place) =>
      `Of the list in ${place} only the points that fit best are shown; “show ${place}” shows all.`,
    es: (_whole, place) =>
      `De la lista de ${place} solo se muestran los puntos más próximos; «muestra ${place}» los muestra todos.`,
  },
];

/** What was meant (src/assistant/follow-up/unclear.ts): written in both languages there. */
const OF_DAYS: readonly KnownNote[] = [
  {
    form: /^["«](.+)["»] (?:is about the law of another day|se refiere a la norma de otro día), .*--as-of (\d{4}-\d{2}-\d{2})\.$/,
    en: (_whole, words, day) =>
      `“${words}” is about the law of another day: ask the whole question with that day behind it, “… as of ${day}”.`,
    es: (_whole, words, day) =>
      `«${words}» se refiere a la norma de otro día: haga la pregunta completa con ese día al final, «… a fecha de ${day}».`,
  },
];

/** What was wrong with what a card sent (bot/cards/card-actions.ts, src/alerts). */
const OF_PRESSES: readonly KnownNote[] = [
  {
    form: /^This card did not send what it was made to send\. Ask again in a message\.$/,
    en: same,
    es: () => 'Esta tarjeta no envió lo que debía. Vuelva a pedirlo en un mensaje.',
  },
  {
    form: /^"(.+)" names no one act\. Give a CELEX number \((\S+)\), a BOE identifier \((\S+)\) or a name such as (\S+)$/,
    en: same,
    es: (_whole, words, celex, boe, name) =>
      `«${words}» no nombra una única norma. Indique un número CELEX (${celex}), un identificador del BOE (${boe}) o un nombre como ${name}`,
  },
];

/** What is compared (`changesIn` in src/regulations/changes/library-changes.ts, `answerChanges`). */
const OF_CHANGES: readonly KnownNote[] = [
  {
    form: new RegExp(
      `^To compare, two official versions of (.+) must be held( in that language)?; there is (only a digest|none|one, of (\\S+))\\. Add another: ${ADD}$`,
    ),
    en: (_whole, name, inLanguage = '', what) =>
      `To compare, two official versions of ${name} must be held${inLanguage}; there is ${what}. Whoever runs the desk can add one.`,
    es: (_whole, name, inLanguage, what, day) =>
      `Para comparar hacen falta dos versiones oficiales de ${name}${inLanguage ? ' en ese idioma' : ''}; ${day ? `hay una, de ${day}` : what === 'none' ? 'no hay ninguna' : 'solo hay un resumen'}. Puede añadirlas quien administra el servicio.`,
  },
  {
    form: /^(\d+) more changes are not shown\. Ask about one article, or: compliance library changes <act>\.$/,
    en: (_whole, left) => `${left} more changes are not shown. Ask about one article.`,
    es: (_whole, left) => `Hay ${left} cambios más que no se muestran. Pregunte por un artículo.`,
  },
  {
    form: /^No act of the library is held in two official versions, so that nothing can be compared\.$/,
    en: same,
    es: () => 'De ninguna norma hay dos versiones oficiales, así que no se puede comparar nada.',
  },
];

const KNOWN: readonly KnownNote[] = [
  ...OF_VERSIONS,
  ...OF_MISSING,
  ...OF_SEARCHES,
  ...OF_DAYS,
  ...OF_PRESSES,
  ...OF_CHANGES,
  ...OF_GAPS,
  ...OF_FINDINGS,
];

/**
 * What the desk notes, as people in Teams read it: in their language where the note is known, and without commands of
 * the terminal. What is not known stays as it is written.
 */
export function noteWords(note: string, language: Language): string {
  for (const { form, ...said } of KNOWN) {
    const caught = form.exec(note);
    if (caught !== null) return said[language](...caught);
  }
  return withoutCommands(note);
}

function spanish(standing: string | undefined): string {
  return standingWords(standing ?? '', 'es');
}

function officialText(address: string | undefined, what: string): string {
  return address === undefined ? '' : ` (${what}: ${address})`;
}
