import { AppError } from '../../core/errors.ts';
import { cleanText, foldText } from '../../core/text.ts';
import type { ActId, ActKind, Authority, IsoDate, Language } from '../act.ts';

export interface EuIdentity {
  readonly act: ActId;
  readonly kind: ActKind;
  readonly authority: Authority;
  /** `Regulation (EU) 2022/2554`. */
  readonly name: string;
  readonly documentDate?: IsoDate;
}

const CELEX = /^(0|3)(\d{4})([RLD])(\d{4})(?:-(\d{4})(\d{2})(\d{2}))?(?:\(\d+\))?$/;

/**
 * A CELEX number reduced to the act's own: `02014R0910-20241018` names the consolidation of `32014R0910` to that day.
 *
 * @returns `undefined` for anything that is no CELEX number of a regulation, directive or decision
 */
export function baseCelex(celex: string): { act: ActId; consolidatedTo?: IsoDate } | undefined {
  const match = CELEX.exec(celex.trim());
  if (match === null) return undefined;
  const [, sector, year, letter, number, y, m, d] = match;
  const act = `3${year}${letter}${number}`;
  if (sector === '3') return y === undefined ? { act } : undefined;
  return y === undefined ? { act } : { act, consolidatedTo: `${y}-${m}-${d}` };
}

/** The number of a text: the act's own, or of its consolidation to a day, `02014R0910-20241018`. */
export function celexOf(act: ActId, consolidatedTo?: IsoDate): string {
  return consolidatedTo === undefined ? act : `0${act.slice(1)}-${consolidatedTo.replaceAll('-', '')}`;
}

/**
 * The formal English citation by the numbering in force when the act was adopted (Official Journal, numbering of acts:
 * since 2015 "(EU) year/number" for all; before, "No number/year" for regulations and "year/number/EU" for directives;
 * "EC" until 30 November 2009, "EEC" until 1993).
 */
export function euActName(act: ActId): string {
  const match = CELEX.exec(act);
  if (match === null) return act;
  const year = Number(match[2]);
  const number = Number(match[4]);
  const community = year >= 2010 ? 'EU' : year >= 1994 ? 'EC' : 'EEC';
  const word = match[3] === 'R' ? 'Regulation' : match[3] === 'L' ? 'Directive' : 'Decision';
  if (year >= 2015) return `${word} (EU) ${year}/${number}`;
  if (word === 'Regulation') return `Regulation (${community}) No ${number}/${year}`;
  return `${word} ${year}/${number}/${community}`;
}

const TITLE_EN =
  /\b(?:commission )?(delegated |implementing )?(regulation|directive|decision)\s*(?:\((?:eu|ec|eec)(?:, euratom)?\))?\s*(?:no\s*)?(\d{1,4})\/(\d{1,4})/;
const TITLE_ES =
  /\b(reglamento|directiva|decision)\s*(delegad[oa] |de ejecucion )?(?:\((?:ue|ce|cee)\))?\s*(?:n\.?\s*o\.?\s*)?(\d{1,4})\/(\d{1,4})/;

/** Which act a title names; the title's own number comes first in it. `undefined` where it names none. */
export function euIdentityFromTitle(title: string): EuIdentity | undefined {
  const folded = foldText(cleanText(title));
  const english = TITLE_EN.exec(folded);
  const spanish = TITLE_ES.exec(folded);
  const found = english ?? spanish;
  if (found === null) return undefined;
  const word = (english ? found[2] : found[1]) ?? '';
  const manner = ((english ? found[1] : found[2]) ?? '').trim();
  const letter = word.startsWith('r') ? 'R' : word.startsWith('di') ? 'L' : 'D';
  const numbers = yearAndNumber(Number(found[3]), Number(found[4]), letter);
  if (numbers === undefined) return undefined;
  const act = `3${numbers.year}${letter}${String(numbers.number).padStart(4, '0')}`;
  const documentDate = dateIn(title);
  const byCommission = manner !== '' || /^(?:commission|reglamento de la comision)/.test(folded);
  return {
    act,
    kind: kindOf(letter, manner),
    authority: byCommission ? 'COM' : 'EU',
    name:
      manner === ''
        ? euActName(act)
        : `Commission ${capital(manner)} ${euActName(act)}`.replace('Delegado', 'Delegated'),
    ...(documentDate === undefined ? {} : { documentDate }),
  };
}

/** Before 2015 regulations were cited number/year, directives year/number; the part that can be a year decides. */
function yearAndNumber(first: number, second: number, letter: string): { year: number; number: number } | undefined {
  const isYear = (value: number): boolean => value >= 1952 && value <= 2099;
  if (isYear(first) && !(letter === 'R' && isYear(second) && second < 2015)) return { year: first, number: second };
  return isYear(second) ? { year: second, number: first } : undefined;
}

function kindOf(letter: string, manner: string): ActKind {
  if (/^deleg/.test(manner)) return letter === 'R' ? 'delegated_regulation' : 'directive';
  if (/^(?:implementing|de ejecucion)/.test(manner)) return letter === 'R' ? 'implementing_regulation' : 'decision';
  return letter === 'R' ? 'regulation' : letter === 'L' ? 'directive' : 'decision';
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'enero'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['april', 'abril'],
  ['may', 'mayo'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['august', 'agosto'],
  ['september', 'septiembre'],
  ['october', 'octubre'],
  ['november', 'noviembre'],
  ['december', 'diciembre'],
];

/** The first date written out in a text ("14 December 2022", "14 de diciembre de 2022"), as an ISO date. */
export function dateIn(text: string): IsoDate | undefined {
  const match = /\b(\d{1,2})\s+(?:de\s+)?([a-z]+)\s+(?:de\s+)?(\d{4})\b/.exec(foldText(cleanText(text)));
  if (match === null) return undefined;
  const month = MONTHS.findIndex((names) => names.includes(match[2] ?? ''));
  const day = Number(match[1]);
  if (month < 0 || day < 1 || day > 31) return undefined;
  return `${match[3]}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** `http://data.europa.eu/eli/reg/2022/2554/oj`, by the European Legislation Identifier's scheme for the Official Journal. */
export function euEli(act: ActId, kind: ActKind): string | undefined {
  const match = CELEX.exec(act);
  if (match === null) return undefined;
  const type =
    kind === 'delegated_regulation'
      ? 'reg_del'
      : kind === 'implementing_regulation'
        ? 'reg_impl'
        : match[3] === 'R'
          ? 'reg'
          : match[3] === 'L'
            ? 'dir'
            : 'dec';
  return `http://data.europa.eu/eli/${type}/${match[2]}/${Number(match[4])}/oj`;
}

/**
 * The language that a publication names for itself (`EN`, `ES`), for the two that are read.
 *
 * @throws AppError `invalid_input` for any other
 */
export function readLanguage(code: string, origin: string): Language {
  const language = code.trim().toLowerCase();
  if (language === 'en' || language === 'es') return language;
  throw new AppError(
    'invalid_input',
    `${origin} is in the language "${code.trim()}"; English (EN) and Spanish (ES) texts are read. Fetch it in one of them.`,
  );
}
