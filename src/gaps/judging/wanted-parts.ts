import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { Obligation } from '../obligations/obligation.ts';

/** What a model can be asked to name. */
const PARTS = ['actor', 'deadline', 'recipient', 'conditions'] as const;
export type Part = (typeof PARTS)[number];

/** Words that hint at a time, at somebody who is told, at a condition; without one there is nothing to look for. */
const HINTS: Readonly<Record<Exclude<Part, 'actor'>, Readonly<Record<Language, RegExp>>>> = {
  deadline: {
    en: /\b(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|annual(?:ly)?|yearly|daily|weekly|monthly|quarterly|delay|immediate(?:ly)?|promptly|timely|periodic(?:ally)?|regular(?:ly)?|at (?:all times|once)|as soon as|no later than|not later than|before)\b/,
    es: /\b(?:minutos?|horas?|dias?|semanas?|mes(?:es)?|trimestres?|semestres?|anos?|anual(?:mente)?|diari[oa]|mensual|trimestral|demora|dilacion|inmediat[oa](?:mente)?|periodic[oa](?:mente)?|regular(?:mente)?|plazo|antes de|tan pronto)\b/,
  },
  recipient: {
    en: /\b(?:report|notif(?:y|ied)|inform(?:ed)?|submit(?:ted)?|communicate[ds]?|transmit(?:ted)?|disclose[ds]?|send|sent|provide[ds]?|make available|made available|forward(?:ed)?|deliver(?:ed)?)\b/,
    es: /\b(?:inform|notific|comunic|remit|present|transmit|facilit|envi|pondr|poner|traslad|entreg)[a-z]*/,
  },
  conditions: {
    en: /\b(?:if|where|when|whenever|provided that|in case|in the event|subject to|insofar as|to the extent|only for|for contracts|unless|as long as|in respect of)\b/,
    es: /\b(?:si|cuando|siempre que|en caso|en el supuesto|en la medida|salvo|mientras|respecto de|a condicion)\b/,
  },
};

/** What the reading could not tell of an obligation, although its words seem to say it. */
export function wantedParts({ text, language, actor, norm }: Obligation): readonly Part[] {
  const folded = foldText(text);
  const hints = (part: Exclude<Part, 'actor'>): boolean => HINTS[part][language].test(folded);
  const clauses = norm.conditions.length + norm.triggers.length + norm.exceptions.length;
  const lacks: Readonly<Record<Part, boolean>> = {
    actor: actor === null && norm.actor === undefined,
    deadline: norm.deadlines.length === 0 && hints('deadline'),
    recipient: norm.recipient === undefined && hints('recipient'),
    conditions: clauses === 0 && hints('conditions'),
  };
  return PARTS.filter((part) => lacks[part]);
}
