import type { Refuse } from './refusal.ts';
import { attributeOf, localName, tagsOf } from './xml-tags.ts';

/** What a style of a Word document says, with what it inherits (ISO/IEC 29500-1 section 17.7). */
export interface WordStyle {
  /** Lower case; Word's own styles have English names in every language. */
  readonly name: string;
  /** 0 is a heading of the first level. */
  readonly outline?: number;
  readonly list?: string;
  readonly listLevel?: number;
  /** Its words are on no page. */
  readonly isHidden: boolean;
}

interface RawStyle {
  name: string;
  basedOn?: string;
  outline?: number;
  list?: string;
  listLevel?: number;
  hidden?: boolean;
}

const DEEPEST_BASE = 20;

/** Styles by their id. */
export function readStyles(xml: string | undefined, refuse: Refuse): ReadonlyMap<string, WordStyle> {
  if (xml === undefined) return new Map();
  const raw = new Map<string, RawStyle>();
  let style: RawStyle | undefined;
  for (const { kind, name, attributes } of tagsOf(xml, refuse)) {
    const local = localName(name);
    if (kind === 'close') {
      if (local === 'style') style = undefined;
      continue;
    }
    if (local === 'style' && kind === 'open') {
      style = { name: '' };
      raw.set(attributeOf(attributes, 'styleId') ?? '', style);
    } else if (style !== undefined) readProperty(style, local, attributeOf(attributes, 'val'));
  }
  return new Map([...raw].map(([id, each]) => [id, inherited(raw, each)]));
}

function readProperty(style: RawStyle, local: string, value: string | undefined): void {
  if (local === 'vanish') style.hidden = isOn(value);
  if (value === undefined) return;
  if (local === 'name') style.name = value.toLowerCase();
  if (local === 'basedOn') style.basedOn = value;
  if (local === 'outlineLvl') style.outline = Number(value);
  if (local === 'numId') style.list = value;
  if (local === 'ilvl') style.listLevel = Number(value);
}

function inherited(all: ReadonlyMap<string, RawStyle>, style: RawStyle): WordStyle {
  const chain: RawStyle[] = [];
  for (let each: RawStyle | undefined = style; each !== undefined && chain.length < DEEPEST_BASE; ) {
    chain.push(each);
    each = each.basedOn === undefined ? undefined : all.get(each.basedOn);
  }
  const first = <Value>(of: (each: RawStyle) => Value | undefined): Value | undefined =>
    chain.map(of).find((value) => value !== undefined);
  const named = chain.map((each) => /^heading (\d)$/.exec(each.name)?.[1]).find((level) => level !== undefined);
  const outline = named === undefined ? first((each) => each.outline) : Number(named) - 1;
  const [list, listLevel] = [first((each) => each.list), first((each) => each.listLevel)];
  return {
    name: style.name,
    isHidden: first((each) => each.hidden) ?? false,
    // 9 is "body text" (section 17.3.1.20).
    ...(outline === undefined || !(outline >= 0 && outline < 9) ? {} : { outline }),
    ...(list === undefined ? {} : { list }),
    ...(listLevel === undefined ? {} : { listLevel }),
  };
}

/** A switch of WordprocessingML: on where it stands, unless it says otherwise (section 17.17.4). */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off)$/.test(value);
}
