import { foldText } from '../../core/text.ts';
import type { Act, ActId, IsoDate } from '../act.ts';
import { baseCelex } from '../importers/eu-identity.ts';
import type { RegisterEntry } from '../register/register-entry.ts';
import { type CitableAct, formalCitationsIn } from './formal-citations.ts';
import { nearNames } from './near-names.ts';

/** An act named in a text. */
export interface ActMention {
  readonly start: number;
  readonly end: number;
  /** All acts that bear the name; more than one where the name is not enough. */
  readonly acts: readonly ActId[];
  /** The words, where no act known bears them: `Ley 99/2030`. */
  readonly unknown?: string;
  /** What was taken for granted, in words: a circular of which only one issuer's is known. */
  readonly assumed?: string;
  /** True for a short word in lower case ("mar", "crr") that may be no name at all. */
  readonly doubtful?: true;
  /** True where the name is that of all the acts together: "the DORA RTS". */
  readonly group?: true;
  /** The day of a consolidated number: `02014R0910-20241018` names that text and no other. */
  readonly consolidatedTo?: IsoDate;
}

/** Finds acts by everything people call them. */
export interface ActNames {
  find(text: string): readonly ActMention[];
  /** Short names like the one given, nearest first: for "did you mean". */
  near(name: string): readonly string[];
  readonly shortNames: readonly string[];
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN = /\p{L}+|\p{N}+/gu;

/** Letters and digits apart, folded: "MiFID2", "MiFID 2" and "mifid-2" are the same tokens. */
function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({
    text: foldText(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const ROMAN_TO_DIGIT: Readonly<Record<string, string>> = { ii: '2', iii: '3', iv: '4', vi: '6', vii: '7' };
const unroman = (token: string): string => ROMAN_TO_DIGIT[token] ?? token;

/** Aliases by their first token, longest first. */
type AliasIndex = ReadonlyMap<string, readonly Alias[]>;

interface Alias {
  readonly tokens: readonly string[];
  readonly acts: readonly ActId[];
  /** The highest generation of an act of this name that is known: 2 of MiFID, 3 of EMIR. */
  readonly generations?: number;
  /** True for what several acts are called together. */
  readonly group?: true;
}

function keyOf(name: string): string {
  return tokensOf(name)
    .map(({ text }) => unroman(text))
    .join(' ');
}

/** What the technical standards of an act are called together; the register's "about" of each begins with the act. */
function groupNames(act: string): readonly string[] {
  const standards = [
    'RTS',
    'ITS',
    'technical standards',
    'regulatory technical standards',
    'implementing technical standards',
    'level 2',
    'delegated acts',
    'delegated regulations',
  ];
  return standards.flatMap((name) => [`${act} ${name}`, `${name} ${act}`, `${name} of ${act}`, `${name} under ${act}`]);
}

export function createActNames(entries: readonly RegisterEntry[], held: readonly Act[]): ActNames {
  const aliases = new Map<string, Set<ActId>>();
  const known = new Map<ActId, CitableAct>();
  const addresses = new Map<string, ActId>();
  const shortNames = new Set<string>();
  const add = (name: string | undefined, act: ActId): void => {
    if (name === undefined) return;
    const key = keyOf(name);
    if (key.length < 3 || /^\d+(?: \d+)*$/.test(key)) return;
    const acts = aliases.get(key) ?? new Set();
    acts.add(act);
    aliases.set(key, acts);
    const joined = /^([a-z]+) 2$/.exec(key)?.[1];
    if (joined !== undefined && joined.length >= 3) aliases.set(`${joined}ii`, acts);
  };
  const groups = new Set<string>();
  const group = (name: string, act: ActId): void => {
    groups.add(keyOf(name));
    add(name, act);
  };
  for (const entry of entries) {
    known.set(entry.act, {
      act: entry.act,
      name: entry.name,
      authority: entry.authority,
      ...(entry.dates.document === undefined ? {} : { date: entry.dates.document }),
    });
    if (entry.eli) addresses.set(addressKey(entry.eli), entry.act);
    if (entry.shortName) shortNames.add(entry.shortName);
    const names = [entry.shortName, entry.name, entry.nameEs, ...entry.aliases.en, ...entry.aliases.es];
    for (const name of names) add(name, entry.act);
    const parent = /^([\w ]+): /.exec(entry.about)?.[1];
    if (parent !== undefined) for (const name of groupNames(parent)) group(name, entry.act);
  }
  for (const act of held) {
    if (!known.has(act.id))
      known.set(act.id, {
        act: act.id,
        name: act.name,
        authority: act.authority,
        ...(act.dates.document === undefined ? {} : { date: act.dates.document }),
      });
    if (act.eli) addresses.set(addressKey(act.eli), act.id);
    for (const name of [act.shortName, act.name]) add(name, act.id);
  }
  const index = indexAliases(aliases, groups);
  const citable = [...known.values()];
  return {
    find: (text) => findActs(text, index, citable, addresses),
    near: (name) => nearNames(name, [...shortNames]),
    shortNames: [...shortNames],
  };
}

function indexAliases(aliases: ReadonlyMap<string, ReadonlySet<ActId>>, groups: ReadonlySet<string>): AliasIndex {
  const generations = new Map<string, number>();
  for (const key of aliases.keys()) {
    const [, family, generation] = /^([a-z]+) (\d)$/.exec(key) ?? [];
    if (family !== undefined) generations.set(family, Math.max(generations.get(family) ?? 0, Number(generation)));
  }
  const index = new Map<string, Alias[]>();
  for (const [key, acts] of aliases) {
    const tokens = key.split(' ');
    const list = index.get(tokens[0] ?? '') ?? [];
    const known = generations.get(key);
    list.push({
      tokens,
      acts: [...acts],
      ...(groups.has(key) ? { group: true as const } : {}),
      ...(known === undefined ? {} : { generations: known }),
    });
    index.set(tokens[0] ?? '', list);
  }
  for (const list of index.values()) list.sort((a, b) => b.tokens.length - a.tokens.length);
  return index;
}

function findActs(
  text: string,
  index: AliasIndex,
  known: readonly CitableAct[],
  addresses: ReadonlyMap<string, ActId>,
): readonly ActMention[] {
  const links = identifiersIn(text, addresses);
  const cited = formalCitationsIn(text, known).filter(
    ({ start, end }) => !links.some((link) => start < link.end && end > link.start),
  );
  const found: ActMention[] = [...links, ...cited];
  const tokens = tokensOf(text);
  for (let at = 0; at < tokens.length; at += 1) {
    const alias = aliasAt(text, tokens, at, index);
    if (alias === undefined) continue;
    const clashing = found.filter((other) => alias.mention.start < other.end && alias.mention.end > other.start);
    if (clashing.some((other) => !givesWay(other, alias.mention))) continue;
    for (const other of clashing) found.splice(found.indexOf(other), 1);
    found.push(alias.mention);
    at += alias.tokens - 1;
  }
  return found.sort((a, b) => a.start - b.start);
}

/** An alias that says more than a formal number ("Circular 4/2017 del Banco de España") takes its place. */
function givesWay(other: ActMention, alias: ActMention): boolean {
  const inside = other.start >= alias.start && other.end <= alias.end;
  return inside && (other.unknown !== undefined || other.end - other.start < alias.end - alias.start);
}

function aliasAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  index: AliasIndex,
): { mention: ActMention; tokens: number } | undefined {
  const first = tokens[at];
  const match = index
    .get(unroman(first?.text ?? ''))
    ?.find(({ tokens: wanted }) => wanted.every((token, offset) => unroman(tokens[at + offset]?.text ?? '') === token));
  const last = match && tokens[at + match.tokens.length - 1];
  if (!first || !match || !last || !touching(text, tokens, at, match.tokens.length)) return undefined;
  const next = tokens[at + match.tokens.length];
  if (next && otherGeneration(text.slice(last.end, next.end), text.slice(next.end), match)) {
    const unknown = text.slice(first.start, next.end);
    return {
      mention: { start: first.start, end: next.end, acts: [], unknown },
      tokens: match.tokens.length + 1,
    };
  }
  const words = text.slice(first.start, last.end);
  const foreign = FOREIGN.exec(text.slice(Math.max(0, first.start - 24), first.start));
  if (foreign?.[1] !== undefined) {
    return {
      mention: { start: first.start - foreign[0].length, end: last.end, acts: [], unknown: `${foreign[0]}${words}` },
      tokens: match.tokens.length,
    };
  }
  const doubtful = words.length <= 3 && words !== words.toUpperCase();
  return {
    mention: {
      start: first.start,
      end: last.end,
      acts: match.acts,
      ...(doubtful ? { doubtful: true as const } : {}),
      ...(match.group ? { group: true as const } : {}),
    },
    tokens: match.tokens.length,
  };
}

/** Law of another country that bears the name of the Union's. */
const FOREIGN =
  /(?<![\p{L}\p{N}])(UK|British|Swiss|US|American|Turkish|Brazilian|Chinese|Indian|Norwegian|Californian?|Singapore|Jersey|Guernsey|Gibraltar)\s+$/u;

/**
 * "MiFID III", "DORA II", "PSD3" name an act of their own, and not the one whose name they begin with. A digit counts
 * as a generation only where acts of this name have them: "DORA 3" and "CRR 4(1)" are articles.
 */
function otherGeneration(behind: string, after: string, { generations }: Alias): boolean {
  if (/^[\s-]?[2-9]$/.test(behind) && /^(?:\.\d\b|\s*,?\s*(?:art|article|art[ií]culo|recital|annex)\b)/i.test(after))
    return true;
  if (/^[\s-]?(?:II|III|IV|VI|VII|VIII)$/.test(behind)) return true;
  if (generations === undefined) return false;
  const digit = /^[\s-]?(?:([1-9])|(I|V))$/.exec(behind);
  if (digit === null || /^\s?[(.,/]\s?\d/.test(after) || /^\s?\(/.test(after)) return false;
  return digit[2] !== undefined || Number(digit[1]) <= generations + 1;
}

/** The words of a name stand together: between them only blanks and the marks that names contain. */
function touching(text: string, tokens: readonly Token[], at: number, count: number): boolean {
  for (let offset = 1; offset < count; offset += 1) {
    const gap = text.slice(tokens[at + offset - 1]?.end ?? 0, tokens[at + offset]?.start ?? 0);
    if (!/^[\s\-–/.,()ºª°]{0,4}$/.test(gap)) return false;
  }
  return true;
}

/** `https://www.boe.es/eli/es/l/2010/04/28/10/con` and the address without "/con" are one. */
function addressKey(address: string): string {
  return address
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/(?:oj|con|dof|spa|eng)?$/, '')
    .replace(/\/(?:oj|con)$/, '');
}

/** `20241018` → `2024-10-18`. */
export function isoDay(digits: string): IsoDate | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(digits) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

function identifiersIn(text: string, addresses: ReadonlyMap<string, ActId>): readonly ActMention[] {
  const found: ActMention[] = [];
  const add = (match: RegExpMatchArray, act: ActId | undefined, consolidatedTo?: IsoDate): void => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (act !== undefined && !found.some((other) => start < other.end && end > other.start))
      found.push({ start, end, acts: [act], ...(consolidatedTo && { consolidatedTo }) });
  };
  for (const match of text.matchAll(/https?:\/\/[^\s#)\]>"']+\/eli\/[^\s#)\]>"']+/gi))
    add(match, addresses.get(addressKey(match[0])));
  for (const match of text.matchAll(/\b[03]\d{4}[RLD]\d{4}(?:-\d{8})?(?!\d)/g))
    add(match, baseCelex(match[0])?.act, match[0].startsWith('0') ? isoDay(match[0].split('-')[1] ?? '') : undefined);
  for (const match of text.matchAll(/\bBOE-[A-Z]-\d{4}-\d{1,6}\b/gi)) add(match, match[0].toUpperCase());
  for (const match of text.matchAll(/\beli\/(reg|reg_del|reg_impl|dir|dec)\/(\d{4})\/(\d{1,4})\b(?:\/oj)?/g)) {
    const letter = match[1] === 'dir' ? 'L' : match[1] === 'dec' ? 'D' : 'R';
    add(match, `3${match[2]}${letter}${(match[3] ?? '').padStart(4, '0')}`);
  }
  return found;
}
