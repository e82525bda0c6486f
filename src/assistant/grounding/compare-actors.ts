import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { ReadSentence } from './cited-sentences.ts';
import type { ReadDraft } from './compare-polarity.ts';

/** Who acts in financial law, as patterns over folded text of both languages; what may stand for one another is one. */
const ACTORS: readonly (readonly [string, RegExp])[] = [
  [
    'client',
    /\b(?:clients?|customers?|consumers?|users?|payers?|payees?|depositors?|investors?|holders?|borrowers?|clientes?|consumidor(?:es)?|usuarios?|ordenantes?|beneficiarios?|depositantes?|inversor(?:es)?|titular(?:es)?|prestatarios?|data subjects?|interesados?|afectados?)\b/,
  ],
  [
    'authority',
    /\b(?:authorit(?:y|ies)|supervisors?|regulators?|commission|autoridad(?:es)?|supervisor(?:es)?|regulador(?:es)?|comision|banco de espana|bank of spain|eba|esma|eiopa|abe|aevm)\b/,
  ],
  [
    'board',
    /\b(?:management bod(?:y|ies)|boards?|directors?|organo de direccion|consejo de administracion|consejo|consejeros?|administradores)\b/,
  ],
  ['shareholders', /\b(?:shareholders?|members? of the company|accionistas?|socios?)\b/],
  ['staff', /\b(?:employees?|staff|workers?|empleados?|trabajadores|personal)\b/],
  ['auditor', /\b(?:auditors?|auditor(?:es)?)\b/],
  ['states', /\b(?:member states?|estados? miembros?)\b/],
];

const DUTY: Readonly<Record<Language, RegExp>> = {
  en: /(?<subject>.*?)\b(?:shall|must|ha(?:s|ve) to|(?:is|are) (?:required|obliged) to) (?!be\b|not be\b|receive|get|have|obtain|know|see|hear|ensure|require)/,
  es: /(?<subject>.*?)\b(?:deberan?|debe|deben|tienen? que|(?:esta|estan) obligad[oa]s? a|(?!seran?\b|tendran?\b|podran?\b|estaran?\b|habran?\b|recibiran?\b|velaran?\b|garantizaran?\b|aseguraran?\b|exigiran?\b|se\b)(?<!se )(?<!les? )\p{L}{4,}(?:ra|ran)) (?!ser\b|estar\b|recibir|tener|conocer|velar|garantizar)/u,
};

/**
 * Whether the sentence lays on one the duty that the cited text lays on another: "Clients must keep the records" for
 * "Institutions shall keep the records". Judged only where both name who must act in front of an active verb of duty,
 * the sentence names one of the actors known here, and the text names that one nowhere but as whom something is done to.
 *
 * @returns the reason for the model, or `undefined`
 */
export function actorDiffers(draft: ReadDraft, cited: readonly ReadSentence[]): string | undefined {
  const said = subjectIn(draft.text, draft.language);
  if (said === undefined) return undefined;
  // "The decision of the authority shall state": the authority is not who must act.
  const [actor, ...others] = ACTORS.filter(([, pattern]) => actsThere(said, pattern));
  if (actor === undefined || others.length > 0) return undefined;
  const subjects = cited.map(({ whole, passage }) => subjectIn(whole, passage.language));
  const explicit = subjects.filter((subject) => subject !== undefined && /\p{L}{4}/u.test(subject));
  if (explicit.length === 0 || explicit.length < cited.length) return undefined;
  const [, pattern] = actor;
  if (cited.some(({ whole }) => actsThere(foldText(whole), pattern))) return undefined;
  return `The sentence lays on "${said.trim()}" what the cited text lays on "${explicit[0]?.trim()}". Name who must act as the text does.`;
}

/** The words in front of an active verb of duty, without what opens the sentence; `undefined` where there is none. */
function subjectIn(text: string, language: Language): string | undefined {
  const folded = foldText(text.slice(0, 600)).replace(
    /^[^,]{0,200}\b(?:where|if|when|cuando|si|under|in accordance|segun|conforme)\b[^,]{0,200},/,
    '',
  );
  const subject = DUTY[language].exec(folded)?.groups?.['subject'];
  return subject === undefined || subject.length > 120 ? undefined : subject;
}

const DONE_TO =
  /\b(?:to|from|with|of|by|for|on|against|than|a|al|de|del|con|por|para|ante|sobre)(?: (?:the|their|its|his|any|each|every|other|such|a|an|la|el|los|las|su|sus|cada|otra|otras|competent|relevant|lead|own|same))*\s*$/;

/** True where an actor stands anywhere in a text but behind a preposition. */
function actsThere(folded: string, pattern: RegExp): boolean {
  // Of a body its members are the body; of a decision the one who takes it is not who must act.
  const plain = folded.replace(
    /\b(?:members?|miembros?) (?:of|de|del)(?: (?:the|its|their|la|el|los|las|su|sus))? /g,
    '',
  );
  return [...plain.matchAll(new RegExp(pattern.source, 'g'))].some(
    ({ index }) => !DONE_TO.test(plain.slice(Math.max(0, index - 60), index)),
  );
}
