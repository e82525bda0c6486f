import { foldText } from '../../src/core/text.ts';
import type { DocumentListing } from '../../src/documents/document-store.ts';
import type { LawView } from '../../src/regulations/law-view.ts';
import { findMentions } from '../../src/regulations/mentions/find-mentions.ts';

/** What a question means, as far as its words tell: of the documents that were sent, of the law, or of both. */
export interface Meant {
  /** The one document that is meant, where one is; else all that were sent. */
  readonly document?: string;
  /**
   * True where the words leave no doubt ("our policy", its name, an answer to its card); else the law answers what the
   * document does not say.
   */
  readonly surely: boolean;
  /** Whether the law is asked about as well. */
  readonly law: boolean;
}

export interface AskedOf {
  /** What was sent in the conversation, in the order in which it came. */
  readonly documents: readonly Pick<DocumentListing, 'id' | 'document'>[];
  /** The document whose card is answered. */
  readonly answered?: string | undefined;
  readonly view: Pick<LawView, 'names'>;
}

/** What people call a document of theirs, folded. */
const NOUN =
  '(?:polic(?:y|ies)|documents?|procedures?|files?|manuals?|handbooks?|guidelines?|attachments?|politicas?|documentos?|procedimientos?|archivos?|ficheros?|manual(?:es)?|guias?|protocolos?|adjuntos?)';
/** Words that end what came before: "this regulation requires a policy" speaks of no policy of theirs. */
const ENDS =
  'an?|the|of|on|in|for|to|and|or|is|are|must|shall|should|does|do|did|has|have|needs?|says?|requires?|required|regulation|directive|law|act|article|rule|paragraph|from|by|with|under|un|una|el|la|los|las|de|del|que|en|para|por|y|o|es|son|debe|deben|exige|exigen|requiere|norma|ley|reglamento|directiva|articulo';
const BETWEEN = `(?:\\s+(?!(?:${ENDS})\\b)[\\p{L}\\p{N}-]+){0,2}`;
/** Nobody asks longer than that of one document. */
const LONGEST = 4_000;

const SURELY: readonly RegExp[] = [
  new RegExp(
    `\\b(?:my|our|this|these|attached|uploaded|mi|mis|nuestr[oa]s?|est[ae]|estos|estas)${BETWEEN}\\s+${NOUN}\\b`,
    'u',
  ),
  /\bth(?:at|ose) (?:document|file|attachment|manual|handbook)s?\b/,
  new RegExp(`\\b${NOUN}\\s+(?:that )?(?:i|we)(?:'ve| have)?(?: just)? (?:sent|uploaded|attached|shared|gave)\\b`),
  new RegExp(`\\b${NOUN}\\s+(?:adjunt[oa]s?|enviad[oa]s?|subid[oa]s?|nuestr[oa]s?)\\b`),
  new RegExp(
    `\\b${NOUN}\\s+que\\s+(?:te |le |os |les )?(?:he |hemos |acabo de |acabamos de )?(?:envi|adjunt|sub|mand|pas)\\w*`,
  ),
  new RegExp(
    `\\b(?:section|clause|chapter|page|paragraph|part|point|annex|appendix)s?\\s+[\\p{L}\\p{N}.]{1,12}\\s+(?:of|in|from)\\s+(?:it\\b|(?:the|this|that|my|our)${BETWEEN}\\s+${NOUN}\\b)`,
    'u',
  ),
  new RegExp(
    `\\b(?:seccion|clausula|capitulo|pagina|parrafo|parte|punto|apartado|anexo)(?:es|s)?\\s+[\\p{L}\\p{N}.]{1,12}\\s+(?:de ell[oa]\\b|(?:del|de la|de los|de las|de est[ea]|de mi|de nuestr[oa])\\s+${NOUN}\\b)`,
    'u',
  ),
  /\b(?:on|en)\s+(?:la\s+)?(?:page|pagina)\s+\d{1,4}\b/,
];

const PERHAPS = new RegExp(
  `\\b(?:the|el|la|los|las|del|al)${BETWEEN}\\s+${NOUN}\\b(?!\\s+(?:required|referred|laid|set out|pursuant|under|exigid[oa]s?|prevista?s?|previstos?|a que se refiere|conforme|con arreglo))`,
  'u',
);

const LAW =
  /\b(?:the law|laws|by law|legally|legislation|legal (?:requirements?|obligations?|basis)|regulations?|regulatory|directives?|regulators?|supervisors?|compliant|complies|comply|compliance|la ley|las leyes|legalmente|legislacion|requisitos legales|obligaciones legales|la norma|las normas|la normativa|la regulacion|reglamentos?|directivas?|supervisor(?:es)?|cumple|cumplen|cumplimos|cumplimiento)\b/;

/**
 * Whether a question is about the documents that were sent. Without a word that points to them the law answers: what it
 * is asked daily must not be lost to a document because one was sent. `undefined` where it is about the law alone.
 */
export function documentMeant(text: string, { documents, answered, view }: AskedOf): Meant | undefined {
  if (documents.length === 0) return undefined;
  const said = spaced(foldText(text.slice(0, LONGEST)));
  const named = namedIn(said, documents);
  const law = lawAsked(text, documents, view);
  const replied = documents.find(({ id }) => id === answered);
  const one = replied ?? (named.length === 1 ? named[0] : undefined);
  if (one !== undefined) return { document: one.id, surely: true, law };
  if (named.length > 1 || SURELY.some((form) => form.test(said))) return { surely: true, law };
  return !law && PERHAPS.test(said) ? { surely: false, law } : undefined;
}

/** Whether a question names the law: an act, an article, or the law at large. What a file is called names none. */
export function lawAsked(text: string, documents: AskedOf['documents'], view: AskedOf['view']): boolean {
  const asked = text.slice(0, LONGEST);
  const named = namedIn(spaced(foldText(asked)), documents);
  return namesLaw(
    named.reduce((left, { document: { name } }) => withoutName(left, name), asked),
    view,
  );
}

function namedIn(said: string, documents: AskedOf['documents']): AskedOf['documents'] {
  return documents.filter(({ document: { name } }) => isNamed(name, said));
}

function namesLaw(text: string, { names }: Pick<LawView, 'names'>): boolean {
  if (LAW.test(spaced(foldText(text)))) return true;
  return findMentions(text, names).mentions.some(
    ({ acts, unknownAct, requests }) =>
      acts.length > 0 ||
      unknownAct !== undefined ||
      // A section or a point without an act may be the document's own; an article is the law's.
      requests.some(({ candidates }) => candidates[0]?.place.startsWith('art_') === true),
  );
}

/** Names of files are written with all sorts of signs between their words. */
function spaced(folded: string): string {
  return ` ${folded.replace(/[_\s]+/g, ' ').trim()} `;
}

const ENDING = /\.[\p{L}\p{N}]{1,8}$/u;
/** A name of three letters stands in any text. */
const SHORTEST_NAME = 5;

/** What a file may be called by: its name, whole and without its ending. */
function callings(name: string): readonly string[] {
  const whole = spaced(foldText(name)).trim();
  const bare = whole.replace(ENDING, '');
  return [whole, bare, bare.replace(/[-_.]+/g, ' ').trim()].filter((each) => each.length >= SHORTEST_NAME);
}

function isNamed(name: string, said: string): boolean {
  const plain = said.replace(/[-_.]+/g, ' ');
  return callings(name).some((each) => holds(said, each) || holds(plain, each));
}

/** As words of their own: "policy" is not named in "policyholder". */
function holds(said: string, name: string): boolean {
  for (let at = said.indexOf(name); at >= 0; at = said.indexOf(name, at + 1)) {
    const around = `${said.charAt(at - 1)}${said.charAt(at + name.length)}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

/** "DORA policy.pdf" names a file, not the act. */
function withoutName(text: string, name: string): string {
  const folded = spaced(foldText(text));
  const found = callings(name).find((each) => folded.includes(each));
  return found === undefined ? text : folded.replaceAll(found, ' ');
}

const ASKS =
  /[?¿]|^(?:please |can you |could you |por favor )?(?:what|which|who|whom|whose|when|where|why|how|does|do|did|is|are|must|should|can|may|find|show|list|give|tell|check|compare|explain|summari[sz]e|look|que|cual|cuales|quien|quienes|cuando|donde|por que|como|cuanto|cuanta|cuantos|cuantas|dice|debe|deben|es|son|tiene|tenemos|busca|muestra|lista|dime|di|comprueba|compara|explica|resume|revisa)\b/;

/** Whether what was written beside a file asks something: "here is our policy" does not. */
export function asksSomething(text: string): boolean {
  return ASKS.test(foldText(text).trim());
}
