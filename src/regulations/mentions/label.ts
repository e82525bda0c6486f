import type { Act, Language } from '../act.ts';
import { type PlaceElement, parsePlace } from '../place.ts';
import type { Place } from '../provision.ts';
import { SUFFIX } from '../suffixes.ts';
import { ordinalWord, toRoman } from './ordinals.ts';

const SPANISH_SUFFIX = new RegExp(`^(\\d+)(${SUFFIX})$`);
/** `bbis` is printed `b bis`; the Roman numbers have no such endings. */
const LETTER_SUFFIX = new RegExp(`^([a-zñ])(${SUFFIX})$`);
const DISPOSITIONS: Readonly<Record<string, string>> = {
  dad: 'adicional',
  dtr: 'transitoria',
  dde: 'derogatoria',
  dfi: 'final',
};

/**
 * How a person cites a place: `Article 19(4), point (a), DORA`, `Artículo 42, apartado 2, letra a), Ley 10/2010`. One to
 * one with the place, and read back by `findMentions`.
 *
 * @param marker the top provision's marker as printed, which tells a norma from an article and "única" from "primera"
 */
export function placeLabel(
  place: Place,
  language: Language,
  act: Pick<Act, 'name' | 'shortName'>,
  marker = '',
): string {
  const elements = parsePlace(place) ?? [];
  const name = act.shortName ?? act.name;
  const [top, ...inner] = elements;
  if (top === undefined) return name;
  const parts = language === 'en' ? englishParts(top, inner) : spanishParts(top, inner, marker);
  return parts.length === 1 && language === 'en' ? `${parts[0]} ${name}` : [...parts, name].join(', ');
}

/** The place alone, where a sentence has named its act: `Article 6(1)`, `Disposición final segunda`. */
export function placeName(place: Place, language: Language, marker = ''): string {
  return placeLabel(place, language, { name: '' }, marker).trim().replace(/,$/, '');
}

function englishParts(top: PlaceElement, inner: readonly PlaceElement[]): readonly string[] {
  const [head, rest] = englishHead(top, inner);
  const parts = [head];
  for (const [at, { kind, number }] of rest.entries()) {
    const afterPoint = rest[at - 1]?.kind === 'pnt';
    if (kind === 'pnt' && afterPoint) parts.push(`${parts.pop() ?? ''}(${number})`);
    else if (kind === 'pnt') parts.push(`point (${number})`);
    else if (kind === 'par') parts.push(`paragraph ${number}`);
    else if (kind === 'sub')
      parts.push(`${ordinalWord(Number(number), 'en')} ${at === 0 && rest === inner ? 'paragraph' : 'subparagraph'}`);
    else if (kind === 'idt') parts.push(`${ordinalWord(Number(number), 'en')} indent`);
    else parts.push(`${kind === 'sec' ? 'Section' : 'Part'} ${number.toUpperCase()}`);
  }
  return parts;
}

/** `Article 19(4)`: a paragraph directly under an article is written into its number. */
function englishHead(
  { kind, number }: PlaceElement,
  inner: readonly PlaceElement[],
): [string, readonly PlaceElement[]] {
  const [first] = inner;
  if (kind === 'art' && first?.kind === 'par') return [`Article ${number}(${first.number})`, inner.slice(1)];
  if (kind === 'art') return [`Article ${number}`, inner];
  if (kind === 'rct') return [`Recital ${number}`, inner];
  if (kind === 'anx') return [`Annex ${annexNumber(number)}`, inner];
  if (kind === 'pre') return ['Preamble', inner];
  return [`${DISPOSITIONS[kind] ?? kind} provision ${number}`, inner];
}

function annexNumber(number: string): string {
  const [, digits, suffix = ''] = /^(\d+)([a-z]*)$/.exec(number) ?? [];
  return digits === undefined ? number.toUpperCase() : `${toRoman(Number(digits))}${suffix}`;
}

const SPANISH_ORDINALS = [
  'primera',
  'segunda',
  'tercera',
  'cuarta',
  'quinta',
  'sexta',
  'séptima',
  'octava',
  'novena',
  'décima',
  'undécima',
  'duodécima',
  'decimotercera',
  'decimocuarta',
  'decimoquinta',
  'decimosexta',
  'decimoséptima',
  'decimoctava',
  'decimonovena',
  'vigésima',
] as const;

/** `decimosexta`, `vigésima segunda`: the feminine ordinals of dispositions. */
export function feminineOrdinal(number: number): string {
  if (number <= 20) return SPANISH_ORDINALS[number - 1] ?? String(number);
  const tens =
    ['', '', 'vigésima', 'trigésima', 'cuadragésima', 'quincuagésima'][Math.floor(number / 10)] ?? String(number);
  const unit = SPANISH_ORDINALS[(number % 10) - 1];
  return unit === undefined ? tens : `${tens} ${unit}`;
}

function spanishHead({ kind, number }: PlaceElement, marker: string): string {
  const printed = number.replace(SPANISH_SUFFIX, '$1 $2');
  if (kind === 'art') return `${/^norma\b/i.test(marker) ? 'Norma' : 'Artículo'} ${printed}`;
  if (kind === 'rct') return `Considerando ${number}`;
  if (kind === 'anx') return `Anexo ${annexNumber(number)}`;
  if (kind === 'pre') return 'Preámbulo';
  // The only one of its sort often bears no number at all.
  if (number === '1' && /^disposici[oó]n \p{L}+\.?$/iu.test(marker)) return `Disposición ${DISPOSITIONS[kind] ?? kind}`;
  const [, digits = '', suffix = ''] = /^(\d*)([a-z]*)$/.exec(number) ?? [];
  const sole = number === 'unica' || (number === '1' && /[úu]nica$/i.test(marker));
  const ordinal = sole ? 'única' : feminineOrdinal(Number(digits));
  return `Disposición ${DISPOSITIONS[kind] ?? kind} ${ordinal}${suffix === '' || sole ? '' : ` ${suffix}`}`;
}

function spanishParts(top: PlaceElement, inner: readonly PlaceElement[], marker: string): readonly string[] {
  const parts = [spanishHead(top, marker)];
  let depth = 0;
  for (const { kind, number } of inner) {
    if (kind === 'pnt') depth += 1;
    if (kind === 'par') parts.push(`apartado ${number.replace(SPANISH_SUFFIX, '$1 $2')}`);
    else if (kind === 'pnt') parts.push(spanishPoint(number, depth));
    else if (kind === 'sub') parts.push(`párrafo ${ordinalWord(Number(number), 'es')}`);
    else if (kind === 'idt') parts.push(`guion ${ordinalWord(Number(number), 'es')}`);
    else parts.push(`${kind === 'sec' ? 'sección' : 'parte'} ${number.toUpperCase()}`);
  }
  return parts;
}

/** `letra a)`, below it `inciso i)`, below that `subinciso 1`: a word for each depth, so that a list is not read into them. */
function spanishPoint(number: string, depth: number): string {
  const lettered = !/^\d/.test(number);
  const printed = number.replace(LETTER_SUFFIX, '$1 $2');
  if (depth === 1) return lettered ? `letra ${printed})` : `punto ${number}`;
  return `${depth === 2 ? 'inciso' : 'subinciso'} ${number}${lettered ? ')' : ''}`;
}
