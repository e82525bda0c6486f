import type { ActId } from './act.ts';
import type { Place } from './provision.ts';

/**
 * The grammar of places.
 *
 * Top level: `art_19`, `art_5a`, `art_4bis` (articles, and the normas of Spanish circulars), `rct_26` (recitals),
 * `anx_3` (annexes, Arabic numbers), `dad_1`, `dtr_1`, `dde_1`, `dfi_1` (Spanish additional, transitional, derogatory
 * and final provisions; "única" is 1, or `unica` where a
 * "primera" stands beside it), `pre_1` (preamble).
 * Below: `par_4` (a paragraph that the text numbers), `sub_2` (an unnumbered block, where there is more than one),
 * `pnt_a` (a lettered or bracketed point, nested at will), `idt_1` (an unmarked or dashed indent), and in annexes
 * `prt_1` (part) and `sec_a` (section).
 */
const TOP_LEVEL_KINDS = ['art', 'rct', 'anx', 'dad', 'dtr', 'dde', 'dfi', 'pre'] as const;
const INNER_KINDS = ['par', 'sub', 'pnt', 'idt', 'prt', 'sec'] as const;
export type TopLevelKind = (typeof TOP_LEVEL_KINDS)[number];
export type InnerKind = (typeof INNER_KINDS)[number];
export type ElementKind = TopLevelKind | InnerKind;

export interface PlaceElement {
  readonly kind: ElementKind;
  /** Lower case, no white space: `19`, `5a`, `4bis`, `iv`. */
  readonly number: string;
}

const ELEMENT = /^([a-z]{3})_([0-9]+[a-z]*|[a-zñ]+)$/;

/** Splits a place into its elements; `undefined` where the string does not follow the grammar. */
export function parsePlace(place: Place): readonly PlaceElement[] | undefined {
  const elements: PlaceElement[] = [];
  for (const [depth, part] of place.split('/').entries()) {
    const match = ELEMENT.exec(part);
    const kind = match?.[1];
    const number = match?.[2];
    if (kind === undefined || number === undefined) return undefined;
    const known: readonly string[] = depth === 0 ? TOP_LEVEL_KINDS : INNER_KINDS;
    if (!known.includes(kind)) return undefined;
    elements.push({ kind: kind as ElementKind, number });
  }
  return elements;
}

/** `parentPlace('art_19/par_4/pnt_a')` is `art_19/par_4`; a top-level place has none. */
export function parentPlace(place: Place): Place | undefined {
  const slash = place.lastIndexOf('/');
  return slash < 0 ? undefined : place.slice(0, slash);
}

/** The article, recital, annex or disposition that a place belongs to. */
export function topPlace(place: Place): Place {
  const slash = place.indexOf('/');
  return slash < 0 ? place : place.slice(0, slash);
}

/** True where `place` is `ancestor` or stands below it. */
export function isWithin(place: Place, ancestor: Place): boolean {
  return place === ancestor || place.startsWith(`${ancestor}/`);
}

/** Joins an act and a place into the stable id of a provision. */
export function provisionId(act: ActId, place: Place): string {
  return `${act}#${place}`;
}
