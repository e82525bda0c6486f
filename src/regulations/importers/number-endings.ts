import { SUFFIX } from '../suffixes.ts';

/** An ending, joined to its number or apart, behind an ordinal mark or a stop too: `36 bis`, `36bis`, `36-bis`, `4.º bis`. */
const ENDING = new RegExp(`^(?:\\s*[.ºª]+)?[\\s-]*(${SUFFIX})`, 'i');
/** What may stand between a number, or its ending, and the title. */
const LEAD = /^(?:\s*[.ºª]+)?\s*[.:]?\s*/;
/** A word formed like an ending ("quadragies") that is none of the known ones. */
const LATIN_ENDING = /^\p{Ll}{2,}ies(?=\s*(?:[.:—–-]|$))/u;

export interface Behind {
  /** As printed; empty where there is none. */
  readonly suffix: string;
  readonly title: string;
  /**
   * Set where the words behind the number are neither a known ending nor a title: they may make it another number, so
   * the provision must not stand at the place of the bare one.
   */
  readonly isDoubtful: boolean;
}

/** Reads what stands behind the number of a heading: its ending and the title. */
export function behindNumber(text: string): Behind {
  const ending = ENDING.exec(text);
  const rest = ending === null ? text : text.slice(ending[0].length);
  const lead = LEAD.exec(rest)?.[0] ?? '';
  const title = rest.slice(lead.length).trim();
  return { suffix: ending?.[1] ?? '', title, isDoubtful: goesOnWithNumber(lead, title) };
}

function goesOnWithNumber(lead: string, title: string): boolean {
  if (isUnknownEnding(title)) return true;
  // "4.2", "4/2", "4, apartado 2"
  if (/^[,;/]/.test(title) || (/^\d/.test(title) && /^[^\s]?$/.test(lead))) return true;
  const hasStop = /[.:]/.test(lead.replace(/\.?[ºª]/g, ''));
  if (hasStop) return false;
  // "4 de la Ley", "4 y 5", "4a", "4 A."; a title begins with a capital or behind a stop.
  return /^(?:\p{Ll}|\d|[-–—]\s*\d|\p{Lu}(?:[.)]|$))/u.test(title) || (lead === '' && /^\p{L}/u.test(title));
}

/** True for words that begin with what looks like the ending of a number, but is not known as one. */
export function isUnknownEnding(words: string): boolean {
  return LATIN_ENDING.test(words);
}

/** For the person who imports: where a provision went whose number was not understood. */
export function doubtAbout(marker: string, place: string): string {
  return `"${marker.slice(0, 80)}" has a number with an ending that is not known; it is kept as ${place}, a place of its own`;
}
