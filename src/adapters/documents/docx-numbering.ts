import type { Refuse } from './refusal.ts';
import { attributeOf, localName, tagsOf } from './xml-tags.ts';

interface ListLevel {
  start: number;
  format: string;
  /** `%1.%2` prints the numbers of the first two levels. */
  text: string;
  /** All numbers in digits, whatever their level says. */
  isLegal: boolean;
  style?: string;
}

interface AbstractList {
  readonly levels: Map<number, ListLevel>;
  styleLink?: string;
  linksTo?: string;
}

interface List {
  abstract: string;
  readonly starts: Map<number, number>;
}

/** Counts a document's numbered paragraphs as Word does. */
export interface ListCounter {
  /** What Word prints before the next paragraph of that list and level, empty for bullets. */
  label(list: string, level: number | undefined, style: string | undefined): string;
}

/** Reads numbering.xml (ISO/IEC 29500-1 section 17.9). */
export function listCounter(xml: string | undefined, refuse: Refuse): ListCounter {
  const { abstracts, lists } = xml === undefined ? { abstracts: new Map(), lists: new Map() } : readLists(xml, refuse);
  const counts = new Map<AbstractList, number[]>();
  const started = new Set<List>();
  const resolve = (id: string): AbstractList | undefined => {
    const abstract = abstracts.get(id);
    if (abstract?.linksTo === undefined || abstract.levels.size > 0) return abstract;
    return [...abstracts.values()].find(({ styleLink }) => styleLink === abstract.linksTo) ?? abstract;
  };
  return {
    label: (id, given, style) => {
      const list = lists.get(id);
      const abstract = list === undefined ? undefined : resolve(list.abstract);
      if (list === undefined || abstract === undefined) return '';
      const level = given ?? levelOf(abstract, style);
      const own = abstract.levels.get(level);
      if (own === undefined) return '';
      const numbers = counts.get(abstract) ?? [];
      counts.set(abstract, numbers);
      if (!started.has(list)) {
        started.add(list);
        for (const [at, start] of list.starts) numbers[at] = start - 1;
      }
      numbers[level] = (numbers[level] ?? own.start - 1) + 1;
      numbers.length = level + 1;
      return printed(abstract, own, numbers);
    },
  };
}

function levelOf({ levels }: AbstractList, style: string | undefined): number {
  const linked = style === undefined ? undefined : [...levels].find(([, level]) => level.style === style);
  return linked?.[0] ?? 0;
}

function readLists(xml: string, refuse: Refuse) {
  const abstracts = new Map<string, AbstractList>();
  const lists = new Map<string, List>();
  let abstract: AbstractList | undefined;
  let list: List | undefined;
  let level: ListLevel | undefined;
  let overridden = 0;
  for (const { kind, name, attributes } of tagsOf(xml, refuse)) {
    const local = localName(name);
    const value = attributeOf(attributes, 'val') ?? '';
    if (kind === 'close') {
      if (local === 'abstractNum') abstract = undefined;
      if (local === 'num') list = undefined;
      if (local === 'lvl') level = undefined;
    } else if (local === 'abstractNum') {
      abstract = { levels: new Map() };
      abstracts.set(attributeOf(attributes, 'abstractNumId') ?? '', abstract);
    } else if (local === 'num') {
      list = { abstract: '', starts: new Map() };
      lists.set(attributeOf(attributes, 'numId') ?? '', list);
    } else if (local === 'lvl') {
      level = { start: 1, format: 'decimal', text: '', isLegal: false };
      abstract?.levels.set(whole(attributeOf(attributes, 'ilvl')), level);
    } else if (level !== undefined) readLevel(level, local, value);
    else if (local === 'styleLink' && abstract !== undefined) abstract.styleLink = value;
    else if (local === 'numStyleLink' && abstract !== undefined) abstract.linksTo = value;
    else if (local === 'abstractNumId' && list !== undefined) list.abstract = value;
    else if (local === 'lvlOverride') overridden = whole(attributeOf(attributes, 'ilvl'));
    else if (local === 'startOverride') list?.starts.set(overridden, whole(value));
  }
  return { abstracts, lists };
}

function readLevel(level: ListLevel, local: string, value: string): void {
  if (local === 'start') level.start = whole(value);
  if (local === 'numFmt') level.format = value;
  if (local === 'lvlText') level.text = value.slice(0, 60);
  if (local === 'pStyle') level.style = value;
  if (local === 'isLgl') level.isLegal = !/^(?:0|false)$/.test(value);
}

/** Levels and starts are small whole numbers; anything else is a damaged file's, and counts from the beginning. */
function whole(value: string | undefined): number {
  return value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) : 0;
}

function printed({ levels }: AbstractList, own: ListLevel, numbers: readonly (number | undefined)[]): string {
  if (own.format === 'bullet' || own.format === 'none') return '';
  return own.text.replace(/%(\d)/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    const level = levels.get(at);
    const number = numbers[at] ?? level?.start ?? 1;
    return inFormat(number, own.isLegal ? 'decimal' : (level?.format ?? 'decimal'));
  });
}

/** A number as Word prints it in one of the formats of section 17.18.59; those of other scripts in digits. */
function inFormat(number: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return inLetters(number).toLowerCase();
    case 'upperLetter':
      return inLetters(number);
    case 'lowerRoman':
      return inRoman(number).toLowerCase();
    case 'upperRoman':
      return inRoman(number);
    case 'decimalZero':
      return String(number).padStart(2, '0');
    case 'none':
    case 'bullet':
      return '';
    default:
      return String(number);
  }
}

/** Word counts a … z, aa, bb, cc. */
function inLetters(number: number): string {
  if (number < 1 || number > 780) return String(number);
  const letter = String.fromCharCode(65 + ((number - 1) % 26));
  return letter.repeat(Math.ceil(number / 26));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1_000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function inRoman(number: number): string {
  if (number < 1 || number > 3_999) return String(number);
  let rest = number;
  let roman = '';
  for (const [value, sign] of ROMAN)
    while (rest >= value) {
      roman += sign;
      rest -= value;
    }
  return roman;
}
