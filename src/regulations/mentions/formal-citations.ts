import { foldText } from '../../core/text.ts';
import type { ActId, Authority, IsoDate } from '../act.ts';

/** An act as citations by number need it. */
export interface CitableAct {
  readonly act: ActId;
  readonly name: string;
  readonly authority: Authority;
  /** Of the document, which Spanish citations name: `Ley 10/2010, de 28 de abril`. */
  readonly date?: IsoDate;
}

/** A citation by number; `unknown` are its words where only a name can tell the act. */
export interface FormalCitation {
  readonly start: number;
  readonly end: number;
  readonly acts: readonly ActId[];
  readonly unknown?: string;
  readonly assumed?: string;
}

const EU_CITATION =
  /(?:\b(?:commission\s+|council\s+)?(?:delegated\s+|implementing\s+)?(regulations?|reg\.?|directives?|dir\.?|decisions?|reglamentos?|directivas?|decisi[oó]n(?:es)?)\s*(?:delegad[oa]|de ejecuci[oó]n|delegated|implementing)?\s*)?(?:\((?:EU|EC|EEC|UE|CE|CEE)\)\s*)?(?:\b(?:no|n)\b\.?\s*[ºo°]?\.?\s*)?\b(\d{1,4})\/(\d{1,4})(?:\/(EU|EC|EEC|UE|CE|CEE))?\b/gi;
const SPANISH_CITATION =
  /\b(ley\s+org[aá]nica|l\.?\s?o\.?|ley|real\s+decreto[\s-]+ley|r\.?d\.?-?\s?l(?:ey)?\.?|real\s+decreto\s+legislativo|real\s+decreto|r\.?d\.?|(?:spanish\s+)?(?:organic\s+law|royal\s+decree[\s-]+law|royal\s+decree|law)|circular(?:\s+cnmv|\s+bde)?)\s+(\d{1,4})\/(\d{4})\b/gi;

/**
 * Citations by number, whether or not the act is known: an unknown act of the Union still has its CELEX number, so that
 * the answer can say that it is not held; an unknown Spanish one keeps its words.
 */
export function formalCitationsIn(text: string, known: readonly CitableAct[]): readonly FormalCitation[] {
  const spanish = [...text.matchAll(SPANISH_CITATION)].map((match) => spanishCitation(text, match, known));
  const ids = new Set(known.map(({ act }) => act));
  const european = [...text.matchAll(EU_CITATION)].flatMap((match): readonly FormalCitation[] => {
    const start = match.index;
    const end = start + match[0].length;
    if (spanish.some((other) => start < other.end && end > other.start)) return [];
    const acts = euActs(match, ids);
    return acts.length === 0 ? [] : [{ start, end, acts }];
  });
  return [...european, ...spanish];
}

const SPANISH_KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ley\s+organica|l\.?\s?o\.?)$/, 'ley organica'],
  [/^(?:real\s+decreto[\s-]+ley|r\.?d\.?-?\s?l(?:ey)?\.?)$/, 'real decreto-ley'],
  [/^real\s+decreto\s+legislativo$/, 'real decreto legislativo'],
  [/^(?:real\s+decreto|r\.?d\.?)$/, 'real decreto'],
  [/^circular/, 'circular'],
  [/organic\s+law$/, 'ley organica'],
  [/royal\s+decree[\s-]+law$/, 'real decreto-ley'],
  [/royal\s+decree$/, 'real decreto'],
  [/^ley$|law$/, 'ley'],
];

const ISSUERS: readonly (readonly [RegExp, Authority, string])[] = [
  [/banco\s+de\s+espana|bank\s+of\s+spain|\bbde\b/, 'BDE', 'Banco de España'],
  [/\bcnmv\b|comision\s+nacional\s+del\s+mercado\s+de\s+valores/, 'CNMV', 'CNMV'],
];

function spanishCitation(text: string, match: RegExpExecArray, known: readonly CitableAct[]): FormalCitation {
  const [words, kindWords = '', number, year] = match;
  const start = match.index;
  const end = start + words.length;
  const folded = foldText(kindWords);
  const kind = SPANISH_KINDS.find(([pattern]) => pattern.test(folded))?.[1] ?? folded;
  const wanted = `${kind} ${number}/${year}`;
  const numbered = known.filter(({ name }) => foldText(name) === wanted || foldText(name).startsWith(`${wanted} `));
  if (kind !== 'circular') {
    const other = anotherLaw(text.slice(end, end + 90), kind, numbered);
    if (other !== undefined) return { start, end: end + other.length, acts: [], unknown: `${words}${other}` };
    return numbered.length === 0
      ? { start, end, acts: [], unknown: words }
      : { start, end, acts: numbered.map(({ act }) => act) };
  }
  const before = foldText(text.slice(Math.max(0, start - 60), start));
  const after = foldText(text.slice(end, end + 60));
  return circular({ start, end, words }, issuersNamed(before, foldText(kindWords), after), numbered);
}

const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const REGION =
  /^[^.;?]{0,60}?\b(?:galicia|generalitat|valencian[ao]|valencia|catalunya|cataluna|andalucia|comunidad de madrid|pais vasco|euskadi|navarra|aragon|canarias|castilla|extremadura|asturias|cantabria|murcia|la rioja|baleares?|balears|parlament)\b/;

/**
 * The words behind a number that tell another law with the same one: the State and the autonomous communities number
 * theirs alike, and a date behind the number must be that of the act.
 */
function anotherLaw(after: string, kind: string, numbered: readonly CitableAct[]): string | undefined {
  const folded = foldText(after);
  const region = kind === 'ley' ? REGION.exec(folded) : null;
  if (region) return after.slice(0, region[0].length).replace(/\($/, '');
  const date = /^\s*,?\s*de\s+(\d{1,2})\s+de\s+([a-z]+)/.exec(folded);
  if (date === null) return undefined;
  const day = `${String(MONTHS.indexOf(date[2] ?? '') + 1).padStart(2, '0')}-${(date[1] ?? '').padStart(2, '0')}`;
  const dated = numbered.filter((act) => act.date !== undefined);
  return dated.length > 0 && dated.every((act) => act.date?.slice(5) !== day)
    ? after.slice(0, date[0].length)
    : undefined;
}

/** The issuer that is written right beside the number, or else those named near it. */
function issuersNamed(before: string, kind: string, after: string): readonly Authority[] {
  const beside = ISSUERS.filter(
    ([pattern]) =>
      pattern.test(kind) ||
      new RegExp(`^[\\s,(]*(?:(?:de\\s+la|del|de|of\\s+the|of|by)\\s+(?:the\\s+)?)?(?:${pattern.source})`).test(
        after,
      ) ||
      new RegExp(`(?:${pattern.source})(?:['’]s|s['’])?[\\s,:]*$`).test(before),
  );
  const named = beside.length > 0 ? beside : ISSUERS.filter(([pattern]) => pattern.test(`${before} ${after}`));
  return named.map(([, authority]) => authority);
}

/** The Bank of Spain and the CNMV number their circulars alike: the issuer named beside the number decides. */
function circular(
  { start, end, words }: { start: number; end: number; words: string },
  named: readonly Authority[],
  numbered: readonly CitableAct[],
): FormalCitation {
  const chosen = named.length === 1 ? numbered.filter(({ authority }) => authority === named[0]) : numbered;
  const [only] = chosen;
  const namedIssuer = ISSUERS.find(([, authority]) => named.length === 1 && authority === named[0])?.[2];
  if (only === undefined) {
    const unknown =
      namedIssuer === undefined || foldText(words).includes(foldText(namedIssuer))
        ? words
        : `${words} (${namedIssuer})`;
    return { start, end, acts: [], unknown };
  }
  const acts = chosen.map(({ act }) => act);
  if (named.length === 1 || chosen.length > 1) return { start, end, acts };
  const issuer = ISSUERS.find(([, authority]) => authority === only.authority)?.[2] ?? only.authority;
  const other = ISSUERS.find(([, authority]) => authority !== only.authority)?.[2] ?? '';
  return {
    start,
    end,
    acts,
    assumed: `${words} was read as that of the ${issuer}; the ${other} numbers its circulars in the same way.`,
  };
}

function euActs(match: RegExpMatchArray, known: ReadonlySet<ActId>): readonly ActId[] {
  const [whole, word = '', first = '', second = ''] = match;
  const formal = word !== '' || /\((?:EU|EC|EEC|UE|CE|CEE)\)/i.test(whole) || match[4] !== undefined;
  const pairs = [
    [fullYear(first, match[4]), second],
    [Number(second), first],
  ] as const;
  const candidates = pairs
    .filter(([year, number]) => year >= 1958 && year <= 2099 && Number(number) > 0)
    .flatMap(([year, number]) =>
      lettersOf(word, match[4]).map((letter) => `3${year}${letter}${number.padStart(4, '0')}`),
    );
  const held = candidates.filter((act) => known.has(act));
  if (held.length > 0) return held;
  return formal && candidates[0] !== undefined ? [candidates[0]] : [];
}

/** `95/46/EC`: until 1998 the year had two digits. */
function fullYear(digits: string, suffix: string | undefined): number {
  const year = Number(digits);
  return digits.length === 2 && year >= 58 && suffix !== undefined ? 1900 + year : year;
}

function lettersOf(word: string, suffix: string | undefined): readonly string[] {
  if (/^reg/i.test(word)) return ['R'];
  if (/^dec/i.test(word)) return ['D'];
  return /^dir/i.test(word) || suffix !== undefined ? ['L'] : ['R', 'L', 'D'];
}
