import type { Language } from '../../regulations/act.ts';
import type { Sentence, Stretch } from './sentence.ts';

export type ClauseKind = 'trigger' | 'condition' | 'exception';

/** A part of a sentence that says when what it demands holds. */
export interface Clause extends Stretch {
  readonly kind: ClauseKind;
}

/** Words that open a clause; an earlier one in the list wins where several fit at one place. */
interface Opener {
  readonly kind: ClauseKind;
  readonly words: string;
}

const EN: readonly Opener[] = [
  {
    kind: 'exception',
    words:
      'unless|except(?:ing)?(?: for| where| when| that| in| if| as)?|with the exceptions? of|with the exclusion of|save(?: for| where| when| in| that| as)|excluding|apart from|in the absence of',
  },
  {
    kind: 'condition',
    words:
      'provided,? that|providing that|on (?:the )?condition that|to the extent(?: that| possible| necessary| permitted)?|in ?so far as|insofar as|so long as|as long as|only (?:if|where|when|to the extent|in so far as)|subject to (?!an?\\b)|depending on|(?:where|when|if|(?<!soon |far |long |much |well )as) (?:appropriate|applicable|relevant|necessary|possible|feasible|needed|practicable|required|available)|(?<=^|[,;:] )for (?:the )?[a-z -]{3,60} (?:which|that)(?= )|in (?:the )?cases? (?:of (?!need\\b)|referred to in)',
  },
  {
    kind: 'trigger',
    words:
      'where(?!as| from| by)|when(?:ever)?|if(?! and how)|upon (?:the )?[a-z]+ing\\b|on becoming|(?:up)?on (?:the )?(?:(?:their |its |his |the |a |an |any |such |that |duly |reasoned )*(?:request|receipt|receiving|occurrence|detection|notification|discovery|termination|activation|completion|expiry|becoming|reaching))|upon (?:the |its |their |a |each |an |any )?[a-z]+|once(?! (?:a|per|every|in)\\b)|after|following (?!an? [a-z-]+ (?:approach|methodology|method|principle))(?:the|a|an|any|each|such|receipt|detection|notification|completion)|in the event (?:of|that)|in an? event of|in case(?: of)?|as soon as (?!possible|practicable|reasonably|it is (?:possible|practicable))|every time|each time|at the request of|before (?!the (?:end|expiry)|\\d)|prior to|during|as from',
  },
];
const ES: readonly Opener[] = [
  {
    kind: 'exception',
    words:
      'salvo(?: que| cuando| en| si)?|excepto(?: que| cuando| en| si)?|a (?:excepcion|salvo) de|con (?:la|las) (?:unica )?excepcion(?:es)? de|exceptuando|a menos que|con exclusion de|exceptuad[oa]s?|a no ser que',
  },
  {
    kind: 'condition',
    words:
      'siempre (?:que|y cuando)|a condicion de(?: que)?|en la medida en que|(?:cuando|si|segun|donde) (?:proceda|corresponda|sea (?:posible|necesario|preciso|pertinente)|resulte (?:posible|necesario|procedente|aplicable))|en su caso|con sujecion a|en funcion de|respecto de (?:los|las|aquell[oa]s) [a-zñ ]{3,60} que|en los (?:casos|supuestos) (?:en que|previstos)',
  },
  {
    kind: 'trigger',
    words:
      'cuando|si(?= )|en (?:el )?(?:caso|supuesto) de(?: que)?|en caso de(?: que)?|tras|una vez(?! (?:al?|por|cada|en)\\b)|despues de|antes de(?! (?:los|que transcurran|transcurrid|\\d)|l? \\d)|con caracter previo a|previamente a|en cuanto|tan pronto como(?! sea posible| resulte)|a (?:peticion|requerimiento|solicitud|instancia) de|previa (?:peticion|solicitud)|al (?:detectar|conocer|recibir|tener conocimiento|advertir|identificar|iniciar|finalizar)|desde (?:que|el momento)|a partir de|durante (?:el|la|los|las) (?!plazo|period)',
  },
];

function openers(list: readonly Opener[]): readonly { readonly kind: ClauseKind; readonly pattern: RegExp }[] {
  return list.map(({ kind, words }) => ({ kind, pattern: new RegExp(`(?<![a-zñ'-])(?:${words})(?![a-zñ'-])`, 'g') }));
}

const OPENERS = { en: openers(EN), es: openers(ES) };

/** A short one that needs no comma behind it: "upon request", "where appropriate". */
const SHORT =
  /^(?:(?:up)?on (?:(?:their|its|his|a|the|any|duly|reasoned) ){0,3}request|(?:where|when|if|as) (?:appropriate|applicable|relevant|necessary|possible|feasible|needed|practicable|required|available)|(?:where|if) (?:that|this|it) is (?:appropriate|necessary|possible|feasible)|to the extent (?:possible|necessary|permitted)|(?:cuando|si|segun|donde) (?:proceda|corresponda)|en su caso|cuando sea (?:posible|necesario|preciso)|previa (?:peticion|solicitud))/;
const LIMITER = { en: /\bother than\b/g, es: /\b(?:distint[oa]s (?:de|a)|que no sean)\b/g };
/** Where a clause behind the verb ends although no stop stands there. */
const STOP = /[;:]|, (?:shall|must)\b|, (?:and|but|y|pero) (?:shall|must|should|may|it|they|the|deber|podr|no )/g;

/**
 * The clauses of a sentence. One in front of the subject, or between subject and verb, ends with the comma that closes it;
 * one behind the verb goes on to the next clause or the end. "Other than" is an exception where it limits who is bound.
 *
 * @param subject where the words of the subject begin
 * @param modal the words that bind
 */
export function clausesOf(sentence: Sentence, region: Stretch, subject: number, modal: Stretch): readonly Clause[] {
  const text = sentence.folded.slice(0, region.end);
  const verb = modal.start;
  const opened = openedIn(text, region, sentence.language).filter(({ start }) => {
    const before = text.slice(region.start, start);
    // "The procedures to be followed when …" in the middle of a phrase is part of it only where it is the subject's.
    return start >= verb || start < subject || /,\s*(?:(?:and|or|but|y|o|ni)\s)?$/.test(before) || /^\s*$/.test(before);
  });
  const clauses: Clause[] = [];
  for (const [at, { kind, start }] of opened.entries()) {
    if (start < (clauses.at(-1)?.end ?? 0)) continue;
    const next = opened.slice(at + 1).find((each) => /,\s*$/.test(text.slice(start, each.start)))?.start;
    const end = endOf(text, start, { region, subject, modal, next, kind });
    const close = start + text.slice(start, end).replace(/[\s,]+(?:and|or|but|y|e|o)[\s,]*$/, '').length;
    if (close > start) clauses.push({ kind, start, end: close });
  }
  return clauses;
}

function openedIn(text: string, region: Stretch, language: Language): readonly { kind: ClauseKind; start: number }[] {
  const part = text.slice(region.start);
  const found: { kind: ClauseKind; start: number }[] = [];
  for (const { kind, pattern } of OPENERS[language])
    for (const match of part.matchAll(pattern))
      if (!found.some(({ start }) => start === region.start + match.index))
        found.push({ kind, start: region.start + match.index });
  for (const match of part.matchAll(LIMITER[language])) {
    const before = part.slice(0, match.index).trimEnd();
    if (before === '' || /,(?:\s(?:and|or|but|y|o|ni))?$/.test(before))
      found.push({ kind: 'exception', start: region.start + match.index });
  }
  return found.sort((a, b) => a.start - b.start);
}

function endOf(
  text: string,
  start: number,
  at: {
    readonly region: Stretch;
    readonly subject: number;
    readonly modal: Stretch;
    readonly next: number | undefined;
    readonly kind: ClauseKind;
  },
): number {
  const short = SHORT.exec(text.slice(start, start + 80));
  if (short !== null) return start + short[0].length;
  const { region, subject, modal, next } = at;
  const verb = modal.start;
  if (start < subject) return Math.min(subject, next !== undefined && next < subject ? next : subject);
  if (start < verb) {
    const comma = text.indexOf(',', start);
    return comma < 0 || comma > verb ? verb : comma;
  }
  STOP.lastIndex = start;
  const stop = STOP.exec(text)?.index ?? region.end;
  // "Upon receipt, immediately notify": one that opens what follows the verb ends with its comma.
  const before = text.slice(modal.end, start);
  const inserted =
    at.kind === 'exception' && /,\s(?:(?:[a-z]+ ){0,8}?(?:and|or|but|y|o) ?,?\s?)?$|^,|(?:and|or|y|o),\s$/.test(before);
  const comma =
    inserted || /^[\s:]*(?:,[^,]*)?$|(?:^|\s)(?:that|que),?\s*$/.test(before) ? text.indexOf(',', start) : -1;
  return Math.min(stop, region.end, next ?? region.end, comma < 0 ? region.end : comma);
}
