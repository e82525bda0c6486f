import type { ActId, Authority } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { topPlace } from '../../regulations/place.ts';
import type { Antecedent } from './antecedent.ts';
import type { Resolved } from './place-follow-up.ts';
import { plainWords } from './plain-words.ts';
import type { Spoken } from './spoken.ts';
import { withTail } from './tails.ts';
import { writePlace } from './write-place.ts';

const PREPOSITION = /^(?:under|in|for|with|by|of|per|en|bajo|segun|con|para|de|del|por|conforme a|con arreglo a|a)\s/;
/** What may stand around the name of an act and says nothing. */
const AROUND =
  /^(?:the|el|la|los|las|act|regulation|directive|law|reglamento|directiva|ley|under|in|for|with|by|of|per|en|bajo|segun|con|para|de|del|por|conforme|a|arreglo|case|caso|y|and)$/;

/** Another act in the stead of the one asked about: "what about GDPR?", "and under MiCA?", "¿y en MiFID II?". */
export function actFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  const { core, folded, lead, named } = spoken;
  const names = view.names.find(core).filter(({ doubtful }) => doubtful !== true);
  const [name, ...more] = names;
  if (name === undefined || more.length > 0 || named.mentions.some(({ requests }) => requests.length > 0))
    return undefined;
  const around = plainWords(`${core.slice(0, name.start)} ${core.slice(name.end)}`)
    .split(' ')
    .filter((word) => word !== '');
  const leans = lead.joined || lead.about || PREPOSITION.test(folded);
  if (!leans || !around.every((word) => AROUND.test(word))) return undefined;
  const typed = core.slice(name.start, name.end);
  const preposition = spoken.language === 'es' ? 'según' : 'under';
  const tail = PREPOSITION.test(folded) ? core : `${preposition} ${typed}`;
  return { text: withOtherAct(antecedent, typed, name.acts, tail, spoken, view) };
}

/** The last question about another act. */
function withOtherAct(
  antecedent: Antecedent,
  typed: string,
  acts: readonly ActId[],
  tail: string,
  { language }: Spoken,
  view: LawView,
): string {
  const { named } = antecedent;
  const question = antecedent.question.replace(JURISDICTION_IN_QUESTION, '');
  const spans = view.names.find(question).filter(({ doubtful }) => doubtful !== true);
  const [act, ...more] = acts;
  const [place, ...places] = named.places;
  // A place that was written by its id holds the act's number, which no other name fits into.
  if (place !== undefined && places.length === 0 && question.includes('#') && act !== undefined && more.length === 0)
    return writePlace(view, act, place.place, language);
  const distinct = new Set(spans.map((span) => span.acts.join(' ') + (span.unknown ?? '')));
  if (distinct.size !== 1) return withTail(question, tail);
  let text = '';
  let from = 0;
  for (const { start, end } of spans) {
    text += question.slice(from, start) + typed;
    from = end;
  }
  return text + question.slice(from);
}

const SPANISH =
  'spanish (?:law|legislation|rules?|acts?)|spain|law of spain|(?:derecho|ordenamiento) espanol|(?:ley|legislacion|normativa|norma) espanola|espana';
const UNION =
  '(?:eu|european|union) (?:law|legislation|rules?|acts?)|european union|(?:eu|ue)|(?:derecho|ordenamiento) (?:europeo|comunitario|de la union(?: europea)?|de la ue)|(?:legislacion|normativa) (?:europea|comunitaria|de la union(?: europea)?|de la ue)|union europea|europe|europa';
const ABROAD =
  '(?:german|french|italian|portuguese|dutch|irish|british|english|uk|us|american|swiss|national) (?:law|legislation|rules?)|(?:derecho|ordenamiento) (?:aleman|frances|italiano|portugues|britanico|ingles|suizo|estadounidense|nacional)|(?:legislacion|normativa) (?:alemana|francesa|italiana|portuguesa|britanica|inglesa|suiza|estadounidense|nacional)|germany|france|italy|portugal|switzerland|alemania|francia|italia|suiza|the uk|reino unido';
const LEAD = '(?:(?:in|under|by|of|for|en|segun|bajo|por|para|con|de|del) )?(?:the |la |el )?';
const JURISDICTIONS: readonly (readonly [RegExp, readonly Authority[]])[] = [
  [new RegExp(`^${LEAD}(?:${SPANISH})$`), ['ES', 'BDE', 'CNMV']],
  [new RegExp(`^${LEAD}(?:${UNION})$`), ['EU', 'COM', 'EBA', 'ESMA', 'EIOPA', 'ECB']],
  [new RegExp(`^${LEAD}(?:${ABROAD})$`), []],
];
/** The same as this module writes it behind a question. */
const JURISDICTION_IN_QUESTION =
  /\s+(?:in|under|en|según|bajo)\s+(?:the\s+|la\s+|el\s+)?(?:spanish|eu|european) (?:law|legislation)|\s+(?:en|según|bajo)\s+(?:el\s+|la\s+)?(?:derecho|ley|legislación|normativa) (?:español|española|europeo|europea)(?![\p{L}])/giu;

/** The law of another legislator: "and in Spanish law?", "¿y en el derecho europeo?". */
export function jurisdictionFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  const { core, folded, lead, named } = spoken;
  if (named.mentions.length > 0 || !(lead.joined || lead.about || PREPOSITION.test(folded))) return undefined;
  const plain = plainWords(core);
  const authorities = JURISDICTIONS.find(([pattern]) => pattern.test(plain))?.[1];
  const subject = authorities && subjectWithoutAct(antecedent, view);
  if (authorities === undefined || subject === undefined) return undefined;
  const acts = view.heldActs().filter((act) => authorities.some((each) => each === view.version(act)?.about.authority));
  const where = PREPOSITION.test(folded) ? core : `${spoken.language === 'es' ? 'en' : 'in'} ${core}`;
  const marks = /[\s?!.…]*$/u.exec(subject)?.[0].trim() ?? '';
  return { text: `${subject.replace(/[\s?!.…]+$/u, '')} ${where}${marks}`, acts };
}

/** What was asked, without the act; of a place what it is about, by its heading. */
function subjectWithoutAct({ question, named }: Antecedent, view: LawView): string | undefined {
  const [place] = named.places;
  if (place !== undefined) {
    const version = view.version(place.act);
    const heading = version && view.tree(version).node(topPlace(place.place))?.heading;
    return heading === '' ? undefined : heading;
  }
  const bare = question.replace(JURISDICTION_IN_QUESTION, '');
  let text = '';
  let from = 0;
  for (const { start, end } of view.names.find(bare).filter(({ doubtful }) => doubtful !== true)) {
    const before = bare.slice(from, start);
    text += before.replace(
      /\s*,?\s*(?:(?:under|in|of|for|by|según|en|de|del|bajo|conforme a|con arreglo a)\s+)?(?:(?:the|el|la|los)\s+)?$/iu,
      '',
    );
    from = end;
  }
  return text + bare.slice(from);
}
