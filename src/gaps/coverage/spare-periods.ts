import type { Language } from '../../regulations/act.ts';
import type { Deadline } from '../norms/norm.ts';
import { NUMBER_PATTERN, numberOf } from '../norms/number-words.ts';
import { folded } from '../norms/sentence.ts';

const UNITS: Readonly<Record<Language, string>> = {
  en: '(?<unit>hours?|days?|weeks?|months?|years?)',
  es: '(?<unit>horas?|d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?)',
};
const WORKING: Readonly<Record<Language, { readonly before: string; readonly after: string }>> = {
  en: { before: '(?<work>(?:working|business|banking|clear) )?', after: '' },
  es: { before: '', after: '(?<work> (?:h[aá]biles|laborables))?' },
};
const PERIOD = { en: periodPattern('en'), es: periodPattern('es') };

/** Days that are named by their order. */
const NAMED: Readonly<Record<Language, readonly (readonly [RegExp, string, boolean])[]>> = {
  en: [
    [/\b(?:the )?same day\b/g, 'P1D', false],
    [/\b(?:next|following) (?:working|business|banking) day\b/g, 'P1D', true],
    [/\b(?:working|business|banking) day (?:that follows|after|thereafter)\b/g, 'P1D', true],
    [/\b(?:next|following) day\b|\bday (?:that follows|after)\b/g, 'P1D', false],
    [/\b(?:next|following) week\b/g, 'P1W', false],
    [/\b(?:the )?half[- ]year (?:after|following|from)\b|\bhalf a year\b/g, 'P6M', false],
    [/\ba quarter of a year\b/g, 'P3M', false],
    [/\b(?:next|following) month\b/g, 'P1M', false],
    [
      /\b(?:next|following) (?:annual|yearly|year)\b|\b(?:end of the (?:(?:calendar|financial|following|same|next) )?year|year[- ]end|yearly letter)\b/g,
      'P1Y',
      false,
    ],
    [/\bend of the (?:following |next )?half[- ]year\b/g, 'P6M', false],
    [/\bend of the (?:following |next )?quarter\b/g, 'P3M', false],
    [/\bend of the (?:following |next )?month\b/g, 'P1M', false],
  ],
  es: [
    [/\bmismo dia\b/g, 'P1D', false],
    [/\bdia (?:habil|laborable) siguiente\b|\bsiguiente dia (?:habil|laborable)\b/g, 'P1D', true],
    [/\bdia siguiente\b|\bsiguiente dia\b/g, 'P1D', false],
    [/\bsemana siguiente\b|\bsiguiente semana\b/g, 'P1W', false],
    [/\bmes siguiente\b|\bsiguiente mes\b|\b(?:cierre|final|fin) del mes\b/g, 'P1M', false],
    [/\b(?:cierre|final|fin) del trimestre\b/g, 'P3M', false],
    [/\b(?:cierre|final|fin) del semestre\b/g, 'P6M', false],
    [/\bano siguiente\b|\bsiguiente ano\b|\b(?:cierre|final|fin) del (?:ejercicio|ano)\b/g, 'P1Y', false],
  ],
};

/** "The fifth working day": as many days as its order says. */
const ORDINALS: Readonly<Record<Language, { readonly words: readonly string[]; readonly pattern: RegExp }>> = {
  en: {
    words: 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' '),
    pattern:
      /\b(?<order>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?<work>(?:working|business|banking) )?day\b/g,
  },
  es: {
    words: 'primer segundo tercer cuarto quinto sexto septimo octavo noveno decimo'.split(' '),
    pattern:
      /\b(?<order>primer|segundo|tercer|cuarto|quinto|sexto|septimo|octavo|noveno|decimo) dia(?<work> (?:habil|laborable))?\b/g,
  },
};

/** Haste in the words of people at work. */
const PROMPT: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:as (?:fast|quickly|swiftly) as|straight ?away|right away|at once|there and then|on the spot|without waiting|without hesitation|without losing (?:any )?time|no time is lost|lose no time|the (?:moment|instant|minute) (?:it|we|they|that)|as fast as (?:it|we|they|possible)|as soon as (?:may be|we can)|with all speed|at (?:the|that) very moment|the same shift|with no delay|speedily|rapidly|quickly|as soon as)\b/g,
  es: /\b(?:en cuanto|al instante|sin esperar|sin perder (?:el )?tiempo|acto seguido|sin perdida de tiempo|de inmediato|en el acto|con prontitud|con rapidez|tan pronto)\b/g,
};

function periodPattern(language: Language): RegExp {
  const { before, after } = WORKING[language];
  return new RegExp(
    `(?<![\\p{L}\\d.,])(?<n>${NUMBER_PATTERN[language]})[ -]${before}${UNITS[language]}${after}(?![\\p{L}])`,
    'gu',
  );
}

/**
 * Periods that stand in a text without the words by which a deadline is known ("the office has four hours", "the next
 * day"): policies write them so. Each is taken for one that runs from an event.
 */
export function sparePeriods(text: string, language: Language): readonly Deadline[] {
  const all = folded(text);
  const counted = [...all.matchAll(PERIOD[language])].flatMap((match): readonly Deadline[] => {
    const { n = '', unit = '', work } = match.groups ?? {};
    const number = numberOf(n, language);
    if (number === undefined || number <= 0) return [];
    // "Before the five years are over" sets no time: it speaks of one that is set.
    if (/\b(?:the|those|these|los|las|esos|esas|dichos) $/.test(all.slice(Math.max(0, match.index - 8), match.index)))
      return [];
    const period = within(text, match.index, match[0].length, isoOf(number, unit), work !== undefined);
    // "At three-year intervals".
    const again = /^[ -]?(?:intervals?|cycles?|rhythm)\b/.test(all.slice(match.index + match[0].length));
    return [again ? { ...period, kind: 'recurring', iso: `R/${period.iso}` } : period];
  });
  const named = NAMED[language].flatMap(([pattern, iso, working]) =>
    [...all.matchAll(pattern)].map((match) => within(text, match.index, match[0].length, iso, working)),
  );
  const ordered = [...all.matchAll(ORDINALS[language].pattern)].map((match) => {
    const { order = '', work } = match.groups ?? {};
    const days = ORDINALS[language].words.indexOf(order) + 1;
    return within(text, match.index, match[0].length, `P${days}D`, work !== undefined);
  });
  const prompt = [...all.matchAll(PROMPT[language])].map(
    (match): Deadline => ({ ...within(text, match.index, match[0].length, '', false), kind: 'prompt', iso: null }),
  );
  return [...counted, ...named, ...ordered, ...prompt].sort((a, b) => a.start - b.start);
}

function within(text: string, start: number, length: number, iso: string, working: boolean): Deadline {
  const words = { text: text.slice(start, start + length), start, end: start + length };
  return { kind: 'within', iso, ...words, ...(working ? { working: true as const } : {}) };
}

function isoOf(number: number, unit: string): string {
  if (/^h/.test(unit)) return `PT${number}H`;
  if (/^d/.test(unit)) return `P${number}D`;
  if (/^(?:w|s)/.test(unit)) return `P${number}W`;
  return /^m/.test(unit) ? `P${number}M` : `P${number}Y`;
}
