import { foldText } from '../../core/text.ts';

/** What kind of sentence would answer. */
export type Intent = 'definition' | 'deadline' | 'amount' | 'duty' | 'any';

const DEFINITION =
  /^(?:what(?:'s| is| are| does)?|define|definition of|meaning of|que (?:es|son|significa|se entiende por)|definicion de)\b/;
const MEANS =
  /\b(?:mean|means|meant by|definition|defined as|define|significa|se entiende por|definicion|concepto de)\b/;
const DEADLINE =
  /\b(?:when|how (?:long|soon|often|frequently|quickly|fast)|deadlines?|time ?limits?|within (?:what|which)|by when|period|hours|days|months|years|cuando|plazos?|cuanto tiempo|con que frecuencia|cada cuanto|horas|dias|meses|anos)\b/;
const AMOUNT =
  /\b(?:how (?:much|many)|thresholds?|maximum|minimum|limits?|amounts?|percentage|fines?|penalt(?:y|ies)|cuanto|cuanta|cuantos|umbral(?:es)?|importe|maxim[oa]|minim[oa]|limites?|porcentaje|multas?|sanciones)\b/;
const DUTY =
  /\b(?:must|shall|should|have to|has to|required?|obliged?|need(?:s)? to|deb(?:e|en|emos)|obligad[oa]s?|tiene[n]? que|exige)\b/;

/** The intent of a question, by its words; the first that fits. */
export function intentOf(question: string): Intent {
  const text = foldText(question)
    .replace(/[¿?¡!"'«»“”]/g, ' ')
    .trim();
  if (MEANS.test(text)) return 'definition';
  if (DEADLINE.test(text)) return 'deadline';
  if (AMOUNT.test(text)) return 'amount';
  if (DEFINITION.test(text) && text.split(/\s+/).length <= 9) return 'definition';
  return DUTY.test(text) ? 'duty' : 'any';
}

const TIME_EN =
  /\b(?:\d+|one|two|three|four|five|six|seven|ten|twelve|twenty)[\s-]+(?:working |business )?(?:hours?|days?|weeks?|months?|years?)\b|\b(?:annually|yearly|quarterly|monthly|without (?:undue )?delay|immediately|at least once)\b/i;
const TIME_ES =
  /\b(?:\d+|un|una|dos|tres|cuatro|cinco|seis|siete|diez|doce|quince|veinte|treinta)\s+(?:horas?|d[ií]as?|semanas?|mes(?:es)?|años?)\b|\b(?:anualmente|anual|trimestral|mensual|sin (?:demora|dilaci[oó]n)|inmediatamente)\b/i;
const AMOUNT_TEXT = /\b(?:EUR|euros?)\b|€|%|\bper ?cent\b|por ciento|\b\d[\d .,]*\b/i;
const DUTY_TEXT = /\b(?:shall|must|deber[áa]n?|debe[n]?|tendr[áa]n? que|estar[áa]n? obligad[oa]s?)\b/i;

/** True where the question asks what a word means, whatever else stands in it; "what is …" asks for a whole term. */
export function asksForMeaning(question: string): boolean {
  return MEANS.test(foldText(question));
}

/** How well a sentence has the form that the intent asks for: 0 or 1. */
export function fitsIntent(sentence: string, intent: Intent): 0 | 1 {
  switch (intent) {
    case 'deadline':
      return TIME_EN.test(sentence) || TIME_ES.test(sentence) ? 1 : 0;
    case 'amount':
      return AMOUNT_TEXT.test(sentence) ? 1 : 0;
    case 'definition':
      return /[’”»'"]\s*(?:\([^)]*\)\s*)?means\b|^[^:.]{2,90}:\s/.test(sentence) ? 1 : 0;
    case 'duty':
      return DUTY_TEXT.test(sentence) ? 1 : 0;
    case 'any':
      return 0;
  }
}

const ASKING = new Set(
  (
    'what which who whom whose when where why how does do did is are was were can could may must shall should would will ' +
    'long often soon many much tell me explain show give list say says said about please need needs know want under according mean means meaning ' +
    'definition define defined article articles art arts paragraph point letter section chapter annex recital regulation directive law act rule rules ' +
    'apply applies requirement requirements require requires required provide provides provision provisions ' +
    'cuanto cuanta cuantos cuantas tiempo que quien quienes cual cuales cuando donde como por para debe deben puede pueden dice dime explica segun ley articulo articulos apartado letra norma circular reglamento directiva significa definicion'
  ).split(' '),
);

/** True for a word that belongs to the asking, not to what is asked for. */
export function isAskingWord(word: string): boolean {
  return ASKING.has(foldText(word));
}
