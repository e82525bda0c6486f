import type { DocumentNote } from '../../documents/document-notes.ts';
import type { ListCounter } from './docx-numbering.ts';
import { isOn, type WordStyle } from './docx-styles.ts';
import type { Refuse } from './refusal.ts';
import { attributeOf, localName, type Tag, tagsOf } from './xml-tags.ts';

/** Around a number that Word would print: signs of the private area, which the text cannot hold beside them. */
export const LABEL_START = '\ue0f0';
export const LABEL_END = '\ue0f1';

export interface ReadableMarkup {
  readonly xml: string;
  readonly notes: readonly DocumentNote[];
}

interface Paragraph {
  style?: string;
  list?: string;
  level?: number;
  /** Its mark is deleted: it is one with the paragraph behind it, which has the number. */
  isDeleted: boolean;
}

interface Run {
  readonly start: number;
  /** How many pieces there were before it. */
  readonly pieces: number;
  style?: string;
  hidden?: boolean;
}

interface Walk {
  readonly open: string[];
  readonly paragraphs: Paragraph[];
  readonly runs: Run[];
  readonly pieces: string[];
  readonly counts: Map<string, number>;
  /** Up to here the part was copied. */
  copied: number;
  readonly references: RegExp | undefined;
}

const RELATIONSHIPS =
  /xmlns:([\w-]+)\s*=\s*["']http:\/\/(?:schemas\.openxmlformats\.org\/officeDocument\/2006|purl\.oclc\.org\/ooxml\/officeDocument)\/relationships["']/g;

/** Attributes that refer to another part or to somewhere outside, by whatever prefix the part gives them. */
function referencesOf(xml: string): RegExp | undefined {
  const prefixes = new Set([...xml.matchAll(RELATIONSHIPS)].map(([, prefix]) => prefix));
  return prefixes.size === 0
    ? undefined
    : new RegExp(`\\s(?:${[...prefixes].join('|')}):[\\w-]+\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g');
}

/**
 * Makes a part ready for Mammoth, which knows neither: puts in the numbers that Word works out when it prints, and takes
 * out what is hidden on the page and every reference to another part or to somewhere outside. Counts what is not read.
 */
export function readableMarkup(
  xml: string,
  styles: ReadonlyMap<string, WordStyle>,
  lists: ListCounter,
  refuse: Refuse,
): ReadableMarkup {
  const clean = xml.replaceAll(LABEL_START, '').replaceAll(LABEL_END, '');
  const walk: Walk = {
    open: [],
    paragraphs: [],
    runs: [],
    pieces: [],
    counts: new Map(),
    copied: 0,
    references: referencesOf(clean),
  };
  for (const tag of tagsOf(clean, refuse)) {
    const name = localName(tag.name);
    if (tag.kind === 'close') {
      walk.open.pop();
      closeTag(walk, name, tag, clean, styles, lists);
      continue;
    }
    count(walk, name, tag.attributes);
    readTag(walk, name, tag);
    withoutReferences(walk, tag, clean);
    if (name === 'r' && tag.kind === 'open') openRun(walk, tag.start, clean);
    if (tag.kind === 'open') walk.open.push(name);
  }
  walk.pieces.push(clean.slice(walk.copied));
  return { xml: walk.pieces.join(''), notes: notesOf(walk.counts) };
}

function openRun(walk: Walk, start: number, xml: string): void {
  copyTo(walk, start, xml);
  walk.runs.push({ start, pieces: walk.pieces.length });
}

function copyTo(walk: Walk, end: number, xml: string): void {
  if (end > walk.copied) walk.pieces.push(xml.slice(walk.copied, end));
  walk.copied = end;
}

function readTag(walk: Walk, name: string, { kind, attributes }: Tag): void {
  const parent = walk.open.at(-1);
  if (name === 'p' && kind === 'open') walk.paragraphs.push({ isDeleted: false });
  const paragraph = walk.paragraphs.at(-1);
  // What a tracked change replaced stands within it in the same elements.
  if (walk.open.some((each) => each === 'pPrChange' || each === 'rPrChange')) return;
  const value = attributeOf(attributes, 'val');
  if (paragraph !== undefined && parent === 'pPr' && name === 'pStyle' && value !== undefined) paragraph.style = value;
  if (paragraph !== undefined && parent === 'numPr' && value !== undefined) {
    if (name === 'numId') paragraph.list = value;
    if (name === 'ilvl' && /^\d$/.test(value)) paragraph.level = Number(value);
  }
  if (parent !== 'rPr') return;
  const owner = walk.open.at(-2);
  if (owner === 'pPr' && name === 'del' && paragraph !== undefined) paragraph.isDeleted = true;
  const run = walk.runs.at(-1);
  if (owner !== 'r' || run === undefined) return;
  if (name === 'rStyle' && value !== undefined) run.style = value;
  if (name === 'vanish' || name === 'specVanish') run.hidden = isOn(value);
}

function closeTag(
  walk: Walk,
  name: string,
  tag: Tag,
  xml: string,
  styles: ReadonlyMap<string, WordStyle>,
  lists: ListCounter,
): void {
  if (name === 'pPr' && walk.open.at(-1) === 'p') {
    const label = labelOf(walk.paragraphs.at(-1), styles, lists);
    if (label === '') return;
    const prefix = tag.name.slice(0, tag.name.length - name.length);
    copyTo(walk, tag.end, xml);
    walk.pieces.push(`<${prefix}r><${prefix}t>${escaped(label)}</${prefix}t></${prefix}r>`);
  }
  if (name === 'p') walk.paragraphs.pop();
  if (name !== 'r') return;
  const run = walk.runs.pop();
  if (run === undefined || !isHidden(run, walk.paragraphs.at(-1), styles)) return;
  walk.pieces.length = run.pieces;
  walk.copied = tag.end;
  if (/<(?:[\w-]+:)?t[\s>]/.test(xml.slice(run.start, tag.end))) bump(walk.counts, 'hidden');
}

function labelOf(paragraph: Paragraph | undefined, styles: ReadonlyMap<string, WordStyle>, lists: ListCounter): string {
  if (paragraph === undefined || paragraph.isDeleted) return '';
  const style = paragraph.style === undefined ? undefined : styles.get(paragraph.style);
  const list = paragraph.list ?? style?.list;
  // A paragraph says with the list 0 that it is in none (section 17.9.18).
  if (list === undefined || list === '0') return '';
  const level = paragraph.level ?? (paragraph.list === undefined ? style?.listLevel : undefined);
  const label = lists.label(list, level, paragraph.style).trim();
  return label === '' ? '' : `${LABEL_START}${label}${LABEL_END}`;
}

function isHidden(run: Run, paragraph: Paragraph | undefined, styles: ReadonlyMap<string, WordStyle>): boolean {
  const styled = [run.style, paragraph?.style].some((id) => id !== undefined && styles.get(id)?.isHidden === true);
  return run.hidden ?? styled;
}

function withoutReferences(walk: Walk, tag: Tag, xml: string): void {
  const { references } = walk;
  if (references === undefined || tag.attributes.search(references) < 0) return;
  const from = tag.end - tag.attributes.length - (tag.kind === 'empty' ? 2 : 1);
  copyTo(walk, from, xml);
  walk.pieces.push(tag.attributes.replace(references, ''));
  walk.copied = from + tag.attributes.length;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const COUNTED: ReadonlyMap<string, string> = new Map([
  ['blip', 'images'],
  ['imagedata', 'images'],
  ['commentReference', 'comments'],
  ['ins', 'tracked'],
  ['del', 'tracked'],
  ['moveFrom', 'tracked'],
  ['moveTo', 'tracked'],
  ['OLEObject', 'objects'],
  ['altChunk', 'objects'],
  ['chart', 'objects'],
  ['ffData', 'forms'],
]);

function count(walk: Walk, name: string, attributes: string): void {
  const what = COUNTED.get(name);
  // A picture stands twice where Word keeps an older form of it beside the newer one.
  if (what !== undefined && !walk.open.includes('Fallback')) bump(walk.counts, what);
  if (name === 'blip' && attributeOf(attributes, 'link') !== undefined) bump(walk.counts, 'links');
}

function bump(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function notesOf(counts: ReadonlyMap<string, number>): readonly DocumentNote[] {
  const of = (what: string): number => counts.get(what) ?? 0;
  const notes: DocumentNote[] = [
    { kind: 'images', count: of('images') },
    { kind: 'comments', count: of('comments') },
    { kind: 'tracked_changes', count: of('tracked') },
    { kind: 'hidden_passages', count: of('hidden') },
    { kind: 'embedded_objects', count: of('objects') },
  ];
  if (of('links') > 0) notes.push({ kind: 'links_outside' });
  if (of('forms') > 0) notes.push({ kind: 'form_fields' });
  return notes.filter((note) => !('count' in note) || note.count > 0);
}
