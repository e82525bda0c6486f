import { romanToArabic } from '../../regulations/importers/annex.ts';
import { toRoman } from '../../regulations/mentions/ordinals.ts';
import { type ElementKind, parentPlace, parsePlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import type { ProvisionTree } from '../../regulations/provision-tree.ts';

/** The place behind or in front of the one spoken of; with no kind, of its own kind. */
export interface NeighbourAsked {
  readonly step: 1 | -1;
  readonly kind?: ElementKind;
}

const KINDS: readonly (readonly [RegExp, ElementKind])[] = [
  [/^(?:article|articulo|norma)$/, 'art'],
  [/^(?:recital|considerando)$/, 'rct'],
  [/^(?:annex|anexo)$/, 'anx'],
  [/^(?:paragraph|apartado)$/, 'par'],
  [/^(?:point|letter|letra|punto)$/, 'pnt'],
  [/^(?:sub-?paragraph|parrafo)$/, 'sub'],
  [/^(?:indent|guion)$/, 'idt'],
];
const NEXT = 'next|following|siguiente|posterior';
const BEFORE = 'previous|preceding|prior|anterior|previo|previa|precedente';
const UNIT =
  'article|articulo|norma|recital|considerando|annex|anexo|paragraph|apartado|point|letter|letra|punto|sub-?paragraph|parrafo|indent|guion|one';
const THE = '(?:the |el |la |al |del )?';
const IN_FRONT = new RegExp(`^${THE}(?:(${NEXT})|(?:${BEFORE}))(?: (${UNIT}))?$`);
const BEHIND = new RegExp(`^${THE}(${UNIT}) (?:(${NEXT})|(?:${BEFORE}))$`);
const AFTER = new RegExp(
  `^${THE}(${UNIT}|que) (?:(after|que sigue|de despues|sigue|viene despues)|(?:before|de antes|viene antes))(?: (?:that|it|this|this one|that one))?$`,
);

/** @param folded nothing but these words: "the next paragraph", "el artículo anterior", "the one before" */
export function neighbourAsked(folded: string): NeighbourAsked | undefined {
  const words = folded.replace(/\s+/g, ' ').trim();
  const front = IN_FRONT.exec(words);
  const [, unit, next] = BEHIND.exec(words) ?? AFTER.exec(words) ?? [];
  if (front === null && unit === undefined) return undefined;
  const kind = KINDS.find(([pattern]) => pattern.test(front?.[2] ?? unit ?? ''))?.[1];
  const step = (front === null ? next : front[1]) === undefined ? -1 : 1;
  return { step, ...(kind === undefined ? {} : { kind }) };
}

/**
 * The place beside another one.
 *
 * @param tree the whole text, which knows what was inserted; without it numbers are counted, and may lead to a place that
 *   is missing
 * @returns `undefined` where there is none of that kind to start from, or none in front of the first
 */
export function neighbourOf(
  here: Place,
  { step, kind }: NeighbourAsked,
  tree: ProvisionTree | undefined,
): Place | undefined {
  const elements = parsePlace(here) ?? [];
  const at = kind === undefined ? elements.length - 1 : elements.findLastIndex((element) => element.kind === kind);
  const element = elements[at];
  if (element === undefined) return undefined;
  const place = here
    .split('/')
    .slice(0, at + 1)
    .join('/');
  const parent = parentPlace(place);
  const all = parent === undefined ? tree?.tops() : tree?.children(parent).map((node) => node.place);
  const beside = (all ?? []).filter((each) => parsePlace(each)?.at(-1)?.kind === element.kind);
  const position = beside.indexOf(place);
  if (position >= 0) {
    const other = beside[position + step];
    if (other !== undefined || step < 0) return other;
  }
  const number = counted(element.number, step, tree === undefined ? undefined : beside);
  return number === undefined
    ? undefined
    : [parent, `${element.kind}_${number}`].filter((part) => part !== undefined).join('/');
}

/** `19` and 1 is `20`, `b` and -1 is `a`, `ii` and 1 is `iii`; nothing stands before the first. */
function counted(number: string, step: 1 | -1, beside: readonly Place[] | undefined): string | undefined {
  if (/^\d+$/.test(number)) return Number(number) + step < 1 ? undefined : String(Number(number) + step);
  const roman =
    /^[ivx]+$/.test(number) && (number.length > 1 || (number === 'i' && !beside?.some((place) => /_h$/.test(place))));
  if (roman) {
    const value = (romanToArabic(number) ?? 0) + step;
    return value < 1 ? undefined : toRoman(value).toLowerCase();
  }
  if (!/^[a-z]$/.test(number)) return undefined;
  const letter = String.fromCharCode(number.charCodeAt(0) + step);
  return /^[a-z]$/.test(letter) ? letter : undefined;
}
