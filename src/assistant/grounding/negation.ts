import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';

/** Words that look like a negation and are none; taken out before looking. */
const IDIOMS: Readonly<Record<Language, RegExp>> = {
  en: /\bno(?:t)? (?:later|earlier|sooner|longer|more|less|fewer|greater|higher|lower) than\b|\bnot? exceed(?:ing)?\b|\bshall not (?:exceed|be (?:less|more|later|lower|higher|fewer|longer) than)\b|\bnot only\b|\bwhether or not\b|\bnot least\b|\bnothing in this\b|\bwithout (?:prejudice|undue delay|delay)\b|\bno (?:matter|doubt)\b|\bno (?:extra |additional |further )?(?:charge|cost|expense)\b|\bno\.? ?\d|\bn\.? ?o\.? ?\d|\bor not\b/g,
  es: /\bno (?:mas tarde|mas tardar|antes|despues|mas|menos) (?:de|del|que)\b|\bno (?:obstante|solo|solamente|unicamente)\b|\bno (?:superior|inferior|superiores|inferiores|mayor|menor|mayores|menores) (?:a|al|de|que)\b|\bno (?:superen?|supere|superara|excedan?|exceda|excedera|excederan|superaran|podra exceder|podra superar|sera (?:inferior|superior)|seran (?:inferiores|superiores))\b|\bo no\b|\bno (?:financier[oa]s?|profesional(?:es)?|residentes?|vinculantes?|presencial(?:es)?|comunitari[oa]s?|armonizad[oa]s?|cotizad[oa]s?|bancari[oa]s?|automatizad[oa]s?)\b|\bsin (?:perjuicio|demora|dilacion(?:es)?)(?: indebidas?)?\b/g,
};

const NEGATORS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:not|never|neither|nor|no|none|nobody|nothing|cannot|nowhere)\b|n['’]t\b/g,
  es: /\b(?:no|nunca|jamas|ni|ningun|ninguna|ninguno|ningunos|ningunas|tampoco|nadie|nada)\b/g,
};

/** Words that deny by their meaning. */
const DENIALS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:prohibit(?:s|ed|ion|ions)?|forbid(?:s|den)?|ban(?:s|ned)?|exclud(?:e|es|ed|ing)|exclusions?|exempt(?:s|ed|ion|ions)?|refrains?|unlawful|out(?:side)? (?:of )?(?:the )?scope|waived?|disregard(?:ed)?|inapplicable)\b/g,
  es: /\b(?:prohib(?:e|en|id[oa]s?|ira|iran|ir|icion|iciones)|exent[oa]s?|exclu(?:ye|yen|id[oa]s?|ira|iran|ir|sion|siones)|exim(?:e|en|id[oa]s?|ira|ir)|exencion(?:es)?|exonera(?:n|d[oa]s?|cion)?|dispensad[oa]s?|fuera del ambito|inaplicables?|se abstendran?|abstenerse)\b/g,
};

type Limit = 'only' | 'unless' | 'without' | 'until' | 'otherwise';

/** Words that limit a statement to some cases, by what they say: with them, a denial and an affirmation can say the same. */
const LIMITS: Readonly<Record<Language, readonly (readonly [Limit, RegExp])[]>> = {
  en: [
    ['only', /\b(?:only|solely|exclusively)\b/],
    ['unless', /\b(?:unless|except(?:ed|ing|ion|ions)?|save|other than|provided that)\b/],
    ['without', /\bwithout\b(?! (?:prejudice|undue|delay))/],
    ['until', /\b(?:until|before)\b/],
    ['otherwise', /\botherwise\b/],
  ],
  es: [
    ['only', /\b(?:solo|solamente|unicamente|exclusivamente)\b/],
    [
      'unless',
      /\b(?:salvo|excepto|excepcion|excepciones|a menos que|a no ser que|siempre que|distint[oa]s? de|sino)\b/,
    ],
    ['without', /\bsin\b(?! (?:perjuicio|demora|dilacion))/],
    ['until', /\b(?:hasta que|antes de)\b/],
    ['otherwise', /\b(?:de lo contrario|en otro caso)\b/],
  ],
};

/** What a sentence may say in place of a denial without denying: "keep it secret" for "not disclose". */
const SOFT_DENIALS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:confidential|secret|avoid|refus\w+|reject\w*|stop|cease|invalid|void|free of|free from|instead|without|lose|loses|waiv\w+|relieved|spared|optional|barred|withhold|abstain|remain\w*|stay|separate\w*|independent\w*|un\w+able|impossible|lack\w*|fail\w*|absent|absence|illegal|off limits)\b/,
  es: /\b(?:confidencial\w*|secret[oa]|reserva|evitar\w*|rechaz\w+|cesar\w*|invalid[oa]s?|nul[oa]s?|libres? de|gratuit\w+|gratis|en lugar de|sin|pierd\w+|voluntari\w+|abst\w+|separad\w+|independient\w*|imposib\w+|carec\w+|falta\w*|ausencia|ilegal\w*|impid\w+|deneg\w+|lejos)\b/,
};

/** What a clause says as to yes and no. */
export interface Polarity {
  readonly negative: boolean;
  /** How often it denies; two of one concord ("no … ninguna") count twice. */
  readonly denials: number;
  /** "Only", "unless", "except" and their like. */
  readonly limits: ReadonlySet<Limit>;
}

export function polarityOf(text: string, language: Language): Polarity {
  const folded = foldText(text).replace(IDIOMS[language], ' ');
  const denials = [...folded.matchAll(DENIALS[language])].map(({ index }) => index);
  const negators = [...folded.matchAll(NEGATORS[language])].map(({ index }) => index);
  // "are not exempt" denies a denial; two negators of one language's concord ("no … ninguna") deny once.
  const undone = denials.some((denial) => negators.some((negator) => denial > negator && denial - negator <= 24));
  const count = denials.length + negators.length;
  const limits = LIMITS[language].flatMap(([limit, pattern]) => (pattern.test(folded) ? [limit] : []));
  return { negative: !undone && count > 0, denials: count, limits: new Set(limits) };
}

/** True where a text denies something in whatever words, or limits it. */
export function deniesSomehow(text: string, language: Language): boolean {
  const { negative, limits } = polarityOf(text, language);
  const folded = foldText(text);
  return negative || limits.size > 0 || SOFT_DENIALS[language].test(folded) || folded.search(DENIALS[language]) >= 0;
}
